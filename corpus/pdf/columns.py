"""Brings a page's rows into reading order: finds the gutters between columns, and what stands across them.

Knows where rows stand, not what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.pdf.rows import Row

#: The narrowest gutter, and the narrowest column, in sizes of the text.
_GUTTER = 0.8
_COLUMN = 8.0
#: Rows on each side of a gutter at least, and the share of all rows that may run across it.
_ROWS = 3
_ACROSS = 0.4
#: Columns of prose are filled to their right edge on so many of their rows.
_FILLED = 0.35


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that are read one after the other, between a left and a right edge."""

    left: float
    right: float
    rows: tuple[Row, ...]


def reading_order(rows: Sequence[Row]) -> list[Column]:
    """The rows as columns in the order they are read: what runs across a gutter parts what stands above and below."""
    if not rows:
        return []
    gutter = _gutter(rows)
    if gutter is None:
        left, right = _edges(rows)
        return [Column(left, right, tuple(by_lines(rows)))]
    over = [row for row in rows if row.x0 < gutter < row.x1]
    # A chapter's number beside its title belongs to the line that runs across.
    across = by_lines([row for row in rows if any(abs(row.base - o.base) < 0.25 * o.size for o in over)])
    taken = {id(row) for row in across}
    beside = [row for row in rows if id(row) not in taken]
    columns: list[Column] = []
    above = float("-inf")
    for group in [*_groups(across, beside), []]:
        below = group[0].base if group else float("inf")
        band = [row for row in beside if above < row.base < below]
        columns += reading_order([row for row in band if row.x1 <= gutter])
        columns += reading_order([row for row in band if row.x0 >= gutter])
        if group:
            left, right = _edges(rows)
            columns.append(Column(left, right, tuple(group)))
            above = group[-1].base
    return columns


def _groups(across: Sequence[Row], beside: Sequence[Row]) -> list[list[Row]]:
    """The rows that run across, those together that nothing stands between."""
    groups: list[list[Row]] = []
    for row in across:
        if groups and not any(groups[-1][-1].base < other.base < row.base for other in beside):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def by_lines(rows: Sequence[Row]) -> list[Row]:
    """The rows from the top down; those a hair apart are one line, read from the left."""
    lines: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: row.base):
        if lines and row.base - lines[-1][0].base < 0.25 * row.size:
            lines[-1].append(row)
        else:
            lines.append([row])
    return [row for line in lines for row in sorted(line, key=lambda row: row.x0)]


def _edges(rows: Sequence[Row]) -> tuple[float, float]:
    """The left and right edge that the rows keep to; one that sticks out does not count."""
    lefts, rights = sorted(row.x0 for row in rows), sorted(row.x1 for row in rows)
    return lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]


def _gutter(rows: Sequence[Row]) -> float | None:
    """The middle of the widest gutter between two columns of text; None where there is one column."""
    size = median(row.size for row in rows)
    best: tuple[float, float] | None = None
    for left, right in _gaps(rows, size):
        middle = (left + right) / 2
        if _is_gutter(rows, middle, size) and (best is None or right - left > best[0]):
            best = (right - left, middle)
    return best[1] if best else None


def _gaps(rows: Sequence[Row], size: float) -> list[tuple[float, float]]:
    """Upright strips that hardly any row runs across, at least a gutter wide."""
    allowed = _ACROSS * len(rows)
    events = sorted([(row.x0, 1) for row in rows] + [(row.x1, -1) for row in rows])
    gaps: list[tuple[float, float]] = []
    running, since = 0, None
    for x, change in events:
        if since is not None and x - since >= _GUTTER * size:
            gaps.append((since, x))
        running += change
        since = x if running <= allowed else None
    return gaps


def _is_gutter(rows: Sequence[Row], middle: float, size: float) -> bool:
    left = [row for row in rows if row.x1 <= middle]
    right = [row for row in rows if row.x0 >= middle]
    if min(len(left), len(right)) < _ROWS:
        return False
    across = [row for row in rows if row.x0 < middle < row.x1]
    if len(across) > _ACROSS * len(rows):
        return False
    top = max(min(row.base for row in left), min(row.base for row in right))
    bottom = min(max(row.base for row in left), max(row.base for row in right))
    if (
        sum(top <= row.base <= bottom for row in left) < _ROWS
        or sum(top <= row.base <= bottom for row in right) < _ROWS
    ):
        return False
    return _is_column(left, size) and _is_column(right, size)


def _is_column(rows: Sequence[Row], size: float) -> bool:
    """Whether the rows are running text, not the cells of a table: broad, and filled to one right edge."""
    left, right = _edges(rows)
    if right - left < _COLUMN * size:
        return False
    return sum(
        row.x1 > right - 2 * size and row.x1 - row.x0 > 0.6 * (right - left) for row in rows
    ) >= _FILLED * len(rows)
