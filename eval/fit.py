"""`python -m eval.fit`: fits the weights of `answer.read` on questions whose answers are known.

On the development questions of the report, with --also on those written for another, and with --corpus on the
questions that `training.as_reports` wrote, of which every second article is kept for telling how well the
probabilities hold. Logistic regression, each kind of question by itself. Never run on test questions.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from answer.certainty import Certainty, sigmoid, signs
from answer.features import Features
from answer.look import SpanModel
from answer.quote import Limits
from answer.read import ADAPTER, FOREIGN, JAPANESE, WEIGHTS
from errors import AskError, terminal_language
from eval.examples import Asked, Asking, collect
from eval.logistic import fit_logistic
from eval.metrics.calibration import expected_calibration_error
from eval.questions import FOLDER, find_question_files, load_question_set, load_question_sets
from index.embed import load_embedder
from index.search import open_index
from models.span_reader import load_span_reader
from settings import Settings, load_settings

#: The development questions, and questions about other things altogether, which `dev.jsonl` has none of: without
#: them nothing tells the fit that a report on one subject does not answer on another.
QUESTIONS = [FOLDER / "dev.jsonl", Path(__file__).parent / "fitting" / "elsewhere.jsonl"]
#: Inverse strength of the regularisation. Features are standardised before, so that it bears on all alike.
_C = 0.3
#: The same of certainty, which has few features and little to be held back from.
_CERTAINTY_C = 1.0
#: What one question that somebody wrote for a report counts beside one of the corpus: those are of the kind that will be asked.
_OWN_WEIGHT = 4.0
#: What counts against a unit, or against there being an answer; all else counts for it.
_AGAINST = {
    "unknown",
    "quantities_missing",
    "quantity_missing",
    "names_another",
    "want_unmet",
    "heading",
    "aside",
    "fragment",
}
_COLUMNS, _SIGNS = ([field.name for field in fields(of)][1:] for of in (Features, Certainty))
#: What tells of certainty. A near miss shares the words, so they tell nothing. In other languages, in which the reader is less
#: at home, the vectors tell of another subject; numbers and names are too badly read in machine-made questions, which most are
#: that this is fitted on.
_TELLING = {
    JAPANESE: ("relevance", "second", "quantity_missing", "names_another", "want_unmet"),
    FOREIGN: ("relevance", "second", "cosine", "want_unmet"),
}
_FOLDS = 10
_SEED = 5


def fit(asked: Sequence[Asked], own: Sequence[bool]) -> NDArray[np.float64]:
    """Weights for features as they are, shape (features,); the first is the constant's. `own`: see _OWN_WEIGHT."""
    values = np.concatenate([each.features for each in asked])[:, 1:]
    answers = np.concatenate([each.answers for each in asked])
    counts = np.concatenate(
        [np.full(len(each.answers), _OWN_WEIGHT if o else 1.0) for each, o in zip(asked, own, strict=True)]
    )
    return fit_logistic(values, answers, counts, _C, _directions(_COLUMNS))


def _directions(names: Sequence[str]) -> list[int]:
    return [-1 if name in _AGAINST else 1 for name in names]


@dataclass(frozen=True, slots=True)
class Fitted:
    """What one kind of question is read by: the weights of units, and those of certainty."""

    units: NDArray[np.float64]
    certainty: Certainty

    def told(self, each: Asked) -> tuple[float, bool]:
        """How surely the report is said to answer, and whether one of the units that would be quoted does."""
        return self.certainty.of(_read(each, self.units)), _is_answered(each, self.units)


@dataclass(frozen=True, slots=True)
class _Read:
    logit: float
    features: Features


def _read(each: Asked, units: NDArray[np.float64]) -> list[_Read]:
    return [_Read(float(units @ of_unit), Features(*map(float, of_unit))) for of_unit in each.features]


