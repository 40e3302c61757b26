"""Puts glyphs together into rows: runs of text on one baseline, with their raised digits and ruby. Knows one page.

A row ends at a gap wider than a character: it may be a column's line, a table's cell, a title. What rows make
together is for the columns and the blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.pdf.glyphs import Glyph
from corpus.pdf.spelling import LIFT, SMALL, spelled

#: Gaps and shifts, in sizes of the glyphs.
_GAP = 0.95
#: Sizes that stand together on one baseline, as Latin words among kanji do.
_MIXED = 0.7
#: A note's number stands so far behind a title whose letters are drawn as shapes.
_FAR = 6.0
_RUBY = 0.62
_DIGITS = re.compile(r"[0-9０-９、,，]")
_KANA = re.compile("[\u3041-\u30ff・]+$")


@dataclass(frozen=True)
class Row:
    """Glyphs on one baseline from left to right. `rubies` are readings: (first glyph, last glyph + 1, reading)."""

    glyphs: tuple[Glyph, ...]
    rubies: tuple[tuple[int, int, str], ...] = ()

    @cached_property
    def size(self) -> float:
        """The size most of its glyphs have, to a tenth of a point."""
        return Counter(round(g.size, 1) for g in self.glyphs).most_common(1)[0][0]

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(g.x1 for g in self.glyphs)

    @cached_property
    def base(self) -> float:
        """The baseline of the glyphs of full size."""
        return Counter(round(g.base, 1) for g in self.glyphs if g.size > self.size * SMALL).most_common(1)[0][
            0
        ]

    @cached_property
    def top(self) -> float:
        """The upper edge of the glyphs of full size."""
        return self.base - self.size * 0.88

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return self.base + self.size * 0.12

    @cached_property
    def bold(self) -> bool:
        """Whether most of its glyphs are bold."""
        return sum(g.bold for g in self.glyphs) * 2 > len(self.glyphs)

    @cached_property
    def font(self) -> int:
        """The font most of its glyphs have."""
        return Counter(g.font for g in self.glyphs).most_common(1)[0][0]

    @cached_property
    def written(self) -> tuple[str, tuple[tuple[int, int, str], ...]]:
        """Its text, and its readings as (start, end, reading) in it."""
        return spelled(self.glyphs, self.rubies, self.size, self.base)

    @property
    def text(self) -> str:
        """Its text."""
        return self.written[0]


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of glyphs that all run from left to right, from the top down; ruby is put on what it stands over."""
    runs = _runs(list(glyphs))
    rows = _with_small(_with_small(_joined(runs), _stands_in), _stands_behind)
    rows.sort(key=lambda row: (round(row.base), row.x0))
    return _with_ruby(_once(rows))


def _once(rows: Sequence[Row]) -> list[Row]:
    """The rows without those drawn again a hair's breadth beside themselves, as a shadow."""
    kept: list[Row] = []
    for row in rows:
        near = (
            other
            for other in kept[-8:]
            if abs(other.base - row.base) + abs(other.x0 - row.x0) < 0.4 * row.size
        )
        if not any([g.char for g in other.glyphs] == [g.char for g in row.glyphs] for other in near):
            kept.append(row)
    return kept


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Runs of glyphs as the file draws them one after the other."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _goes_on(runs[-1][-1], glyph):
            if not _drawn_twice(runs[-1][-1], glyph):
                runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _goes_on(before: Glyph, after: Glyph) -> bool:
    size = max(before.size, after.size)
    gap = after.x0 - before.x1
    return (
        abs(before.base - after.base) < LIFT * size
        and gap < _GAP * size
        and after.x0 >= before.x0 - 0.1 * size
        and min(before.size, after.size) > _MIXED * size
    )


def _drawn_twice(before: Glyph, after: Glyph) -> bool:
    """Bold print made by drawing a glyph again a hair's breadth beside itself."""
    return before.char == after.char and abs(before.x0 - after.x0) < 0.15 * before.size


def _joined(runs: Sequence[Sequence[Glyph]]) -> list[Row]:
    """Runs on one baseline, put together where no more than a character's gap is between them."""
    done: list[list[Glyph]] = []
    for run in sorted(runs, key=lambda run: (round(run[0].base), run[0].x0)):
        for row in reversed(done[-40:]):
            if _goes_on(row[-1], run[0]):
                row += run
                break
        else:
            done.append(list(run))
    return [Row(tuple(row)) for row in done]


