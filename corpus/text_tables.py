"""Gives the rows of tables in plain text and Markdown what their header says over each cell.

A Markdown table says by its ruled line which row is the header. A table of tabs says nothing: its first row is
taken for one only where the cells under it are values all of a kind and it is not; otherwise it has none.
Knows cells and characters, no sections and no report.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.normalize import RUBY_MARK, Edit, Mapped
from corpus.tables import COLON, label_of

_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$")
_BAR = re.compile(r"(?<!\\)\|")
#: What may stand around a Markdown cell, besides its bars.
_AROUND = " \t\r　"
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SIGNS = re.compile(r"[\s△▲▼+±-]")
_NOTHING = re.compile(r"[-－–—―‐…・.*※xX×]*$")
#: Letters that a value may have besides its digits: 令和5年度 has four.
_LETTERS = 6
#: Years and months, which stand over columns as often as in them.
_PERIOD = re.compile(
    r"(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和|[RHS])(?:元|[0-9]{1,2}))年?度?末?$|[0-9]{1,2}月末?$"
)
#: Titles of columns are no longer than this.
_TITLE = 40
#: So much of a column has to be of one kind.
_MOST = 0.75
#: How many times as long as its title every text of a column of prose is.
_LONGER = 3
#: Rows of title over a header, and rows of a header.
_TITLES, _HEADER = 2, 2

_Span = tuple[int, int]


def with_headers(mapped: Mapped) -> Mapped:
    """The text, every cell of its tables of tabs after what the header says over it, where there is a header."""
    edits: list[Edit] = []
    for lines in _tab_tables(mapped.text):
        rows = [_cells_at(mapped.text, span) for span in lines]
        texts = [[mapped.text[a:b].strip() for a, b in row] for row in rows]
        first, count = _header(texts)
        if not count:
            continue
        labels = _labels(texts[first : first + count])
        for row, said in zip(rows[first + count :], texts[first + count :], strict=True):
            edits += _labelled(row, said, labels)
    return mapped.edited(edits)


def without_bars(mapped: Mapped) -> Mapped:
    """The text, its Markdown tables (those with a ruled line) as tables of tabs with their header on every row."""
    lines = [match.span() for match in re.finditer(r"(?m)^.*$", mapped.text)]
    edits: list[Edit] = []
    at = 1
    while at < len(lines):
        head = _barred(mapped.text, lines[at - 1])
        rule = mapped.text[slice(*lines[at])]
        if len(head) < 2 or not _RULE.match(rule) or len(_barred(mapped.text, lines[at])) != len(head):
            at += 1
            continue
        labels = [label_of((mapped.text[a:b].replace("\\|", "|"),)) for a, b in head]
        edits += _tabbed(mapped.text, lines[at - 1], head, [])
        edits.append((lines[at][0], min(lines[at][1] + 1, len(mapped.text)), ""))
        at += 1
        while at < len(lines) and len(cells := _barred(mapped.text, lines[at])) > 1:
            edits += _tabbed(mapped.text, lines[at], cells, labels)
            at += 1
    return mapped.edited(edits)


def _barred(text: str, line: _Span) -> list[_Span]:
    """The cells between the bars of a line, without what is blank around them; empty where it has no bar."""
    bars = [match.start() + line[0] for match in _BAR.finditer(text[slice(*line)])]
    if not bars:
        return []
    ends = [line[0] - 1, *bars, line[1]]
    cells = [(a + 1, b) for a, b in pairwise(ends)]
    blank = [not text[a:b].strip(_AROUND) for a, b in cells]
    # The bars around the row part no cells.
    cells = cells[blank[0] : len(cells) - blank[-1]]
    return [_trimmed(text, span) for span in cells]


def _trimmed(text: str, span: _Span) -> _Span:
    start, end = span
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


def _tabbed(text: str, line: _Span, cells: Sequence[_Span], labels: Sequence[str]) -> Iterator[Edit]:
    """What turns a row between bars into one between tabs; `labels` go before the cells they are over."""
    before = line[0]
    for number, (start, end) in enumerate(cells):
        label = labels[number] if number < len(labels) and start < end else ""
        said = f"{label}{COLON}" if label and label != text[start:end] else ""
        yield before, start, ("\t" if number else "") + said
        yield from (
            (match.start() + start, match.end() + start, "|")
            for match in re.finditer(r"\\\|", text[start:end])
        )
        before = end
    yield before, line[1], ""


def _tab_tables(text: str) -> Iterator[list[_Span]]:
    """The rows of each table of tabs: lines with a tab, one after the other, or each apart from the next."""
    run: list[_Span] = []
    for match in re.finditer(r"[^\n]+", text):
        if "\t" in match.group():
            run.append(match.span())
        else:
            yield from _parted(run)
            run = []
    yield from _parted(run)


def _parted(rows: list[_Span]) -> Iterator[list[_Span]]:
    """The tables in a run of rows. A blank line parts two, unless there is one between all rows."""
    gaps = [at for at, (a, b) in enumerate(pairwise(rows), 1) if b[0] - a[1] > 1]
    cuts = [0, len(rows)] if len(gaps) == len(rows) - 1 else [0, *gaps, len(rows)]
    for start, end in pairwise(cuts):
        if end - start > 2:
            yield rows[start:end]


def _cells_at(text: str, line: _Span) -> list[_Span]:
    ends = [line[0] - 1, *(m.start() + line[0] for m in re.finditer("\t", text[slice(*line)])), line[1]]
    return [(a + 1, b) for a, b in pairwise(ends)]


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Where the header begins and how many rows it has; none where nothing shows that there is one."""
    first = 0
    while first < min(_TITLES, len(rows)) and sum(map(bool, rows[first])) < 2:
        first += 1
    for count in range(1, _HEADER + 1):
        head, body = rows[first : first + count], rows[first + count :]
        if len(body) < 2 or max(map(len, body)) > max(map(len, head)):
            continue
        # A second row belongs to the header where the first leaves places to it, or it to the first.
        if count > 1 and all(head[0]) and all(head[1]):
            break
        if _stands_over(_over(head), body):
            return first, count
    return first, 0


