"""Whether an answer says what it must and nothing it must not. Knows texts, not where they came from.

Nuggets as in the TREC question answering tracks (Voorhees 2003), with two differences: every nugget is
vital, and it is found by comparing strings, not by an assessor. An abstained answer is passed as no text
at all: it names sections, and must not earn nuggets by their titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.metrics.match import fold

_MARKERS = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")


def without_markers(text: str) -> str:
    """`text` without its citation numbers, which would pass for numbers of the answer."""
    return _MARKERS.sub(" ", text)


def nuggets_found(nuggets: Sequence[Sequence[str]], text: str) -> tuple[bool, ...]:
    """For each nugget whether one of its alternatives occurs in `text`."""
    folded = fold(without_markers(text))
    return tuple(any(map(folded.contains, alternatives)) for alternatives in nuggets)


def forbidden_said(forbidden: Sequence[str], text: str) -> bool:
    """Whether any of the `forbidden` strings occurs in `text`."""
    return any(map(fold(without_markers(text)).contains, forbidden))


def nugget_share(found: Sequence[bool]) -> float | None:
    """The share of the nuggets found: nugget recall. None for a question that names no nuggets."""
    return sum(found) / len(found) if found else None


def fully_correct(found: Sequence[bool], forbidden: bool) -> float | None:
    """1 when every nugget is there and nothing forbidden is. None for a question that names no nuggets."""
    return float(all(found) and not forbidden) if found else None