def _with_small(rows: list[Row], belongs: Callable[[Sequence[Glyph], Row, Row], bool]) -> list[Row]:
    """Puts raised and lowered print into the row it belongs to, and what that parted together again."""
    large = sorted(rows, key=lambda row: -row.size)
    by_base = sorted((row.base, i) for i, row in enumerate(large))
    taken: set[int] = set()
    joined: list[Row] = []
    for i, row in enumerate(large):
        if i in taken:
            continue
        glyphs = list(row.glyphs)
        level = by_base[
            bisect_left(by_base, (row.base - row.size, 0)) : bisect_right(by_base, (row.base + row.size, 0))
        ]
        grown = len(level) > 1
        while grown:
            grown = False
            for _, j in sorted(level, key=lambda pair: pair[1]):
                other = large[j]
                if j != i and j not in taken and belongs(glyphs, row, other):
                    taken.add(j)
                    glyphs = sorted((*glyphs, *other.glyphs), key=lambda g: g.x0)
                    grown = True
        joined.append(Row(tuple(glyphs)))
    return joined


def _stands_in(glyphs: Sequence[Glyph], row: Row, other: Row) -> bool:
    """Whether `other` stands directly beside the row so far, raised or lowered, or goes on after what does."""
    left, right = glyphs[0].x0, max(g.x1 for g in glyphs)
    beside = min(abs(other.x0 - right), abs(left - other.x1)) < 0.4 * row.size
    lift = abs(other.base - row.base)
    if other.size > SMALL * row.size:
        parted = any(abs(g.base - row.base) > LIFT * row.size for g in (glyphs[0], glyphs[-1]))
        return beside and parted and lift < 0.1 * row.size
    inside = left < other.x0 and other.x1 < right and _fits_between(glyphs, other)
    return len(other.glyphs) <= 8 and (beside or inside) and _is_lifted(row, other)


def _stands_behind(glyphs: Sequence[Glyph], row: Row, other: Row) -> bool:
    """Whether `other` is a note's number some way behind the row: the title between may be drawn as shapes."""
    digits = all(_DIGITS.match(g.char) for g in other.glyphs)
    gap = other.x0 - max(g.x1 for g in glyphs)
    return digits and other.size <= SMALL * row.size and 0 < gap < _FAR * row.size and _is_lifted(row, other)


def _is_lifted(row: Row, other: Row) -> bool:
    middle = (other.top + other.bottom) / 2
    within = row.top - 0.2 * row.size < middle < row.bottom + 0.1 * row.size
    return within and abs(other.base - row.base) >= LIFT * row.size


def _fits_between(glyphs: Sequence[Glyph], other: Row) -> bool:
    return not any(g.x0 < other.x1 - 0.5 and other.x0 + 0.5 < g.x1 for g in glyphs)


def _with_ruby(rows: list[Row]) -> list[Row]:
    """Takes out the rows of small kana over kanji and puts them on the glyphs under them."""
    kept = dict(enumerate(rows))
    for i, ruby in enumerate(rows):
        if not _KANA.match("".join(g.char for g in ruby.glyphs)):
            continue
        for j, row in enumerate(rows):
            if j != i and j in kept and _is_over(ruby, row):
                kept[j] = _annotated(kept[j], ruby)
                del kept[i]
                break
    return list(kept.values())


def _is_over(ruby: Row, row: Row) -> bool:
    return (
        ruby.size <= _RUBY * row.size
        and abs(ruby.bottom - row.top) < 0.45 * row.size
        and row.x0 - row.size < ruby.x0
        and ruby.x1 < row.x1 + row.size
    )


def _annotated(row: Row, ruby: Row) -> Row:
    """The row with each word of the ruby over the glyphs it stands over, which it may overhang a little."""
    rubies = list(row.rubies)
    for word in _words(ruby.glyphs):
        over = [
            i
            for i, g in enumerate(row.glyphs)
            if min(g.x1, word[-1].x1) - max(g.x0, word[0].x0) > 0.35 * min(g.x1 - g.x0, word[0].size * 2)
        ]
        if over:
            rubies.append((over[0], over[-1] + 1, "".join(g.char for g in word)))
    return replace(row, rubies=tuple(sorted(rubies)))


def _words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for glyph in glyphs:
        if words and glyph.x0 - words[-1][-1].x1 < 0.5 * glyph.size:
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words