def _over(head: Sequence[Sequence[str]]) -> list[str]:
    """The lowest of a header's cells over each column."""
    width = max(map(len, head))
    return [next((row[c] for row in reversed(head) if c < len(row) and row[c]), "") for c in range(width)]


def _stands_over(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of `head` are of another kind than the cells under them.

    Two columns have to show it, or one over three rows at least.
    """
    if any(len(cell) > _TITLE or cell.endswith("。") for cell in head) or sum(map(bool, head)) * 2 <= len(
        head
    ):
        return False
    periods = sum(bool(_PERIOD.match(unicodedata.normalize("NFKC", cell))) for cell in head) > 1
    shown = 0
    for column, title in enumerate(head):
        cells = [row[column] for row in body if column < len(row) and not _NOTHING.match(row[column])]
        kind, many = Counter(map(_kind, cells)).most_common(1)[0] if cells else ("", 0)
        if not kind or many < _MOST * len(cells):
            # In two columns the second may say what the first asks for, the first row's as well.
            prose = len(head) > 2 and len(cells) > 1 and title
            shown += bool(
                prose and all(len(cell) >= _LONGER * len(title) for cell in cells) and not _kind(title)
            )
        elif _kind(title) == kind:
            return False
        else:
            shown += bool(title) and (periods or (many > 1 and not _kind(title)))
    return shown > 1 or (shown == 1 and len(body) > 2)


def _kind(cell: str) -> str:
    """A value without its digits and signs: 9 for 1,234 and △3.5, 9年度 for 2020年度; empty for a text."""
    plain = _NUMBER.sub("9", _SIGNS.sub("", unicodedata.normalize("NFKC", cell)))
    return plain if "9" in plain and len(plain.replace("9", "")) <= _LETTERS and COLON not in cell else ""


def _labels(head: Sequence[Sequence[str]]) -> list[str]:
    """What the header says over each column. In an upper row a cell reaches over the empty ones after it."""
    width = max(map(len, head))
    over: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(head):
        last = ""
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            under = [r[column] for r in head[number + 1 :] if column < len(r)]
            last = cell or (last if any(under) else "")
            if last:
                over[column].append(last.replace(RUBY_MARK, ""))
    return [label_of(texts) for texts in over]


def _labelled(row: Sequence[_Span], said: Sequence[str], labels: Sequence[str]) -> Iterator[Edit]:
    # The header again, as at the head of a page, needs none.
    if all(cell == label for cell, label in zip(said, labels, strict=False) if cell):
        return
    for (start, _), cell, label in zip(row, said, labels, strict=False):
        if cell and label and cell != label:
            yield start, start, f"{label}{COLON}"
