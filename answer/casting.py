"""Which country a clause in English, Korean or Chinese has for its subject, and whether the Japanese it says again has it so.

By the place of the name or by its particle; a clause in the passive is left alone. Knows words, not reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from answer.countries import countries
from answer.question import QuestionLanguage
from answer.roles import Part, roles

#: Characters of a clause in which its subject begins.
_BEGINS = 28
_PASSIVE: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|de|nt)\b", re.IGNORECASE
    ),
    "ko": re.compile("되[었어는며]|된|됐|받[았는아]|당[했하]"),
    "zh": re.compile("被|受到|遭|由"),
}
_NAMED: Mapping[QuestionLanguage, re.Pattern[str]] = {
    "en": re.compile(r"(?P<before>(?:\b\w+\s+)?)(?P<name>\b[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*)"),
    "ko": re.compile("(?P<before>)(?P<name>[가-힣]{2,8}?)(?:은|는|이|가)(?![가-힣])"),
    "zh": re.compile("(?P<before>[从向对与和给在同就]?)(?P<name>[\u3400-\u9fff]{2,3})"),
}
#: Before a name that is no subject.
_NO_SUBJECT = re.compile(
    r"^(?:from|to|by|with|against|in|of|for|toward|towards|between|on|at|into|and|than)$|^[从向对与和给在同就]$",
    re.IGNORECASE,
)


def subject(clause: str, language: QuestionLanguage) -> str | None:
    """The code of the country that the clause begins with as its subject; None where that cannot be told."""
    if _PASSIVE[language].search(clause):
        return None
    for match in _NAMED[language].finditer(clause):
        if match.start("name") > _BEGINS:
            return None
        named = countries(match.group("name"))
        if len(named) == 1:
            return None if _NO_SUBJECT.match(match.group("before").strip()) else next(iter(named))
    return None


def is_recast(country: str, cited: str) -> bool:
    """Whether the Japanese words have others do what is done, and the country only suffer it, or be where it comes from or
    goes to."""
    there = roles(cited)
    own = {role.part for role in there if country in countries(role.who)}
    return bool(own) and Part.DOES not in own and country not in _possessors(cited)


def _possessors(text: str) -> frozenset[str]:
    """The countries that stand before の or another noun of doing (ロシアの侵略, 米国政府): they may do it, too."""
    found = re.findall("[\u30a1-\u30fa\u3400-\u9fffー]+(?=の|による|政府|軍)", text)
    return frozenset[str]().union(*(countries(name) for name in found))
