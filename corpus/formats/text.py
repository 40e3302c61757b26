"""Reads text and Markdown: decodes it, and finds its pages, running heads and contents. Knows no sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.contents import contents_lines
from corpus.draft import Draft
from corpus.encodings import Undecodable, decode
from corpus.errors import EncodingUnreadable, ReportEmpty, TextNotProse
from corpus.pagination import page_number, printed_numbers, running, without_digits
from corpus.report import Page

#: More characters than this share that mean nothing, and the file is not text.
_NOISE = 0.05
#: Categories of Unicode: control characters, private use, surrogates and what is not assigned.
_MEANINGLESS = ("Cc", "Co", "Cs", "Cn")
#: So many lines at a page's head and foot can run along.
_MARGIN = 2

_Span = tuple[int, int]


def draft_text(name: str, data: bytes) -> Draft:
    """The draft of a text file. Raises EncodingUnreadable, ReportEmpty, TextNotProse."""
    source = decoded(name, data)
    lines = list(_line_spans(source))
    contents = contents_lines([source[a:b] for a, b in lines])
    starts = _page_starts(source)
    if not starts:
        return Draft(source, False, skipped=tuple(lines[i] for i in sorted(contents)))
    pages = [
        _lines_of_page(lines, start, end)
        for start, end in zip(starts, [*starts[1:], len(source)], strict=True)
    ]
    printed, furniture = _furniture(source, pages)
    return Draft(
        source,
        False,
        pages=tuple(Page(start, n, p) for n, (start, p) in enumerate(zip(starts, printed, strict=True), 1)),
        page_count=len(starts),
        skipped=tuple(sorted({*furniture, *(lines[i] for i in contents)})),
    )


def decoded(name: str, data: bytes, declared: str | None = None) -> str:
    """The text of `data`. Raises EncodingUnreadable, ReportEmpty, TextNotProse, each naming the file."""
    try:
        source = decode(data, declared).text
    except Undecodable as error:
        if b"\0" in data[:4096]:
            raise TextNotProse(name=name) from error
        raise EncodingUnreadable(name=name, byte=error.byte + 1) from error
    if not source.strip():
        raise ReportEmpty(name=name)
    noise = sum(unicodedata.category(c) in _MEANINGLESS and not c.isspace() for c in source)
    if noise > len(source) * _NOISE:
        raise TextNotProse(name=name)
    return source


def _line_spans(source: str) -> Iterator[_Span]:
    for match in re.finditer(r"[^\n\r\f]+", source):
        if match.group().strip():
            yield match.span()


def _page_starts(source: str) -> list[int]:
    """Where the pages begin that form feeds part; empty where there are none. One at the end parts nothing."""
    starts = [0, *(match.end() for match in re.finditer("\f", source) if source[match.end() :].strip())]
    return starts if len(starts) > 1 else []


def _lines_of_page(lines: Sequence[_Span], start: int, end: int) -> list[_Span]:
    return [line for line in lines if start <= line[0] < end]


def _furniture(source: str, pages: Sequence[Sequence[_Span]]) -> tuple[list[int | None], set[_Span]]:
    """The number printed on each page, and the lines that are page numbers or run along."""
    edges = [dict.fromkeys((*page[:_MARGIN], *page[-_MARGIN:])) for page in pages]
    numbers = [{span: page_number(source[slice(*span)]) for span in edge} for edge in edges]
    printed = printed_numbers([[n for n in found.values() if n is not None] for found in numbers])
    keys = {
        at: {_key(source, page, span) for span in edge}
        for at, (page, edge) in enumerate(zip(pages, edges, strict=True))
    }
    runs = running(keys)
    furniture = {
        span
        for at, edge in enumerate(edges)
        for span in edge
        if (printed[at] is not None and numbers[at][span] == printed[at])
        or (at, _key(source, pages[at], span)) in runs
    }
    return printed, furniture


def _key(source: str, page: Sequence[_Span], span: _Span) -> tuple[str, bool]:
    text = without_digits(source[slice(*span)])
    # A line of digits alone says nothing about running along.
    return (text or source[slice(*span)], page.index(span) < _MARGIN)
