"""Reads PDF: pages into a draft. Knows the steps; what a page's glyphs make is for the modules of `corpus.pdf`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.draft import Draft, DraftLine, Role, draft_of
from corpus.errors import PdfGarbled, PdfScanned, ReportEmpty
from corpus.lines import is_sentence, numbering_of, plain_kind
from corpus.pdf.blocks import Block, heading_size, page_blocks, written
from corpus.pdf.furniture import Margins, margins, thumb_tabs
from corpus.pdf.glyphs import Bookmark, Document
from corpus.pdf.legible import is_garbled, sample
from corpus.pdf.page import PageText, page_text
from corpus.pdf.rows import Row
from corpus.report import BlockKind
from corpus.tables import Cell, guessed_header, table_lines
from corpus.warnings import Loss, ReportWarning

#: Pages named in a warning.
_NAMED = 20
#: Edges of columns closer than this, in points, are the same.
_SAME = 4.0


def draft(name: str, data: bytes) -> Draft:
    """The draft of a PDF. Raises FileEncrypted, FileDamaged, PdfScanned, PdfGarbled, ReportEmpty."""
    document = Document(name, data)
    bookmarks = document.bookmarks()
    pages = [page_text(sheet) for sheet in document.sheets()]
    garbled = _require_text(name, pages)
    kept = [page if page.number not in garbled else _emptied(page) for page in pages]
    body = _body_size(kept)
    around = _margins(kept, body)
    lines = _with_title(_Writer(body, _titles(bookmarks)).written(kept, around))
    return draft_of(
        lines,
        printed=[margin.printed for margin in around],
        warnings=_losses(pages, garbled),
        title=_metadata_title(document.title),
    )


def _require_text(name: str, pages: Sequence[PageText]) -> frozenset[int]:
    """The numbers of the pages that read as garbage. Raises when there is no text, or when most of it is garbage."""
    texts = {page.number: _raw_text(page) for page in pages}
    if not any(text.strip() for text in texts.values()):
        if any(page.images > 0 for page in pages):
            raise PdfScanned(name=name, pages=len(pages))
        raise ReportEmpty(name=name)
    unknown = {page.number: page.unknown / max(page.count, 1) for page in pages}
    whole = "".join(texts.values())
    garbled = {number for number, text in texts.items() if text and is_garbled(text, unknown[number])}
    share = sum(len(texts[number]) for number in garbled) / len(whole)
    average = sum(page.unknown for page in pages) / max(sum(page.count for page in pages), 1)
    if share > 0.5 or is_garbled(whole, average):
        raise PdfGarbled(name=name, sample=sample(whole))
    if all(page.count < 20 for page in pages) and sum(page.images > 0.5 for page in pages) > len(pages) / 2:
        # Page numbers that a scanner printed on its images are no text.
        raise PdfScanned(name=name, pages=len(pages))
    return frozenset(garbled)


def _raw_text(page: PageText) -> str:
    cells = "".join(cell.text for table in page.tables for cell in table.cells)
    return "".join(row.text for row in (*page.rows, *page.level)) + cells


def _emptied(page: PageText) -> PageText:
    return PageText(page.number, page.width, page.height, (), (), page.height, (), (), (), page.images, 0, 0)


def _body_size(pages: Sequence[PageText]) -> float:
    """The size that most of the report's text has."""
    counts: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            counts[round(row.size * 2) / 2] += len(row.glyphs)
    return counts.most_common(1)[0][0] if counts else 10.0


def _margins(pages: Sequence[PageText], body: float) -> list[Margins]:
    """Running heads, page numbers and thumb tabs. A vertical page's head and foot are the rows that run level."""
    level = margins([page.level or page.rows for page in pages], [page.level_height for page in pages], body)
    return [
        Margins(margin.printed, frozenset() if page.level else margin.rows)
        for page, margin in zip(pages, level, strict=True)
    ]


def _titles(bookmarks: Iterable[Bookmark]) -> frozenset[str]:
    return frozenset(_bare(bookmark.title) for bookmark in bookmarks if len(_bare(bookmark.title)) > 1)


def _bare(text: str) -> str:
    return re.sub(r"[\s⁰¹²³⁴⁵⁶⁷⁸⁹]", "", unicodedata.normalize("NFKC", text))


def _with_title(lines: list[DraftLine]) -> list[DraftLine]:
    """The lines, the first of them the report's title where it is printed larger than any other heading."""
    sizes = [line.size or 0.0 for line in lines if line.role is Role.HEADING]
    if len(sizes) < 2 or lines[0].role is not Role.HEADING or (lines[0].size or 0.0) <= max(sizes[1:]):
        return lines
    if numbering_of(unicodedata.normalize("NFKC", lines[0].text)):
        return lines
    return [replace(lines[0], role=Role.TITLE, size=None), *lines[1:]]


def _metadata_title(title: str) -> str | None:
    """The title in the properties, unless it is a file's name or a program's."""
    plain = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - ", "", title).strip()
    named = re.search(r"\.(?:docx?|xlsx?|pptx?|indd|jtd|pdf|ai)$|^(?:untitled|無題|名称未設定)", plain, re.I)
    return None if named or not plain or "\ufffd" in plain else plain


def _losses(pages: Sequence[PageText], garbled: frozenset[int]) -> list[ReportWarning]:
    found: list[ReportWarning] = []
    empty = [page.number for page in pages if not page.count]
    for loss, numbers in ((Loss.PAGES_WITHOUT_TEXT, empty), (Loss.PAGES_UNREADABLE, sorted(garbled))):
        if numbers:
            which = ", ".join(str(number) for number in numbers[:_NAMED]) + (
                "…" if len(numbers) > _NAMED else ""
            )
            found.append(ReportWarning.of(loss, count=len(numbers), total=len(pages), which=which))
    return found


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
class _Writer:
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
