"""What a Word document's styles and numberings say of a paragraph: title, heading and its level, its number.

Word does not write numbers into the text; they are counted here as it counts them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from corpus.formats.docx_package import W

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9１-９])$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc\s*(?:\d|heading|見出し)|目次|table of (?:figures|contents)|図表目次)", re.IGNORECASE
)
_TITLES = {"title", "表題", "subtitle", "副題"}
_CAPTIONS = {"caption", "図表番号"}
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_KANJI = "〇一二三四五六七八九"
#: Nesting of styles that are based on one another; deeper is a circle.
_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a paragraph: `level` 0 to 8 of a heading, its list and depth in it, its kind by style."""

    level: int | None = None
    kind: str | None = None
    list_id: str | None = None
    depth: int = 0


class Styles:
    """The styles of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(f"{W}styleId") or "": s for s in root.iter(f"{W}style")}

    def standing(self, paragraph: etree._Element) -> Standing:
        """What the paragraph's own properties and its style say."""
        own = paragraph.find(f"{W}pPr")
        chain = self._chain(own)
        names = [_value(style, "name").strip() for style in chain]
        properties = [p for p in (own, *(s.find(f"{W}pPr") for s in chain)) if p is not None]
        list_id, depth = _list_of(properties)
        return Standing(_level(names, properties), _kind(names), list_id, depth)

    def _chain(self, own: etree._Element | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        style = None if own is None else own.find(f"{W}pStyle")
        name = None if style is None else style.get(f"{W}val")
        while name and name in self._styles and len(chain) < _CHAIN:
            chain.append(self._styles[name])
            based = self._styles[name].find(f"{W}basedOn")
            name = None if based is None else based.get(f"{W}val")
        return chain


def _value(element: etree._Element, tag: str, default: str = "") -> str:
    """The value of an element's child `tag`."""
    found = element.find(f"{W}{tag}")
    return default if found is None else found.get(f"{W}val") or default


def _level(names: list[str], properties: list[etree._Element]) -> int | None:
    for each in properties:
        outline = each.find(f"{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "").isdecimal():
            level = int(outline.get(f"{W}val") or "9")
            return level if level < 9 else None
    for name in names:
        if match := _HEADING.match(name):
            return int(match.group(1)) - 1
    return None


def _kind(names: list[str]) -> str | None:
    for name in (name.lower() for name in names):
        if name in _TITLES:
            return "title"
        if name in _CAPTIONS:
            return "caption"
        if _CONTENTS.match(name):
            return "contents"
    return None


def _list_of(properties: list[etree._Element]) -> tuple[str | None, int]:
    list_id: str | None = None
    depth: int | None = None
    for each in properties:
        numbered = each.find(f"{W}numPr")
        if numbered is None:
            continue
        found, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
        if list_id is None and found is not None:
            list_id = found.get(f"{W}val")
        if depth is None and level is not None and (level.get(f"{W}val") or "").isdecimal():
            depth = min(int(level.get(f"{W}val") or "0"), 8)
    return (None if list_id == "0" else list_id), depth or 0


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class Numberings:
    """Counts the paragraphs of a document's lists."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, root: etree._Element | None) -> Numberings:
        """The numberings that `numbering.xml` defines."""
        made = cls()
        if root is None:
            return made
        for abstract in root.iter(f"{W}abstractNum"):
            made.levels[abstract.get(f"{W}abstractNumId") or ""] = dict(
                map(_read_level, abstract.iter(f"{W}lvl"))
            )
        for number in root.iter(f"{W}num"):
            source = number.find(f"{W}abstractNumId")
            if source is not None:
                made.sources[number.get(f"{W}numId") or ""] = source.get(f"{W}val") or ""
        return made

    def is_bullet(self, standing: Standing) -> bool:
        """Whether the paragraph's mark is a bullet."""
        level = self._level(standing)
        return level is not None and level.form == "bullet"

    def mark(self, standing: Standing) -> str:
        """The number that stands before the paragraph, as Word shows it; empty for bullets and without a list."""
        level = self._level(standing)
        if level is None or standing.list_id is None:
            return ""
        source = self.sources[standing.list_id]
        counts = self.counts[source]
        counts[standing.depth] = counts.get(standing.depth, level.start - 1) + 1
        for deeper in [depth for depth in counts if depth > standing.depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        levels = self.levels[source]

        def shown(match: re.Match[str]) -> str:
            depth = int(match.group(1)) - 1
            form = levels.get(depth, _Level())
            return _number(counts.get(depth, form.start), form.form)

        return re.sub(r"%([1-9])", shown, level.text)

    def _level(self, standing: Standing) -> _Level | None:
        source = self.sources.get(standing.list_id or "")
        return None if source is None else self.levels.get(source, {}).get(standing.depth)


def _read_level(level: etree._Element) -> tuple[int, _Level]:
    start = _value(level, "start", "1")
    depth = level.get(f"{W}ilvl") or "0"
    return (
        int(depth) if depth.isdecimal() else 0,
        _Level(
            _value(level, "numFmt", "decimal"),
            _value(level, "lvlText"),
            int(start) if start.isdecimal() else 1,
        ),
    )


def _number(value: int, form: str) -> str:
    """A number as Word writes it in that form (ST_NumberFormat); forms not known as digits."""
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate(_DIGITS)
    if form in ("aiueo", "aiueoFullWidth"):
        return _KANA[(value - 1) % len(_KANA)]
    if form in ("iroha", "irohaFullWidth"):
        return _IROHA[(value - 1) % len(_IROHA)]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return chr(ord("①") + value - 1)
    if form in ("japaneseCounting", "ideographDigital", "japaneseDigitalTenThousand", "chineseCounting"):
        return _kanji(value)
    if form in ("upperRoman", "lowerRoman"):
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (value - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    return str(value)


def _kanji(value: int) -> str:
    if not 0 < value < 100:
        return "".join(_KANJI[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    return ("" if not tens else ("十" if tens == 1 else _KANJI[tens] + "十")) + (_KANJI[ones] if ones else "")


def _roman(value: int) -> str:
    signs = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for worth, sign in signs:
        while value >= worth and len(text) < 30:
            text += sign
            value -= worth
    return text