def _is_answered(each: Asked, units: NDArray[np.float64]) -> bool:
    """Whether one of the units answers that would be quoted: the best, and those not far behind it (`answer.quote`)."""
    logits, limits = each.features @ units, Limits()
    best = np.argsort(-logits)[: limits.pieces]
    least = limits.further * sigmoid(float(logits[best[0]]))
    return any(each.answers[n] and sigmoid(float(logits[n])) >= least for n in best)


def fit_certainty(
    asked: Sequence[Asked], own: Sequence[bool], units: NDArray[np.float64], kind: str
) -> Certainty:
    """Weights by which what would be quoted, as `units` has it, is rightly sure to answer. `own`: see _OWN_WEIGHT."""
    values = np.array([signs(_read(each, units)) for each in asked])
    values[:, [name not in _TELLING[kind] for name in _SIGNS]] = 0
    answers = np.array([_is_answered(each, units) for each in asked])
    counts = np.array([_OWN_WEIGHT if is_own else 1.0 for is_own in own])
    return Certainty(*map(float, fit_logistic(values, answers, counts, _CERTAINTY_C, _directions(_SIGNS))))


def out_of_fold(own: Sequence[Asked], corpus: Sequence[Asked]) -> list[tuple[Asked, float, bool]]:
    """Each of the questions written for a report with its certainty, by weights fitted without it."""
    told: list[tuple[Asked, float, bool]] = []
    ids = sorted({each.question.id for each in own})
    for number in range(_FOLDS):
        held = set(ids[number::_FOLDS])
        rest = [each for each in own if each.question.id not in held]
        fitted = {kind: _fit_kind(kind, rest, corpus) for kind in (JAPANESE, FOREIGN)}
        told += [(each, *fitted[each.kind].told(each)) for each in own if each.question.id in held]
    return told


def _fit_kind(kind: str, own: Sequence[Asked], corpus: Sequence[Asked]) -> Fitted:
    asked = [each for each in (*own, *corpus) if each.kind == kind]
    is_own = [n < sum(each.kind == kind for each in own) for n in range(len(asked))]
    units = fit(asked, is_own)
    return Fitted(units, fit_certainty(asked, is_own, units, kind))


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits the weights and writes them; prints what they are worth on questions they were not fitted on."""
    options = _options(arguments)
    try:
        settings = load_settings()
        model = load_span_reader(options.adapter, settings.cache_dir)
        index_dir = options.index.resolve() if options.index else settings.index_dir
        askings = [Asking(each.questions) for each in load_question_sets(options.questions)]
        own = _collect(index_dir, askings, model, settings)
        for questions, also in options.also:
            own += _collect(
                Path(also), [Asking(load_question_set(Path(questions)).questions)], model, settings
            )
        corpus = _collect_corpus(options, model, settings) if options.corpus else []
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    # A whole article is held out or not, since questions on the same passage are no strangers to each other.
    held = [each for each in corpus if _article(each) // 2 % 2]
    fitted = [each for each in corpus if not _article(each) // 2 % 2]
    by_kind = {kind: _fit_kind(kind, own, fitted) for kind in (JAPANESE, FOREIGN)}
    _write(by_kind, options)
    _report(out_of_fold(own, fitted))
    for kind, of_kind in by_kind.items():
        kept = [each for each in held if each.kind == kind]
        if kept:
            print(f"questions of kind {kind}:")
            _report_held(kept, of_kind)
    return 0


def _collect(index_dir: Path, askings: Sequence[Asking], model: SpanModel, settings: Settings) -> list[Asked]:
    index = open_index(index_dir, load_embedder(settings.embed_model, settings.cache_dir))
    return collect(index, model, askings)


def _collect_corpus(options: argparse.Namespace, model: SpanModel, settings: Settings) -> list[Asked]:
    """The questions in `DIR/questions`, each file's put to the report it is named for, of the index in `DIR/index`."""
    files = find_question_files(options.corpus / "questions")
    pairs = [(path.stem, question) for path in files for question in load_question_set(path).questions]
    Random(_SEED).shuffle(pairs)
    askings = [Asking((question,), report) for report, question in pairs[: options.corpus_questions]]
    return _collect(options.corpus / "index", askings, model, settings)


