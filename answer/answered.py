"""Makes the record of an answer: of what is quoted and of the passages it was found among, or of a line said without a search."""

from __future__ import annotations

from collections.abc import Sequence

from answer.claims import Answer, RetrievedPassage, Timings, worded
from answer.question import Question
from answer.quote import Piece, cite
from answer.read import Reading
from answer.words import silent
from index.chunk import Chunk
from index.search import Hit, Index

#: Passages given in the record, best first.
PASSAGES_SHOWN = 8
#: Sections named when the report is silent.
NEAREST_SECTIONS = 3


def quoted(
    asked: Question,
    pieces: Sequence[Piece],
    confidence: float,
    passages: Sequence[tuple[Chunk, float]],
    timings: Timings,
    index: Index,
) -> Answer:
    """The answer in quotes of the pieces; that the report is silent, and what it has nearest, where there are none."""
    claims, citations = cite(pieces, index)
    nearest = () if claims else tuple(dict.fromkeys(c.section for c, _ in passages))[:NEAREST_SECTIONS]
    return Answer(
        question=asked.text,
        standalone_question=asked.text,
        mode="quote",
        abstained=not claims,
        text=worded(claims) if claims else silent(asked.language, nearest),
        claims=claims,
        citations=citations,
        passages=tuple(_shown(*passage) for passage in passages[:PASSAGES_SHOWN]),
        confidence=round(confidence, 4),
        timings_ms=timings,
        nearest=nearest,
    )


def line(said: Question, text: str, took: float) -> Answer:
    """What is answered without a search: a line, no claims and no citations. `took` are milliseconds."""
    timings = Timings(0.0, None, None, took)
    return Answer(said.text, said.text, "quote", False, text, (), (), (), 1.0, timings)


def ranked(
    found: Sequence[Sequence[Hit]], readings: Sequence[Sequence[Reading]]
) -> list[tuple[Chunk, float]]:
    """The passages of all parts, each once, as the readings rank them; those with nothing read, as the search does."""
    standing: dict[str, float] = {}
    for reading in (reading for of_part in readings for reading in of_part):
        standing[reading.chunk.id] = max(standing.get(reading.chunk.id, 0.0), reading.standing)
    best: dict[str, Hit] = {}
    for hit in (hit for hits in found for hit in hits):
        if hit.chunk.id not in best or hit.score > best[hit.chunk.id].score:
            best[hit.chunk.id] = hit
    order = sorted(best.values(), key=lambda hit: (-standing.get(hit.chunk.id, 0.0), -hit.score))
    return [(hit.chunk, standing.get(hit.chunk.id, 0.0)) for hit in order]


def _shown(chunk: Chunk, score: float) -> RetrievedPassage:
    return RetrievedPassage(
        chunk.report, chunk.section, chunk.page, chunk.text, chunk.start, chunk.end, round(score, 4)
    )
