"""Finds what pages repeat: running heads, page numbers, thumb tabs. Knows where rows stand on all pages.

Running heads change from chapter to chapter and from left to right pages; what they keep is their place.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lines import figure_label
from corpus.pagination import page_number, printed_numbers, running, without_digits
from corpus.pdf.rows import Row

#: Heads and feet stand within this share of the page's height.
_ZONE = 0.13
#: A place where so many of the pages have a running line is one on every page.
_USUAL = 0.4
#: Words so near behind a number, in sizes, belong to it. Fewer pages than these prove no counting.
_NEAR = 8.0
_REPEATED = 3
#: Pages apart from each other that one and the same line can run along on.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Margins:
    """What is printed on a page besides its text: `printed` is its number, `rows` are the rows to leave out."""

    printed: int | None
    rows: frozenset[int]


_Place = tuple[int, float]
_Key = tuple[str, _Place]


@dataclass(frozen=True, slots=True)
class _Usual:
    """Lines that run along, as (page, key), and places where lines run along on most pages."""

    lines: frozenset[tuple[int, _Key]]
    places: frozenset[_Place]


def margins(pages: Sequence[Sequence[Row]], heights: Sequence[float], body: float) -> list[Margins]:
    """For each page (its rows, its height), its printed number and the places in `rows` of what runs along.

    `body` is the size of the report's text.
    """
    zones = [_in_zone(rows, height) for rows, height in zip(pages, heights, strict=True)]
    numbers = _numbers(pages, zones)
    printed = printed_numbers([list(found.values()) for found in numbers])
    usual = _usual_places(pages, zones, body)
    done: list[Margins] = []
    for at, (rows, zone) in enumerate(zip(pages, zones, strict=True)):
        taken = {i for i, number in numbers[at].items() if number == printed[at]}
        taken |= {i for i in zone if _place(rows[i]) in usual.places or (at, _key(rows[i])) in usual.lines}
        done.append(Margins(printed[at], frozenset(taken)))
    return done


def _numbers(pages: Sequence[Sequence[Row]], zones: Sequence[Sequence[int]]) -> list[dict[int, int]]:
    """For each page the rows of its zone that can be its number.

    A number with words close behind it is a footnote's or a title's; it is a page's only where no page has
    one that stands alone: 「12　第1章 総論」.
    """
    found: list[dict[int, int]] = []
    alone: list[dict[int, int]] = []
    for rows, zone in zip(pages, zones, strict=True):
        numbers = {i: number for i in zone if (number := page_number(rows[i].text)) is not None}
        found.append(numbers)
        alone.append({i: number for i, number in numbers.items() if not _has_words(rows[i], rows)})
    return alone if any(alone) or len(pages) < _REPEATED else found


def _has_words(number: Row, rows: Sequence[Row]) -> bool:
    return any(
        abs(row.base - number.base) < 0.6 * row.size and 0 < row.x0 - number.x1 + 1 < _NEAR * row.size
        for row in rows
    )


def _in_zone(rows: Sequence[Row], height: float) -> list[int]:
    """The rows at the page's head and foot. A figure's title is none of its furniture, wherever it stands."""
    return [
        i
        for i, row in enumerate(rows)
        if not _ZONE * height <= row.base <= (1 - _ZONE) * height
        and not figure_label(unicodedata.normalize("NFKC", row.text))
    ]


def _place(row: Row) -> _Place:
    return round(row.base), row.size


def _key(row: Row) -> _Key:
    return without_digits(row.text), _place(row)


def _usual_places(pages: Sequence[Sequence[Row]], zones: Sequence[Sequence[int]], body: float) -> _Usual:
    """The lines that run along, page by page, and the places where lines do on most pages."""
    keys = {
        at: {_key(rows[i]) for i in zone} for at, (rows, zone) in enumerate(zip(pages, zones, strict=True))
    }
    repeated = running(keys)
    # In smaller print than the text, at the very same place, twice is enough.
    counts = Counter(key for on_page in keys.values() for key in on_page)
    lines = {
        (at, (text, place))
        for at, on_page in keys.items()
        for text, place in on_page
        if (at, (text, place)) in repeated
        or (counts[text, place] >= _FEWEST and text and place[1] < 0.95 * body)
    }
    places = Counter(place for _, place in {(at, place) for at, (_, place) in lines})
    filled = sum(bool(rows) for rows in pages)
    common = {place for place, count in places.items() if count >= max(_USUAL * filled, _FEWEST)}
    return _Usual(frozenset(lines), frozenset(common))


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
