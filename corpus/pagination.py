"""Pages: which number is printed on each, and which lines run along at their head or foot. Knows no format."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import pairwise

#: A line that is a page's number: 12, - 12 -, 12/300, 12 ページ, p. 12.
_NUMBER = re.compile(
    r"[-–—―‐ー〜~・|\[(（〔\s]*(?:p\.?\s*|page\s*)?([0-9]{1,4})(?:\s*/\s*[0-9]{1,4}|\s*(?:ページ|頁))?[-–—―‐ー〜~・|\])）〕\s]*$",
    re.I,
)
#: A running head stands on so many pages at least, with no more than so many between two of them.
_REPEATED = 3
_APART = 4


def page_number(line: str) -> int | None:
    """The number that the line is, when it is nothing but a page's number."""
    match = _NUMBER.match(unicodedata.normalize("NFKC", line).strip())
    return int(match.group(1)) if match else None


def printed_numbers(candidates: Sequence[Collection[int]]) -> list[int | None]:
    """The number printed on each page, from the numbers that stand alone at each page's head and foot.

    Numbers count on from page to page, so what counts is their distance to the page's own place. One that
    fits no other page's is none (a lone page is believed). A page without a number between two that count
    on together is counted with them: title pages of chapters show none.
    """
    votes = Counter(number - at for at, numbers in enumerate(candidates) for number in set(numbers))
    needed = 1 if len(candidates) < 3 else 2
    printed: list[int | None] = []
    for at, numbers in enumerate(candidates):
        fitting = [
            n for n in numbers if votes[n - at] >= needed and _has_neighbour(candidates, at, n, needed)
        ]
        printed.append(max(fitting, key=lambda n: votes[n - at]) if fitting else None)
    return _filled(printed)


def _has_neighbour(candidates: Sequence[Collection[int]], at: int, number: int, needed: int) -> bool:
    around = range(max(at - _APART, 0), min(at + _APART + 1, len(candidates)))
    return needed == 1 or any(i != at and number + i - at in candidates[i] for i in around)


def _filled(printed: list[int | None]) -> list[int | None]:
    filled = list(printed)
    known = [i for i, number in enumerate(printed) if number is not None]
    for before, after in pairwise(known):
        first, last = printed[before], printed[after]
        if first is not None and last is not None and last - first == after - before:
            filled[before : after + 1] = range(first, last + 1)
    return filled


def running(lines: Mapping[int, Collection[Hashable]]) -> set[tuple[int, Hashable]]:
    """Those of the pages' outermost lines that run along: `lines` are keys by page; keys compare equal where
    the line is the same but for its digits. Answers (page, key) for each that is furniture."""
    places: dict[Hashable, list[int]] = {}
    for page, keys in sorted(lines.items()):
        for key in keys:
            places.setdefault(key, []).append(page)
    return {
        (page, key)
        for key, pages in places.items()
        if len(pages) >= _REPEATED
        for page in pages
        if any(page != other and abs(page - other) <= _APART for other in pages)
    }


def without_digits(line: str) -> str:
    """What two running heads have in common: the line in NFKC, its digits and white space left out."""
    return re.sub(r"[\d\s]+", "", unicodedata.normalize("NFKC", line))
