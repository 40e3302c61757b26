"""How high the passages that hold the evidence were ranked. Knows passages and quotes as texts.

A passage is right when it contains an evidence quote. A question without evidence has no part in any mean.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.match import fold

#: For each evidence quote the rank (from 1) of the first passage that contains it; None if none does.
Ranks = tuple[int | None, ...]


def ranks(evidence: Sequence[str], passages: Sequence[str]) -> Ranks:
    """The rank of each of the `evidence` quotes among `passages`, which are given best first."""
    folded = [fold(passage) for passage in passages]
    return tuple(
        next((rank for rank, passage in enumerate(folded, 1) if passage.contains(quote)), None)
        for quote in evidence
    )


def first(found: Ranks) -> int | None:
    """The best rank of any evidence quote."""
    return min((rank for rank in found if rank is not None), default=None)


def hit_at(k: int, found: Ranks) -> float | None:
    """1 when any evidence quote lies in the top `k`: of several quotes the first found decides."""
    best = first(found)
    return float(best is not None and best <= k) if found else None


def recall_at(k: int, found: Ranks) -> float | None:
    """The share of the evidence quotes found in the top `k`."""
    return sum(rank is not None and rank <= k for rank in found) / len(found) if found else None


def reciprocal_rank(found: Ranks) -> float | None:
    """1 / the best rank, 0 when nothing was found; its mean is MRR (Voorhees 1999, TREC-8 QA Track Report)."""
    best = first(found)
    return (1 / best if best else 0.0) if found else None
