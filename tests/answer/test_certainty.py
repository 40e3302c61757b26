"""How surely a report answers, by the best of what was read."""

import math
from dataclasses import dataclass

import pytest

from answer.certainty import Certainty, best_scores, logit, sigmoid


@dataclass(frozen=True)
class Read:
    logit: float
    relevance: float


#: The unit that shares most words is not the one whose passage the reader takes for an answer.
READ = [Read(2.0, -3.0), Read(-1.0, 0.5)]


def test_the_greatest_of_each_score_counts():
    assert best_scores(READ) == (2.0, 0.5)


def test_a_certainty_of_hand_made_weights():
    """1 − 2 + 4 · .5 = 1, odds of e to 1; without weights of its own the best unit's logit stands."""
    assert Certainty(1.0, -1.0, 4.0).of(READ) == pytest.approx(math.e / (1 + math.e))
    assert Certainty().of(READ) == pytest.approx(1 / (1 + math.exp(-2)))


def test_nothing_read_answers_nothing():
    assert Certainty(constant=9.0).of([]) == 0.0


def test_a_probability_goes_back_to_its_logit_and_a_rounded_one_to_a_great_one():
    assert logit(sigmoid(-3.5)) == pytest.approx(-3.5) and logit(0.5) == 0
    assert sigmoid(40) == 1.0, "all that is beyond is rounded"
    assert 30 < logit(1.0) < 40 and -800 < logit(0.0) < -700


def test_a_logit_of_any_size_is_a_probability():
    assert sigmoid(0) == 0.5 and sigmoid(1e9) == pytest.approx(1) and 0 <= sigmoid(-1e9) < 1e-200
