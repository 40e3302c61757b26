"""Reads the passages found: scores each sentence, row and item by how likely it is to answer.

A trained reader marks words and says how surely they answer; a logistic model over that and a few scores of
words and vectors makes it a probability, its weights fitted by `eval.fit` and kept in `weights.json`. Knows
no language model; what is made of the best pieces is the quoting's business.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from answer.certainty import Certainty, logit, sigmoid
from answer.errors import WeightsInvalid
from answer.features import Features, featurize
from answer.look import SpanModel
from answer.question import Question, Want
from answer.rerank import Ranker, load_ranker
from answer.topic import is_bare
from index.chunk import Chunk, Unit
from index.search import Hit, Index
from models.pairs import Passage
from models.span_reader import Span, SpanReading, load_span_reader

WEIGHTS = Path(__file__).with_name("weights.json")
ADAPTER = Path(__file__).parents[1] / "models" / "span-reader.safetensors"
#: So many passages are read first, and the others only where none of these answers with this probability, or the question
#: asks for several things: see eval/LOG.md.
READ_FIRST, ENOUGH = 4, 0.35
_SEVERAL = {Want.LIST, Want.COMPARISON}
#: Questions in Japanese share words with a report, others do not: each kind has weights of its own.
JAPANESE, FOREIGN = "ja", "other"


@dataclass(frozen=True, slots=True)
class Reading:
    """A unit read: where it stands, the words in it that answer (places in the report), and the probability.

    `standing`, 0 to 1, is what readings are ordered by: the probability, or the ranker's of the passage.
    """

    chunk: Chunk
    unit: Unit
    text: str
    features: Features
    probability: float
    span: Span | None = None
    standing: float = 0.0

    @property
    def logit(self) -> float:
        """Of the probability."""
        return logit(self.probability)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads units by what the model marks and by fitted weights, for each kind of question one a Feature.

    With a `ranker`, its order of the passages stands before the reader's: the best unit of the passage it puts
    first comes first.
    """

    model: SpanModel
    weights: Mapping[str, NDArray[np.float64]]
    ranker: Ranker | None = None
    certainties: Mapping[str, Certainty] = field(default_factory=dict)

    def certainty(self, question: Question, readings: Sequence[Reading]) -> float:
        """The probability that what is quoted of the readings for the question answers it.

        The reader learned from questions. One that only names a topic is answered where the words say so too.
        """
        sure = self.certainties.get(weights_for(question), Certainty()).of(readings)
        bare = question.language == "ja" and is_bare(question.text)
        return max(sure, Certainty().of(readings)) if bare else sure

    def read(
        self, question: Question, text: str, query: NDArray[np.float32], hits: Sequence[Hit], index: Index
    ) -> list[Reading]:
        """The units of the best passages for the question (or part of one) `text`, best first."""
        once = _ReadOnce(self.model)
        # The passages first found mostly hold the answer, and reading is what takes the time.
        # A question in another language has units embedded too, which twice would take more than is won.
        at_once = self.ranker or question.wants & _SEVERAL or question.language != "ja"
        first = [] if at_once else self._weigh(question, text, query, hits[:READ_FIRST], index, once)
        if first and self.certainty(question, first) >= ENOUGH:
            return first
        return self._weigh(question, text, query, hits, index, once)

    def _weigh(
        self,
        question: Question,
        text: str,
        query: NDArray[np.float32],
        hits: Sequence[Hit],
        index: Index,
        model: SpanModel,
    ) -> list[Reading]:
        weights = self.weights[weights_for(question)]
        found: list[Reading] = []
        for read in featurize(question, text, query, hits, index, model, self.ranker):
            probability = sigmoid(float(weights @ read.features.vector()))
            standing = sigmoid(read.features.relevance) if self.ranker else probability
            found.append(
                Reading(read.hit.chunk, read.unit, read.text, read.features, probability, read.span, standing)
            )
        return sorted(found, key=lambda r: (-r.standing, -r.probability))


class _ReadOnce:
    """The model, for one question: a passage read before is not read again."""

    def __init__(self, model: SpanModel) -> None:
        self._model = model
        self._known: dict[tuple[str, Passage], SpanReading] = {}

    def read(self, question: str, passages: Sequence[Passage], count: int) -> list[SpanReading]:
        new = [passage for passage in passages if (question, passage) not in self._known]
        for passage, reading in zip(new, self._model.read(question, new, count), strict=True):
            self._known[question, passage] = reading
        return [self._known[question, passage] for passage in passages]


def weights_for(question: Question) -> str:
    """Which weights a question is read by."""
    return JAPANESE if question.language == "ja" else FOREIGN


def load_reader(
    cache_dir: Path, rerank_model: str = "", weights: Path = WEIGHTS, adapter: Path = ADAPTER
) -> Reader:
    """The reader with its adapter on the bundled encoder, its weights, and the ranker if one is named.

    Raises WeightsInvalid, RankerUnloadable, or what `models.span_reader.load_span_reader` does.
    """
    ranker = load_ranker(rerank_model) if rerank_model else None
    return Reader(
        load_span_reader(adapter, cache_dir), load_weights(weights), ranker, load_certainties(weights)
    )


def load_weights(path: Path = WEIGHTS) -> dict[str, NDArray[np.float64]]:
    """The weights of units in `path`. Raises WeightsInvalid unless there is a finite one for each kind and feature."""
    named = _finite(path, "weights", [field.name for field in fields(Features)])
    return {kind: np.array(list(of_kind.values())) for kind, of_kind in named.items()}


def load_certainties(path: Path = WEIGHTS) -> dict[str, Certainty]:
    """The weights of certainty in `path`. Raises WeightsInvalid unless there is a finite one for each kind and score."""
    named = _finite(path, "certainty", [field.name for field in fields(Certainty)])
    return {kind: Certainty(**of_kind) for kind, of_kind in named.items()}


def _finite(path: Path, what: str, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """The numbers under `what`, for each kind of question those named, in their order."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))[what]
        loaded = {kind: {name: float(kept[kind][name]) for name in names} for kind in (JAPANESE, FOREIGN)}
    except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
        raise WeightsInvalid(path=path, reason=type(error).__name__) from error
    if not all(math.isfinite(value) for of_kind in loaded.values() for value in of_kind.values()):
        raise WeightsInvalid(path=path, reason="NaN")
    return loaded
