"""Words of other languages for Japanese ones, from dictionaries: English by JMdict and JMnedict, Chinese by OpenCC's
characters, Korean by the Korean reading of kanji and by the sound of kana. Knows no questions.

The dictionaries come with `requirements-training.txt`; nothing but training needs them.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cached_property, lru_cache
from typing import Any

from training.errors import DictionariesMissing

#: The plus keeps SQLite from going through all English words by the index on `lang`, which takes a tenth of a second.
_WORDS = """
select g.text from {0} k join Sense s on s.idseq = k.idseq join SenseGloss g on g.sid = s.ID
where k.text = ? and +g.lang = 'eng' order by {1} s.ID limit 4
"""
#: A writing that newspapers use comes before another word that is only seldom written so.
_COMMON = "not exists (select 1 from {0} p where p.kid = k.ID),"
_NAMES = """
select g.text from {} k join NETranslation t on t.idseq = k.idseq join NETransGloss g on g.tid = t.ID
where k.text = ? limit 1
"""
_ASIDE = re.compile(r"\s*\([^)]*\)|^to (?:be )?")
_SYLLABLE = re.compile(r"([kgsztdnhbpmyrwjfcv]|sh|ch|ts|ky|gy|ny|hy|by|py|my|ry)?([aiueo])(n(?![aiueoy]))?|n")
#: The Korean letters (by number) nearest to the consonants and vowels of kana; y before a vowel is a vowel of its own.
_INITIALS = {
    "": 11, "k": 15, "g": 0, "s": 9, "sh": 9, "z": 12, "j": 12, "t": 16, "ch": 14, "ts": 10, "d": 3, "n": 2,
    "h": 18, "f": 17, "b": 7, "p": 17, "m": 6, "y": 11, "r": 5, "w": 11, "v": 7, "c": 15,
}  # fmt: skip
_VOWELS = {
    "a": 0,
    "i": 20,
    "u": 13,
    "e": 5,
    "o": 8,
    "ya": 2,
    "yu": 17,
    "yo": 12,
    "ye": 7,
    "yi": 20,
    "wa": 9,
    "wo": 8,
}
_FINAL_N, _FINAL_R = 4, 8


class Glosses:
    """The dictionaries, opened once. Raises DictionariesMissing where they are not installed."""

    def __init__(self) -> None:
        try:
            import hanja
            import jaconv
            import opencc
            from jamdict_data import JAMDICT_DB_PATH
        except ImportError as error:
            raise DictionariesMissing(package=error.name or "") from error
        self._hanja, self._kana, self._opencc = hanja, jaconv, opencc
        self._words = sqlite3.connect(f"file:{JAMDICT_DB_PATH}?mode=ro", uri=True)
        self.english = lru_cache(maxsize=50_000)(self._english)

    def _english(self, word: str, name: bool) -> tuple[str, ...]:
        """English words for a Japanese one, the commonest first; a `name` is looked for among names first. May be none."""
        kana = all("ぁ" <= c <= "ヿ" for c in word)
        words, popular = ("Kana", "KNP") if kana else ("Kanji", "KJP")
        asked = [_WORDS.format(words, _COMMON.format(popular))]
        names = _NAMES.format("NEKana" if kana else "NEKanji")
        asked = [names, *asked] if name else asked
        for query in asked:
            found = [_ASIDE.sub("", text).strip() for (text,) in self._words.execute(query, (word,))]
            if any(found):
                return tuple(text for text in found if text)
        return ()

    def latin(self, kana: str) -> str:
        """Kana in Latin letters, a capital first."""
        return str(self._kana.kana2alphabet(self._kana.kata2hira(kana))).replace("ー", "").capitalize()

    def chinese(self, word: str) -> str:
        """Kanji as they are written in China today."""
        return str(self._simplified.convert(self._traditional.convert(word)))

    def korean(self, word: str) -> str:
        """Kanji and kana as Koreans would say them, in hangul."""
        read = self._hanja.translate(self._traditional.convert(word), "substitution")
        return re.sub(r"[ぁ-ヿ]+", lambda kana: hangul(self.latin(kana.group()).lower()), str(read))

    @cached_property
    def _traditional(self) -> Any:  # noqa: ANN401
        return self._opencc.OpenCC("jp2t")

    @cached_property
    def _simplified(self) -> Any:  # noqa: ANN401
        return self._opencc.OpenCC("t2s")


def hangul(latin: str) -> str:
    """Romanised kana in hangul, by sound; what is no syllable goes."""
    made: list[str] = []
    for syllable in _SYLLABLE.finditer(latin):
        if syllable.group() == "n":
            if made:
                made[-1] = chr(ord(made[-1]) + _FINAL_N)
            continue
        consonant, vowel, final = syllable[1] or "", syllable[2], syllable[3]
        if consonant.endswith("y") or consonant == "w":
            consonant, vowel = consonant[:-1], consonant[-1] + vowel
        # ル at the end of a word is l in the loan word it writes.
        if syllable.group() == "ru" and syllable.end() == len(latin) and made and _open(made[-1]):
            made[-1] = chr(ord(made[-1]) + _FINAL_R)
            continue
        letter = 0xAC00 + (_INITIALS.get(consonant, 11) * 21 + _VOWELS.get(vowel, 8)) * 28
        made.append(chr(letter + (_FINAL_N if final else 0)))
    return "".join(made)


def _open(letter: str) -> bool:
    return (ord(letter) - 0xAC00) % 28 == 0
