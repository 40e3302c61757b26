"""Units read for known questions, each with whether it answers: what the reading's weights are fitted on.

A unit that overlaps an evidence quote answers, every other unit read does not; a question that the report does not
answer has none. Knows no weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from answer.features import featurize
from answer.look import PASSAGES_READ, SpanModel
from answer.question import read_question
from answer.read import weights_for
from answer.vectors import embed_parts
from eval.metrics.citations import Place, places
from eval.metrics.match import Folded, fold
from eval.questions import Question
from index.search import Index


@dataclass(frozen=True, slots=True)
class Asked:
    """One question put to the reader: the features of the units read, shape (units, features), and which of
    them answer, shape (units,). `kind` says which weights it is read by. A question of several parts is several."""

    question: Question
    kind: str
    features: NDArray[np.float64]
    answers: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions for one index, restricted to one report where it is named."""

    questions: tuple[Question, ...]
    report: str | None = None


def collect(index: Index, model: SpanModel, askings: Sequence[Asking]) -> list[Asked]:
    """Reads for every question, with a progress bar where stderr is a terminal."""
    found: list[Asked] = []
    # A follow-up is not searched as it stands, and a summary not at all.
    pairs = [
        (asking.report, question)
        for asking in askings
        for question in asking.questions
        if not question.history and question.kind != "summary"
    ]
    texts: dict[str, Folded] = {}
    for report, question in tqdm(pairs, unit="q", disable=None):
        for known in [report] if report else [r.id for r in index.manifest.reports]:
            if known not in texts:
                texts[known] = fold(index.report(known).text)
        searched = {report: texts[report]} if report else texts
        evidence = [place for quote in question.evidence for place in places(quote, searched)]
        found += _ask(index, model, question, report, evidence)
    return found


def _ask(
    index: Index, model: SpanModel, gold: Question, report: str | None, evidence: Sequence[Place]
) -> list[Asked]:
    asked = read_question(gold.question)
    found: list[Asked] = []
    for part, vector in zip(asked.parts, embed_parts(asked, index.embedder), strict=True):
        hits = index.search(part, vector, PASSAGES_READ, report)
        read = featurize(asked, part, vector, hits, index, model)
        if not read:
            continue
        answers = [
            any(_overlap(place, each.hit.chunk.report, each.unit.start, each.unit.end) for place in evidence)
            for each in read
        ]
        features = np.array([each.features.vector() for each in read])
        found.append(Asked(gold, weights_for(asked), features, np.array(answers)))
    return found


def _overlap(place: Place, report: str, start: int, end: int) -> bool:
    return place.report == report and place.start < end and start < place.end
