"""Makes paragraphs, titles, notes and table rows of a page's rows. Knows one page, and the size of the text.

A line goes on in the next one when it is full and the next does not begin anew: no mark, no indentation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.contents import contents_lines
from corpus.lines import could_be_title, is_sentence, numbering_of
from corpus.pdf.aligned import with_tables
from corpus.pdf.block import Block, is_hyphenated
from corpus.pdf.columns import Column, reading_order
from corpus.pdf.page import Table
from corpus.pdf.rows import Row

#: Notes at the foot of a page are smaller than its text by this share.
_NOTE_SIZE = 0.9
_NOTE_MARK = re.compile(
    r"(?:[0-9０-９]{1,3}|[※＊*]\s?[0-9０-９]{0,3}|[（(]?(?:注|脚注)[0-9０-９]{0,3}[）)]?|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=[\s)）:：.]|$|[^\s0-9.,%])"
)
#: What begins something new. A bare number does so only where a title could.
_BEGINS = re.compile(
    r"[-–—•・●○◯◎■□◆◇▶►▲△▼▽✓➢⇒※＜〈【◼▪∙⚫]|[（(](?:注|出典|資料|備考|写真|[0-9０-９]{1,2}[）)]|[ア-ン][）)]|[a-z][）)])"
    r"|第[0-9０-９一二三四五六七八九十]+[編部章節款項条](?:[\s　]|$)|[①-⑳]|(?:図表|図|表)\s?[0-9０-９]|(?:出典|資料|出所|備考|注|写真)[:：0-9０-９]"
)
_LATIN_WORD = re.compile(r"[!-~]+")
#: A wider gap than this, in sizes, parts the cells of a table.
_CELL_GAP = 2.5
#: Shorter lines than this, in sizes, end at the same place by chance.
_EDGE = 12
#: Marks of titles whose further lines stand under the first one's words.
_LEADS = re.compile(r"[■□◆◇●○◎▼▲]|(?:図表|図|表)\s?[0-9０-９]|第[0-9０-９]")


def page_blocks(rows: Sequence[Row], tables: Sequence[Table], body: float) -> list[Block]:
    """The page's blocks in the order they are read, its notes last."""
    text, notes = _without_notes(rows, body)
    blocks: list[Block] = []
    edges = sorted(tables, key=lambda table: table.top)
    above = float("-inf")
    contents = _contents(text)
    for table in [*edges, None]:
        below = table.top if table else float("inf")
        # A table as broad as the page parts it; what stands beside a narrow one is read before it.
        band = [row for row in text if above <= row.base < below and id(row) not in contents]
        for column in reading_order(band):
            blocks += _paragraphs(column, body)
        if table:
            blocks.append(Block(table=table))
            above = below
    for column in reading_order(notes):
        blocks += [_as_note(block) for block in _paragraphs(column, body, notes=True)]
    return blocks


def _contents(rows: Sequence[Row]) -> set[int]:
    """The ids of the rows that are a table of contents."""
    lines = [line for column in reading_order(rows) for line in _lines(column)]
    found = contents_lines([" ".join(row.text for row in line) for line in lines])
    return {id(row) for i in found for row in lines[i]}


def _as_note(block: Block) -> Block:
    block.note = True
    return block


def _without_notes(rows: Sequence[Row], body: float) -> tuple[list[Row], list[Row]]:
    """The page's text, and the notes under it: smaller print down to the foot, from the first mark on."""
    total = sum(len(row.glyphs) for row in rows)
    sizes = {row.size for row in rows}
    common = [s for s in sizes if sum(len(r.glyphs) for r in rows if abs(r.size - s) < 0.3) >= 0.25 * total]
    size = min(max(common, default=body), body)
    last = max((row.base for row in rows if row.size > _NOTE_SIZE * size), default=float("-inf"))
    below = sorted((row for row in rows if row.base > last), key=lambda row: (round(row.base), row.x0))
    for row in below:
        if _NOTE_MARK.match(row.text) and row.size <= _NOTE_SIZE * size:
            first = row.base - 0.5 * row.size
            notes = [row for row in below if row.base >= first]
            return [row for row in rows if row.base < first], notes
    return list(rows), []


