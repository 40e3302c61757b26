"""How surely a report answers a question, by the best of what was read for it. Knows no weights but those given."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Scored(Protocol):
    """What is known of one unit that was read."""

    @property
    def logit(self) -> float:
        """Of the unit's being the one that answers."""
        ...

    @property
    def relevance(self) -> float:
        """The reader's logit of its passage's answering."""
        ...


@dataclass(frozen=True, slots=True)
class Certainty:
    """Weights of a logistic model over the greatest of each score; as they stand, the best unit's probability.

    Units are told from each other by shared words above all, which near misses share too. Whether anything
    answers, the reader tells better by itself (eval/LOG.md), so the two are weighed apart.
    """

    constant: float = 0.0
    unit: float = 1.0
    relevance: float = 0.0

    def of(self, readings: Sequence[Scored]) -> float:
        """The probability that the first reading answers; 0 where nothing was read."""
        if not readings:
            return 0.0
        logit, relevance = best_scores(readings)
        return sigmoid(self.constant + self.unit * logit + self.relevance * relevance)


def best_scores(readings: Sequence[Scored]) -> tuple[float, float]:
    """The greatest logit and the greatest relevance of what was read."""
    return max(each.logit for each in readings), max(each.relevance for each in readings)


def logit(probability: float) -> float:
    """What `sigmoid` makes the probability of: finite, also where the probability was rounded to 0 or 1."""
    bounded = min(max(probability, sys.float_info.min), 1 - sys.float_info.epsilon)
    return math.log(bounded) - math.log1p(-bounded)


def sigmoid(logit: float) -> float:
    """The probability of a logit, without overflow."""
    return 1 / (1 + math.exp(-max(min(logit, 500.0), -500.0)))
