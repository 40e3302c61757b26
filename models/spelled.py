"""A passage with some of its words spelled out for a reader that learned from prose, and every place told in its own text again.

Knows no model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from models.pairs import Passage


@dataclass(frozen=True, slots=True)
class Edit:
    """What is read in place of `[start, end)` of a text."""

    start: int
    end: int
    spelled: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A passage as it is read. `edits` are (start, end, start here, end here) of each, in their order."""

    passage: Passage
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `[start, end)` of the spelled text stands in the passage's own; what was spelled is whole or not there."""
        return self._back(start, False), self._back(end, True)

    def _back(self, place: int, is_end: bool) -> int:
        number = bisect_right(self.edits, place - is_end, key=lambda edit: edit[2]) - 1
        if number < 0:
            return place
        start, end, _, end_here = self.edits[number]
        if place >= end_here:
            return end + place - end_here
        return end if is_end else start


def spell(passage: Passage, edits: Sequence[Edit]) -> Spelled:
    """The passage with the edits made, which are in their order and do not overlap. Its parts are moved along."""
    if not edits:
        return Spelled(passage)
    made: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    done = length = 0
    for edit in edits:
        start = length + edit.start - done
        made += [passage.text[done : edit.start], edit.spelled]
        done, length = edit.end, start + len(edit.spelled)
        places.append((edit.start, edit.end, start, length))
    text = "".join(made) + passage.text[done:]
    parts = tuple((_forth(places, start), _forth(places, end)) for start, end in passage.parts)
    return Spelled(Passage(text, passage.context, parts), tuple(places))


def _forth(edits: list[tuple[int, int, int, int]], place: int) -> int:
    moved = sum(
        (end_here - start_here) - (end - start) for start, end, start_here, end_here in edits if end <= place
    )
    return place + moved
