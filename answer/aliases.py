"""What a report calls by two names, and a question by the other: 大陸間弾道ミサイル（ICBM）, 以下「委員会」という, 習主席.

The reader learned from passages that name a thing as their questions do, and takes the other name for another thing
(eval/LOG.md). Knows no model; the names are found in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.morphology import morphemes
from models.spelled import Edit

_KANJI = "\u3400-\u9fff々"
_TERM = f"[{_KANJI}ァ-ヺー・]{{3,30}}"
#: An abbreviation: two capitals at least, which a company's name (Microsoft) has not.
_LETTERS = "(?=[A-Za-z]*[A-Z][a-z]?[A-Z])[A-Za-z0-9&/-]{2,12}"
_DEFINITIONS = (
    re.compile(
        rf"(?P<full>{_TERM})」?[（(](?:以下、?)?「?(?P<short>{_LETTERS})(?=[」：:）)]|[、,，]\s*(?:[A-Z]|以下))"
    ),
    re.compile(rf"(?<![A-Za-z])(?P<short>{_LETTERS})[（(](?P<full>{_TERM})[）)：:]"),
    re.compile(
        rf"(?P<full>[{_KANJI}ァ-ヺーぁ-ん・]{{4,40}})」?[（(]以下、?(?:単に)?「(?P<short>[^」\n]{{2,20}})」と(?:いう|する|呼ぶ|略)"
    ),
)
_OFFICE = (
    "国家主席|総書記|主席|大統領|首相|総理大臣|総理|外務大臣|国防大臣|外相|国防相|大臣|長官|書記|委員長|部長|議長|知事|市長|町長|村長"
    "|教授|議員|代表|社長|会長|次官|司令官|事務総長|大使|氏"
)
#: Japanese, Chinese and Korean names as they are printed in full, and the office behind them.
_PERSON = re.compile(rf"(?<![{_KANJI}])(?P<name>[{_KANJI}]{{3,4}}?)(?P<office>(?:副|前|元|新)?(?:{_OFFICE}))")
#: Parts of a long name so short are other words as often.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it may stand in a passage, and the one that the question uses."""

    printed: str
    asked: str

    def edits(self, text: str) -> Iterator[Edit]:
        """Where a text that has the one has nowhere the other."""
        if self.printed in text and self.asked not in text:
            for at in _alone(self.printed).finditer(text):
                yield Edit(at.start(), at.end(), self.asked)


def aliases(question: str, reports: Sequence[str]) -> tuple[Alias, ...]:
    """The names in those reports' texts that stand for what the question calls otherwise."""
    found = (alias for text in reports for name in _names(text) for alias in name.asked_by(question))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Defined:
    full: str
    short: str

    def asked_by(self, question: str) -> Iterator[Alias]:
        says_short = bool(_alone(self.short).search(question))
        # Where the long name begins is not told by its letters: the question may have only the end of what was found.
        least = max(_SHORTEST, len(self.short) + 1)
        ends = (self.full[start:] for start in range(len(self.full) - least + 1))
        says_long = next((end for end in ends if end in question), None)
        if says_long and not says_short:
            yield Alias(self.short, says_long)
        if says_short and not says_long:
            yield Alias(self.full, self.short)


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    office: str

    def asked_by(self, question: str) -> Iterator[Alias]:
        if self.name in question:
            for family in (self.name[:1], self.name[:2]):
                for office in dict.fromkeys((self.office, self.office.removeprefix("国家"))):
                    yield Alias(family + office, self.name + self.office)


@lru_cache(maxsize=64)
def _names(text: str) -> tuple[_Defined | _Person, ...]:
    found: dict[_Defined | _Person, None] = {}
    for pattern in _DEFINITIONS:
        for at in pattern.finditer(text):
            found[_Defined(at.group("full"), at.group("short"))] = None
    for at in _PERSON.finditer(text):
        if _is_of_a_person(at.group("name")):
            found[_Person(at.group("name"), at.group("office"))] = None
    return tuple(found)


@lru_cache(maxsize=4096)
def _is_of_a_person(name: str) -> bool:
    """Whether the dictionary knows a name in it and no office (岸田総理|大臣)."""
    named = any(morpheme.part_of_speech()[2] == "人名" for morpheme in morphemes(name))
    return named and not re.search(f"{_OFFICE}|内閣", name)


@lru_cache(maxsize=4096)
def _alone(name: str) -> re.Pattern[str]:
    """The name where it is no part of a longer word in its own letters."""
    kind = "A-Za-z0-9" if name.isascii() else f"{_KANJI}ァ-ヺー"
    return re.compile(rf"(?<![{kind}]){re.escape(name)}(?![{kind}])")
