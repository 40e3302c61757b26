"""What an answer and a ranking are worth. Pure functions."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence


def normalized(text: str) -> str:
    """As SQuAD compares: NFKC, lower case, without white space and punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "PZC")


def exact(found: str, gold: str) -> bool:
    """Whether both are the same once normalized."""
    return normalized(found) == normalized(gold)


def f1(found: str, gold: str) -> float:
    """The F1 of their characters, as JaQuAD's paper counts it; 0 when they share none."""
    a, b = normalized(found), normalized(gold)
    shared = sum((Counter(a) & Counter(b)).values())
    return 2 * shared / (len(a) + len(b)) if shared else float(a == b)


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The share of pairs in which the right one scores higher, ties half: Mann–Whitney's U over their number."""
    values = sorted([(v, True) for v in right] + [(v, False) for v in wrong])
    wins, below, at = 0.0, 0, 0
    while at < len(values):
        end = at
        while end < len(values) and values[end][0] == values[at][0]:
            end += 1
        tied = [is_right for _, is_right in values[at:end]]
        wins += sum(tied) * (below + (len(tied) - sum(tied)) / 2)
        below += len(tied) - sum(tied)
        at = end
    return wins / (len(right) * len(wrong)) if right and wrong else float("nan")
