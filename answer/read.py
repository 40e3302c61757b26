"""Reads the passages found: scores each sentence, row and item by how likely it is to answer.

A logistic model over a few scores of words and vectors, its weights fitted by `eval.fit` and kept in
`weights.json`. Knows no language model; what is made of the best pieces is the quoting's business.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.errors import WeightsInvalid
from answer.question import Question, Want
from corpus.report import BlockKind
from index.analysis import bigrams, question_words, words
from index.chunk import Chunk, Unit
from index.quantities import quantities
from index.search import Hit, Index

WEIGHTS = Path(__file__).with_name("weights.json")
#: Passages whose units are read, and units a question's vector is compared with: what 150 ms allow.
PASSAGES_READ = 6
UNITS_EMBEDDED = 14
#: Characters of a unit that are embedded; a row with a quotation in it can be long.
_EMBEDDED_LENGTH = 160
_REASONS = re.compile(
    "ため|から|ので|により|によって|契機|背景|理由|目的|狙い|得た|加え|こと(?:による|がある)|べく"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千][人名回個か社国発件隻機台年月日つ倍割]")


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one unit for one question. Shares and cosines; flags are 0 or 1.

    `cosine` is of unit and question, in steps of 0.05 from 0.85 (e5's cosines lie between 0.75 and 0.95);
    `standout` is how far it lies above the mean of the units read, in the same steps. `passage` is the
    search's fused score. `words` and `pairs` are the shares of the question's words (weighted by idf) and
    character pairs in the unit, `…_near` with its section titles and its passage added.
    """

    constant: float
    cosine: float
    standout: float
    passage: float
    words: float
    words_near: float
    pairs: float
    pairs_near: float
    unknown: float
    quantities_missing: float
    want_unmet: float
    heading: float
    aside: float
    foreign: float
    foreign_cosine: float
    foreign_standout: float

    def vector(self) -> NDArray[np.float64]:
        """The values in the order of the fields, shape (16,)."""
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
        readings: list[Reading] = []
        for hit, unit, features in featurize(question, text, query, hits, index):
            probability = 1 / (1 + math.exp(-float(self.weights @ features.vector())))
            unit_text = index.report(hit.chunk.report).text[unit.start : unit.end]
            readings.append(Reading(hit.chunk, unit, unit_text, features, probability))
        return sorted(readings, key=lambda reading: -reading.probability)


def load_reader(path: Path = WEIGHTS) -> Reader:
    """The reader with the weights in `path`. Raises WeightsInvalid unless there is one for each feature."""
    try:
        named: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
        return Reader(np.array([float(named[field.name]) for field in fields(Features)]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsInvalid(path=path, reason=type(error).__name__) from error


def featurize(
    question: Question, text: str, query: NDArray[np.float32], hits: Sequence[Hit], index: Index
) -> list[tuple[Hit, Unit, Features]]:
    """The features of the units read for a question, in the order of the passages."""
    asked = _Asked.of(question, text, index)
    candidates = [
        _Candidate.of(hit, unit, asked, index) for hit in hits[:PASSAGES_READ] for unit in hit.chunk.units
    ]
    # Words choose which units are worth a vector; where they tell nothing (another language), the passages' order does.
    candidates = sorted(candidates, key=lambda c: -c.promise)[:UNITS_EMBEDDED]
    cosines = _vectors(tuple(c.text[:_EMBEDDED_LENGTH] for c in candidates), index) @ query
    mean = float(cosines.mean()) if len(cosines) else 0.0
    return [
        (c.hit, c.unit, c.features(asked, float(cos), mean))
        for c, cos in zip(candidates, cosines, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    index: Index
    words: frozenset[str]
    pairs: frozenset[str]
    quantities: frozenset[str]
    unknown: float

    @classmethod
    def of(cls, question: Question, text: str, index: Index) -> _Asked:
        terms = frozenset(question_words(text))
        total = sum(index.lexical.idf(t) for t in terms)
        strange = sum(index.lexical.idf(t) for t in terms if not index.lexical.frequencies.get(t))
        return cls(
            question,
            index,
            terms,
            frozenset(bigrams(text)),
            frozenset(quantities(text)),
            strange / total if total else 0.0,
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    unit: Unit
    text: str
    words: float
    words_near: float
    pairs: float
    pairs_near: float
    quantities_missing: float

    @classmethod
    def of(cls, hit: Hit, unit: Unit, asked: _Asked, index: Index) -> _Candidate:
        text = index.report(hit.chunk.report).text[unit.start : unit.end]
        near = " ".join((*hit.chunk.section[1:], *hit.chunk.readings))
        own, around = _terms(text), _terms(near)
        own_pairs, around_pairs = frozenset(bigrams(text)), frozenset(bigrams(near))
        there = frozenset(quantities(f"{near}\n{hit.chunk.text}"))
        return cls(
            hit,
            unit,
            text,
            asked.index.lexical.coverage(asked.words, own),
            asked.index.lexical.coverage(asked.words, own | around),
            _share(asked.pairs, own_pairs),
            _share(asked.pairs, own_pairs | around_pairs),
            _share(asked.quantities, asked.quantities - there),
        )

    @property
    def promise(self) -> float:
        return self.words_near + self.pairs_near + 0.2 * self.hit.score

    def features(self, asked: _Asked, cosine: float, mean: float) -> Features:
        foreign = float(asked.question.language != "ja")
        step, standout = (cosine - 0.85) / 0.05, (cosine - mean) / 0.05
        return Features(
            constant=1.0,
            cosine=step,
            standout=standout,
            passage=self.hit.score,
            words=self.words,
            words_near=self.words_near,
            pairs=self.pairs,
            pairs_near=self.pairs_near,
            unknown=asked.unknown,
            quantities_missing=self.quantities_missing,
            want_unmet=_unmet(asked.question, self.text),
            heading=float(self.unit.kind is BlockKind.HEADING),
            aside=float(
                self.unit.kind in (BlockKind.SOURCE, BlockKind.LABEL, BlockKind.CAPTION, BlockKind.NOTE)
            ),
            foreign=foreign,
            foreign_cosine=foreign * step,
            foreign_standout=foreign * standout,
        )


def _unmet(question: Question, text: str) -> float:
    """The share of what the question wants (a number, a date, a reason) of which the unit shows no sign."""
    wanted = [
        (Want.NUMBER, bool(_NUMBER.search(text))),
        (Want.DATE, any(q[0] in "ymd" for q in quantities(text))),
        (Want.REASON, bool(_REASONS.search(text))),
    ]
    signs = [there for want, there in wanted if want in question.wants]
    return 1 - sum(signs) / len(signs) if signs else 0.0


@lru_cache(maxsize=8192)
def _terms(text: str) -> frozenset[str]:
    return frozenset(words(text))


def _share(wanted: frozenset[str], present: frozenset[str]) -> float:
    return len(wanted & present) / len(wanted) if wanted else 0.0


def _vectors(texts: tuple[str, ...], index: Index) -> NDArray[np.float32]:
    return index.embedder.embed_passages(texts)
