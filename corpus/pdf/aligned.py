"""Finds tables without rules: lines of several rows, one under the other at the same places. Knows blocks of a column."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.pdf.block import Block
from corpus.pdf.rows import Row

#: Fewer lines than these are no table.
_LINES = 3


def with_tables(blocks: list[Block]) -> list[Block]:
    """Lines of several rows, one under the other at the same places, are a table without rules."""
    done: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, Block()]:
        cells = _cells_of(block)
        if run and len(cells) > 1 and _belongs(run, cells):
            run.append(block)
            continue
        done += _as_table(run)
        run = [block] if len(cells) > 1 else []
        if block.rows and not run:
            done.append(block)
    return done


def _belongs(run: Sequence[Block], cells: Sequence[Row]) -> bool:
    """Whether the line goes on with the table: at the same places, or as many cells under its first line."""
    before = _cells_of(run[-1])
    # A header is often centred over columns that are not.
    return _same_places(before, cells) or (len(run) == 1 and len(cells) == len(before) > 2)


def _cells_of(block: Block) -> list[Row]:
    """The rows of a block that is one line."""
    one = bool(block.rows) and all(abs(row.base - block.rows[0].base) < 0.3 * row.size for row in block.rows)
    return block.rows if one else []


def _same_places(one: Sequence[Row], other: Sequence[Row]) -> bool:
    shared = sum(
        any(
            abs(a.x0 - b.x0) < a.size or abs(a.x1 - b.x1) < a.size or abs(a.x0 + a.x1 - b.x0 - b.x1) < a.size
            for b in other
        )
        for a in one
    )
    return shared >= min(len(one), len(other)) and shared >= 2


def _as_table(run: list[Block]) -> list[Block]:
    if len(run) < _LINES:
        return run
    return [Block(aligned=[block.rows for block in run], rows=run[0].rows, column=run[0].column)]
