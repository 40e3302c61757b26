"""Reads the passages found: scores each sentence, row and item by how likely it is to answer.

A logistic model over a few scores of words and vectors, its weights fitted by `eval.fit` and kept in
`weights.json`. Knows no language model; what is made of the best pieces is the quoting's business.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.errors import WeightsInvalid
from answer.question import Question
from answer.signs import unmet
from corpus.report import BlockKind
from index.analysis import bigrams, question_words, readings, words
from index.chunk import Chunk, Unit
from index.lexical import LexicalIndex
from index.quantities import quantities
from index.search import Hit, Index

WEIGHTS = Path(__file__).with_name("weights.json")
#: Passages whose units are read, and units a question's vector is compared with: what 150 ms allow.
PASSAGES_READ = 6
UNITS_EMBEDDED = 10
#: Characters of a unit that are embedded; a row with a quotation in it can be long.
_EMBEDDED_LENGTH = 160
#: Shorter units are fragments (a label, a list's number) and answer little by themselves.
_FRAGMENT = 12
_ASIDES = (BlockKind.SOURCE, BlockKind.LABEL, BlockKind.CAPTION, BlockKind.NOTE)


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one unit for one question. Shares and cosines; flags are 0 or 1.

    `cosine` is of question and unit under its section's title, in steps of 0.05 from 0.85 (e5's cosines lie
    between 0.75 and 0.95). `unknown` is the share of the question's words (weighted by idf) that the report
    has nowhere, `words_best` the greatest share of them in one of the units read (with its section titles),
    `quantities_missing` that of its dates and numbers that the passage has not. Those named
    `…_behind` say how far the unit stays behind the best of the units read: the search's fused score of its
    passage, the shares of the question's words, character pairs and readings in it (`near`: with its section
    titles), its cosine. `foreign` is 1 for a question that is not in Japanese.
    """

    constant: float
    cosine: float
    unknown: float
    words_best: float
    quantities_missing: float
    quantities: float
    want_unmet: float
    heading: float
    aside: float
    fragment: float
    passage_behind: float
    words_behind: float
    words_near_behind: float
    pairs_near_behind: float
    readings_behind: float
    cosine_behind: float
    foreign: float
    foreign_cosine: float
    foreign_cosine_behind: float

    def vector(self) -> NDArray[np.float64]:
        """The values in the order of the fields, shape (19,)."""
        return np.array([getattr(self, field.name) for field in fields(self)])


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit read: where it stands, and the probability that it answers."""

    chunk: Chunk
    unit: Unit
    text: str
    features: Features
    probability: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads units by fitted weights, one for each of the Features."""

    weights: NDArray[np.float64]

    def read(
        self, question: Question, text: str, query: NDArray[np.float32], hits: Sequence[Hit], index: Index
    ) -> list[Reading]:
        """The units of the best passages for the question (or part of one) `text`, most likely first."""
        found: list[Reading] = []
        for hit, unit, features in featurize(question, text, query, hits, index):
            probability = 1 / (1 + math.exp(-float(self.weights @ features.vector())))
            unit_text = index.report(hit.chunk.report).text[unit.start : unit.end]
            found.append(Reading(hit.chunk, unit, unit_text, features, probability))
        return sorted(found, key=lambda reading: -reading.probability)


def load_reader(path: Path = WEIGHTS) -> Reader:
    """The reader with the weights in `path`. Raises WeightsInvalid unless there is a finite one for each feature."""
    try:
        named: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
        weights = np.array([float(named[field.name]) for field in fields(Features)])
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise WeightsInvalid(path=path, reason=type(error).__name__) from error
    if not np.isfinite(weights).all():
        raise WeightsInvalid(path=path, reason="NaN")
    return Reader(weights)


