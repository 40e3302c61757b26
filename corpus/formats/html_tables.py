"""Tables of HTML as cells with their spans. Knows which tables hold data and which only lay a page out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import html

from corpus.formats.html_inline import Inline, inline
from corpus.tables import Cell

#: Spans beyond these are mistakes or malice (the HTML standard caps them too).
_WIDEST, _TALLEST = 1_000, 2_000
#: Cells of a table, spans counted out, that are read.
_PLACES = 500_000
#: A table of one row whose cells are longer than this lays out columns of a page.
_LONG = 200


def is_data(table: html.HtmlElement) -> bool:
    """Whether the table holds data: several cells beside each other, no tables or headings in them."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    if any(table.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3", "h4")):
        return False
    rows = list(_rows(table))
    widths = [len(_cells(row)) for row in rows]
    if max(widths, default=0) < 2:
        return False
    return len(rows) > 1 or all(len(cell.text_content()) < _LONG for cell in _cells(rows[0]))


def table_cells(table: html.HtmlElement, is_dropped: Callable[[html.HtmlElement], bool]) -> list[Cell]:
    """The cells at their places. A row in <thead>, or of <th> alone, is a header."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    rows = list(_rows(table))
    for at, row in enumerate(rows):
        column = 0
        for element in _cells(row):
            while (at, column) in taken:
                column += 1
            columns = _span(element.get("colspan"), _WIDEST)
            down = min(_span(element.get("rowspan"), _TALLEST), len(rows) - at)
            if len(taken) + columns * down > _PLACES:
                return cells
            taken |= {(r, c) for r in range(at, at + down) for c in range(column, column + columns)}
            header = element.tag == "th" and element.get("scope") != "row"
            header = header or row.getparent().tag == "thead"
            cells.append(Cell(_text(element, is_dropped), at, column, down, columns, header))
            column += columns
    return cells


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in table.iter("tr"):
        if next(element.iterancestors("table"), None) is table:
            yield element


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _text(cell: html.HtmlElement, is_dropped: Callable[[html.HtmlElement], bool]) -> str:
    run = Inline()
    _gather(cell, run, is_dropped)
    return " ".join(text for text, _ in run.lines()).replace("\t", " ")


def _gather(element: html.HtmlElement, run: Inline, is_dropped: Callable[[html.HtmlElement], bool]) -> None:
    run.add(element.text)
    for child in element:
        if isinstance(child.tag, str):
            if child.tag in ("p", "div", "li", "ul", "ol", "dl", "dd", "dt"):
                run.break_line()
                _gather(child, run, is_dropped)
                run.break_line()
            else:
                inline(child, run, is_dropped)
        run.add(child.tail)


def _span(value: str | None, most: int) -> int:
    text = (value or "").strip()
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 7 else 1
