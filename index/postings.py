"""Sums of postings: what the terms of a question give to passages, and the best of them without summing all.

A posting is the rows that have a term, ascending, and the term's score in each. Knows no words and no BM25.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Allowed = NDArray[np.bool_] | None
#: As many scores are added up in less time than it takes to do without most of them.
_FEW = 200_000
#: Common terms looked up between two looks at which rows are out.
_TURNS = 3
#: More than the rounding of any sum of some hundred scores, relative to the greatest there can be.
_ROUNDING = 1e-4


@dataclass(frozen=True, slots=True)
class Posting:
    """A term that the question names `times` times: its `rows`, ascending, and its `scores` there, above 0."""

    rows: NDArray[np.integer]
    scores: Scores
    times: int

    def most(self) -> float:
        """The most that it gives to any row."""
        return float(self.scores.max()) * self.times if len(self.rows) else 0.0

    def add(self, total: Scores) -> None:
        """Adds what it gives to every row."""
        # A row stands in a posting once, so that nothing is lost by adding to all rows at a time.
        total[self.rows] += self.scores * np.float32(self.times) if self.times > 1 else self.scores

    def at(self, rows: Rows) -> Scores:
        """What it gives to each of `rows`, which are ascending."""
        # Of one type with the posting's own: it would be copied whole into the wider one.
        places = self.rows.searchsorted(rows.astype(self.rows.dtype, copy=False))
        places[places == len(self.rows)] = 0
        found: Scores = (self.rows[places] == rows) * self.scores[places]
        return found * np.float32(self.times) if self.times > 1 else found


@dataclass(frozen=True)
class Sums:
    """What `postings`, none of them empty, give to each of `size` rows."""

    postings: Sequence[Posting]
    size: int

    @cached_property
    def whole(self) -> Scores:
        """What every row is given, shape (size,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for posting in self.postings:
            posting.add(total)
        return total

    @cached_property
    def _few(self) -> bool:
        return sum(len(posting.rows) for posting in self.postings) <= _FEW

    def at(self, rows: Rows) -> Scores:
        """What each of `rows`, which are ascending, is given, shape (len(rows),)."""
        if self._few:
            return self.whole[rows]
        total = np.zeros(len(rows), dtype=np.float32)
        for posting in self.postings:
            total += posting.at(rows)
        return total

    def best(self, count: int, allowed: Allowed = None) -> Rows:
        """The `count` rows that are given most, or all that are given anything, ascending; of equals the first.

        Of those `allowed`, where they are told: a mask, shape (size,).
        """
        if self._few:
            rows = _named(self.whole, allowed)
            return rows[best(self.whole[rows], count)]
        return _pruned(self.postings, self.size, count, allowed)


def best(scores: Scores, count: int) -> Rows:
    """The places of the `count` highest scores above 0, ascending; of equal ones at the edge, the first."""
    above = np.flatnonzero(scores > 0)
    if len(above) <= count:
        return above
    values = scores[above]
    edge = _kth(values, count)
    over = above[values > edge]
    return np.sort(np.concatenate([over, above[values == edge][: count - len(over)]]))


def _pruned(postings: Sequence[Posting], size: int, count: int, allowed: Allowed) -> Rows:
    """`Sums.best` by MaxScore (Turtle & Flood 1995).

    Once a row can have more from the rare terms alone than all the common ones give, rows that only those name
    are out; the postings of the common ones, the long ones, are looked up for what is left and not gone through.
    """
    rare_first = sorted(postings, key=lambda posting: len(posting.rows))
    most = [posting.most() for posting in rare_first]
    left, gone = sum(most), 0.0
    slack = _ROUNDING * left
    total = np.zeros(size, dtype=np.float32)
    rows: Rows = np.zeros(0, dtype=np.int64)
    # Looking for the best costs as much as a long posting: it is done a few times in all.
    every = max(len(postings) // 8, 1)
    done = 0
    while done < len(rare_first):
        rare_first[done].add(total)
        gone, left, done = gone + most[done], left - most[done], done + 1
        # No row can have more than what is gone.
        if done == len(rare_first) or (gone > left and done % every == 0):
            rows = _named(total, allowed)
            if _kth(total[rows], count) > left + slack:
                break
    partial = total[rows]
    for number, (posting, its_most) in enumerate(zip(rare_first[done:], most[done:], strict=True)):
        if number % _TURNS == 0:
            keep = partial > _kth(partial, count) - left - slack
            rows, partial = rows[keep], partial[keep]
        partial = partial + posting.at(rows)
        left -= its_most
    return rows[best(partial, count)]


def _named(total: Scores, allowed: Allowed) -> Rows:
    above = total > 0
    return np.flatnonzero(above if allowed is None else above & allowed)


def _kth(values: Scores, count: int) -> float:
    """The `count`-th greatest value; 0 where there are fewer."""
    place = len(values) - count
    return float(np.partition(values, place)[place]) if place >= 0 else 0.0
