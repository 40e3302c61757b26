"""Quote mode: the sentence, row or list that answers, verbatim. Knows readings and reports, not how they are scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.claims import Citation, Claim
from answer.question import Question, Want
from answer.read import Reading
from corpus.report import BlockKind
from index.analysis import question_words
from index.chunk import Chunk, Unit
from index.search import Index


@dataclass(frozen=True, slots=True)
class Limits:
    """When a further piece is quoted beside the best. Chosen on development questions; see eval/LOG.md.

    `further` is the least probability of a further piece; `gain` the least share of the question's words
    (by idf) that it must add; `pieces` how many pieces an answer has at most for each part of the question.
    """

    further: float = 0.3
    gain: float = 0.1
    pieces: int = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a report to be quoted, `[start, end)` of its text."""

    chunk: Chunk
    start: int
    end: int


def choose_pieces(
    question: Question, readings: Sequence[Reading], index: Index, limits: Limits = Limits()
) -> list[Piece]:
    """What to quote for one part of a question, from its readings, most likely first. Empty for no readings."""
    chosen: list[Reading] = []
    covered: set[str] = set()
    wanted = set(question_words(question.text))
    several = Want.COMPARISON in question.wants or Want.LIST in question.wants
    for reading in readings:
        terms = set(question_words(reading.text))
        gain = index.lexical.coverage(wanted, terms - covered)
        if chosen and not (reading.probability >= limits.further and (several or gain >= limits.gain)):
            continue
        if len(chosen) == limits.pieces:
            break
        chosen.append(reading)
        covered |= terms & wanted
    pieces = [_expand(question, reading, index) for reading in chosen]
    return _without_overlaps(pieces)


def _expand(question: Question, reading: Reading, index: Index) -> Piece:
    """The unit, or the list it belongs to when the question asks for all; under a heading, what it heads."""
    unit, chunk = reading.unit, reading.chunk
    if unit.kind is BlockKind.HEADING and (body := _body(unit, chunk)):
        return Piece(chunk, body[0].start, body[-1].end)
    if Want.LIST in question.wants and unit.group is not None:
        members = _group(unit, chunk, index)
        return Piece(chunk, members[0].start, members[-1].end)
    return Piece(chunk, unit.start, unit.end)


def _body(heading: Unit, chunk: Chunk) -> list[Unit]:
    """What stands under a heading in its passage: its list or table, or else its first sentence."""
    below = [
        unit for unit in chunk.units if unit.start > heading.start and unit.kind is not BlockKind.HEADING
    ]
    if below and below[0].group is not None:
        return [unit for unit in below if unit.group == below[0].group]
    return below[:1]


def _group(unit: Unit, chunk: Chunk, index: Index) -> list[Unit]:
    """All items of the list, which may run over several passages of its section."""
    same = [c for c in index.chunks if c.report == chunk.report and c.section == chunk.section]
    return [u for c in same for u in c.units if u.group == unit.group]


def _without_overlaps(pieces: Sequence[Piece]) -> list[Piece]:
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
        quote = index.report(piece.chunk.report).text[piece.start : piece.end]
        if not quote.strip():
            continue
        n = len(citations) + 1
        section = piece.chunk.section
        citations.append(Citation(n, piece.chunk.report, section, None, quote, piece.start, piece.end))
        claims.append(Claim(quote, (n,)))
    return tuple(claims), tuple(citations)
