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

#: Gaps and shifts, in sizes of the glyphs.
_GAP = 0.95
#: Sizes that stand together on one baseline, as Latin words among kanji do.
_MIXED = 0.7
#: Smaller than this share of its neighbours, a glyph is raised, lowered or ruby.
_SMALL = 0.92
#: Raised or lowered by this share of the size, small print is a note's number or a chemist's.
_LIFT = 0.2
#: A note's number stands so far behind a title whose letters are drawn as shapes.
_FAR = 6.0
_RUBY = 0.62
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_DIGITS = re.compile(r"[0-9０-９、,，]")
_KANA = re.compile("[\u3041-\u30ff・]+$")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


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
        return Counter(round(g.base, 1) for g in self.glyphs if g.size > self.size * _SMALL).most_common(1)[
            0
        ][0]

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
        return _written(self)

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
        abs(before.base - after.base) < _LIFT * size
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
    if other.size > _SMALL * row.size:
        parted = any(abs(g.base - row.base) > _LIFT * row.size for g in (glyphs[0], glyphs[-1]))
        return beside and parted and lift < 0.1 * row.size
    inside = left < other.x0 and other.x1 < right and _fits_between(glyphs, other)
    return len(other.glyphs) <= 8 and (beside or inside) and _is_lifted(row, other)


def _stands_behind(glyphs: Sequence[Glyph], row: Row, other: Row) -> bool:
    """Whether `other` is a note's number some way behind the row: the title between may be drawn as shapes."""
    digits = all(_DIGITS.match(g.char) for g in other.glyphs)
    gap = other.x0 - max(g.x1 for g in glyphs)
    return digits and other.size <= _SMALL * row.size and 0 < gap < _FAR * row.size and _is_lifted(row, other)


def _is_lifted(row: Row, other: Row) -> bool:
    middle = (other.top + other.bottom) / 2
    within = row.top - 0.2 * row.size < middle < row.bottom + 0.1 * row.size
    return within and abs(other.base - row.base) >= _LIFT * row.size


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


def _written(row: Row) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    gaps = sorted(after.x0 - before.x1 for before, after in zip(row.glyphs, row.glyphs[1:], strict=False))
    # Most gaps of a justified line are wide; only one that is wider still is a space.
    usual = max(gaps[len(gaps) * 3 // 4 - 1], 0.0) if len(gaps) > 3 else 0.0
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for i, glyph in enumerate(row.glyphs):
        char = _shifted(glyph, row)
        if i and _is_spaced(row.glyphs[i - 1], glyph, usual):
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(char)
        length += len(char)
    starts.append(length)
    readings = tuple((starts[a], starts[b - 1] + 1, reading) for a, b, reading in row.rubies)
    return "".join(pieces), readings


def _shifted(glyph: Glyph, row: Row) -> str:
    """The character; a raised digit as one, so that a note's number never runs into the text's numbers."""
    small = glyph.size <= _SMALL * row.size
    if glyph is row.glyphs[0] and _is_bullet(row):
        return "・"
    if not glyph.known:
        return "\ufffd"
    if small and glyph.base < row.base - _LIFT * row.size:
        return (
            chr(ord(glyph.char) - 0xFEE0).translate(_RAISED)
            if "０" <= glyph.char <= "９"
            else glyph.char.translate(_RAISED)
        )
    return glyph.char


def _is_bullet(row: Row) -> bool:
    """Whether a sign that is in no character set stands alone or before the row: a bullet of a font of symbols."""
    sign = row.glyphs[0]
    if sign.known and not "\ue000" <= sign.char <= "\uf8ff":
        return False
    after = row.glyphs[1] if len(row.glyphs) > 1 else None
    return after is None or (after.known and after.x0 - sign.x1 > 0.15 * after.size)


def _is_spaced(before: Glyph, after: Glyph, usual: float) -> bool:
    """Whether white space stands between the two.

    Between Latin words it is marked as such. Beside kanji and kana a gap of a quarter is the printer's, unless
    the file itself has a space there.
    """
    size = min(before.size, after.size)
    gap = (after.x0 - before.x1) / size
    wider = gap - usual / size
    # Spread lines have a space after every character.
    if after.spaced == 2 and gap > 0.1 and wider > 0.05:
        return True
    gap = wider
    wide = [bool(_CJK.match(glyph.char)) for glyph in (before, after)]
    if not any(wide):
        return gap > 0.12 and (after.spaced > 0 or gap > 0.3)
    if all(wide):
        return gap > (0.24 if after.spaced else 0.55)
    return gap > (0.3 if after.spaced else 0.55)
