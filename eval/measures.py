"""The names of what is measured, each with how it is computed from scored questions.

A measure is a mean over the questions it applies to, except those of `_WHOLE`, which only exist for a
group of questions together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from answer.claims import Answer
from eval.metrics import abstention, answers, calibration, composition, latency, retrieval
from eval.metrics.interval import bootstrap
from eval.run import Scored


@dataclass(frozen=True, slots=True)
class Value:
    """What was measured on `n` questions, None on no questions; `[low, high]` is a 95 % interval, None where
    the measure is no mean."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def measure(name: str, rows: Sequence[Scored]) -> Value:
    """The measure `name` (one of NAMES) over `rows`. Raises KeyError for a name that is none."""
    if name in _WHOLE:
        return _WHOLE[name](rows)
    parts = [part for row in rows if (part := _MEANS[name](row)) is not None]
    if not parts:
        return Value(None, None, None, 0)
    return Value(sum(parts) / len(parts), *bootstrap(parts), len(parts))


def _answerable(part: Callable[[Scored], float | None]) -> Callable[[Scored], float | None]:
    """`part` for answerable questions alone: an unanswerable one gets no score, not a zero."""
    return lambda row: part(row) if row.question.answerable else None


def _at(k: int, part: Callable[[int, retrieval.Ranks], float | None]) -> Callable[[Scored], float | None]:
    return _answerable(lambda row: part(k, row.ranks))


def _abstaining(part: Callable[..., float | None]) -> Callable[[Scored], float | None]:
    return lambda row: part(answerable=row.question.answerable, abstained=row.abstained)


def _brier(row: Scored) -> float | None:
    forecast = _forecast(row)
    return calibration.brier(*forecast) if forecast else None


def _forecast(row: Scored) -> calibration.Forecast | None:
    # Without nuggets there is no telling whether the answer was right; a failure claimed no confidence.
    if row.answer is None or (row.question.answerable and row.correct is None):
        return None
    return row.answer.confidence, row.correct == 1


def _calibration_error(rows: Sequence[Scored]) -> Value:
    forecasts = [forecast for row in rows if (forecast := _forecast(row)) is not None]
    return Value(calibration.expected_calibration_error(forecasts), None, None, len(forecasts))


def _latency(step: str, p: float, rows: Sequence[Scored]) -> Value:
    times = latency.step_times(step, [row.answer.timings_ms for row in rows if row.answer])
    return Value(latency.percentile(p, times), None, None, len(times))


def _first_sentence(p: float, rows: Sequence[Scored]) -> Value:
    times = [
        time for row in rows if row.answer and (time := composition.first_sentence(row.answer)) is not None
    ]
    return Value(latency.percentile(p, times), None, None, len(times))


def _of_answer(part: Callable[[Answer], float | None]) -> Callable[[Scored], float | None]:
    return lambda row: part(row.answer) if row.answer else None


_DEPTHS = (1, 3, 5, 8)
_MEANS: Mapping[str, Callable[[Scored], float | None]] = {
    **{f"hit@{k}": _at(k, retrieval.hit_at) for k in _DEPTHS},
    **{f"recall@{k}": _at(k, retrieval.recall_at) for k in _DEPTHS},
    "mrr": _answerable(lambda row: retrieval.reciprocal_rank(row.ranks)),
    "nuggets": _answerable(lambda row: answers.nugget_share(row.nuggets)),
    "fully_correct": lambda row: row.correct,
    "forbidden": _answerable(lambda row: float(row.forbidden) if row.question.forbidden else None),
    "citation_precision": _answerable(lambda row: row.citation_precision),
    "citation_recall": _answerable(lambda row: row.citation_recall),
    "verbatim": lambda row: row.verbatim,
    "cited": lambda row: row.cited,
    "abstention_precision": _abstaining(abstention.precision),
    "abstention_recall": _abstaining(abstention.recall),
    "false_refusals": _abstaining(abstention.false_refusal),
    "dropped": _of_answer(composition.dropped),
    "fell_back": _of_answer(composition.fell_back),
    "numbers_held": lambda row: row.numbers_held,
    "names_held": lambda row: row.names_held,
    "failed": lambda row: float(row.failure is not None),
    "brier": _brier,
}
_WHOLE: Mapping[str, Callable[[Sequence[Scored]], Value]] = {
    "calibration_error": _calibration_error,
    **{f"first_sentence_p{p}": partial(_first_sentence, p) for p in (50, 90)},
    **{f"{step}_p{p}": partial(_latency, step, p) for step in latency.STEPS for p in (50, 90)},
}
NAMES = (*_MEANS, *_WHOLE)
