"""Cuts text into sentences, Japanese properly: 。！？ end one outside brackets only. Knows no morphology."""

from __future__ import annotations

import re
from itertools import pairwise

_OPEN = "「『（(【〈《〔［[｛{＜"
_CLOSE = "」』）)】〉》〕］]｝}＞"
_PAIR = dict(zip(_CLOSE, _OPEN, strict=True))
_JAPANESE_END = "。！？"
#: A Latin full stop ends a sentence when white space and a capital, a quote or CJK follow: not in 3.5 or e.g.
_LATIN_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“'(\u3040-\u9fff\uac00-\ud7a3])")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as spans into `text`, white space around them left out.

    A bracket that is never closed does not swallow what follows it. A line break ends a sentence.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text[start:stop]):
        spans += _line_spans(text, start + line.start(), start + line.end())
    return spans


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    inside = _bracketed(text, start, end)
    cuts = [start]
    i = start
    while i < end:
        if inside[i - start]:
            i += 1
            continue
        if text[i] in _JAPANESE_END:
            while i + 1 < end and text[i + 1] in _JAPANESE_END + "!?":
                i += 1
            cuts.append(i + 1)
        elif text[i] in ".!?" and (match := _LATIN_END.match(text, i, end)):
            cuts.append(match.end())
            i = match.end() - 1
        i += 1
    cuts.append(end)
    trimmed = (_trim(text, a, b) for a, b in pairwise(cuts))
    return [(a, b) for a, b in trimmed if a < b]


def _bracketed(text: str, start: int, end: int) -> list[bool]:
    """For each position of the line, whether it stands inside a pair of brackets that is closed in it."""
    inside = [False] * (end - start)
    opened: list[tuple[str, int]] = []
    for i in range(start, end):
        char = text[i]
        if char in _OPEN:
            opened.append((char, i))
        elif char in _PAIR and any(bracket == _PAIR[char] for bracket, _ in opened):
            while opened:
                bracket, at = opened.pop()
                if bracket == _PAIR[char]:
                    inside[at - start : i - start + 1] = [True] * (i - at + 1)
                    break
    return inside


def open_brackets(text: str) -> int:
    """How many brackets of `text` are opened and not closed in it."""
    opened: list[str] = []
    for char in text:
        if char in _OPEN:
            opened.append(char)
        elif char in _PAIR and _PAIR[char] in opened:
            while opened.pop() != _PAIR[char]:
                pass
    return len(opened)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
