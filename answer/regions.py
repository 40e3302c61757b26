"""Whether a sentence tells of the world, or of one country, what a question asks of another.

Reports put the same figure for the world, Japan and others one after the other, and the words around it are the same:
世界のEC市場の売上高 does not answer 日本のEC市場の売上高はいくらか. Knows no scores and no weights.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from answer.countries import names_in

#: The regions that something is told of (codes of countries, or the world), and what.
Figure = tuple[frozenset[str], str]
_WORLD = re.compile("全世界|世界全体|世界|グローバル")
_HOME = re.compile("我が国|わが国")
#: What is told of a region stands behind it: 世界のEC市場, 米国における検索市場.
_OF = re.compile(r"(?:全体)?(?:の|における|での)([一-龥々ァ-ヶーA-Za-z0-9]{2,})")
_WHOLE, _JAPAN = frozenset({"world"}), frozenset({"JP"})


def figures_of_regions(text: str) -> list[Figure]:
    """What the text says to be of which region."""
    plain = unicodedata.normalize("NFKC", text)
    return [(regions, behind.group(1)) for regions, end in _named(plain) if (behind := _OF.match(plain, end))]


def of_another_region(asked: Sequence[Figure], sentence: str) -> bool:
    """Whether the sentence tells of another country or of the world what is asked, and never names the region asked of."""
    if not asked:
        return False
    named = frozenset[str]().union(
        *(regions for regions, _ in _named(unicodedata.normalize("NFKC", sentence)))
    )
    told = figures_of_regions(sentence)
    return any(what in about and not regions & named for regions, what in asked for _, about in told)


def _named(plain: str) -> list[tuple[frozenset[str], int]]:
    """Every country and the world, as named in the text after NFKC, with where its name ends."""
    found = [(countries, end) for _, end, countries in names_in(plain)]
    found += [(_WHOLE, match.end()) for match in _WORLD.finditer(plain)]
    return found + [(_JAPAN, match.end()) for match in _HOME.finditer(plain)]
