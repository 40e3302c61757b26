from __future__ import annotations

import pytest

from eval.metrics import retrieval

PASSAGES = ["観光を再開した。", "約1,000人が負傷。", "約100人が死亡し", "約100人が死亡し、逃げた"]


def test_ranks_are_of_the_first_passage_that_contains_the_quote() -> None:
    assert retrieval.ranks(["約100人が死亡", "１０００人", "軍備"], PASSAGES) == (3, 2, None)


def test_the_first_found_of_several_quotes_decides_hits_and_mrr() -> None:
    found = (3, 2, None)
    assert [retrieval.hit_at(k, found) for k in (1, 2, 3)] == [0, 1, 1]
    assert retrieval.reciprocal_rank(found) == 1 / 2
    assert [retrieval.recall_at(k, found) for k in (1, 2, 3)] == [0, 1 / 3, 2 / 3]


def test_nothing_found_scores_zero_and_nothing_to_find_scores_not_at_all() -> None:
    nothing = retrieval.ranks(["軍備"], PASSAGES)
    assert (retrieval.hit_at(8, nothing), retrieval.recall_at(8, nothing)) == (0, 0)
    assert retrieval.reciprocal_rank(nothing) == 0
    no_gold = retrieval.ranks([], PASSAGES)
    assert retrieval.hit_at(8, no_gold) is retrieval.recall_at(8, no_gold) is None
    assert retrieval.reciprocal_rank(no_gold) is None
    assert retrieval.ranks(["軍備"], []) == (None,)


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_lower_place_lowers_every_measure(rank: int) -> None:
    better, worse = (rank,), (rank + 1,)
    assert (retrieval.reciprocal_rank(better) or 0) > (retrieval.reciprocal_rank(worse) or 0)
    assert (retrieval.hit_at(rank, better), retrieval.hit_at(rank, worse)) == (1, 0)
    assert (retrieval.recall_at(rank, better), retrieval.recall_at(rank, worse)) == (1, 0)
