"""Which countries a text names, in Japanese, English, Korean or Chinese, in full or by a letter (露朝, 訪中, 北러).

Names from CLDR (by Babel), with the demonyms, capitals and abbreviations of `countries.json`. Knows no report.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from babel import Locale

_TABLE = Path(__file__).with_name("countries.json")
_LANGUAGES = ("ja", "en", "ko", "zh")
#: What a letter that stands for a country stands beside; alone it is a word like any other (途中, 一日).
_BEFORE = "訪対在駐親反来離渡访对驻방대주친반"
_AFTER = "軍側国防外相首脳首相大統領政府政権本土当局高官主席外務議会系産军侧총군측"


@lru_cache(maxsize=1024)
def countries(text: str) -> frozenset[str]:
    """The codes (ISO 3166, and EU and UN) of the countries that `text` names."""
    return frozenset[str]().union(*(named for _, _, named in names_in(text)))


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Every name, as `[start, end)` of the text after NFKC with the countries it stands for, from left to right."""
    plain = unicodedata.normalize("NFKC", text)
    full, letters = _patterns()
    found = [
        (*match.span(), frozenset({_codes()[match.group().casefold()]})) for match in full.finditer(plain)
    ]
    rest = full.sub(lambda match: " " * len(match.group()), plain)
    for match in letters.finditer(rest):
        named = frozenset(_letters()[letter] for letter in match.group() if letter in _letters())
        found.append((*match.span(), named))
    return tuple(sorted(found, key=lambda each: each[0]))


@lru_cache(maxsize=1024)
def named_in_full(text: str) -> frozenset[str]:
    """Those of them whose names are not abbreviated to a letter."""
    plain = unicodedata.normalize("NFKC", text)
    return frozenset(_codes()[match.group().casefold()] for match in _patterns()[0].finditer(plain))


def without_countries(text: str) -> str:
    """The text with every name of a country in full taken out."""
    return _patterns()[0].sub(" ", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=1)
def letters_spelled() -> dict[str, str]:
    """The country that a letter stands for in Japanese, by its usual name: 露 → ロシア."""
    return {letter: str(name) for letter, name in _table()["spelled"].items()}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = json.loads(_TABLE.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    return {letter: str(code) for letter, code in _table()["letters"].items()}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """From a name in lower case to its country's code."""
    codes: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("XA", "XB", "ZZ", "QO", "EZ"):
                codes[unicodedata.normalize("NFKC", name).casefold()] = code
    for code, names in _table()["also"].items():
        codes |= {unicodedata.normalize("NFKC", name).casefold(): code for name in names}
    return codes


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted(_codes(), key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in names if name.isascii() and len(name) > 3)
    # UN is an organisation, un an article.
    short = "|".join(re.escape(name.upper()) for name in names if name.isascii() and len(name) <= 3)
    other = "|".join(re.escape(name) for name in names if not name.isascii())
    full = rf"(?<![A-Za-z])(?i:{latin})(?![a-z])|(?<![A-Za-z])(?:{short})(?![A-Za-z])|{other}"
    letter = "[" + "".join(_letters()) + "]"
    alone = rf"(?<=[{_BEFORE}]){letter}|{letter}(?=[{_AFTER}])"
    return re.compile(full), re.compile(rf"(?<!\d){letter}{{2,}}|{alone}")
