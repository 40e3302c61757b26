"""What is known of each sentence, row and item read for a question: the reader's scores, words, vectors.

Knows no weights: what the features are worth is the reading's business (`answer.read`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from answer.cosines import steps
from answer.look import UNITS_WEIGHED, Look, SpanModel, look_at, promising, worth_reading
from answer.premises import Held, held, premised_quantities
from answer.question import Question, Want
from answer.regions import Figure, figures_of_regions, of_another_region
from answer.rerank import Ranker
from answer.signs import tells_source, unmet
from corpus.report import BlockKind
from index.analysis import bigrams, question_words, readings, words
from index.chunk import Unit
from index.lexical import LexicalIndex
from index.quantities import quantities
from index.search import Hit, Index
from models.span_reader import Span

#: Units weighed for a question in another language: it shares few words with the report, so each is embedded.
UNITS_EMBEDDED = 10
#: Characters of a unit that are embedded; a row with a quotation in it can be long.
_EMBEDDED_LENGTH = 160
#: Shorter units are fragments (a label, a list's number) and answer little by themselves.
_FRAGMENT = 12
_ASIDES = (BlockKind.SOURCE, BlockKind.LABEL, BlockKind.CAPTION, BlockKind.NOTE)


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one unit for one question. Shares, cosines and logits; flags are 0 or 1.

    `margin` is the reader's logit of the unit's best words over "no answer", `relevance` that of its passage.
    `unknown` is the share of the question's words (weighted by idf) that the report
    has nowhere, `words_best` the greatest share of them in one of the units read (with its section titles),
    `quantities_missing` that of its dates and numbers that the passage has not (the years its report is about are no
    loss), `names_another` whether it has a name or quoted words that the passage has not, or asks of another region
    than the unit tells of, `want_unmet` the share of what is asked for (a number of these things, a name, a place)
    which the unit does not show. Those named
    `…_behind` say how far the unit stays behind the best of the units read: the search's fused score of its
    passage, the reader's logits, the shares of the question's words, character pairs and readings in it
    (`near`: with its section titles), its cosine. `cosine` is of question and unit under its section's title,
    in the steps of `answer.cosines`; both cosines are 0 for a question in Japanese, whose units are not embedded.
    """

    constant: float
    margin: float
    margin_behind: float
    relevance: float
    relevance_behind: float
    cosine: float
    cosine_behind: float
    unknown: float
    words_best: float
    quantities_missing: float
    quantities: float
    names_another: float
    want_unmet: float
    heading: float
    aside: float
    fragment: float
    passage_behind: float
    words_behind: float
    words_near_behind: float
    pairs_near_behind: float
    readings_behind: float

    def vector(self) -> NDArray[np.float64]:
        """The values in the order of the fields, shape (21,)."""
        return np.array([getattr(self, field.name) for field in fields(self)])


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit, the passage it was found in, the words in it the reader marks (None where it has none), its features."""

    hit: Hit
    unit: Unit
    text: str
    span: Span | None
    features: Features


def featurize(
    question: Question,
    text: str,
    query: NDArray[np.float32],
    hits: Sequence[Hit],
    index: Index,
    model: SpanModel,
    ranker: Ranker | None = None,
) -> list[UnitRead]:
    """The units of the best passages for the question (or part of one) `text`, whose vector is `query`.

    With a `ranker`, its scores stand in for the model's relevance.
    """
    foreign = question.language != "ja"
    looked = look_at(text, worth_reading(hits), index, model, ranker)
    asked = _Asked.of(question, text, index)
    best = promising(looked, UNITS_EMBEDDED if foreign else UNITS_WEIGHED)
    weighed = [_Candidate.of(each, asked) for each in best]
    if not weighed:
        return []
    cosines: NDArray[np.floating] = np.zeros(len(weighed))
    if foreign:
        vectors = index.embedder.embed_passages([c.embedded for c in weighed])
        cosines = steps(vectors, query, index)
    own = np.array([[*c.relative, cosine] for c, cosine in zip(weighed, cosines, strict=True)])
    behind = own - own.max(axis=0)
    best_words = max(c.words_near for c in weighed)
    read = {look.hit.chunk.id: look for look in best}.values()
    has = {look.hit.chunk.id: held(look.hit.chunk, index, question, text, look.passage) for look in read}
    return [
        UnitRead(
            c.hit,
            c.unit,
            c.text,
            c.span,
            _features(c, asked, has[c.hit.chunk.id], best_words, float(cosine), late),
        )
        for c, cosine, late in zip(weighed, cosines, behind, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    text: str
    lexical: LexicalIndex
    words: frozenset[str]
    pairs: frozenset[str]
    readings: frozenset[str]
    quantities: frozenset[str]
    figures: list[Figure]
    unknown: float

    @classmethod
    def of(cls, question: Question, text: str, index: Index) -> _Asked:
        terms = frozenset(question_words(text))
        return cls(
            question,
            text,
            index.lexical,
            terms,
            frozenset(bigrams(text)),
            frozenset(readings(text)),
            premised_quantities(text),
            figures_of_regions(text),
            1 - index.lexical.coverage(terms, index.lexical.vocabulary) if terms else 0.0,
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    unit: Unit
    text: str
    span: Span | None
    margin: float
    relevance: float
    words: float
    words_near: float
    pairs_near: float
    readings: float

    @classmethod
    def of(cls, look: Look, asked: _Asked) -> _Candidate:
        chunk = look.hit.chunk
        own, near = _terms(look.read), _terms(" ".join((*chunk.section[1:], *chunk.readings)))
        return cls(
            look.hit,
            look.unit,
            look.text,
            look.span,
            look.margin,
            look.relevance,
            asked.lexical.coverage(asked.words, own.words),
            asked.lexical.coverage(asked.words, own.words | near.words),
            _share(asked.pairs, own.pairs | near.pairs),
            _share(asked.readings, own.readings | near.readings),
        )

    @property
    def relative(self) -> tuple[float, ...]:
        """What is compared with the best of the units."""
        return (
            self.hit.score,
            self.margin,
            self.relevance,
            self.words,
            self.words_near,
            self.pairs_near,
            self.readings,
        )

    @property
    def embedded(self) -> str:
        """What is compared with the question: the unit under the title it stands under."""
        above = self.hit.chunk.section[1:][-1:]
        return " ".join((*above, self.text[:_EMBEDDED_LENGTH]))


def _features(
    candidate: _Candidate,
    asked: _Asked,
    passage: Held,
    words_best: float,
    cosine: float,
    behind: NDArray[np.float64],
) -> Features:
    unit, text = candidate.unit, candidate.text
    own = frozenset(quantities(text))
    # A question in another language shares no words with the report: only its numbers, names and vectors tell.
    japanese = float(asked.question.language == "ja")
    score, margin, relevance, words_, near, pairs, readings_, late_cosine = (float(b) for b in behind)
    # Where that is asked for, it stands in titles and in lines beside the text.
    names_source = Want.SOURCE in asked.question.wants and tells_source(text)
    return Features(
        constant=1.0,
        margin=candidate.margin,
        margin_behind=margin,
        relevance=candidate.relevance,
        relevance_behind=relevance,
        cosine=cosine,
        cosine_behind=late_cosine,
        unknown=asked.unknown * japanese,
        words_best=words_best * japanese,
        quantities_missing=_share(asked.quantities, asked.quantities - passage.quantities),
        quantities=_share(asked.quantities, own),
        names_another=float(passage.names_another or of_another_region(asked.figures, text)),
        want_unmet=unmet(asked.question.wants, text, asked.text),
        heading=float(unit.kind is BlockKind.HEADING and not names_source),
        aside=float(unit.kind in _ASIDES and not names_source),
        fragment=float(len(text) < _FRAGMENT),
        passage_behind=score,
        words_behind=words_,
        words_near_behind=near,
        pairs_near_behind=pairs,
        readings_behind=readings_,
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
