"""What in a text shows that it could answer: a number, a date, a name. Knows no question but what it wants."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from answer.question import Want
from corpus.morphology import morphemes
from index.quantities import quantities

_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千][人名回個か社国発件隻機台年月日つ倍割]")
_REASONS = re.compile(
    "ため|から|ので|により|によって|契機|背景|理由|目的|狙い|得た|加え|こと(?:による|がある)|べく"
)
#: Offices and forms of address stand for a person whose name is not given.
_OFFICE = re.compile(
    "[長官相氏]|大臣|委員|大統領|主席|書記|司令|代表|教授|議員|大使|首脳|公使|総理|国王|女史"
)


def unmet(wants: Collection[Want], text: str) -> float:
    """The share of what is wanted of which `text` shows no sign; 0 when nothing is that has one."""
    signs = [_SIGNS[want](text) for want in wants if want in _SIGNS]
    return 1 - sum(signs) / len(signs) if signs else 0.0


def _names(text: str, kind: str) -> bool:
    """Whether the text names a person (人名) or a place (地名), by Sudachi's parts of speech."""
    return kind in _kinds_of_names(text)


@lru_cache(maxsize=8192)
def _kinds_of_names(text: str) -> frozenset[str]:
    parts = (m.part_of_speech() for m in morphemes(text))
    return frozenset(part[2] for part in parts if part[1] == "固有名詞")


_SIGNS: Mapping[Want, Callable[[str], bool]] = {
    Want.NUMBER: lambda text: bool(_NUMBER.search(text)),
    Want.DATE: lambda text: any(q[0] in "ymd" for q in quantities(text)),
    Want.DAY: lambda text: any(q[0] == "d" for q in quantities(text)),
    Want.REASON: lambda text: bool(_REASONS.search(text)),
    Want.PERSON: lambda text: _names(text, "人名") or bool(_OFFICE.search(text)),
    Want.PLACE: lambda text: _names(text, "地名"),
}
