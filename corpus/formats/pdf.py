"""Reads PDF: pages into a draft. Knows the steps; what a page's glyphs make is for the modules of `corpus.pdf`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.draft import Draft, DraftLine, Role, draft_of
from corpus.errors import PdfGarbled, PdfScanned, ReportEmpty
from corpus.lines import numbering_of
from corpus.pdf.furniture import Margins, margins
from corpus.pdf.glyphs import Document
from corpus.pdf.legible import is_garbled, sample
from corpus.pdf.page import PageText, page_text
from corpus.pdf.writer import Writer, titles_of
from corpus.warnings import Loss, ReportWarning

#: Pages named in a warning.
_NAMED = 20


def draft(name: str, data: bytes) -> Draft:
    """The draft of a PDF. Raises FileEncrypted, FileDamaged, PdfScanned, PdfGarbled, ReportEmpty."""
    document = Document(name, data)
    bookmarks = document.bookmarks()
    pages = [page_text(sheet) for sheet in document.sheets()]
    garbled = _require_text(name, pages)
    kept = [page if page.number not in garbled else _emptied(page) for page in pages]
    body = _body_size(kept)
    around = _margins(kept, body)
    lines = _with_title(Writer(body, titles_of(bookmarks)).written(kept, around))
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
    rest = [page for page in pages if page.number not in garbled]
    average = sum(page.unknown for page in rest) / max(sum(page.count for page in rest), 1)
    # Pages that are too short to tell anything add up to something that does.
    if share > 0.5 or is_garbled("".join(texts[page.number] for page in rest), average):
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
