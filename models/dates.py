"""Dates in figures, as rows and brackets have them, spelled out for a reader that learned from prose: 8/20 → 8月20日.

What is read is another text than the passage's, so places in it are told in the passage's again. Knows no model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from models.pairs import Passage

#: Where a date stands by itself: at the beginning of a line or cell, in brackets, at the end of a span of days. In
#: running text 1/3 is a third, in an address a folder.
_DATE = re.compile(
    r"(?:(?<=[\t(（~〜～–、])|(?<![^\n]))(?:(?P<year>(?:19|20)\d\d)[/／])?"
    r"(?P<month>[1１][0-2０-２]|[0０]?[1-9１-９])[/／](?P<day>[3３][01０１]|[12１２]\d|[0０]?[1-9１-９])"
    r"(?=$|[\s)）(（~〜～–、]|から|まで|現在|時点|頃)"
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A passage with its dates spelled out. `edits` are (start, end, start here, end here) of each, in their order."""

    passage: Passage
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where `[start, end)` of the spelled text stands in the passage's own; a date is whole or not there."""
        return self._back(start, False), self._back(end, True)

    def _back(self, place: int, is_end: bool) -> int:
        number = bisect_right(self.edits, place - is_end, key=lambda edit: edit[2]) - 1
        if number < 0:
            return place
        start, end, _, end_here = self.edits[number]
        if place >= end_here:
            return end + place - end_here
        return end if is_end else start


def spell_dates(passage: Passage) -> Spelled:
    """The passage as it is read. Its parts are moved along."""
    made: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    done = length = 0
    for date in _DATE.finditer(passage.text):
        year, month, day = date.group("year", "month", "day")
        spelled = (f"{year}年" if year else "") + f"{int(month)}月{int(day)}日"
        start = length + date.start() - done
        made += [passage.text[done : date.start()], spelled]
        done, length = date.end(), start + len(spelled)
        edits.append((date.start(), date.end(), start, length))
    if not edits:
        return Spelled(passage)
    text = "".join(made) + passage.text[done:]
    parts = tuple((_forth(edits, start), _forth(edits, end)) for start, end in passage.parts)
    return Spelled(Passage(text, passage.context, parts), tuple(edits))


def _forth(edits: list[tuple[int, int, int, int]], place: int) -> int:
    moved = sum(
        (end_here - start_here) - (end - start) for start, end, start_here, end_here in edits if end <= place
    )
    return place + moved
