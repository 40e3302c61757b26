"""One page of a PDF as text at places: rows that run from left to right, ruled tables, print that runs otherwise.

Knows one page; what repeats from page to page and what makes a paragraph is decided later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.pdf.glyphs import Glyph, Sheet
from corpus.pdf.grid import Grid, cells_of, grids
from corpus.pdf.rows import Row, rows_of
from corpus.pdf.upright import straightened, turned, vertical_runs
from corpus.tables import Cell

#: A page is in 縦書き when this share of its glyphs stands under one another.
_VERTICAL = 0.5
#: A table has text in so many of its cells at least; a diagram's boxes have it in few.
_CELLS = 4
_WRITTEN = 0.5
#: Heads and feet of a vertical page run from left to right, within this share of its height.
_ZONE = 0.12


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its upper edge, the edges of its columns, its cells."""

    top: float
    edges: tuple[float, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """What is written on a page. `height` and `width` are as its rows see it: a vertical page's are turned.

    `tabs` are short vertical runs on a page that is otherwise not vertical: (text, left edge, share of the
    width it begins at). `sideways` are the rows of print that is turned. `level` are the rows of a vertical
    page's head and foot.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    level: tuple[Row, ...]
    level_height: float
    tables: tuple[Table, ...]
    tabs: tuple[tuple[str, float, float], ...]
    sideways: tuple[Row, ...]
    images: float
    unknown: int
    count: int


def page_text(sheet: Sheet) -> PageText:
    """What is written on the sheet."""
    angle = Counter(g.angle for g in sheet.glyphs).most_common(1)[0][0] if sheet.glyphs else 0
    glyphs = [g for g in sheet.glyphs if g.angle == angle]
    others = [g for g in sheet.glyphs if g.angle != angle]
    width, height = sheet.width, sheet.height
    if angle:
        glyphs, (width, height) = _upright(glyphs, angle, width, height)
    runs = vertical_runs([*sheet.glyphs] if not angle else glyphs)
    vertical = sum(len(run) for run in runs) > _VERTICAL * len(sheet.glyphs)
    if vertical:
        return _vertical_page(sheet, runs)
    tables, taken = _tables(sheet, glyphs) if not angle else ((), set())
    in_runs = {id(g) for run in runs for g in run} if not angle else set()
    flow = [g for i, g in enumerate(glyphs) if i not in taken and id(g) not in in_runs]
    inside = {id(glyphs[i]) for i in taken}
    loose = [run for run in runs if not any(id(g) in inside for g in run)] if not angle else []
    sideways = [
        row
        for a in (1, 2, 3)
        for row in rows_of(straightened([g for g in others if (g.angle - angle) % 4 == a], a))
    ]
    return PageText(
        sheet.number,
        width,
        height,
        tuple(rows_of(flow)),
        (),
        height,
        tables,
        tuple(("".join(g.char for g in run), run[0].x0, run[0].x0 / max(width, 1)) for run in loose),
        tuple(sideways),
        sheet.images,
        sum(not g.known for g in sheet.glyphs),
        len(sheet.glyphs),
    )


def _upright(
    glyphs: Sequence[Glyph], angle: int, width: float, height: float
) -> tuple[list[Glyph], tuple[float, float]]:
    """The glyphs of a page whose print is all turned, as if it were not, and the size it then has."""
    done = straightened(glyphs, angle)
    left, top = min(g.x0 for g in done), min(g.y0 for g in done)
    moved = [
        Glyph(g.char, g.x0 - left, g.x1 - left, g.y0 - top, g.y1 - top, g.base - top, g.size, g.bold, g.font, 0, g.spaced, g.known)
        for g in done
    ]  # fmt: skip
    return moved, ((height, width) if angle % 2 else (width, height))


def _vertical_page(sheet: Sheet, runs: Sequence[Sequence[Glyph]]) -> PageText:
    """A page in 縦書き: its lines turned, its head and foot as they are."""
    in_runs = {id(g) for run in runs for g in run}
    rest = [g for g in sheet.glyphs if id(g) not in in_runs]
    margin = [g for g in rest if not _ZONE * sheet.height < g.base < (1 - _ZONE) * sheet.height]
    single = [[g] for g in rest if _ZONE * sheet.height < g.base < (1 - _ZONE) * sheet.height]
    return PageText(
        sheet.number,
        sheet.height,
        sheet.width,
        tuple(rows_of(turned([*runs, *single], sheet.width))),
        tuple(rows_of(margin)),
        sheet.height,
        (),
        (),
        (),
        sheet.images,
        sum(not g.known for g in sheet.glyphs),
        len(sheet.glyphs),
    )


def _tables(sheet: Sheet, glyphs: Sequence[Glyph]) -> tuple[tuple[Table, ...], set[int]]:
    """The page's ruled tables, and which of the glyphs they hold."""
    found: list[Table] = []
    taken: set[int] = set()
    for grid in grids(sheet.rules):
        inside = [i for i, g in enumerate(glyphs) if i not in taken and _in(grid, g)]
        cells = cells_of(grid, [glyphs[i] for i in inside]) if inside else []
        if not _is_table(cells):
            continue
        found.append(Table(grid.top, grid.xs, tuple(cells)))
        taken |= set(inside)
    return tuple(found), taken


def _is_table(cells: Sequence[Cell]) -> bool:
    """Whether enough of the cells are written in, and most rows have several: frames and diagrams are no tables."""
    written = [cell for cell in cells if cell.text]
    if len(written) < max(_CELLS, _WRITTEN * len(cells)):
        return False
    beside = Counter(row for cell in written for row in range(cell.row, cell.row + cell.rows))
    several = sum(count > 1 for count in beside.values())
    return several >= max(2, _WRITTEN * len(beside))


def _in(grid: Grid, glyph: Glyph) -> bool:
    return grid.holds((glyph.x0 + glyph.x1) / 2, glyph.base - glyph.size * 0.4)
