"""Writes the blocks of a PDF's pages as the lines of a draft. Knows the order of pages, not what stands where.

A paragraph that a page or a column cuts is one line; what stands between its parts comes after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.draft import DraftLine, Role
from corpus.lines import is_sentence, plain_kind
from corpus.pdf.block import Block, written
from corpus.pdf.blocks import page_blocks
from corpus.pdf.furniture import Margins, thumb_tabs
from corpus.pdf.glyphs import Bookmark
from corpus.pdf.page import PageText
from corpus.pdf.rows import Row
from corpus.pdf.titles import heading_size
from corpus.report import BlockKind
from corpus.tables import Cell, guessed_header, table_lines

#: Edges of columns closer than this, in points, are the same.
_SAME = 4.0


def titles_of(bookmarks: Iterable[Bookmark]) -> frozenset[str]:
    """The titles of the PDF's own outline, as `Writer` compares them."""
    return frozenset(_bare(bookmark.title) for bookmark in bookmarks if len(_bare(bookmark.title)) > 1)


def _bare(text: str) -> str:
    # Note numbers first: NFKC would turn them into digits of the title.
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text)))


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of the table that a page ended with; `written` is how many lines it makes."""

    page: int
    edges: tuple[float, ...]
    cells: tuple[Cell, ...]
    rows: int
    written: int

    def goes_on(self, block: Block, page: int) -> bool:
        """Whether the block is the same table's next part: on the next page, with the same columns."""
        edges = block.table.edges if block.table else ()
        same = len(edges) == len(self.edges) and all(
            abs(a - b) < _SAME for a, b in zip(edges, self.edges, strict=True)
        )
        return self.rows > 0 and page == self.page + 1 and bool(edges) and same

    def over(self, cells: Sequence[Cell]) -> list[Cell]:
        """The cells under this header, which they may repeat."""
        own = [cell.text for cell in cells if cell.row < self.rows]
        repeated = own == [cell.text for cell in self.cells]
        down = 0 if repeated else self.rows
        return [
            *self.cells,
            *(replace(c, row=c.row + down) for c in cells if not repeated or c.row >= self.rows),
        ]


@dataclass
class Writer:
    """Writes the pages' blocks as lines: a paragraph cut by a page is joined, what stands between comes after it."""

    body: float
    bookmarked: frozenset[str]
    lines: list[DraftLine] = field(default_factory=list)
    parts: list[tuple[Block, int]] = field(default_factory=list)
    waiting: list[DraftLine] = field(default_factory=list)
    groups: int = 0
    header: _Header | None = None

    def written(self, pages: Sequence[PageText], around: Sequence[Margins]) -> list[DraftLine]:
        """The lines of all pages."""
        tabs = thumb_tabs([page.tabs for page in pages])
        for page, margin, thumbs in zip(pages, around, tabs, strict=True):
            rows = [row for i, row in enumerate(page.rows) if i not in margin.rows]
            blocks = page_blocks(rows, page.tables, self.body)
            for block in blocks:
                self._take(block, page.number)
                if not (block.table or block.aligned or block.note):
                    self.header = None
            labels = [text for i, (text, _, _) in enumerate(page.tabs) if i not in thumbs]
            for text in (*labels, *(row.text for row in page.sideways)):
                self._emit(DraftLine(text, Role.LABEL, page=page.number))
        self._close()
        return self.lines

    def _take(self, block: Block, page: int) -> None:
        if block.table or block.aligned:
            self._take_table(block, page)
            return
        text, readings = written(block.rows)
        size = heading_size(block, self.body, _bare(text) in self.bookmarked)
        if block.note:
            self._emit(DraftLine(text, Role.NOTE, readings=readings, page=page))
        elif size is not None:
            self._close()
            self._emit(DraftLine(text, Role.HEADING, size=size, readings=readings, page=page))
        elif self._is_rest(block, text):
            self.parts.append((block, page))
            self._settle(block)
        elif _is_float(text) or block.size < 0.93 * self.body:
            self._emit(DraftLine(text, _role(block, text), readings=readings, page=page))
        else:
            self._close()
            self.parts = [(block, page)]
            self._settle(block)

    def _take_table(self, block: Block, page: int) -> None:
        """Writes a table's rows; one that goes on from the page before keeps that one's header."""
        cells = _cells(block)
        header = self.header if self.header is not None and self.header.goes_on(block, page) else None
        if header is None:
            self.groups += 1
            rows = guessed_header(cells)
            lines = table_lines(cells, self.groups, page, rows)
        else:
            rows = header.rows
            lines = table_lines(header.over(cells), self.groups, page, rows)[header.written :]
        for line in lines:
            self._emit(line)
        edges = block.table.edges if block.table else ()
        above = header.cells if header else tuple(cell for cell in cells if cell.row < rows)
        self.header = _Header(page, edges, above, rows, len({cell.row for cell in above if cell.text}))

    def _is_rest(self, block: Block, text: str) -> bool:
        """Whether the block goes on with the paragraph that the column or the page before broke off."""
        if not self.parts or self.parts[-1][0] is block:
            return False
        last = self.parts[-1][0]
        if abs(last.size - block.size) > 0.07 * last.size or not last.is_full() or is_sentence(last.text):
            return False
        indented = block.column is not None and block.rows[0].x0 > block.column.left + 0.6 * block.size
        several = len({round(row.base) for row in block.rows}) > 1
        return not (indented and several) and not _is_float(text)

    def _settle(self, block: Block) -> None:
        """Writes the paragraph unless it may go on in the next column or on the next page."""
        if not block.is_full() or is_sentence(block.text):
            self._close()

    def _emit(self, line: DraftLine) -> None:
        (self.waiting if self.parts else self.lines).append(line)

    def _close(self) -> None:
        """Writes the paragraph that is open, then what stood between its parts."""
        if self.parts:
            self.lines.append(_paragraph(self.parts))
        self.lines += self.waiting
        self.parts, self.waiting = [], []


