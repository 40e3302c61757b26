"""Which passages found are read, and which of their sentences, rows and items are worth a closer look.

Knows the reader's scores and the search's; what else is known of a unit is the features' business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from answer.abbreviations import Spelling
from answer.rerank import Ranker
from corpus.report import BlockKind
from index.chunk import Chunk, Unit
from index.search import Hit, Index
from models.pairs import Passage
from models.span_reader import Span, SpanReading
from models.spelled import Spelled

#: Passages the reader reads, and units of which more is asked than its scores.
PASSAGES_READ = 16
#: A passage so many standard deviations of the search's scores behind the first is not read: see eval/LOG.md.
FAR_BEHIND = 2.5
UNITS_WEIGHED = 24
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_ASKS_FOR_ADDRESS = re.compile(
    "URL|アドレス|サイト|ホームページ|ウェブページ|リンク|link|website|web page|웹사이트|홈페이지|링크|网址|网站|链接",
    re.IGNORECASE,
)
_ASKS_FOR_SOURCE = re.compile(
    "出典|出所|引用|情報源|典拠|資料|提供|作成|撮影|調べ|調査|統計|写真|(?:発表|公表|集計)(?:元|したのは)|何を(?:材料|もと|元|基)に|何に(?:基づ|もとづ)"
    "|source|survey|statistic|photo|credit|publish|출처|자료|제공|조사|통계|사진|来源|出处|资料|提供|调查|统计|照片",
    re.IGNORECASE,
)
#: Letters beside an address from which on a unit says something of its own. A label (URL, 出典) has fewer.
_SAYING = 12
#: Beyond this a logit says no more.
_CLIP = 12.0


class SpanModel(Protocol):
    """What marks words: `models.span_reader.SpanReader`, as far as it is used here."""

    def read(self, question: str, passages: Sequence[Passage], count: int) -> list[SpanReading]:
        """A reading for each passage, in their order, with its best `count` spans and the best of each part."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """A unit as it is printed and as it is read, with its passage as it is read, the words in it the reader marks (places in
    the report; None where there are none) and its scores."""

    hit: Hit
    unit: Unit
    text: str
    read: str
    passage: str
    span: Span | None
    relevance: float

    @property
    def margin(self) -> float:
        """The logit of the words marked over "no answer", clipped."""
        return max(min(self.span.margin, _CLIP), -_CLIP) if self.span else -_CLIP


def worth_reading(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Those of the passages found, best first, that are read."""
    return [hit for hit in hits[:PASSAGES_READ] if hit.score >= hits[0].score - FAR_BEHIND]


def look_at(
    text: str, hits: Sequence[Hit], index: Index, model: SpanModel, ranker: Ranker | None
) -> list[Look]:
    """The units of the passages as the model reads them for the question `text`.

    A line that is nothing but an address answers no question but one for an address, and one that names where a
    figure is from none but one for that: they are left out of others.
    """
    addresses_too = bool(_ASKS_FOR_ADDRESS.search(text))
    sources_too = addresses_too or bool(_ASKS_FOR_SOURCE.search(text))
    looks: list[Look] = []
    own = [_passage(hit.chunk) for hit in hits]
    reports = [index.report(name).text for name in dict.fromkeys(hit.chunk.report for hit in hits)]
    spelling = Spelling.of(text, own, reports)
    passages = [spelling.passage(each) for each in own]
    read = model.read(spelling.question, [each.passage for each in passages], 1)
    relevance = [reading.relevance for reading in read]
    if ranker:
        ranked = ranker.scores(text, [hit.chunk.embedded for hit in hits])
        relevance = np.clip(ranked, -_CLIP, _CLIP).tolist()
    for hit, passage, reading, score in zip(hits, passages, read, relevance, strict=True):
        report = index.report(hit.chunk.report).text
        for unit, span in zip(hit.chunk.units, reading.parts, strict=True):
            printed = report[unit.start : unit.end]
            if not addresses_too and _is_address(printed):
                continue
            if not sources_too and unit.kind is BlockKind.SOURCE:
                continue
            placed = _placed(span, passage, hit.chunk) if span else None
            as_read = spelling.text(printed)
            looks.append(Look(hit, unit, printed, as_read, passage.passage.text, placed, score))
    return looks


def _is_address(text: str) -> bool:
    """Whether hardly anything stands in the text but an address."""
    beside, addresses = _ADDRESS.subn("", text)
    return addresses > 0 and sum(letter.isalnum() for letter in beside) < _SAYING


def _placed(span: Span, passage: Spelled, chunk: Chunk) -> Span:
    start, end = passage.original(span.start, span.end)
    return Span(start + chunk.start, end + chunk.start, span.margin)


def _passage(chunk: Chunk) -> Passage:
    parts = tuple((unit.start - chunk.start, unit.end - chunk.start) for unit in chunk.units)
    return Passage(chunk.text, chunk.context, parts)


def promising(looks: Sequence[Look], count: int) -> Sequence[Look]:
    """The units worth a closer look, best first."""
    best = sorted(looks, key=lambda look: -(look.margin + look.relevance + 2 * look.hit.score))
    return best[:count]
