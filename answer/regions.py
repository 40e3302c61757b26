"""Whether a sentence tells of the world, or of one country, what a question asks of another.

Reports put the same figure for the world, Japan and others one after the other, and the words around it are the same:
世界のEC市場の売上高 does not answer 日本のEC市場の売上高はいくらか. Knows no scores and no weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from answer.countries import names_in

_WORLD = re.compile("全世界|世界全体|世界|グローバル")
_HOME = re.compile("我が国|わが国")
#: What is told of a scope stands behind it: 世界のEC市場, 米国における検索市場.
_OF = re.compile(r"(?:全体)?(?:の|における|での)([一-龥々ァ-ヶーA-Za-z0-9]{2,})")
_WHOLE, _JAPAN = frozenset({"world"}), frozenset({"JP"})


def of_another_region(question: str, sentence: str) -> bool:
    """Whether the sentence tells of another country or of the world what the question asks, and never of its own."""
    asked, told = list(_told(question)), list(_told(sentence))
    own = frozenset[str]().union(*(scope for scope, _ in _scopes(sentence)))
    return any(
        what in about and not scope & own and not scope & other
        for scope, what in asked
        for other, about in told
    )


def _told(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """What is said to be of which scope."""
    plain = unicodedata.normalize("NFKC", text)
    for scope, end in _scopes(plain):
        behind = _OF.match(plain, end)
        if behind:
            yield scope, behind.group(1)


def _scopes(text: str) -> list[tuple[frozenset[str], int]]:
    """Every country and the world, as it is named in the text, with where its name ends."""
    plain = unicodedata.normalize("NFKC", text)
    found = [(named, end) for _, end, named in names_in(plain)]
    found += [(_WHOLE, match.end()) for match in _WORLD.finditer(plain)]
    return found + [(_JAPAN, match.end()) for match in _HOME.finditer(plain)]
