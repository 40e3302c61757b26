"""How surely a report answers, by the best of what was read."""

import math
from dataclasses import dataclass, fields, replace

import pytest

from answer.certainty import Certainty, logit, sigmoid, signs
from answer.features import Features

PLAIN = Features(**{field.name: 0.0 for field in fields(Features)})


@dataclass(frozen=True)
class Read:
    logit: float
    features: Features


#: The unit that shares most words is not the one whose passage the reader takes for an answer.
READ = [
    Read(2.0, replace(PLAIN, relevance=-3.0)),
    Read(-1.0, replace(PLAIN, relevance=0.5, cosine=1.5, want_unmet=1.0)),
]


def test_the_greatest_of_each_score_counts():
    assert signs(READ) == (2.0, 0.5, 0.0, 0.0, 0.0, 1.5, -3.0)


def test_what_the_unit_of_the_greatest_logit_lacks_counts_as_a_whole():
    lacking = replace(PLAIN, quantities_missing=0.25, names_another=1.0, want_unmet=0.5)
    assert signs([*READ, Read(3.0, lacking)]) == (3.0, 0.5, 1.0, 1.0, 1.0, 1.5, 0.0)
    assert signs([*READ, Read(1.0, lacking)]) == (2.0, 0.5, 0.0, 0.0, 0.0, 1.5, 0.0)


def test_the_second_relevance_is_another_passages():
    """Units of one passage have one relevance; a passage that was read alone is its own second."""
    first = [Read(n, replace(PLAIN, relevance=2.0)) for n in (1.0, 2.0)]
    assert signs(first)[-1] == 2.0
    assert signs([*first, Read(0.0, replace(PLAIN, relevance=-1.0))])[-1] == -1.0


def test_a_certainty_of_hand_made_weights():
    """1 − 2 + 4 · .5 = 1, odds of e to 1; without weights of its own the best unit's logit stands."""
    assert Certainty(1.0, -1.0, 4.0).of(READ) == pytest.approx(math.e / (1 + math.e))
    assert Certainty().of(READ) == pytest.approx(1 / (1 + math.exp(-2)))


def test_a_certainty_with_something_lacking():
    """0 − 1 of the number that is missing − 2 of what is wanted: odds of e to the −3."""
    read = [Read(0.0, replace(PLAIN, quantities_missing=0.5, want_unmet=1.0))]
    assert Certainty(0.0, 0.0, 0.0, -1.0, -4.0, -2.0).of(read) == pytest.approx(1 / (1 + math.exp(3)))


def test_a_certainty_by_the_vectors():
    """−2 + 2 · 1.5 = 1."""
    assert Certainty(constant=-2.0, unit=0.0, cosine=2.0).of(READ) == pytest.approx(math.e / (1 + math.e))


def test_a_certainty_by_the_second_passage():
    """4 + 1 · (−3) = 1."""
    assert Certainty(constant=4.0, unit=0.0, second=1.0).of(READ) == pytest.approx(math.e / (1 + math.e))


def test_nothing_read_answers_nothing():
    assert Certainty(constant=9.0).of([]) == 0.0


def test_a_probability_goes_back_to_its_logit_and_a_rounded_one_to_a_great_one():
    assert logit(sigmoid(-3.5)) == pytest.approx(-3.5) and logit(0.5) == 0
    assert sigmoid(40) == 1.0, "all that is beyond is rounded"
    assert 30 < logit(1.0) < 40 and -800 < logit(0.0) < -700


def test_a_logit_of_any_size_is_a_probability():
    assert sigmoid(0) == 0.5 and sigmoid(1e9) == pytest.approx(1) and 0 <= sigmoid(-1e9) < 1e-200
