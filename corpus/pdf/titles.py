"""Tells titles by their print: size, weight, number. Knows one block and the size of the report's text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.lines import could_be_title, figure_label, is_sentence, numbering_of, plain_kind
from corpus.pdf.block import Block
from corpus.report import BlockKind

#: A title's lines are at most so many, its characters too; its letters at least so large beside the text.
_LINES = 3
_LENGTH = 100
_LARGER = 1.12
_BARELY = 1.03
#: Shorter bold lines, in characters, are the labels of a table or a figure.
_LABEL = 3
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_NO_TITLES = (BlockKind.NOTE, BlockKind.SOURCE, BlockKind.CAPTION, BlockKind.ROW)


@dataclass(frozen=True, slots=True)
class Print:
    """How the report's text is printed: the size and the font that most of it has."""

    size: float
    font: int


def heading_size(block: Block, after: Block | None, body: Print, bookmarked: bool) -> float | None:
    """The size of a block that is a title by its print; None for one that is not, or may be by its number alone.

    `after` is the block under it.
    """
    text = unicodedata.normalize("NFKC", block.text).strip()
    lines = len({round(row.base) for row in block.rows})
    if lines > _LINES or len(text) > _LENGTH or is_sentence(text) or text.endswith(("、", ",")):
        return None
    if not any(c.isalpha() for c in text) or figure_label(text) or plain_kind(text) in _NO_TITLES:
        return None
    bold = all(row.bold for row in block.rows)
    size = block.size + (0.4 if bold else 0.0)
    numbered = numbering_of(text) is not None and could_be_title(text)
    if block.size >= _LARGER * body.size:
        # Large words somewhere in a picture are no title.
        return size if bookmarked or numbered or _is_in_place(block) else None
    bold = bold or _has_other_face(block, after, body)
    distinct = block.size >= _BARELY * body.size or (bold and block.size > 0.95 * body.size)
    alone = bold and lines == 1 and len(text) >= _LABEL and not block.is_full() and _is_in_place(block)
    if bookmarked or (distinct and (numbered or (alone and could_be_title(text)))):
        return size + (0.2 if bold and size == block.size else 0.0)
    return None


def _has_other_face(block: Block, after: Block | None, body: Print) -> bool:
    """Whether the block is set in another typeface than the report's text, which stands right under it."""
    if after is None or not after.rows or any(row.font == body.font for row in block.rows):
        return False
    row = after.rows[0]
    text = row.font == body.font and abs(row.size - body.size) < 0.07 * body.size
    return text and (len(after.rows) > 1 or is_sentence(after.text)) and bool(_JAPANESE.search(block.text))


def _is_in_place(block: Block) -> bool:
    """Whether the block stands where titles do: at its column's left edge, or in the middle of it."""
    if block.column is None:
        return False
    left, right = min(row.x0 for row in block.rows), max(row.x1 for row in block.rows)
    centred = abs(left + right - block.column.left - block.column.right) < 2 * block.size
    return centred or left < block.column.left + 1.6 * block.size
