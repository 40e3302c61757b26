"""Sums of postings: the best rows without summing all are those of summing all."""

import random

import numpy as np
import pytest

from index import postings
from index.postings import Posting, Sums


def posting(given: dict[int, float], times: int = 1) -> Posting:
    rows = np.array(sorted(given), dtype=np.int32)
    return Posting(rows, np.array([given[row] for row in sorted(given)], dtype=np.float32), times)


@pytest.fixture(params=["added up", "pruned"])
def way(request, monkeypatch):
    """Both ways, whatever the size."""
    monkeypatch.setattr(postings, "_FEW", 10**9 if request.param == "added up" else 0)


def test_sums_worked_out_by_hand(way):
    # Row 1: 2 + 2 x 0.5 = 3; row 2: 1; row 3: 2 x 1 = 2; row 0 and row 4: nothing.
    sums = Sums([posting({1: 2.0, 2: 1.0}), posting({1: 0.5, 3: 1.0}, times=2)], 5)
    assert sums.at(np.array([0, 1, 3, 4])).tolist() == [0, 3, 2, 0]
    assert sums.best(2).tolist() == [1, 3]
    assert sums.best(9).tolist() == [1, 2, 3], "rows that are given nothing are none of the best"
    assert sums.best(1, np.array([True, False, True, True, True])).tolist() == [3]
    assert sums.best(1, np.zeros(5, dtype=bool)).tolist() == []


def test_of_equals_at_the_edge_the_first(way):
    sums = Sums([posting({0: 1.0, 2: 1.0, 4: 1.0}), posting({3: 2.0})], 6)
    assert sums.best(2).tolist() == [0, 3]


def test_without_a_term_nothing_is_found(way):
    assert Sums([], 3).best(2).tolist() == [] and Sums([], 3).at(np.array([1])).tolist() == [0]


@pytest.mark.parametrize("seed", range(20))
def test_the_pruned_best_are_the_best(seed, monkeypatch):
    """Rare terms that give much, common ones that give little, as words do; whole numbers, so that sums are exact."""
    chance, size = random.Random(seed), 400
    terms = []
    for _ in range(chance.randrange(1, 25)):
        many = chance.choice([3, 20, 100, 350])
        most = max(1, 400 // many)
        rows = chance.sample(range(size), many)
        terms.append(posting({row: float(chance.randint(1, most)) for row in rows}, chance.randint(1, 2)))
    allowed = None if seed % 2 else np.array([chance.random() < 0.3 for _ in range(size)])
    total = np.zeros(size)
    for term in terms:
        for row, score in zip(term.rows, term.scores, strict=True):
            total[row] += score * term.times
    order = sorted(range(size), key=lambda row: (-total[row], row))
    expected = [row for row in order if total[row] > 0 and (allowed is None or allowed[row])]
    monkeypatch.setattr(postings, "_FEW", 0)
    for count in (1, 10, 60):
        assert Sums(terms, size).best(count, allowed).tolist() == sorted(expected[:count])
