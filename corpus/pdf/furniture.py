"""Finds what pages repeat: running heads, page numbers, thumb tabs. Knows where rows stand on all pages.

Running heads change from chapter to chapter and from left to right pages; what they keep is their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pagination import page_number, printed_numbers, running, without_digits
from corpus.pdf.rows import Row

#: Heads and feet stand within this share of the page's height.
_ZONE = 0.13
#: A place where so many of the pages have a running line is one on every page.
_USUAL = 0.4
#: Pages apart from each other that one and the same line can run along on.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Margins:
    """What is printed on a page besides its text: `printed` is its number, `rows` are the rows to leave out."""

    printed: int | None
    rows: frozenset[int]


def margins(pages: Sequence[Sequence[Row]], heights: Sequence[float], body: float) -> list[Margins]:
    """For each page (its rows, its height), its printed number and the places in `rows` of what runs along.

    `body` is the size of the report's text.
    """
    zones = [_in_zone(rows, height) for rows, height in zip(pages, heights, strict=True)]
    numbers = [{i: page_number(rows[i].text) for i in zone} for rows, zone in zip(pages, zones, strict=True)]
    printed = printed_numbers([[n for n in found.values() if n is not None] for found in numbers])
    usual = _usual_places(pages, zones, body)
    done: list[Margins] = []
    for at, (rows, zone) in enumerate(zip(pages, zones, strict=True)):
        taken = {i for i, number in numbers[at].items() if number is not None and number == printed[at]}
        taken |= {i for i in zone if _place(rows[i]) in usual or (at, _key(rows[i])) in usual}
        # What stands on the line of the page's number belongs to it: 「12 第1章 総論」.
        lines = {round(rows[i].base) for i in taken}
        taken |= {i for i in zone if round(rows[i].base) in lines and rows[i].size < body * 1.02}
        done.append(Margins(printed[at], frozenset(taken)))
    return done


def _in_zone(rows: Sequence[Row], height: float) -> list[int]:
    return [i for i, row in enumerate(rows) if row.base < _ZONE * height or row.base > (1 - _ZONE) * height]


def _place(row: Row) -> tuple[int, float]:
    return round(row.base), row.size


def _key(row: Row) -> tuple[str, tuple[int, float]]:
    return without_digits(row.text), _place(row)


def _usual_places(pages: Sequence[Sequence[Row]], zones: Sequence[Sequence[int]], body: float) -> set[object]:
    """The keys (page, key) of lines that run along, and the places where lines do on most pages."""
    keys = {
        at: {_key(rows[i]) for i in zone} for at, (rows, zone) in enumerate(zip(pages, zones, strict=True))
    }
    found = running(keys)
    # In smaller print than the text, at the very same place, twice is enough.
    counts = Counter(key for on_page in keys.values() for key in on_page)
    found |= {
        (at, key)
        for at, on_page in keys.items()
        for key in on_page
        if counts[key] >= _FEWEST and key[0] and key[1][1] < 0.95 * body  # type: ignore[index]
    }
    places = Counter(place for at in keys for place in {key[1] for page, key in found if page == at})  # type: ignore[index]
    filled = sum(bool(rows) for rows in pages)
    common = {place for place, count in places.items() if count >= max(_USUAL * filled, _FEWEST)}
    return {*found, *common}


def thumb_tabs(pages: Sequence[Sequence[tuple[str, float, float]]]) -> list[set[int]]:
    """Which vertical runs of each page (text, left edge, share of the page's width it begins at) are thumb tabs.

    They stand in the outer margin, at one place on several pages.
    """
    counts = Counter((text, round(x)) for runs in pages for text, x, _ in runs)
    return [
        {
            i
            for i, (text, x, share) in enumerate(runs)
            if not 0.1 < share < 0.9 and counts[text, round(x)] >= _FEWEST
        }
        for runs in pages
    ]
