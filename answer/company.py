"""Which countries a text names in one breath (日米韓, the United States and Japan), and whether a sentence that says again what is
cited puts one among them that is not there.

Vectors and names tell nothing of it: "against the United States, Russia and Japan" has no name that
「ロシアと共に日米韓に対抗」 has not. Knows words, not reports.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from answer.countries import names_in

#: What stands between names said in one breath.
_BETWEEN = re.compile(
    r"\s*(?:[,，、・･/／&]|[-–‐](?=\S)|(?:,\s*)?\band\b|及び|および|並びに|ならびに|と|や|和|与|與|以及|及|와|과|및|·)?\s*(?:\bthe\b\s*)?"
)
#: Of so many countries named together a sentence has to name some, before another beside them is out of place.
_SOME = 2


def strays(sentence: str, cited: str) -> bool:
    """Whether the sentence names two countries that the cited words name together, and in the same breath one that they do not."""
    there = together(cited)
    return any(
        any(len(said & group) >= _SOME for group in there) and not any(said <= group for group in there)
        for said in together(sentence)
    )


@lru_cache(maxsize=1024)
def together(text: str) -> tuple[frozenset[str], ...]:
    """The countries named in one breath, two or more, in the order of the text."""
    plain = unicodedata.normalize("NFKC", text)
    groups: list[frozenset[str]] = []
    reached = -1
    for start, end, named in names_in(text):
        if groups and _BETWEEN.fullmatch(plain, reached, start):
            groups[-1] |= named
        else:
            groups.append(named)
        reached = end
    return tuple(group for group in groups if len(group) >= _SOME)
