"""Summaries: which section or report is meant, and the sentences that stand for it. Works on sections, not on a search.

In four languages: 「第2節を要約して」, "summarise section 2", "what does the report cover". A section is named by its number
or by its title. What stands for it are its subsections' titles, with the first sentence of each, and of its own
text the sentences nearest to the middle of all of them. Knows no language model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from answer.question import Question
from answer.quote import Piece
from corpus.report import BlockKind, Report, Section
from index.analysis import words
from index.chunk import Chunk, Unit
from index.search import Index

_SUMMARY = re.compile(
    r"要約|まとめて|まとめると|概要|概略|あらまし|要旨|大意|要点|サマリー|全体像"
    r"|\bsummar(?:y|i[sz]e|ies)\b|\boverview\b|\boutline\b|\bgist\b|\bmain points\b|what (?:does|is) (?:the|this) (?:report|document|section)\b[^?]{0,20}(?:cover|about|contain|say\?)|what(?:'s| is) in (?:the|this) (?:report|document)"
    r"|요약|개요|요지|간추려|정리해|(?:보고서|문서)(?:는|의)? ?(?:무슨|어떤) ?내용|무엇을 다루"
    r"|概括|总结|總結|摘要|概述|概要|要点|(?:报告|文件)(?:的)?(?:主要)?(?:讲|写|说|涉及|包括|内容)(?:了|的是)?(?:什么|哪些)",
    re.IGNORECASE,
)
#: Asks what is written, and wants a summary only where that is asked of a whole report.
_CONTENTS = re.compile(
    r"(?:何|どんなこと|どのような(?:こと|内容))(?:が|を)(?:書かれ|書いて|扱|取り上げ|述べ)|(?:どんな|どのような|何の)(?:レポート|報告書?|内容|文書)(?:です|なの|か|？|$)"
)
_WHOLE = re.compile(
    r"(?:この|本)?(?:レポート|報告書|文書|資料|全体|全文)|\b(?:the|this|whole|entire) (?:\w+ )?(?:report|document)\b|(?:이 |전체 )?(?:보고서|문서)|(?:这份|本|该|整份|这个)?(?:报告|文件)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"第? ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:部|編|章|節|款|項|절|장|节)|제 ?(\d{1,2}) ?(?:부|장|절)|\b(?:section|chapter|part|sec\.) ?(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_TITLE_NUMBER = re.compile(
    r"^(?:第? ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:部|編|章|節|款|項)?)(?:[ 　.．、]|$)"
)
_KANJI = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_ENGLISH = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
#: Share of a question's own words that a title holds when it is meant by them.
_TITLE_MEANT = 0.6
_NOT_OF_A_TITLE = frozenset(
    "要約 まとめる 概要 概略 節 章 部 レポート 報告 報告書 全体 教える 内容 要点 要旨 項 編".split()
)
#: Pieces of a summary at most, sentences weighed for it, passages told with it, titles of a long report.
_PIECES, _WEIGHED, _PASSAGES, _TITLES = 6, 60, 8, 20
_SHORTEST_SENTENCE = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be summed up: a section of a report, or all of it (`section` None)."""

    report: Report
    section: Section | None


def wanted(question: Question, index: Index, within: Sequence[str] | None = None) -> Wanted | None:
    """What the question wants summed up; None where it wants no summary, or none of something that is there.

    `within` names the reports that are asked, None for all.
    """
    plain = unicodedata.normalize("NFKC", question.text)
    whole = bool(_WHOLE.search(plain))
    if not _SUMMARY.search(plain) and not (whole and _CONTENTS.search(plain)):
        return None
    reports = [index.report(r.id) for r in index.manifest.reports if within is None or r.id in within]
    numbers = [next(g for g in match.groups() if g) for match in _NUMBERED.finditer(plain)]
    if numbers:
        found = ((r, s) for r in reports for s in _by_level(r) if _number_of(s.title) == _number(numbers[-1]))
        return next((Wanted(r, s) for r, s in found), None)
    if by_title := _by_title(question.text, reports):
        return by_title
    return Wanted(reports[0], None) if reports and whole else None


def pieces_of(wanted: Wanted, index: Index) -> list[Piece]:
    """What stands for it, in the report's order: six pieces, or the titles of a report of more parts than that."""
    report, section = wanted.report, wanted.section
    start, end = (section.start, section.end) if section else (0, len(report.text))
    chunks = [c for c in index.chunks if c.report == report.id and start <= c.start < end]
    units = [(c, u) for c in chunks for u in c.units]
    parts = _parts(report, section)
    if section is None and len(parts) > _PIECES:
        return _titles(parts, units)
    leads = _leads(report, section, units)
    if len(leads) < _PIECES:
        leads += [
            (c, u) for c, u in _central(report, units, index, _PIECES - len(leads)) if (c, u) not in leads
        ]
    leads.sort(key=lambda pair: pair[1].start)
    heads = {} if section else {part.start: part for part in _parts(report, section)}
    return [_piece(report, chunk, unit, heads.values()) for chunk, unit in leads]


def _titles(parts: Sequence[Section], units: Sequence[tuple[Chunk, Unit]]) -> list[Piece]:
    """The parts' titles, each a piece of its own."""
    starts = {part.start for part in parts}
    return [Piece(chunk, unit.start, unit.end) for chunk, unit in units if unit.start in starts][:_TITLES]


