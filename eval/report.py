"""The results of an evaluation: what was measured, by group of questions, and on what. Kept as JSON.

The file holds an object with `conditions`, `sets` (question set → group → measure → value, low, high, n)
and `questions` (one row each). Groups are `all`, `lang:ja`, `lang:other` (all but Japanese), `lang:…` and `kind:…`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.conditions import Conditions
from eval.errors import ResultsUnreadable, ResultsUnwritable
from eval.measures import NAMES, Value, measure
from eval.metrics import retrieval
from eval.run import Scored

#: From group to measure to what was measured.
Groups = Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class Row:
    """One question's outcome. `correct` is None where there is no answer score; `rank` is that of the first
    passage with evidence; `milliseconds` the total, None after a failure, whose message is `failure`; `dropped` are the
    sentences that were left out, each with its fault."""

    set: str
    id: str
    lang: str
    kind: str
    answerable: bool
    abstained: bool
    correct: bool | None
    nuggets: int
    nuggets_found: int
    rank: int | None
    citations: int
    confidence: float | None
    milliseconds: float | None
    text: str | None
    failure: str | None
    evidence_unlocated: tuple[str, ...]
    mode: str | None = None
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """An evaluation's outcome. `sets` goes by question set."""

    conditions: Conditions
    sets: Mapping[str, Groups]
    questions: tuple[Row, ...]


def summarise(rows: Sequence[Scored], conditions: Conditions) -> Results:
    """Measures every group of every question set in `rows`."""
    names = dict.fromkeys(row.set_name for row in rows)
    return Results(
        conditions=conditions,
        sets={name: _measured([row for row in rows if row.set_name == name]) for name in names},
        questions=tuple(_row(scored) for scored in rows),
    )


def write_results(results: Results, path: Path) -> None:
    """Writes `results` as JSON. Raises ResultsUnwritable."""
    try:
        path.write_text(json.dumps(asdict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ResultsUnwritable(path=path, reason=error.strerror or error) from error


def read_results(path: Path) -> Results:
    """What `write_results` wrote. Raises ResultsUnreadable for anything else."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return Results(
            conditions=Conditions(**record["conditions"]),
            sets={
                name: {
                    group: {measure: Value(**value) for measure, value in values.items()}
                    for group, values in groups.items()
                }
                for name, groups in record["sets"].items()
            },
            questions=tuple(_read_row(row) for row in record["questions"]),
        )
    except OSError as error:
        raise ResultsUnreadable(path=path, reason=error.strerror or error) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ResultsUnreadable(path=path, reason=error) from error


def _read_row(row: dict[str, Any]) -> Row:
    # Results from before there was compose mode have no sentences left out.
    dropped = tuple((sentence, fault) for sentence, fault in row.get("dropped", ()))
    return Row(**{**row, "evidence_unlocated": tuple(row["evidence_unlocated"]), "dropped": dropped})


def _measured(rows: Sequence[Scored]) -> Groups:
    groups: dict[str, list[Scored]] = {"all": list(rows)}
    for row in rows:
        lang = row.question.lang
        for group in (f"lang:{lang}", *(["lang:other"] if lang != "ja" else []), f"kind:{row.question.kind}"):
            groups.setdefault(group, []).append(row)
    return {
        group: {name: measure(name, members) for name in NAMES} for group, members in sorted(groups.items())
    }


def _row(scored: Scored) -> Row:
    question, answer = scored.question, scored.answer
    return Row(
        set=scored.set_name,
        id=question.id,
        lang=question.lang,
        kind=question.kind,
        answerable=question.answerable,
        abstained=scored.abstained,
        correct=None if scored.correct is None else scored.correct == 1,
        nuggets=len(scored.nuggets),
        nuggets_found=sum(scored.nuggets),
        rank=retrieval.first(scored.ranks),
        citations=len(answer.citations) if answer else 0,
        confidence=answer.confidence if answer else None,
        milliseconds=answer.timings_ms.total if answer else None,
        text=answer.text if answer else None,
        failure=scored.failure.say("en") if scored.failure else None,
        evidence_unlocated=scored.unlocated,
        mode=answer.mode if answer else None,
        dropped=answer.composition.dropped if answer and answer.composition else (),
    )
