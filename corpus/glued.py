"""Finds headings that an extraction tool glued to the line before: 「…html2 移動通信」, 「…した。第2節 …」, 「…した。コラム」.

Knows lines and the count of headings so far, no sections. What is found is where a line should be broken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.sentences import open_brackets

#: 「…した。第2節 …」: a new page's heading behind the last line of the page before.
_AFTER_SENTENCE = re.compile(
    r"(?m)(?<=[。」）)])(?=(?:第[0-9]{1,3}[編部章節]|[0-9]{1,2}|[（(][0-9]{1,2}[）)]|[ア-ン]) [^\s。][^。\n]{1,45}$)"
    r"|(?<=[^\s（(])(?=(?:第[0-9]{1,3}[編部章節]|[（(][0-9]{1,2}[）)]) [^\s。、][^。\n]{1,45}$)"
)
#: Lines that end bare: titles of figures, sources, footnotes, addresses.
_BARE = re.compile(r"図表|図|表|【|[（(]出典|出典|URL|https?:|[0-9]{1,2} ")
_JAPANESE_TITLE = r"[\u3041-\u30ff\u3400-\u9fffA-Za-z「][^。\n]{1,45}"
#: 「図表… 内訳3 …」: a number against a word that is no number.
_AFTER_WORD = re.compile(
    r"(?<=[^\s0-9.\-－（(])(?<!図)(?<!表)(?=[1-9] [\u3041-\u30ff\u3400-\u9fff][^。、\n]{3,45}$)"
)
#: 「…20230227」+「2 …」: behind an address, even one that ends in a digit.
_ADDRESS = re.compile(r"https?://[!-~]+$")
_COUNTED = re.compile(r"(?:資料|図|表|別紙|第|[0-9（(\-－])$")
_SECTION = re.compile(r"(?:.*[。」）)])?第[0-9]{1,3}節(?: |$)")
_NUMBERED = re.compile(r"([1-9][0-9]?) (?=\S)")
#: A work that is cited ends like this; a heading does not.
_CITED = re.compile(r"[」』”](?:[（(][^（）()]*[）)])?$|[、，]$")
#: A label that opens columns, glued to the end of the sentence before.
_LABEL = re.compile(
    r"(?m)(?:。|https?://[!-~]+（[^（）\n]{1,10}）)([^\s。、，（）()「」『』・:：0-9]{2,12})$"
)
_OFTEN = 3
#: The longest heading, in characters.
_TITLE = 60


def glued_headings(text: str) -> list[int]:
    """Where in the text a line should be broken, in order."""
    places = {match.start() for match in _AFTER_SENTENCE.finditer(text)}
    return sorted(places | set(_after_notes(text, sorted(places))) | set(_labels(text)))


def _lines(text: str, places: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The lines, broken at the places too, each with where it starts."""
    for line in re.finditer(r"[^\n]+", text):
        inside = places[bisect_right(places, line.start()) : bisect_left(places, line.end())]
        for start, end in pairwise([line.start(), *inside, line.end()]):
            yield start, text[start:end]


def _after_notes(text: str, places: Sequence[int]) -> Iterator[int]:
    """Headings behind lines that end bare. A number that can come next in the section is believed even of a digit."""
    sure, expected = 0, 1
    for start, words in _lines(text, places):
        if _SECTION.search(words):
            sure, expected = 0, 1
        found = _glued_at(words, sure, expected) if _BARE.match(words) else None
        if found is not None:
            yield start + found
            words = words[found:]
        number = _NUMBERED.match(words)
        if not number or len(words) > _TITLE or words.endswith("。") or _CITED.search(words):
            continue
        if _BARE.match(words[number.end() :]) or not sure < int(number.group(1)) <= expected:
            continue
        # A short footnote looks like a heading: only one that was found glued is believed to have been passed.
        if found is not None:
            sure = int(number.group(1))
        expected = max(expected, int(number.group(1)) + 1)


def _glued_at(words: str, sure: int, expected: int) -> int | None:
    """Where in the line a heading begins that comes after number `sure` and at `expected` at the latest."""
    for match in re.finditer(rf"(?<=[^\s])[1-9] (?={_JAPANESE_TITLE}$)", words):
        if sure < int(match.group()) <= expected and _may_part(
            words[: match.start()], words[match.start() :]
        ):
            return match.start()
    glued = _AFTER_WORD.search(words)
    if glued is None or _CITED.search(words) or open_brackets(words[: glued.start()]):
        return None
    return glued.start()


def _may_part(before: str, title: str) -> bool:
    """Whether a line can end with `before`, and a heading be `title`."""
    if _CITED.search(title) or "http" in title or open_brackets(before):
        return False
    if _ADDRESS.search(before):
        return True
    # 「資料2」, 「図3」, 「12」: the number belongs to the word before.
    return not before[-1].isascii() and not _COUNTED.search(before)


def _labels(text: str) -> Iterator[int]:
    """Labels that stand behind sentences again and again, each time over a line that is a title."""
    found = [match for match in _LABEL.finditer(text) if _is_title_after(text, match.end())]
    counts = Counter(match.group(1) for match in found)
    return (match.start(1) for match in found if counts[match.group(1)] >= _OFTEN)


def _is_title_after(text: str, end: int) -> bool:
    line = text[end : end + 80].lstrip("\n").split("\n")[0]
    return 0 < len(line) <= 60 and "。" not in line
