"""A block of a page: rows that are one paragraph, title or note, or a table. Knows how its lines are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.pdf.columns import Column
from corpus.pdf.page import Table
from corpus.pdf.rows import Row

_ADDRESS = re.compile(r"https?://[!-~]+$")


@dataclass(slots=True)
class Block:
    """Rows that are one paragraph, title, note or label; or a table."""

    rows: list[Row] = field(default_factory=list)
    column: Column | None = None
    note: bool = False
    table: Table | None = None
    aligned: list[list[Row]] | None = None

    @property
    def size(self) -> float:
        """The size of its first row."""
        return self.rows[0].size

    @property
    def text(self) -> str:
        """Its text, lines joined."""
        return written(self.rows)[0]

    def is_full(self) -> bool:
        """Whether its last line reaches the column's right edge, so that it may go on elsewhere."""
        return self.column is not None and self.rows[-1].x1 > self.column.right - 1.5 * self.size


def written(rows: Sequence[Row]) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The rows' text as one line, and the readings in it."""
    pieces: list[str] = []
    readings: list[tuple[int, int, str]] = []
    length = 0
    for before, row in zip([None, *rows], rows, strict=False):
        text, rubies = row.written
        if pieces and is_hyphenated(pieces[-1], text):
            pieces[-1] = pieces[-1][:-1]
            length -= 1
            gap = ""
        else:
            gap = _between(before, row, pieces[-1] if pieces else "", text)
        pieces += [gap, text]
        length += len(gap)
        readings += [(length + a, length + b, reading) for a, b, reading in rubies]
        length += len(text)
    return "".join(pieces), tuple(readings)


def is_hyphenated(before: str, after: str) -> bool:
    """Whether a Latin word is parted between the two."""
    return before[-1:] == "-" and before[-2:-1].isascii() and before[-2:-1].islower() and after[:1].islower()


def _between(before: Row | None, row: Row, so_far: str, text: str) -> str:
    if before is None or not so_far or not text:
        return ""
    if abs(before.base - row.base) < 0.3 * row.size:
        return " "
    if text.startswith("http") or (_ADDRESS.search(so_far) and not text[0].isascii()):
        return " "
    if so_far[-1] == "-" or so_far.endswith(("/", "_")) or not (so_far[-1].isascii() and text[0].isascii()):
        return ""
    return " "
