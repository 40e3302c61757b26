"""Tells titles by their print: size, weight, number. Knows one block and the size of the report's text."""

from __future__ import annotations

import unicodedata

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
_NO_TITLES = (BlockKind.NOTE, BlockKind.SOURCE, BlockKind.CAPTION, BlockKind.ROW)


def heading_size(block: Block, body: float, bookmarked: bool) -> float | None:
    """The size of a block that is a title by its print; None for one that is not, or may be by its number alone."""
    text = unicodedata.normalize("NFKC", block.text).strip()
    lines = len({round(row.base) for row in block.rows})
    if lines > _LINES or len(text) > _LENGTH or is_sentence(text) or text.endswith(("、", ",")):
        return None
    if not any(c.isalpha() for c in text) or figure_label(text) or plain_kind(text) in _NO_TITLES:
        return None
    bold = all(row.bold for row in block.rows)
    size = block.size + (0.4 if bold else 0.0)
    if bookmarked or block.size >= _LARGER * body:
        return size
    numbered = numbering_of(text) is not None and could_be_title(text)
    distinct = block.size >= _BARELY * body or (bold and block.size > 0.95 * body)
    return size if distinct and (numbered or (bold and lines == 1 and _stands_alone(block, text))) else None


def _stands_alone(block: Block, text: str) -> bool:
    """Whether a bold line without a number is a title: at the column's left edge, not filled, more than a label."""
    if block.column is None or block.is_full() or len(text) < _LABEL:
        return False
    left, right = block.column.left, block.column.right
    centred = abs((block.rows[0].x0 + block.rows[-1].x1) - (left + right)) < 2 * block.size
    return centred or block.rows[0].x0 < left + 1.6 * block.size