def _paragraphs(column: Column, body: float, notes: bool = False) -> list[Block]:
    lines = _lines(column)
    steps = [b[0].base - a[0].base for a, b in pairwise(lines) if b[0].base > a[0].base]
    step = median(steps) if steps else body * 1.7
    blocks: list[Block] = []
    for line in lines:
        if blocks and _goes_on(blocks[-1], line, column, step, notes):
            blocks[-1].rows += line
        else:
            blocks.append(Block(list(line), column))
    return with_tables(blocks)


def _lines(column: Column) -> list[list[Row]]:
    """The column's rows, those of one line together."""
    lines: list[list[Row]] = []
    for row in column.rows:
        if lines and abs(lines[-1][-1].base - row.base) < 0.3 * row.size and row.x0 > lines[-1][-1].x0:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _goes_on(block: Block, line: Sequence[Row], column: Column, step: float, notes: bool) -> bool:
    """Whether the line is the next of the block's paragraph."""
    last, row = block.rows[-1], line[0]
    first = next(r for r in block.rows if abs(r.base - block.rows[0].base) < 1)
    size = max(last.size, row.size)
    down = row.base - last.base
    if (
        not 0 < down < max(1.45 * step, 1.3 * size)
        or down > 3 * size
        or abs(last.size - row.size) > 0.07 * size
    ):
        return False
    text = "".join(r.text for r in line)
    if notes:
        return not (_NOTE_MARK.match(text) and row.x0 < first.x0 + 0.5 * size)
    if _begins(text, row, first, last) or _is_tabular(line) or _is_tabular(_last_line(block)):
        return False
    begun = block.text
    if (
        _LEADS.match(begun)
        and not is_sentence(begun)
        and down < 1.6 * size
        and row.x0 > first.x0 + 0.5 * size
    ):
        return len(begun) < 60
    hanging = bool(_BEGINS.match(begun)) and first.x0 + 0.5 * size < row.x0 < first.x0 + 4.5 * size
    indented = row.x0 > column.left + 0.6 * size and not hanging
    if indented and (row.x0 > last.x0 + 0.3 * size or is_sentence(last.text)):
        return False
    if (
        row.size > size * 0.99
        and row.size >= 1.2 * _usual(column)
        and last.size == row.size
        and down < 1.7 * size
    ):
        return True
    if is_hyphenated(last.text, text) or (_keeps_an_edge(block, row) and not is_sentence(last.text)):
        return True
    return last.x1 + _needed(text, size) > column.right - 0.2 * size


def _last_line(block: Block) -> list[Row]:
    return [row for row in block.rows if abs(row.base - block.rows[-1].base) < 0.3 * row.size]


def _is_tabular(line: Sequence[Row]) -> bool:
    """Whether the line has gaps that no prose has."""
    return any(b.x0 - a.x1 > _CELL_GAP * a.size for a, b in pairwise(line))


def _usual(column: Column) -> float:
    return median(row.size for row in column.rows)


def _keeps_an_edge(block: Block, row: Row) -> bool:
    """Whether the last line ends where the one before it or the next one does: at the edge of a picture, say."""
    last = block.rows[-1]
    beside = [row, *block.rows[-2:-1]]
    broad = block.column.right - block.column.left if block.column else 0.0
    long = last.x1 - last.x0 > max(_EDGE * last.size, 0.6 * broad)
    return long and any(abs(other.x1 - last.x1) < 0.3 * last.size for other in beside)


def _needed(text: str, size: float) -> float:
    """The room that the next line's beginning would have needed on the one before."""
    word = _LATIN_WORD.match(text)
    return max(1.6, 0.55 * len(word.group()) if word else 0.0) * size


def _begins(text: str, row: Row, first: Row, last: Row) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    if _BEGINS.match(text) and not (last.text[-1:] in "、をがはのにでと" and row.x0 <= first.x0):
        return True
    number = numbering_of(plain)
    return (
        number is not None
        and could_be_title(plain)
        and (is_sentence(last.text) or (not is_sentence(plain) and row.bold))
    )
