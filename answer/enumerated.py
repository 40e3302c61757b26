"""Questions that say how many things they ask for: 「基本方針の3つの柱は何か」. The list or the subsections of just that number.

A report sets such things out as a list's items or as headings, of which the one that reads most like an answer is one
alone. Knows readings and sections, not how they are scored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.question import Question
from answer.quote import Piece
from answer.read import Reading
from corpus.report import BlockKind, Report, Section
from index.analysis import question_words, words
from index.chunk import Unit
from index.search import Index

_KANJI = {kanji: number for number, kanji in enumerate("二三四五六七八九十", 2)}
#: 4つの項目は何, 3点を挙げて, 二つの理由とは, 五本柱を教えて
_COUNTED = re.compile(
    r"(?<![\d.])(?P<number>[2-9]|1\d|[二三四五六七八九十])(?:つ(?:の(?P<what>[^、。?はがを]{1,15}))?|点|項目|本柱|本の柱|[かヶ]条|分野|要素|種類)"
    r"(?:について|とは|は|を|って|)、?(?:それぞれ|全て|すべて|全部)?(?:何|なに|どの|どん|どれ|どこ|誰|だれ|挙げ|列挙|教え|答え|述べ|示し|$|\?)"
)
_QUANTITY = re.compile("[nymd]:")
#: Headings of what stands beside the text, which are none of the things it sets out.
_BESIDE = re.compile("図|表|【|参考|コラム|注|資料")
#: Share of a question's words from which on the titles are what it means.
_MEANT = 0.7


@dataclass(frozen=True, slots=True)
class Enumerated:
    """The things asked for, in the report's order, and how surely they are those: the share of the question's words that the
    titles they stand under have, or 0 where that is not most of them. The reader, which learned from sentences, tells nothing
    of titles."""

    pieces: tuple[Piece, ...] = ()
    certainty: float = 0.0


def enumerated(question: Question, readings: Sequence[Reading], index: Index) -> Enumerated:
    """What is asked for where the question says how many things, and the best reading stands among so many.

    Nothing for every other question, and where the report sets out no such number there.
    """
    asked = _COUNTED.search(unicodedata.normalize("NFKC", question.text))
    if asked is None or len(question.parts) > 1 or not readings:
        return Enumerated()
    number, best = _number(asked.group("number")), readings[0]
    report = index.report(best.chunk.report)
    pieces = _list(number, best, index) or _subsections(number, question, best, report)
    titles = {word for piece in pieces for title in piece.chunk.section for word in words(title)}
    own = _own_words(question)
    share = len(own & titles) / len(own) if own else 0.0
    return Enumerated(tuple(pieces), share if share >= _MEANT else 0.0)


def _number(spelling: str) -> int:
    return _KANJI.get(spelling) or int(spelling)


def _list(number: int, reading: Reading, index: Index) -> list[Piece]:
    """The list of so many items in the reading's section: its own, or the one nearest to it."""
    groups: dict[int, list[Unit]] = {}
    for chunk in index.chunks.around(reading.chunk):
        for unit in chunk.units:
            if unit.kind is BlockKind.ITEM and unit.group is not None:
                groups.setdefault(unit.group, []).append(unit)
    fitting = [items for items in groups.values() if len(items) == number]
    if not fitting:
        return []
    items = min(fitting, key=lambda each: _distance(reading.unit, each))
    return [Piece(reading.chunk, items[0].start, items[-1].end)]


def _distance(unit: Unit, items: Sequence[Unit]) -> int:
    return max(items[0].start - unit.end, unit.start - items[-1].end, 0)


def _subsections(number: int, question: Question, reading: Reading, report: Report) -> list[Piece]:
    """The titles of the subsections of a section around the reading that has so many, where the question names it: has
    half the words of its title or more."""
    asked = _own_words(question)
    for at in _around(reading.unit.start, report):
        below = [s for s in report.sections if s.parent == at and not _BESIDE.match(s.title)]
        title = {word for word in words(report.sections[at].title) if not _QUANTITY.match(word)}
        if len(below) == number and title and 2 * len(asked & title) >= len(title):
            return [_title(section, reading, report) for section in below]
    return []


def _own_words(question: Question) -> set[str]:
    plain = _COUNTED.sub(
        lambda asked: asked.group("what") or "", unicodedata.normalize("NFKC", question.text)
    )
    return {word for word in question_words(plain) if not _QUANTITY.match(word)}


def _around(place: int, report: Report) -> Iterator[int]:
    """The sections that hold the place, as indexes, the innermost first."""
    holding = [n for n, section in enumerate(report.sections) if section.start <= place < section.end]
    yield from sorted(holding, key=lambda n: -report.sections[n].level)


def _title(section: Section, reading: Reading, report: Report) -> Piece:
    heading = next(b for b in report.blocks if b.start == section.start and b.kind is BlockKind.HEADING)
    own = replace(
        reading.chunk,
        id=f"{reading.chunk.id}-{heading.start}",
        section=section.path,
        start=heading.start,
        end=heading.end,
        text=report.slice(heading.start, heading.end),
        units=(Unit(BlockKind.HEADING, heading.start, heading.end, None),),
        pages=tuple(page.shown for page in report.pages_of(heading.start, heading.end)),
    )
    return Piece(own, heading.start, heading.end)
