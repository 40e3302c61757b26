"""How surely a report answers a question, by the best of what was read for it. Knows no weights but those given."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Protocol

from answer.features import Features


class Scored(Protocol):
    """What is known of one unit that was read."""

    @property
    def logit(self) -> float:
        """Of the unit's being the one that answers."""
        ...

    @property
    def features(self) -> Features:
        """Everything that is known of it."""
        ...


@dataclass(frozen=True, slots=True)
class Certainty:
    """Weights of a logistic model over `signs`; as they stand, the best unit's probability.

    Units are told from each other by shared words above all, which near misses share too. Whether anything
    answers, the reader tells better by itself, but for what it overlooks: a number, a name or a kind of answer that
    the best unit lacks (eval/LOG.md). So the two are weighed apart. What several passages seem to answer is told in one
    of them more often than what one alone does.
    """

    constant: float = 0.0
    unit: float = 1.0
    relevance: float = 0.0
    quantity_missing: float = 0.0
    names_another: float = 0.0
    want_unmet: float = 0.0
    cosine: float = 0.0
    second: float = 0.0

    def of(self, readings: Sequence[Scored]) -> float:
        """The probability that what is quoted of the readings answers; 0 where nothing was read."""
        if not readings:
            return 0.0
        slopes = astuple(self)[1:]
        return sigmoid(self.constant + sum(w * sign for w, sign in zip(slopes, signs(readings), strict=True)))


def signs(readings: Sequence[Scored]) -> tuple[float, ...]:
    """What tells whether anything answers, in the order of Certainty's fields: the greatest logit, the greatest relevance,
    what the unit of the greatest logit lacks (0 or 1 each), the greatest cosine, the second passage's relevance."""
    best = max(readings, key=lambda each: each.logit)
    lacks = (best.features.quantities_missing, best.features.names_another, best.features.want_unmet)
    # Of a passage all units have the same; where only one was read, it is its own second.
    relevances = sorted({each.features.relevance for each in readings})
    cosine = max(each.features.cosine for each in readings)
    second = relevances[-2:][0]
    return best.logit, relevances[-1], *(float(share > 0) for share in lacks), cosine, second


def logit(probability: float) -> float:
    """What `sigmoid` makes the probability of: finite, also where the probability was rounded to 0 or 1."""
    bounded = min(max(probability, sys.float_info.min), 1 - sys.float_info.epsilon)
    return math.log(bounded) - math.log1p(-bounded)


def sigmoid(logit: float) -> float:
    """The probability of a logit, without overflow."""
    return 1 / (1 + math.exp(-max(min(logit, 500.0), -500.0)))