def section_passages(wanted: Wanted, index: Index) -> list[tuple[Chunk, float]]:
    """The passages of what is summed up, in the report's order, with scores that fall along it."""
    section = wanted.section
    start, end = (section.start, section.end) if section else (0, len(wanted.report.text))
    chunks = [c for c in index.chunks if c.report == wanted.report.id and start <= c.start < end]
    return [(chunk, 1 / (1 + i)) for i, chunk in enumerate(chunks[:_PASSAGES])]


def _piece(report: Report, chunk: Chunk, unit: Unit, heads: Iterable[Section]) -> Piece:
    """The unit, with the title right before it where it begins a part of a whole report."""
    titled = (
        h.start
        for h in heads
        if h.end > unit.start > h.start and report.text[h.start : unit.start].strip() == h.title
    )
    start = next(titled, unit.start)
    own = replace(
        chunk,
        id=f"{chunk.id}-{start}",
        start=start,
        end=unit.end,
        text=report.text[start : unit.end],
        units=(unit,),
    )
    return Piece(own, start, unit.end)


def _leads(
    report: Report, section: Section | None, units: Sequence[tuple[Chunk, Unit]]
) -> list[tuple[Chunk, Unit]]:
    """The first sentence of each part: of the subsections one level down, and of the section's own text."""
    parts = _parts(report, section)
    leads = [lead for part in parts if (lead := _first_sentence(report, part, units))]
    if section is not None and (own := _first_sentence(report, section, units)) and own not in leads:
        # Its title is what was asked for, and says something only where nothing else stands in it.
        leads = [own, *leads] if own[1].kind is not BlockKind.HEADING or not leads else leads
    return leads[:_PIECES]


def _parts(report: Report, section: Section | None) -> list[Section]:
    """The sections one level down; of a whole report whose title holds all, those two down."""
    at = report.sections.index(section) if section else None
    below = [s for s in report.sections if s.parent == at]
    while section is None and len(below) == 1:
        at = report.sections.index(below[0])
        deeper = [s for s in report.sections if s.parent == at]
        if not deeper:
            break
        below = deeper
    return below


def _first_sentence(
    report: Report, part: Section, units: Sequence[tuple[Chunk, Unit]]
) -> tuple[Chunk, Unit] | None:
    """The part's first sentence, or its title: the first item of a list says nothing of what the list is of."""
    inside = [(c, u) for c, u in units if part.start <= u.start < part.end]
    paragraphs = [(c, u) for c, u in inside if u.kind is BlockKind.PARAGRAPH]
    prose = [(c, u) for c, u in paragraphs if u.end - u.start >= _SHORTEST_SENTENCE]
    short = [(c, u) for c, u in paragraphs if report.text[u.start : u.end].endswith("。")]
    titles = [(c, u) for c, u in inside if u.kind is BlockKind.HEADING]
    return next(iter(prose or short or titles or inside), None)


def _central(
    report: Report, units: Sequence[tuple[Chunk, Unit]], index: Index, count: int
) -> list[tuple[Chunk, Unit]]:
    """The sentences nearest to the mean of all (the centroid of Radev et al. 2004, on vectors)."""
    prose = [
        (c, u) for c, u in units if u.kind is BlockKind.PARAGRAPH and u.end - u.start >= _SHORTEST_SENTENCE
    ]
    if not prose or count <= 0:
        return []
    step = max(1, len(prose) // _WEIGHED)
    weighed = prose[::step][:_WEIGHED]
    vectors = index.embedder.embed_passages([report.text[u.start : u.end] for _, u in weighed])
    near = vectors @ vectors.mean(axis=0)
    order = np.argsort(-near, kind="stable")[:count]
    return [weighed[int(i)] for i in order]


def _by_level(report: Report) -> list[Section]:
    return sorted(report.sections, key=lambda s: (s.level, s.start))


def _by_title(text: str, reports: Sequence[Report]) -> Wanted | None:
    """The section whose title holds most of the question's own words; the report whose title does."""
    asked = {w for w in words(text) if w not in _NOT_OF_A_TITLE and not re.match("[nymd]:", w)}
    best: tuple[float, int, Wanted] | None = None
    for report in reports:
        for section in report.sections:
            shared = len(asked & set(words(section.title))) / len(asked) if asked else 0.0
            meant = Wanted(
                report, None if section.parent is None and section.title == report.title else section
            )
            if shared >= _TITLE_MEANT and (best is None or (shared, -section.level) > best[:2]):
                best = (shared, -section.level, meant)
    return best[2] if best else None


def _number_of(title: str) -> int | None:
    match = _TITLE_NUMBER.match(unicodedata.normalize("NFKC", title))
    return _number(match.group(1)) if match else None


def _number(spelling: str) -> int:
    """2, 二, 十二, two → a number."""
    plain = spelling.lower()
    if plain.isdecimal():
        return int(plain)
    if plain in _ENGLISH:
        return _ENGLISH[plain]
    tens, ten, ones = plain.rpartition("十")
    return (10 * (_KANJI.get(tens, 1)) if ten else 0) + _KANJI.get(ones, 0)
