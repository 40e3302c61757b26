"""Quote mode: the sentence, row or list that answers, verbatim. Knows readings and reports, not how they are scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims import Citation, Claim
from answer.question import Question, Want
from answer.read import Reading
from corpus.report import BlockKind, Report
from index.analysis import question_words, words
from index.chunk import Chunk, Unit
from index.quantities import quantities
from index.search import Index

#: What a sentence numbers its points with, and from how many on it is a list of them.
_NUMBERED, _NUMBERS = re.compile("[①-⑳]"), 3


@dataclass(frozen=True, slots=True)
class Limits:
    """When a further piece is quoted beside the best. Chosen on development questions; see eval/LOG.md.

    `further` is the least probability of a further piece, as a share of the best piece's; `pieces` how many
    pieces an answer has at most for each part of the question.
    """

    further: float = 0.35
    pieces: int = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report to be quoted, `[start, end)` of its text, and the words in it that answer, if known."""

    chunk: Chunk
    start: int
    end: int
    span: tuple[int, int] | None = None


def choose_pieces(
    question: Question, readings: Sequence[Reading], index: Index, limits: Limits = Limits()
) -> list[Piece]:
    """What to quote for one part of a question, from its readings, best first. Empty for no readings."""
    best = readings[0].probability if readings else 0.0
    chosen = [r for r in readings if r.probability >= limits.further * best]
    if Want.LIST in question.wants:
        chosen = [*chosen[:1], *_numbered_beside(readings), *chosen[1:]]
    chosen = list(dict.fromkeys(chosen))[: limits.pieces]
    return without_overlaps([_expand(question, reading, index) for reading in chosen])


def _numbered_beside(readings: Sequence[Reading]) -> list[Reading]:
    """The sentences of the best reading's section that number what they say, ① to ③ or further: the reader marks one of
    many there, and the sentence that introduces them comes out before."""
    return [
        reading
        for reading in readings[1:]
        if (reading.chunk.report, reading.chunk.section)
        == (readings[0].chunk.report, readings[0].chunk.section)
        and len(_NUMBERED.findall(reading.text)) >= _NUMBERS
    ]


def _expand(question: Question, reading: Reading, index: Index) -> Piece:
    """The unit, or the list it belongs to when the question asks for all; under a heading, what it heads."""
    chunk = reading.chunk
    members = _body(reading.unit, chunk) or [reading.unit]
    if members[0].group is not None and (Want.LIST in question.wants or _asks_for_title(question, chunk)):
        members = _of_the_date(
            question, members[0], _group(members[0], chunk, index), index.report(chunk.report)
        )
    start, end, span = members[0].start, members[-1].end, reading.span
    inside = span is not None and start <= span.start and span.end <= end
    return Piece(chunk, start, end, (span.start, span.end) if span and inside else None)


def _asks_for_title(question: Question, chunk: Chunk) -> bool:
    """Whether the question holds nothing but words of the title that a list or table stands under."""
    asked = set(question_words(question.text))
    return bool(asked) and asked <= set(words(chunk.section[-1]))


def _body(heading: Unit, chunk: Chunk) -> list[Unit]:
    """What stands under a heading in its passage: its list or table, or else its first sentence.

    Nothing for a unit that is no heading.
    """
    if heading.kind is not BlockKind.HEADING:
        return []
    below = [
        unit for unit in chunk.units if unit.start > heading.start and unit.kind is not BlockKind.HEADING
    ]
    if below and below[0].group is not None:
        return [unit for unit in below if unit.group == below[0].group]
    return below[:1]


def _group(unit: Unit, chunk: Chunk, index: Index) -> list[Unit]:
    """All items of the list, which may run over several passages of its section."""
    return [u for c in index.chunks.around(chunk) for u in c.units if u.group == unit.group]


def _of_the_date(question: Question, unit: Unit, group: list[Unit], report: Report) -> list[Unit]:
    """Of a list or table of dates, the items about the date that is asked: those around `unit`. All where it tells none apart."""
    asked = quantities(question.text)
    dates = {q for q in asked if q.startswith("d:")} or {q for q in asked if q.startswith("m:")}
    about = [bool(dates & set(quantities(report.slice(each.start, each.end)))) for each in group]
    at = group.index(unit)
    if not about[at]:
        return group
    first = next((n + 1 for n in range(at, -1, -1) if not about[n]), 0)
    last = next((n for n in range(at, len(group)) if not about[n]), len(group))
    return group[first:last]


def without_overlaps(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that share characters with one before them."""
    kept: list[Piece] = []
    for piece in pieces:
        inside = any(
            k.chunk.report == piece.chunk.report and k.start < piece.end and piece.start < k.end for k in kept
        )
        if not inside:
            kept.append(piece)
    return kept


def cite(pieces: Sequence[Piece], index: Index) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """Each piece as a claim with its citation. A quote that is not the report's text at its place is left out."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    for piece in pieces:
        report = index.report(piece.chunk.report)
        quote, page = report.slice(piece.start, piece.end), report.page_at(piece.start)
        if not quote.strip():
            continue
        n = len(citations) + 1
        section = piece.chunk.section
        citations.append(
            Citation(
                n,
                piece.chunk.report,
                section,
                page.shown if page else None,
                quote,
                piece.start,
                piece.end,
                piece.span,
            )
        )
        claims.append(Claim(quote, (n,)))
    return tuple(claims), tuple(citations)
