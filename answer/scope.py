"""How far an assessment, an intention or a denial of a Japanese sentence reaches.

At the end of a sentence (…とみられる。) it reaches back over the clauses that lean on its predicate, up to one that
stands for itself (…が、). Inside (対韓攻撃を想定したとみられるミサイル) it reaches over the words of its own phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.stance import Stance, stances

#: Characters at the end of a segment in which a word of stance is its predicate.
_PREDICATE = 14
_STANDS_ALONE = re.compile("(?:が|けれども|けれど|ものの|ところ|一方)、$|[。\n\t▶※→⇒；;]$")
_TAIL = re.compile(r"[（(][^（）()]*[）)]|[\s。、]+$")


@dataclass(frozen=True, slots=True)
class Marks:
    """How a segment is said: `whole` holds for all of it, each of `parts` for the words of a phrase in it."""

    whole: frozenset[Stance]
    parts: tuple[tuple[Stance, str], ...]


def marks(segments: Sequence[str]) -> list[Marks]:
    """The marks of each segment of a Japanese sentence, or of several."""
    own = [_own(segment) for segment in segments]
    assessed_after = False
    found: list[Marks] = []
    for segment, mark in zip(reversed(segments), reversed(own), strict=True):
        # The predicate that assesses stands further on; what stands for itself is out of its reach.
        if _STANDS_ALONE.search(segment):
            assessed_after = False
        whole = mark.whole | ({Stance.ASSESSED} if assessed_after else set())
        found.append(Marks(frozenset(whole), mark.parts))
        assessed_after = assessed_after or Stance.ASSESSED in mark.whole
    return found[::-1]


def _own(segment: str) -> Marks:
    plain = _TAIL.sub("", segment)
    whole = stances(plain[-_PREDICATE:], "ja")
    phrases = re.split("、", plain[:-_PREDICATE]) if len(plain) > _PREDICATE else []
    parts = [(stance, phrase) for phrase in phrases for stance in stances(phrase, "ja") - {Stance.INTENDED}]
    return Marks(whole, tuple(parts))
