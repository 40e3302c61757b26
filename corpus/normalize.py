"""Turns a file's decoded text into the one text everything stands on, and keeps the way back.

Knows characters, not structure: no headings, lists or sentences. Each step is a substitution over a
`Mapped`, which remembers for every code point the source offset it came from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.report import SourceMap

#: Invisible characters that split words for a reader of bytes and for nobody else: soft hyphen, zero-width
#: spaces and joiners, marks of writing direction, byte-order marks, and control characters.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
#: NFKC, but only where no reader would miss the difference: full-width letters, digits and the signs
#: that stand with numbers; half-width katakana; the radicals that PDF fonts put in place of kanji.
#: Left alone: ① ㎡ ㈱ … （）「」, which NFKC would turn into something a report does not print.
_COMPATIBLE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＆＃＠＄／．]|[\uff66-\uff9d][\uff9e\uff9f]?|[\u2e80-\u2fdf]")
_SPLIT_VOICING = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_SPACES = re.compile("[ \u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x85")
_ROW_TAG = re.compile(r"(<tr)\s[^<>]*(?=>)", re.IGNORECASE)
#: White space between the tags of a table, which would break its rows into cells.
_TAG_GAPS = re.compile(
    r"(?<=</t[dh]>)\s+(?=<t[dh]\b|</tr)|(?<=<tr>)\s+(?=<t[dh]\b)|(?<=</tr>)\s+(?=<tr\b|</t)", re.IGNORECASE
)
_TAGS = re.compile(
    r"<(/?(?:a|b|br|center|div|em|font|i|img|li|ol|p|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul))"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITIES = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|nbsp|apos);")
_RUBY = re.compile(
    r"\^\{([^{}\n]{1,40})\}|<ruby>([^<\n]{1,40})(?:<rp>[^<]*</rp>)?<rt>([^<\n]{1,40})</rt>(?:<rp>[^<]*</rp>)?</ruby>"
)
_BASE = re.compile("[\u3400-\u9fff々〆]+")
_SPACED_OUT = re.compile(r"(?m)^[\u3041-\u30ff\u3400-\u9fff](?: [\u3041-\u30ff\u3400-\u9fff])+$")
_PAGE_BREAK = re.compile("\f")
_EDGE_SPACES = re.compile(r"(?m) +$|^ +| +(?=\t)|(?<=\t) +")
_MARKS = re.compile("\ue000")
_LAST_TABS = re.compile(r"(?m)\t+$")
_TABLE_RULE = re.compile(r"(?m)^\|?[ :]*-{3,}[-| :]*$")
_TABLE_ROW = re.compile(r"(?m)^\|(.+\|.*)\|[ ]*$")


#: A stretch of a text, `[start, end)`, and what is put in its place. Those of one text do not overlap.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text whose every code point knows its offset in the source: `origins[i]` belongs to `text[i]`."""

    text: str
    origins: array[int]

    @classmethod
    def of(cls, source: str) -> Mapped:
        """The source itself, mapped onto itself."""
        return cls(source, array("q", range(len(source))))

    def sub(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> Mapped:
        """As `pattern.sub`; what a replacement keeps of the old characters, in their order, keeps its origin."""
        pieces: list[str] = []
        origins: array[int] = array("q")
        last = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            pieces += [self.text[last : match.start()], new]
            origins.extend(self.origins[last : match.start()])
            origins.extend(self._origins_of(new, match.start(), match.end()))
            last = match.end()
        pieces.append(self.text[last:])
        origins.extend(self.origins[last:])
        return Mapped("".join(pieces), origins)

    def _origins_of(self, new: str, start: int, end: int) -> Iterator[int]:
        if len(new) == end - start:
            yield from self.origins[start:end]
            return
        at = min(start, len(self.origins) - 1)
        for char in new:
            found = self.text.find(char, at, end)
            at = found if found >= 0 else at
            yield self.origins[at]
            at = min(at + 1, max(end - 1, start), len(self.origins) - 1) if found >= 0 else at

    def without(self, spans: Sequence[tuple[int, int]]) -> Mapped:
        """The text without those stretches of it, which do not overlap."""
        return self.edited([(start, end, "") for start, end in spans])

    def edited(self, edits: Sequence[Edit]) -> Mapped:
        """The text with each stretch replaced. What is put in comes from where its stretch begins."""
        pieces: list[str] = []
        origins: array[int] = array("q")
        last = 0
        for start, end, new in sorted(edits):
            pieces += [self.text[last:start], new]
            origins.extend(self.origins[last:start])
            origins.extend([self.origins[min(start, len(self.origins) - 1)]] * len(new))
            last = end
        pieces.append(self.text[last:])
        origins.extend(self.origins[last:])
        return Mapped("".join(pieces), origins)

    def broken(self, places: Sequence[int]) -> Mapped:
        """The text with a line break put in at each of the places, which are in order."""
        return self.edited([(place, place, "\n") for place in places])

    def source_map(self) -> SourceMap:
        """The origins as runs in which both texts advance together."""
        starts, offsets = [0], [self.origins[0] if self.origins else 0]
        for i in range(1, len(self.origins)):
            if self.origins[i] != self.origins[i - 1] + 1:
                starts.append(i)
                offsets.append(self.origins[i])
        return SourceMap(tuple(starts), tuple(offsets))


@dataclass(frozen=True, slots=True)
class Reading:
    """A ruby annotation: `reading` stands over the kanji that begin at `start` and end at `end` at the latest.

    The notation `^{…}` marks where the base begins but not where it ends; the run of kanji bounds it.
    """

    start: int
    end: int
    reading: str


#: Stands in the text for a ruby annotation until every step that moves text is done. Private use: no file
#: means anything by it, and a file's own is removed first.
RUBY_MARK = "\ue000"


def normalize(source: Mapped, *, markup: bool = True) -> tuple[Mapped, tuple[str, ...]]:
    """The normalised text of `source` with its way back, a RUBY_MARK where each of the readings stood.

    With `markup`, scraps of HTML and Markdown, which text made from other formats holds, are read as such.
    """
    mapped = source.sub(_LINE_ENDS, lambda _: "\n").sub(_PAGE_BREAK, lambda _: "\n\n")
    mapped = mapped.sub(_INVISIBLE, lambda _: "")
    mapped = mapped.sub(_COMPATIBLE, lambda m: unicodedata.normalize("NFKC", m.group()))
    mapped = mapped.sub(_SPLIT_VOICING, lambda m: unicodedata.normalize("NFC", m.group()))
    mapped = mapped.sub(_MARKS, lambda _: "")
    readings: list[str] = []
    if markup:
        mapped, readings = _take_ruby(mapped)
        mapped = _take_tags(mapped).sub(_ENTITIES, lambda m: html.unescape(m.group()))
        mapped = mapped.sub(_TABLE_RULE, lambda _: "").sub(_TABLE_ROW, _cells)
    mapped = mapped.sub(_SPACES, lambda _: " ").sub(_EDGE_SPACES, lambda _: "")
    return mapped.sub(_SPACED_OUT, lambda m: m.group().replace(" ", "")), tuple(readings)


def place_readings(mapped: Mapped, readings: tuple[str, ...]) -> tuple[Mapped, tuple[Reading, ...]]:
    """Takes the marks of `normalize` out, and says where in the text without them each reading stands."""
    placed: list[Reading] = []
    clean = mapped.text.replace(RUBY_MARK, "")
    kept = iter(readings)
    for number, match in enumerate(_MARKS.finditer(mapped.text)):
        start = match.start() - number
        base = _BASE.match(clean, start)
        placed.append(Reading(start, base.end() if base else start, next(kept)))
    return mapped.sub(_MARKS, lambda _: ""), tuple(placed)


def _take_ruby(mapped: Mapped) -> tuple[Mapped, list[str]]:
    readings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        short, base, reading = match.groups()
        readings.append(short or reading)
        return RUBY_MARK + (base or "")

    return mapped.sub(_RUBY, keep), readings


def _take_tags(mapped: Mapped) -> Mapped:
    """The text without tags: a row's end is a line's, a cell's a tab, a block's a space."""
    mapped = mapped.sub(_ROW_TAG, lambda m: m.group(1)).sub(_TAG_GAPS, lambda _: "").sub(_TAGS, _tag)
    text = mapped.text

    def last_tabs(match: re.Match[str]) -> str:
        # A row of one cell keeps its tab: without it nothing would tell that it is one.
        return "" if "\t" in text[text.rfind("\n", 0, match.start()) + 1 : match.start()] else "\t"

    return mapped.sub(_LAST_TABS, last_tabs)


def _tag(match: re.Match[str]) -> str:
    name = match.group(1).lower()
    if name in ("/td", "/th"):
        return "\t"
    if name == "/tr":
        return "\n"
    # One's last word would stand against the next one's first.
    return " " if name in ("br", "/p", "/div", "/li") else ""


def _cells(match: re.Match[str]) -> str:
    return "\t".join(cell.strip() for cell in match.group(1).split("|"))