def _paragraph(parts: Sequence[tuple[Block, int]]) -> DraftLine:
    pieces: list[str] = []
    readings: list[tuple[int, int, str]] = []
    turns: list[tuple[int, int]] = []
    length = 0
    for block, page in parts:
        text, rubies = written(block.rows)
        gap = " " if pieces and pieces[-1][-1:].isascii() and text[:1].isascii() else ""
        length += len(gap)
        if pieces:
            turns.append((length, page))
        readings += [(length + a, length + b, reading) for a, b, reading in rubies]
        pieces += [gap, text]
        length += len(text)
    text = "".join(pieces)
    return DraftLine(
        text, _role(parts[0][0], text), readings=tuple(readings), page=parts[0][1], turns=tuple(turns)
    )


def _role(block: Block, text: str) -> Role | None:
    """TEXT for prose, None for what its looks must tell."""
    several = len({round(row.base) for row in block.rows}) > 1
    return Role.TEXT if (several and len(text) > 60) or is_sentence(text) else None


def _is_float(text: str) -> bool:
    """Whether the line belongs to a figure or a table rather than to the text around it."""
    plain = unicodedata.normalize("NFKC", text)
    kinds = (BlockKind.NOTE, BlockKind.SOURCE, BlockKind.CAPTION, BlockKind.ITEM)
    return plain_kind(plain) in kinds or bool(
        re.match(r"[■□◆◇●○]?(?:第[0-9-]+)?(?:図表|図|表)\s?[0-9]|■", plain)
    )


def _cells(block: Block) -> list[Cell]:
    if block.table:
        return list(block.table.cells)
    lines: list[list[Row]] = block.aligned or []
    if len({len(line) for line in lines}) == 1:
        return [Cell(row.text, r, c) for r, line in enumerate(lines) for c, row in enumerate(line)]
    edges = sorted({round(row.x0) for line in lines for row in line})
    starts = [x for i, x in enumerate(edges) if not i or x - edges[i - 1] > block.size]
    return [
        Cell(row.text, r, max(sum(row.x0 > x - block.size for x in starts) - 1, 0))
        for r, line in enumerate(lines)
        for row in line
    ]