def featurize(
    question: Question, text: str, query: NDArray[np.float32], hits: Sequence[Hit], index: Index
) -> list[tuple[Hit, Unit, Features]]:
    """The features of the units read for a question, in the order of the passages."""
    asked = _Asked.of(question, text, index)
    candidates = [_Candidate.of(hit, unit, asked) for hit in hits[:PASSAGES_READ] for unit in hit.chunk.units]
    # Words choose which units are worth a vector; where they tell nothing (another language), the passages' order does.
    candidates = sorted(candidates, key=lambda c: -c.promise)[:UNITS_EMBEDDED]
    if not candidates:
        return []
    vectors = index.embedder.embed_passages([c.embedded for c in candidates])
    relative = np.column_stack(
        [
            [c.hit.score for c in candidates],
            [c.words for c in candidates],
            [c.words_near for c in candidates],
            [c.pairs_near for c in candidates],
            [c.readings for c in candidates],
            (vectors @ query - 0.85) / 0.05,
        ]
    )
    behind = relative - relative.max(axis=0)
    return [
        (c.hit, c.unit, _features(c, asked, float(own[-1]), float(relative[:, 2].max()), late))
        for c, own, late in zip(candidates, relative, behind, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    lexical: LexicalIndex
    texts: Callable[[Chunk, Unit], str]
    words: frozenset[str]
    pairs: frozenset[str]
    readings: frozenset[str]
    quantities: frozenset[str]
    unknown: float

    @classmethod
    def of(cls, question: Question, text: str, index: Index) -> _Asked:
        terms = frozenset(question_words(text))
        return cls(
            question,
            index.lexical,
            lambda chunk, unit: index.report(chunk.report).text[unit.start : unit.end],
            terms,
            frozenset(bigrams(text)),
            frozenset(readings(text)),
            frozenset(quantities(text)),
            1 - index.lexical.coverage(terms, index.lexical.vocabulary) if terms else 0.0,
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    unit: Unit
    text: str
    words: float
    words_near: float
    pairs_near: float
    readings: float

    @classmethod
    def of(cls, hit: Hit, unit: Unit, asked: _Asked) -> _Candidate:
        text = asked.texts(hit.chunk, unit)
        own, near = _terms(text), _terms(" ".join((*hit.chunk.section[1:], *hit.chunk.readings)))
        return cls(
            hit,
            unit,
            text,
            asked.lexical.coverage(asked.words, own.words),
            asked.lexical.coverage(asked.words, own.words | near.words),
            _share(asked.pairs, own.pairs | near.pairs),
            _share(asked.readings, own.readings | near.readings),
        )

    @property
    def promise(self) -> float:
        return self.words_near + self.pairs_near + 0.2 * self.hit.score

    @property
    def embedded(self) -> str:
        """What is compared with the question: the unit under the title it stands under."""
        above = self.hit.chunk.section[1:][-1:]
        return " ".join((*above, self.text[:_EMBEDDED_LENGTH]))


def _features(
    candidate: _Candidate, asked: _Asked, cosine: float, words_best: float, behind: NDArray[np.float64]
) -> Features:
    unit, text = candidate.unit, candidate.text
    own = frozenset(quantities(text))
    passage = own | frozenset(quantities("\n".join((*candidate.hit.chunk.section, candidate.hit.chunk.text))))
    # A question in another language shares no words with the report: only its numbers, names and vectors tell.
    foreign = float(asked.question.language != "ja")
    cosine_behind = float(behind[-1])
    return Features(
        constant=1.0,
        cosine=cosine,
        unknown=asked.unknown * (1 - foreign),
        words_best=words_best * (1 - foreign),
        quantities_missing=_share(asked.quantities, asked.quantities - passage),
        quantities=_share(asked.quantities, own),
        want_unmet=unmet(asked.question.wants, text),
        heading=float(unit.kind is BlockKind.HEADING),
        aside=float(unit.kind in _ASIDES),
        fragment=float(len(text) < _FRAGMENT),
        passage_behind=float(behind[0]),
        words_behind=float(behind[1]),
        words_near_behind=float(behind[2]),
        pairs_near_behind=float(behind[3]),
        readings_behind=float(behind[4]),
        cosine_behind=cosine_behind,
        foreign=foreign,
        foreign_cosine=foreign * cosine,
        foreign_cosine_behind=foreign * cosine_behind,
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    words: frozenset[str]
    pairs: frozenset[str]
    readings: frozenset[str]


@lru_cache(maxsize=8192)
def _terms(text: str) -> _Terms:
    return _Terms(frozenset(words(text)), frozenset(bigrams(text)), frozenset(readings(text)))


def _share(wanted: frozenset[str], present: frozenset[str]) -> float:
    return len(wanted & present) / len(wanted) if wanted else 0.0
