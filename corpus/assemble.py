"""Puts a Report together from a Draft: normalises, repairs, outlines, and carries over what the format knows.

Knows no format; reads no file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.draft import Draft, Hint
from corpus.errors import ReportEmpty
from corpus.normalize import Mapped, normalize, place_readings
from corpus.outline import outline
from corpus.repair import repair
from corpus.report import Block, Page, Report
from corpus.text_tables import with_headers, without_bars
from corpus.warnings import Loss, ReportWarning

#: What stands for a character that cannot be known, as printers set it: the geta mark.
GETA = "〓"
#: The replacement character, private use, noncharacters: a reader cannot know what stood there.
_UNKNOWN = re.compile("[\ufffd\ue001-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
#: How much of the text around an unknown character a warning repeats.
_AROUND = 8

_Reading = tuple[int, int, str]


def assemble(name: str, sha256: str, draft: Draft) -> Report:
    """The report of a file called `name`. Raises ReportEmpty when the draft holds no text."""
    mapped, placed = _normalised(draft)
    origins = mapped.origins
    hints = _moved_hints(draft.hints, mapped)
    title = _plain(draft.title or "") or Path(name).stem
    found = outline(mapped.text, title, hints)
    if not found.blocks:
        raise ReportEmpty(name=name)
    readings = [*placed, *_moved_readings(draft.readings, origins)]
    return Report(
        id=report_id(name),
        title=found.title or title,
        name=name,
        sha256=sha256,
        text=mapped.text,
        sections=found.sections,
        blocks=_with_readings(found.blocks, readings),
        source_map=mapped.source_map(),
        pages=_moved_pages(draft.pages, mapped),
        page_count=draft.page_count,
        warnings=(*draft.warnings, *_unknown_characters(draft.text)),
    )


def report_id(name: str) -> str:
    """A short id from a file's name: its stem, in NFKC, white space and what shells mind turned to hyphens."""
    stem = unicodedata.normalize("NFKC", Path(name).stem)
    return re.sub(r"[^\w.]+", "-", stem).strip("-") or "report"


def _normalised(draft: Draft) -> tuple[Mapped, list[_Reading]]:
    source = Mapped.of(draft.text).without(draft.skipped).sub(_UNKNOWN, lambda _: GETA)
    mapped, readings = normalize(source if draft.exact else without_bars(source), markup=not draft.exact)
    mapped, placed = place_readings(mapped if draft.exact else with_headers(repair(mapped)), readings)
    return mapped, [(r.start, r.end, r.reading) for r in placed]


def _plain(title: str) -> str:
    """A title from the file's properties, its characters as those of the text."""
    mapped = Mapped.of(title.replace("\n", " ")).sub(_UNKNOWN, lambda _: GETA)
    return normalize(mapped, markup=False)[0].text.strip()


def _unknown_characters(text: str) -> tuple[ReportWarning, ...]:
    found = list(_UNKNOWN.finditer(text))
    if not found:
        return ()
    first = found[0].start()
    around = _UNKNOWN.sub(GETA, text[max(first - _AROUND, 0) : first + _AROUND])
    return (ReportWarning.of(Loss.CHARACTERS_UNKNOWN, count=len(found), around=" ".join(around.split())),)


def _moved_hints(hints: tuple[Hint, ...], mapped: Mapped) -> dict[int, Hint]:
    """The hints by where their lines start in the normalised text; those of lines that are gone are left out."""
    moved: dict[int, Hint] = {}
    for hint in hints:
        start = bisect_left(mapped.origins, hint.start)
        while start < len(mapped.text) and mapped.text[start].isspace():
            start += 1
        if start < len(mapped.origins) and mapped.origins[start] < hint.end:
            moved[start] = hint
    return moved


def _moved_pages(pages: tuple[Page, ...], mapped: Mapped) -> tuple[Page, ...]:
    """The pages as stretches of the normalised text; a stretch that holds nothing is none."""
    moved = [replace(page, start=bisect_left(mapped.origins, page.start)) for page in pages]
    ends = [*(page.start for page in moved[1:]), len(mapped.text)]
    return tuple(p for p, end in zip(moved, ends, strict=False) if mapped.text[p.start : end].strip())


def _moved_readings(readings: tuple[_Reading, ...], origins: Sequence[int]) -> list[_Reading]:
    return [(bisect_left(origins, a), bisect_left(origins, b), reading) for a, b, reading in readings]


def _with_readings(blocks: Sequence[Block], placed: Sequence[_Reading]) -> tuple[Block, ...]:
    """The blocks, each with the readings that stand in it."""
    by_start = sorted(placed)
    starts = [start for start, _, _ in by_start]
    done: list[Block] = []
    for block in blocks:
        first, last = bisect_left(starts, block.start), bisect_left(starts, block.end)
        inside = tuple(by_start[first:last])
        done.append(replace(block, readings=inside) if inside else block)
    return tuple(done)
