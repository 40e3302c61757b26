"""Logistic regression against odds worked out by hand, and the signs its weights keep."""

import math

import numpy as np
import pytest

from eval.logistic import fit_logistic

#: One column. Of four rows with 0 one answers, of four with 1 three do: odds of 1/3 and of 3.
VALUES = np.array([[0.0]] * 4 + [[1.0]] * 4)
ANSWERS = np.array([True, False, False, False, True, True, True, False])
EVERY = np.ones(8)
FREELY = 1e6


@pytest.mark.parametrize("sign", [1, 0])
def test_the_odds_of_each_kind_of_row(sign):
    constant, slope = fit_logistic(VALUES, ANSWERS, EVERY, FREELY, [sign])
    assert constant == pytest.approx(-math.log(3), abs=1e-3)
    assert constant + slope == pytest.approx(math.log(3), abs=1e-3)


def test_a_column_that_may_only_count_against_counts_nothing_here():
    """Without it, four of eight answer."""
    assert fit_logistic(VALUES, ANSWERS, EVERY, FREELY, [-1]) == pytest.approx([0, 0], abs=1e-6)


def test_a_sign_is_of_the_column_as_it_is():
    constant, slope = fit_logistic(-10 * VALUES + 3, ANSWERS, EVERY, FREELY, [-1])
    assert slope == pytest.approx(-2 * math.log(3) / 10, abs=1e-3)
    assert constant + 3 * slope == pytest.approx(-math.log(3), abs=1e-3)


def test_a_row_that_counts_for_three_is_three_rows():
    """Of those with 0 three of six then answer: odds of 1."""
    counts = np.array([3.0, 1, 1, 1, 1, 1, 1, 1])
    constant, slope = fit_logistic(VALUES, ANSWERS, counts, FREELY, [1])
    assert constant == pytest.approx(0, abs=1e-3)
    assert slope == pytest.approx(math.log(3), abs=1e-3)


def test_held_back_a_slope_is_smaller_and_a_column_that_tells_nothing_is_none():
    constant_column = np.column_stack([VALUES, np.full(8, 7.0)])
    _, slope, nothing = fit_logistic(constant_column, ANSWERS, EVERY, 0.1, [1, 1])
    assert 0 < slope < math.log(3) and nothing == 0