def _article(each: Asked) -> int:
    return int(each.question.id.split("-")[1])


def _write(by_kind: Mapping[str, Fitted], options: argparse.Namespace) -> None:
    named = {
        kind: {f.name: round(float(w), 4) for f, w in zip(fields(Features), fitted.units, strict=True)}
        for kind, fitted in by_kind.items()
    }
    sure = {
        kind: {name: round(value, 4) for name, value in asdict(fitted.certainty).items()}
        for kind, fitted in by_kind.items()
    }
    fitted_on = [path.name for path in options.questions] + [Path(also).name for also, _ in options.also]
    fitted_on += ["JaQuAD dev"] if options.corpus else []
    options.out.write_text(
        json.dumps({"fitted_on": fitted_on, "weights": named, "certainty": sure}, indent=1) + "\n",
        encoding="utf-8",
    )


def _report(told: Sequence[tuple[Asked, float, bool]]) -> None:
    """For each threshold, out of fold: answerable questions refused, unanswerable ones abstained on."""
    right = [hit for each, _, hit in told if each.question.answerable]
    print(f"{len(told)} questions; one of the quoted units answers: {np.mean(right):.3f}")

    def refused(threshold: float, of: Callable[[Asked], bool]) -> float:
        chosen = [p < threshold for each, p, _ in told if of(each)]
        return float(np.mean(chosen)) if chosen else float("nan")

    for threshold in np.arange(0.04, 0.62, 0.02):
        print(
            f"threshold {threshold:.2f}: refused, Japanese"
            f" {refused(threshold, lambda e: e.question.answerable and e.kind == JAPANESE):.3f}, others"
            f" {refused(threshold, lambda e: e.question.answerable and e.kind != JAPANESE):.3f}; abstained, near misses"
            f" {refused(threshold, lambda e: not e.question.answerable and e.question.kind != 'elsewhere'):.3f},"
            f" elsewhere {refused(threshold, lambda e: e.question.kind == 'elsewhere'):.3f}"
        )


def _report_held(held: Sequence[Asked], fitted: Fitted) -> None:
    """How well the probabilities hold on articles not fitted on: a reliability table and the calibration error."""
    told = [(each, *fitted.told(each)) for each in held]
    forecasts = [(p, hit) for _, p, hit in told]
    print(f"held out: {len(told)} questions, calibration error {expected_calibration_error(forecasts):.3f}")
    right = [hit for each, _, hit in told if each.question.answerable]
    print(f"one of the quoted units answers: {np.mean(right):.3f} of {len(right)}")
    for low in np.arange(0, 1, 0.1):
        inside = [(p, hit) for p, hit in forecasts if low <= p < low + 0.1 or (low > 0.85 and p == 1)]
        if inside:
            said, true = (float(np.mean(column)) for column in zip(*inside, strict=True))
            print(f"  said {said:.2f}, came true {true:.2f} ({len(inside)})")
    for threshold in np.arange(0.1, 0.8, 0.1):
        refused = np.mean([p < threshold for each, p, _ in told if each.question.answerable])
        kept = np.mean([p < threshold for each, p, _ in told if not each.question.answerable])
        print(f"  threshold {threshold:.1f}: refused {refused:.3f}, abstained {kept:.3f}")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.fit", description=__doc__)
    parser.add_argument("--questions", nargs="+", type=Path, default=QUESTIONS, metavar="FILE")
    parser.add_argument("--index", type=Path, metavar="DIR")
    parser.add_argument(
        "--also",
        nargs=2,
        action="append",
        default=[],
        metavar=("FILE", "DIR"),
        help="questions on another report, and its index",
    )
    parser.add_argument(
        "--corpus", type=Path, metavar="DIR", help="what training.as_reports wrote, indexed in DIR/index"
    )
    parser.add_argument("--corpus-questions", type=int, default=500, help="how many, the same ones each time")
    parser.add_argument("--adapter", type=Path, default=ADAPTER, metavar="FILE")
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="FILE")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
