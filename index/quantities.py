"""Numbers and dates in one spelling, so that 1万2,000人 finds 12,000 and 10月1日 finds a row's 10/1.

Knows Japanese, Chinese, Korean and English spellings; knows nothing of search. A quantity is a short string:
`n:12000`, `y:2024`, `m:10`, `d:10-1`.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000, "천": 1000, "백": 100}
_LARGE = {
    "万": 10**4,
    "萬": 10**4,
    "만": 10**4,
    "億": 10**8,
    "亿": 10**8,
    "억": 10**8,
    "兆": 10**12,
    "조": 10**12,
}
_WORDS = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_DATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?P<era>令和|平成|昭和|大正|明治)(?P<year>元|\d{1,2})年"), "era"),
    (re.compile(r"(?<!\d)(?P<year>(?:1[5-9]|20)\d{2})\s?[年년]"), "year"),
    (re.compile(r"(?<![\d.])(?P<year>(?:1[89]|20)\d{2})(?![\d,.万億])"), "year"),
    (
        re.compile(
            r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?[月월](?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日일])?"
        ),
        "date",
    ),
    (re.compile(r"(?<![\d/.])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/])"), "date"),
    (
        re.compile(
            rf"\b(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\s(?:of\s)?(?P<name>{_MONTH_NAME})", re.I
        ),
        "date",
    ),
    (
        re.compile(
            rf"\b(?P<name>{_MONTH_NAME})(?:\s(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d))?", re.I
        ),
        "date",
    ),
)
_FIGURES = r"\d[\d,]*(?:\.\d+)?"
_SCALE = "".join((*_SMALL, *_LARGE))
_NUMBER = re.compile(
    rf"(?<![\d.])(?:{_FIGURES}(?:\s?[{_SCALE}](?:\s(?=\d))?)?)+(?:\s?(?P<word>thousand|million|billion|trillion)\b)?"
    rf"|[〇一二三四五六七八九十百千万億兆]{{2,}}|[一二三四五六七八九十百](?=[人名回個か社国発件隻機台年月日つ歳倍割])",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_FIGURES})|([〇一二三四五六七八九])|([{_SCALE}])")


def quantities(text: str) -> list[str]:
    """The numbers and dates of `text` in one spelling, in no particular order, repeats kept.

    A full date gives its month too, so that a question about a month finds the day's row.
    """
    plain = unicodedata.normalize("NFKC", text)
    found: list[str] = []
    for pattern, kind in _DATES:
        plain = pattern.sub(lambda m, kind=kind: found.extend(_date(m, kind)) or " ", plain)  # type: ignore[misc,func-returns-value]
    for match in _NUMBER.finditer(plain):
        value = _value(match.group())
        if value is not None:
            found.append(f"n:{value.numerator if value.denominator == 1 else float(value)}")
    return found


def _date(match: re.Match[str], kind: str) -> list[str]:
    parts = match.groupdict()
    if kind == "era":
        year = 1 if parts["year"] == "元" else int(parts["year"])
        return [f"y:{_ERAS[parts['era']] + year}"]
    if kind == "year":
        return [f"y:{int(parts['year'])}"]
    name = parts.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    return [f"m:{month}"] + ([f"d:{month}-{int(parts['day'])}"] if parts.get("day") else [])


def _value(spelling: str) -> Fraction | None:
    """1万2,000 → 12000, 百二十 → 120, 3.5億 → 350000000; None for what only looks like a number."""
    total, section = Fraction(0), Fraction(0)
    digits: Fraction | None = None
    for figures, kanji, scale in _PART.findall(spelling):
        if figures:
            digits = Fraction(figures.replace(",", ""))
        elif kanji:
            # 二〇二四 counts by place.
            digits = (digits or Fraction(0)) * 10 + _KANJI[kanji]
        elif scale in _SMALL:
            section += (1 if digits is None else digits) * _SMALL[scale]
            digits = None
        else:
            section += digits or 0
            total += (section or 1) * _LARGE[scale]
            section, digits = Fraction(0), None
    word = re.search("|".join(_WORDS), spelling, re.IGNORECASE)
    value = (total + section + (digits or 0)) * (_WORDS[word.group().lower()] if word else 1)
    return Fraction(value) if _PART.search(spelling) else None
