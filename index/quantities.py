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
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
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

_DIGITS, _TENS, _MYRIADS = "".join(_KANJI), "".join(_SMALL), "".join(_LARGE)
_NUMERALS = _DIGITS + "十百千万億兆"
#: 数十人 and 何千人 are no number.
_NOT_VAGUE = rf"(?<![数何幾{_NUMERALS}])"
#: 令和六年十月一日, 二〇二四年
_KANJI_DATE = re.compile(rf"{_NOT_VAGUE}[{_DIGITS}十百千]{{1,30}}(?=[年月日])")

_MONTH, _DAY = r"(?P<month>1[0-2]|0?[1-9])", r"(?P<day>3[01]|[12]\d|0?[1-9])"
#: In small letters may and march are verbs.
_MONTH_NAME = (
    r"(?-i:(?!may\b|mar\b|march\b))(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: In their order; what one has read the next does not see.
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-])(?P<year>(?:1[89]|20)\d\d)(?P<sep>[-/.]){_MONTH}(?P=sep){_DAY}(?!\d)",
        r"(?P<era>令和|平成|昭和|大正|明治)(?P<year>元|\d{1,2})年",
        r"(?<!\d)(?P<year>(?:1[5-9]|20)\d\d) ?[年년]",
        # With a counter or a unit behind it, it is a number: 2000人, 2000km.
        rf"(?<![\d.,{_TENS}{_MYRIADS}])(?P<year>(?:1[89]|20)\d\d)"
        r"(?![\d%]|[.,]\d|[a-z々ァ-ヺ\u3400-\u9fff가-힣])",
        rf"(?<!\d){_MONTH} ?[月월](?: ?{_DAY} ?[日일])?",
        rf"(?<![\d/.]){_MONTH}/{_DAY}(?![\d/])",
        rf"\b{_DAY}(?:st|nd|rd|th)? (?:of )?{_MONTH_NAME}",
        rf"\b{_MONTH_NAME}(?: {_DAY}(?:st|nd|rd|th)?(?!\d))?",
    )
)
#: More than 30 digits are a code, not a number: Python refuses to print an integer of thousands.
_FIGURES = r"(?:\d{1,3}(?:,\d{3})+|\d{1,30})(?:\.\d{1,30})?(?!\d)"
_NUMBER = re.compile(
    # A blank parts 1만 2천, a tab two cells.
    rf"(?<![\d.]){_FIGURES}(?:(?: ?[{_MYRIADS}]|[{_TENS}])+(?: ?{_FIGURES}|[{_DIGITS}])?)*(?: ?(?:{'|'.join(_WORDS)})\b)?"
    rf"|{_NOT_VAGUE}(?![万億兆])[{_NUMERALS}]{{2,30}}(?![{_NUMERALS}])"
    rf"|{_NOT_VAGUE}[{_DIGITS}十百千](?=[人名回個箇かカヶ社国発件隻機基台つ歳倍割])",
    re.IGNORECASE,
)
_PART = re.compile(rf"({_FIGURES})|([{_DIGITS}])|([{_TENS}{_MYRIADS}])")


def quantities(text: str) -> list[str]:
    """The numbers and dates of `text` in one spelling, in no particular order, repeats kept.

    A full date gives its month too, so that a question about a month finds the day's row.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _KANJI_DATE.sub(lambda match: str(_value(match.group())), plain)
    found: list[str] = []

    def note(match: re.Match[str]) -> str:
        found.extend(_date(match.groupdict()))
        return " "

    for pattern in _DATES:
        plain = pattern.sub(note, plain)
    for match in _NUMBER.finditer(plain):
        value = _value(match.group())
        found.append(f"n:{value.numerator if value.denominator == 1 else float(value)}")
    return found


def _date(parts: dict[str, str | None]) -> list[str]:
    terms: list[str] = []
    year, month, day, name = (parts.get(part) for part in ("year", "month", "day", "name"))
    if year:
        era = parts.get("era")
        terms.append(f"y:{(1 if year == '元' else int(year)) + (_ERAS[era] if era else 0)}")
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(month or 0)
    if number:
        terms.append(f"m:{number}")
        terms += [f"d:{number}-{int(day)}"] if day else []
    return terms


def _value(spelling: str) -> Fraction:
    """1万2,000 → 12000, 百二十 → 120, 3.5億 → 350000000."""
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
    return (total + section + (digits or 0)) * (_WORDS[word.group().lower()] if word else 1)
