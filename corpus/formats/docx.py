"""Reads Word files: the main part's paragraphs and tables into a draft. Knows WordprocessingML, not sections.

Structure of the format: ECMA-376, part 1, chapter 17.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.draft import Draft, DraftLine, Role, draft_of
from corpus.errors import ReportEmpty
from corpus.formats.docx_package import Package, W
from corpus.formats.docx_runs import Runs, gather, is_skipped, text_of
from corpus.formats.docx_styles import Numberings, Standing, Styles
from corpus.lines import figure_label, is_sentence
from corpus.tables import Cell, guessed_header, table_lines
from corpus.warnings import Loss, ReportWarning

_LIFTED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Lines at least this long are prose even where they end without 。.
_PROSE = 80
_ITEM = 200
#: Cells of a table, spans counted out, that are read.
_PLACES = 500_000


def draft(name: str, data: bytes) -> Draft:
    """The draft of a Word file.

    Raises FileDamaged, FileEncrypted, FormatMistaken, ArchiveSuspicious, MarkupSuspicious, ReportEmpty.
    """
    package = Package(name, data)
    root = package.document()
    body = root.find(f"{W}body")
    notes = {kind: _notes(package.beside(f"{kind}s.xml"), kind) for kind in ("footnote", "endnote")}
    reader = _Reader(
        Styles(package.beside("styles.xml")),
        Numberings.of(package.beside("numbering.xml")),
        notes,
        _has_pages(root),
    )
    if body is not None:
        reader.read(body)
    reader.close()
    if not reader.lines:
        raise ReportEmpty(name=name)
    pages = [None] * reader.page if reader.paged else []
    return draft_of(reader.lines, printed=pages, warnings=_losses(root), title=_title(package))


def _notes(root: etree._Element | None, kind: str) -> dict[str, str]:
    """The notes' texts by their ids; separators are notes of a type of their own."""
    found: dict[str, str] = {}
    for note in [] if root is None else root.iter(f"{W}{kind}"):
        if note.get(f"{W}type") in (None, "normal"):
            found[note.get(f"{W}id") or ""] = " ".join(filter(None, (text_of(p) for p in note.iter(f"{W}p"))))
    return found


def _has_pages(root: etree._Element) -> bool:
    """Whether Word left marks of where its pages ended when it last laid the document out."""
    return root.find(f".//{W}lastRenderedPageBreak") is not None


def _losses(root: etree._Element) -> list[ReportWarning]:
    losses: list[ReportWarning] = []
    changes = sum(1 for tag in ("ins", "del", "moveFrom", "moveTo") for _ in root.iter(f"{W}{tag}"))
    parts = sum(1 for tag in ("object", "altChunk") for _ in root.iter(f"{W}{tag}"))
    if changes:
        losses.append(ReportWarning.of(Loss.CHANGES_PENDING, count=changes))
    if parts:
        losses.append(ReportWarning.of(Loss.PARTS_CUT, count=parts))
    return losses


def _title(package: Package) -> str | None:
    core = package.part("docProps/core.xml")
    title = None if core is None else core.findtext("{http://purl.org/dc/elements/1.1/}title")
    return " ".join((title or "").split()) or None


