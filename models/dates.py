"""Dates as a reader spells them that learned from an encyclopedia: 8/20 → 8月20日 in rows and brackets, 令和6年 → 2024年.

Knows no model.
"""

from __future__ import annotations

import re

from models.pairs import Passage
from models.spelled import Edit, Spelled, spell

#: Where a date stands by itself: at the beginning of a line or cell, in brackets, at the end of a span of days. In
#: running text 1/3 is a third, in an address a folder.
_DATE = re.compile(
    r"(?:(?<=[\t(（~〜～–、])|(?<![^\n]))(?:(?P<year>(?:19|20)\d\d)[/／])?"
    r"(?P<month>[1１][0-2０-２]|[0０]?[1-9１-９])[/／](?P<day>[3３][01０１]|[12１２]\d|[0０]?[1-9１-９])"
    r"(?=$|[\s)）(（~〜～–、]|から|まで|現在|時点|頃)"
)
#: A year of an era by its number; 昭和30年代 and 明治時代 are no years, 令和6年間 is no such thing either.
_ERA_YEAR = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治)(?P<number>元|[0-9０-９]{1,2}|[〇一二三四五六七八九十]{1,3})(?=年(?![代間]))"
)
_FIRST_YEARS = {"令和": 2019, "平成": 1989, "昭和": 1926, "大正": 1912, "明治": 1868}
_KANJI = {kanji: number for number, kanji in enumerate("〇一二三四五六七八九")}


def spell_dates(passage: Passage) -> Spelled:
    """The passage as it is read."""
    edits = [_edit(date) for date in _DATE.finditer(passage.text)] + _years(passage.text)
    return spell(passage, sorted(edits, key=lambda edit: edit.start))


def spell_years(question: str) -> str:
    """The question as it is read: with the years of eras as its passages have them."""
    return spell(Passage(question), _years(question)).passage.text


def _years(text: str) -> list[Edit]:
    return [Edit(year.start(), year.end(), str(_western(year))) for year in _ERA_YEAR.finditer(text)]


def _western(year: re.Match[str]) -> int:
    era, number = year.group("era", "number")
    return _FIRST_YEARS[era] + (1 if number == "元" else _number(number)) - 1


def _number(figures: str) -> int:
    """Of up to two digits, or of kanji up to 九十九 (二十三, 二三)."""
    digits = "".join(str(_KANJI.get(figure, figure)) for figure in figures)
    tens, ten, ones = digits.rpartition("十")
    return 10 * int(tens or 1) + int(ones or 0) if ten else int(digits)


def _edit(date: re.Match[str]) -> Edit:
    year, month, day = date.group("year", "month", "day")
    return Edit(date.start(), date.end(), (f"{year}年" if year else "") + f"{int(month)}月{int(day)}日")
