"""What a composed sentence may cite: the units of the passages the model was shown, and the headings over them.

Knows passages and reports; nothing of the sentences that are held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.literals import numbers_and_dates
from answer.orders import gives_orders
from answer.quote import Piece
from answer.stance import segments
from corpus.report import BlockKind, Report
from index.analysis import words
from index.chunk import Chunk
from index.search import Index

#: Headings over a passage that may be cited with it: its own section's and the one above.
_HEADINGS = 2
#: Characters; longer is no title.
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something citable at `[start, end)` of its report, on `page`. `passage` is the number of the passage it belongs
    to, `group` that of its list or table."""

    chunk: Chunk
    passage: int
    kind: BlockKind
    group: int | None
    start: int
    end: int
    page: int | None
    text: str
    words: frozenset[str]
    quantities: frozenset[str]
    segments: tuple[str, ...]

    @property
    def titled(self) -> str:
        """What is compared with a sentence in another language: the text under the title it stands under."""
        return self.text if self.is_heading else f"{self.chunk.section[-1]} {self.text}"

    @property
    def is_heading(self) -> bool:
        """Whether it only names what stands under it."""
        return self.kind is BlockKind.HEADING

    def heads(self, other: Evidence) -> bool:
        """Whether it is a heading over the other, or of its passage."""
        return self.is_heading and self.passage == other.passage

    def is_listed_with(self, other: Evidence) -> bool:
        """Whether the two are items of one list. (A table's rows each stand for themselves.)"""
        items = self.kind is other.kind is BlockKind.ITEM
        return (
            items
            and self.group is not None
            and (self.chunk.report, self.group) == (other.chunk.report, other.group)
        )


def gather(passages: Sequence[Chunk], index: Index) -> list[Evidence]:
    """All that can be cited of the passages, in their order, each stretch once; orders to a reader are left out."""
    found: dict[tuple[str, int], Evidence] = {}
    for number, chunk in enumerate(passages):
        report = index.report(chunk.report)
        units = [(u.kind, u.group, u.start, u.end) for u in chunk.units]
        for kind, group, start, end in (*units, *_headings(chunk, report)):
            text = report.text[start:end]
            if text.strip() and not gives_orders(text):
                found.setdefault(
                    (chunk.report, start), _evidence(chunk, number, kind, group, start, end, report)
                )
    return list(found.values())


def of_piece(piece: Piece, number: int, index: Index) -> list[Evidence]:
    """A quoted piece as one thing to cite, and the headings over it; nothing where it gives orders."""
    report = index.report(piece.chunk.report)
    kind = next((u.kind for u in piece.chunk.units if u.start == piece.start), BlockKind.PARAGRAPH)
    if gives_orders(report.slice(piece.start, piece.end)):
        return []
    stretches = [(kind, None, piece.start, piece.end), *_headings(piece.chunk, report)]
    return [_evidence(piece.chunk, number, *stretch, report) for stretch in dict.fromkeys(stretches)]


def _evidence(
    chunk: Chunk, number: int, kind: BlockKind, group: int | None, start: int, end: int, report: Report
) -> Evidence:
    text, page = report.slice(start, end), report.page_at(start)
    held = frozenset(words(text)), numbers_and_dates(text), tuple(segments(text, "ja"))
    return Evidence(chunk, number, kind, group, start, end, page.shown if page else None, text, *held)


def _headings(chunk: Chunk, report: Report) -> Iterator[tuple[BlockKind, None, int, int]]:
    """The headings of the sections the passage stands in, the nearest first."""
    paths = [chunk.section[:depth] for depth in range(len(chunk.section), 0, -1)][:_HEADINGS]
    for path in paths:
        section = next(
            (s for s in report.sections if s.path == path and s.start <= chunk.start < s.end), None
        )
        if section is None:
            continue
        end = report.text.find("\n", section.start)
        end = len(report.text) if end < 0 else end
        if 0 < end - section.start <= _LONGEST_HEADING:
            yield BlockKind.HEADING, None, section.start, end


def text_of(cited: Sequence[Evidence]) -> str:
    """The words of the units, a line each."""
    return "\n".join(e.text for e in cited)