@dataclass
class _Reader:
    """Goes through the body and writes its lines."""

    styles: Styles
    numberings: Numberings
    notes: dict[str, dict[str, str]]
    paged: bool
    lines: list[DraftLine] = field(default_factory=list)
    page: int = 1
    groups: int = 0
    list_group: tuple[str, int] | None = None
    counted: dict[str, int] = field(default_factory=lambda: {"footnote": 0, "endnote": 0})
    ends: list[str] = field(default_factory=list)

    def read(self, parent: etree._Element) -> None:
        """Writes the paragraphs and tables under `parent`, those in its wrappers (w:sdt, w:ins) too."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}sdt":
                if not _is_contents(child):
                    for content in child.iter(f"{W}sdtContent"):
                        self.read(content)
                        break
            elif isinstance(child.tag, str) and not is_skipped(child):
                self.read(child)

    def close(self) -> None:
        """Writes the endnotes."""
        for text in self.ends:
            self._write(text, Role.NOTE)

    def _paragraph(self, paragraph: etree._Element) -> None:
        standing = self.styles.standing(paragraph)
        runs = Runs(self.page, self.paged)
        gather(paragraph, runs, self._note)
        text, readings = runs.joined()
        begun, self.page = runs.first_page, runs.page
        if text and standing.kind != "contents":
            mark = self.numberings.mark(standing)
            if mark:
                gap = "" if mark[-1] in "．、）)】」" else " "
                shift = len(mark + gap)
                text = mark + gap + text
                readings = tuple((a + shift, b + shift, r) for a, b, r in readings)
                runs.turns = [(at + shift, page) for at, page in runs.turns]
            role, size, group = self._standing(standing, text)
            turns = tuple((at, page) for at, page in runs.turns if at < len(text))
            self.lines.append(
                DraftLine(
                    text, role, size, size is not None, group, readings, begun if self.paged else None, turns
                )
            )
        for note in runs.notes:
            self._write(note, Role.NOTE)
        for box in runs.boxes:
            self.read(box)

    def _standing(self, standing: Standing, text: str) -> tuple[Role | None, float | None, int | None]:
        """The line's role, its size if it is a heading, its list if it is an item."""
        if standing.kind == "title" and not any(line.role not in (Role.TITLE, None) for line in self.lines):
            return Role.TITLE, None, None
        if standing.level is not None:
            self.list_group = None
            return Role.HEADING, 9.0 - standing.level, None
        if standing.kind == "caption" or figure_label(text):
            return (Role.FIGURE if figure_label(text) else Role.CAPTION), None, None
        listed = standing.list_id is not None and (
            self.numberings.is_bullet(standing) or _is_short_sentence(text)
        )
        if standing.list_id is not None and listed:
            if self.list_group is None or self.list_group[0] != standing.list_id:
                self.groups += 1
                self.list_group = (standing.list_id, self.groups)
            return Role.ITEM, None, self.list_group[1]
        self.list_group = None
        return (Role.TEXT if is_sentence(text) or len(text) >= _PROSE else None), None, None

    def _note(self, kind: str, note: str, runs: Runs) -> None:
        """Puts a note's number where it is referred to, and keeps its text for after the paragraph."""
        text = self.notes[kind].get(note)
        if text is None:
            return
        self.counted[kind] += 1
        number = str(self.counted[kind])
        runs.add(number.translate(_LIFTED))
        (runs.notes if kind == "footnote" else self.ends).append(f"{number} {text}")

    def _write(self, text: str, role: Role | None) -> None:
        self.lines.append(DraftLine(text, role, page=self.page if self.paged else None))

    def _table(self, table: etree._Element) -> None:
        rows = list(_rows(table))
        if max((len(list(_cells(row))) for row in rows), default=0) < 2:
            # A table of one column is a frame around paragraphs.
            for row in rows:
                for cell in _cells(row):
                    self.read(cell)
            return
        self.list_group = None
        cells = self._table_cells(rows)
        self.groups += 1
        marked = any(cell.header for cell in cells if cell.row == 0)
        begun = self.page if self.paged else None
        self.lines += table_lines(cells, self.groups, begun, None if marked else guessed_header(cells))

    def _table_cells(self, rows: list[etree._Element]) -> list[Cell]:
        cells: list[Cell] = []
        open_: dict[int, int] = {}
        places = 0
        for at, row in enumerate(rows):
            header = row.find(f"{W}trPr/{W}tblHeader") is not None
            column = _whole(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _cells(row):
                width = _whole(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                places += width
                if places > _PLACES:
                    return cells
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_:
                    top = cells[open_[column]]
                    cells[open_[column]] = Cell(
                        top.text, top.row, top.column, at - top.row + 1, top.columns, top.header
                    )
                else:
                    open_.pop(column, None)
                    if merge is not None:
                        open_[column] = len(cells)
                    cells.append(Cell(self._cell_text(cell), at, column, 1, width, header))
                column += width
        return cells

    def _cell_text(self, cell: etree._Element) -> str:
        pieces: list[str] = []
        for paragraph in cell.iter(f"{W}p"):
            runs = Runs(self.page, self.paged)
            gather(paragraph, runs, self._note)
            self.page = runs.page
            pieces.append(self.numberings.mark(self.styles.standing(paragraph)) + runs.joined()[0])
        return " ".join(filter(None, pieces))


def _is_short_sentence(text: str) -> bool:
    """Whether a numbered paragraph is an item of a list: no title, and no long prose either."""
    return is_sentence(text) and len(text) < _ITEM


def _is_contents(control: etree._Element) -> bool:
    """Whether a content control holds the table of contents that Word keeps."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "contents" in (gallery.get(f"{W}val") or "").lower()


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


def _whole(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val") or ""
    return min(int(value), 1_000) if value.isdecimal() and len(value) < 6 else default
