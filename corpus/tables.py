"""Turns a table's cells into lines, a row each, with what its header says before every cell.

A row stands alone once it is quoted: 「年：2020年	基数：310基」 can be understood, 「2020年	310基」 cannot.
Knows cells and spans, no format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.draft import DraftLine, Role

#: Between a header and its cell.
COLON = "："
#: Longer texts over a column say more than a header does and are not repeated.
_LABEL = 60
#: A figure as tables hold them: 1,234 · 56.7% · △3 · 310基.
_FIGURE = re.compile(r"[-+△▲▼]?\s?[0-9][0-9.,]*\s?(?:[^\W\d]{0,3}|%)$|[-–—…]$")
#: Headers are no taller than this many rows.
_HEADER = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at (`row`, `column`), counted from 0, over so many rows and columns."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


def table_lines(
    cells: Sequence[Cell], group: int, page: int | None = None, header_rows: int | None = None
) -> list[DraftLine]:
    """The table's rows as lines of the list `group`: the header's as they are, the others with it in every cell.

    `header_rows` is how many rows on top are the header; None: those whose cells all say so.
    """
    kept = [cell for cell in cells if cell.text]
    count = _header_rows(cells) if header_rows is None else header_rows
    labels = _labels(kept, count)
    height = max((cell.row + cell.rows for cell in kept), default=0)
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for cell in sorted(kept, key=lambda cell: cell.column):
        # A cell over several rows is said with each of them; a header's is said once.
        for at in range(cell.row, cell.row + (1 if cell.row < count else cell.rows)):
            rows[at].append(cell)
    lines: list[DraftLine] = []
    for number, inside in enumerate(rows):
        parts = [cell.text if number < count else _labelled(cell, labels) for cell in inside]
        if parts:
            # A row of one cell keeps its tab: without it nothing would tell that it is one.
            lines.append(DraftLine("\t".join(parts), Role.ROW, group=group, page=page))
    return lines


def guessed_header(cells: Sequence[Cell]) -> int:
    """How many rows on top are a header that nothing marks as one: those without figures, where rows below have them.

    At most three. Without a figure anywhere, the rows that the tallest cell of the first row covers, one at least.
    """
    height = max((cell.row for cell in cells), default=0) + 1
    texts = [[c.text for c in cells if c.row == row and c.text] for row in range(height)]
    figures = [sum(bool(_FIGURE.match(unicodedata.normalize("NFKC", t))) for t in row) for row in texts]
    first = next(
        (row for row in range(height) if texts[row] and figures[row] >= max(1, len(texts[row]) // 2)), None
    )
    tall = max((cell.rows for cell in cells if cell.row == 0), default=1)
    if height <= tall or first == 0:
        return 0
    return tall if first is None else min(max(first, tall), _HEADER)


def label_of(texts: Sequence[str]) -> str:
    """What stands before a cell, of the header's texts over it from the top down; empty where it is too long."""
    label = " ".join(dict.fromkeys(texts))
    return label if len(label) <= _LABEL else ""


def _header_rows(cells: Sequence[Cell]) -> int:
    """How many rows on top hold headers only. A table of nothing but headers has none."""
    height = max((cell.row + cell.rows for cell in cells), default=0)
    for row in range(height):
        here = [cell for cell in cells if cell.row <= row < cell.row + cell.rows]
        if not here or not all(cell.header for cell in here):
            return row
    return 0


def _labels(cells: Sequence[Cell], count: int) -> dict[int, tuple[str, ...]]:
    """What the header says over each column, from the top down."""
    labels: dict[int, list[str]] = {}
    for cell in sorted(cells, key=lambda cell: cell.row):
        if cell.row < count:
            for column in range(cell.column, cell.column + cell.columns):
                labels.setdefault(column, []).append(cell.text)
    return {column: tuple(dict.fromkeys(texts)) for column, texts in labels.items()}


def _labelled(cell: Cell, labels: dict[int, tuple[str, ...]]) -> str:
    """The cell after what the header says over all the columns it spans."""
    over = [labels.get(column, ()) for column in range(cell.column, cell.column + cell.columns)]
    label = label_of([text for text in over[0] if all(text in others for others in over[1:])])
    # A cell over the whole table is a title between its rows.
    whole = cell.columns > 1 and cell.columns >= len(labels)
    return cell.text if whole or not label else f"{label}{COLON}{cell.text}"
