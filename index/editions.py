"""Which edition of a report this is, and which reports are editions of one another. Knows no particular report.

An edition is read where reports say it: in the title, in the file's name, at the head of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

#: The year before an era's first.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_ERA_YEAR = r"(?P<era>令和|平成|昭和)\s*(?P<year>元|\d{1,2})\s*年"
_WEST_YEAR = r"(?<!\d)(?P<west>(?:19|20)\d\d)"
_KIND = r"(?:年度版|年版|年度|年)"
#: 「令和5年版」「2024年度」: what calls itself an edition, before a year that may only be spoken of.
_EDITION = re.compile(rf"(?:{_ERA_YEAR}|{_WEST_YEAR}\s*年)\s*度?\s*版")
_YEAR = re.compile(rf"(?:{_ERA_YEAR}|{_WEST_YEAR}\s*年)\s*度?")
#: In file names: R06, h30, 2024. No letter or digit may touch it: 「H2O」 and 「20240401」 are no editions.
_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?P<letter>[RHSrhs])(?P<short>\d{1,2})(?![A-Za-z0-9])|(?<!\d)(?P<bare>(?:19|20)\d\d)(?!\d)"
)
#: Characters at the head of a text in which it may say its edition.
_HEAD = 400
#: A series whose name is shorter than this is no name: 「令和5年版」 alone.
_SHORTEST_SERIES = 2


@dataclass(frozen=True, slots=True)
class Edition:
    """`label` as a reader would say it, `year` in the Western calendar."""

    label: str
    year: int


class Titled(Protocol):
    """What is known of a report that may be one of several editions."""

    @property
    def id(self) -> str:
        """Short and stable."""

    @property
    def title(self) -> str:
        """As the report gives it."""

    @property
    def name(self) -> str:
        """The file's."""

    @property
    def year(self) -> int | None:
        """Its edition's year."""


def edition_of(title: str, name: str, text: str) -> Edition | None:
    """The edition a report is, None where nothing says it."""
    title, stem = _plain(title), _plain(Path(name).stem)
    for place, pattern in (
        (title, _EDITION),
        (title, _YEAR),
        (stem, _EDITION),
        (stem, _YEAR),
        (stem, _NAME),
        (_plain(text[:_HEAD]), _EDITION),
    ):
        if (found := pattern.search(place)) is not None:
            return _edition(found)
    return None


def years_named(text: str) -> list[int]:
    """The years of the editions a text names (「令和4年版」, "the 2023 edition"), in its order, each once."""
    plain = _plain(text)
    english = re.finditer(
        r"(?<!\d)(?P<bare>(?:19|20)\d\d)\s+(?:edition|report|white paper|版)", plain, re.IGNORECASE
    )
    found = sorted([*_EDITION.finditer(plain), *english], key=lambda match: match.start())
    return list(dict.fromkeys(_edition(match).year for match in found))


def series(reports: Sequence[Titled]) -> list[list[Titled]]:
    """The reports in groups, each the editions of one report, newest first; most are alone in theirs.

    Two are of one series when their titles, or their files' names, differ in nothing but the edition.
    """
    groups: list[list[Titled]] = []
    for report in reports:
        same = [group for group in groups if any(_of_one_series(report, other) for other in group)]
        merged = [report, *(other for group in same for other in group)]
        groups = [group for group in groups if group not in same] + [merged]
    return [sorted(group, key=lambda r: -(r.year or 0)) for group in groups]


def _of_one_series(one: Titled, other: Titled) -> bool:
    if one.year is None or other.year is None or one.year == other.year:
        return False
    return any(a == b for a, b in zip(_names(one), _names(other), strict=True) if len(a) >= _SHORTEST_SERIES)


def _names(report: Titled) -> Iterator[str]:
    for text in (report.title, Path(report.name).stem):
        bare = _NAME.sub("", _YEAR.sub("", _EDITION.sub("", _plain(text))))
        yield "".join(c for c in bare if c.isalnum()).lower()


def _edition(found: re.Match[str]) -> Edition:
    part = found.groupdict()
    if part.get("west") or part.get("bare"):
        year = int(part.get("west") or part["bare"])
        label = "".join(found[0].split()) if part.get("west") else f"{year}年"
        return Edition(label, year)
    if part.get("era"):
        first = part["year"] == "元"
        return Edition("".join(found[0].split()), _ERAS[part["era"]] + (1 if first else int(part["year"])))
    era, number = part["letter"].upper(), int(part["short"])
    name = next(name for name, start in _ERAS.items() if start == _ERAS[era] and len(name) > 1)
    return Edition(f"{name}{number}年", _ERAS[era] + number)


def _plain(text: str) -> str:
    # _ counts as a letter to \b and often joins the words of a file's name.
    return unicodedata.normalize("NFKC", text).replace("_", " ")
