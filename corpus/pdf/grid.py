"""Finds ruled tables on a page: rules that meet make a grid, its cells take the rows inside them.

Cells that no rule parts are one. Knows rules and rows; what a table's rows say is for `corpus.tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.pdf.glyphs import Glyph, Rule
from corpus.pdf.rows import Row, rows_of
from corpus.tables import Cell

#: Rules closer than this, in points, are one; ends that far apart meet.
_NEAR = 3.0
#: Pages with more rules than this are drawings.
_RULES = 1_500
#: The largest grid that is looked at: rows times columns.
_CELLS = 4_000

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where it stands, and the lines between its columns and rows."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The row and the column of a point in it."""
        row = sum(y > edge for edge in self.ys[1:-1])
        column = sum(x > edge for edge in self.xs[1:-1])
        return row, column

    def parted(self, row: int, column: int, right: bool) -> bool:
        """Whether a rule parts the place from its neighbour to the right, or else from the one below."""
        if right:
            x, y = self.xs[column + 1], (self.ys[row] + self.ys[row + 1]) / 2
            return any(abs(r.x0 - x) < _NEAR and r.y0 - 1 <= y <= r.y1 + 1 for r in self.upright)
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row + 1]
        return any(abs(r.y0 - y) < _NEAR and r.x0 - 1 <= x <= r.x1 + 1 for r in self.level)


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids that the page's rules make, from the top down. A frame around text is none."""
    if len(rules) > _RULES:
        return []
    found: list[Grid] = []
    for group in _connected(rules):
        level = tuple(r for r in group if r.level)
        upright = tuple(r for r in group if not r.level)
        if not level or not upright:
            continue
        # The outer rules to the left and right are often left out in Japanese tables.
        xs = _distinct([*(r.x0 for r in upright), min(r.x0 for r in level), max(r.x1 for r in level)])
        ys = _distinct([*(r.y0 for r in level), min(r.y0 for r in upright), max(r.y1 for r in upright)])
        if len(xs) >= 3 and len(ys) >= 3 and (len(xs) - 1) * (len(ys) - 1) <= _CELLS:
            found.append(Grid(xs, ys, level, upright))
    return sorted(found, key=lambda grid: grid.top)


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that meet, directly or by way of others."""
    leader = list(range(len(rules)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    order = sorted(range(len(rules)), key=lambda i: rules[i].x0)
    for place, i in enumerate(order):
        for j in order[place + 1 :]:
            if rules[j].x0 > rules[i].x1 + _NEAR:
                break
            if rules[i].y0 - _NEAR <= rules[j].y1 and rules[j].y0 <= rules[i].y1 + _NEAR:
                leader[find(j)] = find(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(find(i), []).append(rule)
    return list(groups.values())


def _distinct(values: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return tuple(kept)


def cells_of(grid: Grid, glyphs: Sequence[Glyph]) -> list[Cell]:
    """The grid's cells with what is written in them, several lines of one put together."""
    owner = _merged(grid)
    written: dict[_Place, list[Glyph]] = {}
    for glyph in glyphs:
        place = grid.place((glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size * 0.4)
        written.setdefault(owner[place], []).append(glyph)
    members: dict[_Place, list[_Place]] = {}
    for place, first in owner.items():
        members.setdefault(first, []).append(place)
    cells: list[Cell] = []
    for first, places in sorted(members.items()):
        rows, columns = {r for r, _ in places}, {c for _, c in places}
        text = "".join(joined_lines(rows_of(written.get(first, ()))))
        cells.append(Cell(text, min(rows), min(columns), len(rows), len(columns)))
    return cells


def _merged(grid: Grid) -> dict[_Place, _Place]:
    """For each place of the grid the first place of the cell it belongs to."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    leader = {(r, c): (r, c) for r in range(height) for c in range(width)}

    def find(place: _Place) -> _Place:
        while leader[place] != place:
            place = leader[place]
        return place

    for r in range(height):
        for c in range(width):
            for right, other in ((True, (r, c + 1)), (False, (r + 1, c))):
                if other in leader and not grid.parted(r, c, right=right):
                    first, second = sorted((find((r, c)), find(other)))
                    leader[second] = first
    return {place: find(place) for place in leader}


def joined_lines(rows: Sequence[Row]) -> list[str]:
    """The rows' texts with what stands between them: nothing, or a space between Latin words and beside gaps."""
    pieces: list[str] = []
    before: Row | None = None
    for row in sorted(rows, key=lambda row: (round(row.base / 3), row.x0)):
        text = row.text
        if before is not None:
            same_line = abs(before.base - row.base) < 0.3 * row.size
            latin = pieces[-1][-1:].isascii() and text[:1].isascii()
            pieces.append(" " if same_line or latin else "")
        pieces.append(text)
        before = row
    return pieces
