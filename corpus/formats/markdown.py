"""Finds Markdown's marks in a text: headings, emphasis, links, code, quotes. Knows lines and spans, not sections.

Only what CommonMark reads without doubt is a mark; lists and tables are told by their looks, as in any text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from corpus.draft import Hint, Role

_Span = tuple[int, int]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t　]+(\S.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
#: Emphasis, code and links: what is kept is group 1, the marks around it go.
_INLINE = (
    re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*"),
    re.compile(r"(?<![\w*])__(?=\S)([^_\n]+?)(?<=\S)__(?!\w)"),
    re.compile(r"(?<!`)`([^`\n]+)`(?!`)"),
    re.compile(r"(?<!!)\[([^\[\]\n]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?\)"),
)


def markdown(source: str, lines: Sequence[_Span]) -> tuple[tuple[Hint, ...], tuple[_Span, ...]]:
    """What the marks say of the lines, and the spans of the marks themselves. `lines` are those with text."""
    hints: list[Hint] = []
    marks: list[_Span] = []
    for start, end in lines:
        line = source[start:end]
        if match := _HEADING.match(line):
            a, b = match.span(2)
            hints.append(Hint(start + a, start + b, Role.HEADING, 7.0 - len(match.group(1)), ranked=True))
            marks += [(start, start + a), (start + b, end)]
        elif _FENCE.match(line):
            marks.append((start, end))
        elif match := _QUOTE.match(line):
            marks.append((start, start + match.end()))
    hints += _underlined(source, lines, marks)
    marks += _inline(source)
    return _with_title(sorted(hints, key=lambda hint: hint.start)), tuple(_apart(marks))


def _underlined(source: str, lines: Sequence[_Span], marks: list[_Span]) -> Iterator[Hint]:
    """Titles with a line of = under them (a line of - is more often a rule)."""
    for (start, end), (under, stop) in itertools.pairwise(lines):
        match = _UNDERLINE.match(source[under:stop])
        if match and match.group(1)[0] == "=" and source[end:under].count("\n") == 1:
            marks.append((under, stop))
            yield Hint(start, end, Role.HEADING, 6.0, ranked=True)


def _inline(source: str) -> Iterator[_Span]:
    for pattern in _INLINE:
        for match in pattern.finditer(source):
            yield match.start(), match.start(1)
            yield match.end(1), match.end()


def _with_title(hints: list[Hint]) -> tuple[Hint, ...]:
    """The hints; the only heading of the first level, where it comes first, is the report's title."""
    first = [hint for hint in hints if hint.size == 6.0]
    if len(first) == 1 and hints[0] is first[0]:
        return (Hint(first[0].start, first[0].end, Role.TITLE), *hints[1:])
    return tuple(hints)


def _apart(spans: list[_Span]) -> Iterator[_Span]:
    """The spans in order, without those that overlap one before."""
    last = 0
    for start, end in sorted(spans):
        if start >= last and end > start:
            yield start, end
            last = end
