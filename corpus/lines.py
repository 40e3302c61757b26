"""Tells what a line of a Japanese report is by its looks: a numbered heading, an item, a row, a note, a source,
a caption. Knows one line at a time; what its neighbours make of it is the outline's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.draft import Hint
from corpus.report import BlockKind

#: Bullets, and bullets doubled by an extraction tool (「- ・」).
_BULLET = re.compile(r"(?:[-–—*•・●○◯◎■□◆◇▶►▲△▼▽✓➢⇒〇] ?)+(?=[^\s\d]|\d)")
_RULE = re.compile(r"[-–—―‐*=_・. ]{3,}$")
_PAGE_NUMBER = re.compile(r"[-–—―‐ ]*[0-9]{1,4}[-–—―‐ ]*$")
_NOTE = re.compile(r"※|[（(]?(?:注|備考)[0-9]{0,2}[）):： ]|\*[0-9]{1,2} ")
_SOURCE = re.compile(
    r"[（(]?(?:出典|資料|出所|引用|提供)[）):： ]|URL[:：]|https?://\S+$"
    r"|[（(][^（）()]*(?:作成|に基づく?|をもとに|を基に|を元に|より引用|調べ)[^（）()]{0,12}[）)]$"
)
_CREDIT = re.compile(
    r"[（(〔](?:写真|画像|映像|イラスト)?(?:提供|撮影|出典|写真)[^（）()]*[）)〕]$|[（(]写真提供[^（）()]*[）)]$"
)
_CAPTION = re.compile(r"写真[0-9]*[:： ]|[▲△▼▽↑↓←→]\S")
_URL = re.compile(r"https?://")
_FIGURE = re.compile(
    r"(?:図表|図|表|別表|別図|付図|付表)\s?[0-9一二三四五六七八九十IVXⅠ-Ⅻ]+(?:[-－‐ー.][0-9]+)*[:：. ]?|【[^】]{1,12}】(?=.)"
    r"|[■□◆◇▼▲●]? ?第[0-9]{1,2}(?:[-－‐ー.][0-9]{1,3})+ ?(?:図表|図|表)(?=[/／:： ]|$)"
    r"|[■□◆◇▼▲●] ?(?:図表|図|表) ?[0-9]{1,3}(?:[-－‐ー.][0-9]{1,3})*"
)
_COLUMN = re.compile(r"(?:コラム|COLUMN|Column|BOX|Box|トピックス?)[ 0-9:：]")

#: The families of numbering a heading can have. The order matters: the first that fits is taken.
_NUMBERINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *(
        (f"第{unit}", re.compile(rf"第\s?([0-9一二三四五六七八九十]+)\s?{unit}(?=\s|$)"))
        for unit in "編部章節款項"
    ),
    ("1-1", re.compile(r"[0-9]{1,2}(?:[-－.][0-9]{1,2})*[-－.]([0-9]{1,2})\.?\s")),
    ("1.", re.compile(r"([0-9]{1,2})[.．、](?![0-9])\s*")),
    ("1", re.compile(r"([0-9]{1,2})\s(?=\S)")),
    ("(1)", re.compile(r"[（(]([0-9]{1,2})[）)]\s*")),
    ("(ア)", re.compile(r"[（(]([ア-ン])[）)]\s*")),
    ("ア", re.compile(r"([ア-ン])[ .．]")),
    ("①", re.compile(r"([①-⑳])\s*")),
    ("Ⅰ", re.compile(r"([Ⅰ-Ⅻ]|[IVX]{1,4}(?=[. ]))[. ]?\s*")),
    ("【】", re.compile(r"【[^】]{1,30}】()$")),
    ("a", re.compile(r"[（(]?([a-z])[）).]\s")),
)
_KANJI_DIGITS = "一二三四五六七八九"
_KANA_ORDER = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
#: Longest title: longer lines without 。 are prose that ends in a noun.
TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number before a title: its family (`第章`, `1`, `(1)`, `ア`, …), its ordinal (0 if it has none), its width."""

    family: str
    ordinal: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the normalised text at `[start, end)`; `loose_before` and `loose_after` tell of blank lines.

    `hint` is what the file's format says of it, where it says anything.
    """

    text: str
    start: int
    end: int
    loose_before: bool
    loose_after: bool
    hint: Hint | None = None


def lines_of(text: str, hints: Mapping[int, Hint] = MappingProxyType({})) -> list[Line]:
    """The lines that hold something, ruled lines and bare page numbers left out.

    `hints` say of a line, by its start, what the format knows; a line with one is never left out.
    """
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    lines: list[Line] = []
    for i, (start, end) in enumerate(spans):
        line = text[start:end]
        hint = hints.get(start)
        if hint is None and (_RULE.match(line) or _PAGE_NUMBER.match(line)):
            continue
        before = i == 0 or start - spans[i - 1][1] > 1
        after = i == len(spans) - 1 or spans[i + 1][0] - end > 1
        lines.append(Line(line, start, end, before, after, hint))
    return lines


def numbering_of(text: str) -> Numbering | None:
    """The numbering a line begins with, if what follows it could be a title."""
    for family, pattern in _NUMBERINGS:
        if match := pattern.match(text):
            # 1.1 and 1.1.1 are two families.
            depth = len(re.findall(r"[-－.](?=[0-9])", match.group())) if family == "1-1" else 1
            return Numbering(family + "-1" * (depth - 1), _ordinal(match.group(1)), match.end())
    return None


def _ordinal(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if len(mark) == 1 and (mark in _KANA_ORDER or mark in _KANJI_DIGITS):
        return max(_KANA_ORDER.find(mark), _KANJI_DIGITS.find(mark)) + 1
    if len(mark) == 1 and ("①" <= mark <= "⑳" or "Ⅰ" <= mark <= "Ⅻ"):
        return ord(mark) - ord("①" if mark >= "①" and mark <= "⑳" else "Ⅰ") + 1
    return 0


def bullet_width(text: str) -> int:
    """How many characters of bullet and space an item begins with; 0 for a line that is no item."""
    match = _BULLET.match(text)
    return match.end() if match else 0


def plain_kind(text: str) -> BlockKind | None:
    """The kind of a line that its own looks decide; None for prose, titles and labels, which need neighbours."""
    if "\t" in text:
        return BlockKind.ROW
    if _NOTE.match(text):
        return BlockKind.NOTE
    if _CREDIT.search(text) or _CAPTION.match(text):
        return BlockKind.CAPTION
    if _SOURCE.match(text):
        return BlockKind.SOURCE
    if bullet_width(text):
        return BlockKind.ITEM
    if _URL.search(text) and not is_sentence(text):
        return BlockKind.CAPTION
    return None


def is_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does."""
    return text.rstrip('」』）)”"').endswith(("。", "！", "？", "!", "?")) or text.endswith((".", "…。"))


def could_be_title(text: str) -> bool:
    """Whether a line could stand over others: short, and not ended as a sentence or a clause is."""
    return (
        len(text) <= TITLE_LENGTH
        and "\t" not in text
        and not text.endswith(("。", "、", "，", ",", ".", "：", ":", "；"))
        and not text.startswith(("…", "（", "("))
        and not is_sentence(text)
    )


def figure_label(text: str) -> bool:
    """Whether the line names a figure or a table by its number, or carries a 【mark】 before its title."""
    return bool(_FIGURE.match(text)) and not is_sentence(text)


def column_label(text: str) -> bool:
    """Whether the line opens a column (コラム), which has prose of its own."""
    return bool(_COLUMN.match(text)) and not is_sentence(text)
