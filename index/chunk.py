"""Turns a Report into Chunks. Knows nothing of embeddings or Chroma.

A unit is the smallest thing worth quoting: a sentence, a table row, a list item with the notes under it, a
caption, a heading. A chunk is a run of units of one section, small enough to point at.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus.report import Block, BlockKind, Report
from corpus.sentences import sentence_spans

#: Part of an index's fingerprint. Raise it when chunks of the same report come out differently.
CHUNKING_VERSION = 2
#: Characters of a chunk: three or four sentences, five or six rows.
CHUNK_LENGTH = 300
#: A source or a note this short stays with what it is about, even past CHUNK_LENGTH.
_TAIL_LENGTH = 100
_TAILS = (BlockKind.SOURCE, BlockKind.NOTE)


@dataclass(frozen=True, slots=True)
class Unit:
    """Something quotable at `[start, end)` of the report's text. `group` is its list's or table's number."""

    kind: BlockKind
    start: int
    end: int
    group: int | None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage: units of one section, at `[start, end)` of the report's text.

    `context` is what is put before the text when it is embedded: the section path without the report's
    title, and without the heading where the text itself begins with it. `readings` are its ruby. `pages` are the numbers of the
    pages it stands on, as a reader looks them up (`Page.shown`); empty where the file knows no pages.
    """

    id: str
    report: str
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    context: str
    units: tuple[Unit, ...]
    readings: tuple[str, ...]
    pages: tuple[int, ...] = ()

    @property
    def page(self) -> int | None:
        """The page it begins on."""
        return self.pages[0] if self.pages else None

    @property
    def embedded(self) -> str:
        """What the model reads: where the passage stands, then the passage."""
        return f"{self.context}\n{self.text}" if self.context else self.text


def chunk_report(report: Report) -> list[Chunk]:
    """The chunks of a report in its order. They never cross a section and together hold every unit."""
    chunks: list[Chunk] = []
    for section, units in groupby(_units(report), key=lambda pair: pair[0]):
        for run in _runs([unit for _, unit in units]):
            chunks.append(_chunk(report, section, run))
    return chunks


def _units(report: Report) -> Iterator[tuple[int, Unit]]:
    """Every unit with the number of its section. A heading over nothing but subsections is one too."""
    pending: tuple[int, Unit] | None = None
    for block in report.blocks:
        for unit in _units_of(report, block):
            if pending and _is_note_of(unit, pending[1]):
                pending = (pending[0], Unit(pending[1].kind, pending[1].start, unit.end, unit.group))
                continue
            if pending:
                yield pending
            pending = (block.section, unit)
    if pending:
        yield pending


def _units_of(report: Report, block: Block) -> list[Unit]:
    if block.kind is not BlockKind.PARAGRAPH:
        return [Unit(block.kind, block.start, block.end, block.group)]
    return [Unit(block.kind, a, b, None) for a, b in sentence_spans(report.text, block.start, block.end)]


def _is_note_of(unit: Unit, before: Unit) -> bool:
    """The outline gives a note the group of the item or row it stands directly under."""
    return unit.kind is BlockKind.NOTE and unit.group is not None and unit.group == before.group


def _runs(units: list[Unit]) -> Iterator[list[Unit]]:
    run: list[Unit] = []
    for unit in units:
        length = unit.end - run[0].start if run else 0
        tail = unit.kind in _TAILS and unit.end - unit.start <= _TAIL_LENGTH
        if run and length > CHUNK_LENGTH and not tail and not _only_heading(run):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _only_heading(run: list[Unit]) -> bool:
    return all(unit.kind is BlockKind.HEADING for unit in run)


def _chunk(report: Report, section: int, run: list[Unit]) -> Chunk:
    start, end = run[0].start, run[-1].end
    path = report.sections[section].path
    text = report.text[start:end]
    # The report's own title is the same for all its passages and tells none from another.
    inner = path[1:] if path[0] == report.title else path
    context = " > ".join(inner[:-1] if run[0].kind is BlockKind.HEADING else inner)
    first = bisect_left(report.blocks, start, key=lambda block: block.end)
    last = bisect_left(report.blocks, end, key=lambda block: block.start)
    readings = tuple(r for b in report.blocks[first:last] for s, _, r in b.readings if start <= s < end)
    digest = hashlib.sha256(f"{report.id}\0{start}\0{context}\0{text}".encode()).hexdigest()[:24]
    pages = tuple(page.shown for page in report.pages_of(start, end))
    return Chunk(digest, report.id, path, start, end, text, context, tuple(run), readings, pages)
