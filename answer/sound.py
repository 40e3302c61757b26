"""Whether two spellings of a name, in different scripts, sound alike: プーチン, Putin, 푸틴, 普京.

A name's readings are written in Latin letters: kana by the way it is read, Hangul letter by letter, Chinese
characters the Japanese way (Sudachi) and the Mandarin way (pypinyin). Two readings sound alike when their consonants do,
as classes (voicing, r and l, and the ways of writing s, j and ch differ from language to language), and
their letters do by and large. Knows no report.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from opencc import OpenCC

from corpus.morphology import morphemes
from index.analysis import katakana

#: How much of two readings has to agree, 0 to 1: of their consonants, of all their letters. See eval/LOG.md.
CONSONANTS_ALIKE, LETTERS_ALIKE = 0.75, 0.45
_COLUMNS = {
    "": "アイウエオ", "k": "カキクケコ", "g": "ガギグゲゴ", "s": "サシスセソ", "z": "ザジズゼゾ", "t": "タ?ッテト", "d": "ダヂヅデド",
    "n": "ナニヌネノ", "h": "ハヒ?ヘホ", "b": "バビブベボ", "p": "パピプペポ", "m": "マミムメモ", "r": "ラリルレロ", "y": "ヤ?ユ?ヨ",
    "w": "ワヰ?ヱヲ",
}  # fmt: skip
_KANA = {
    kana: consonant + vowel
    for consonant, column in _COLUMNS.items()
    for kana, vowel in zip(column, "aiueo", strict=True)
    if kana != "?"
} | {"ッ": "", "チ": "chi", "ツ": "tsu", "フ": "fu", "ジ": "ji", "ン": "n", "ヴ": "v", "シ": "shi"}
_SMALL = dict(zip("ァィゥェォャュョ", "aiueoauo", strict=True))
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = "- k k k n n n t l l l l l l l l m p p t t ng t t k t p h".split()
_SOUNDS = (
    ("sch|tch|sh|ch|zh|ts|tz", "S"), ("ph", "P"), ("kh|gh|ck", "K"), ("ng", "N"), ("x|q(?=i)|c(?=[eiy])|j|z|s", "S"),
    ("[cgkq]", "K"), ("[dt]", "T"), ("[bpfv]", "P"), ("m", "M"), ("n", "N"), ("[lr]", "R"), ("h", "H"),
)  # fmt: skip
_HAN = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[가-힣]")
_KANA_ONLY = re.compile("[ァ-ヺー]")


def sound_alike(one: str, other: str) -> bool:
    """Whether any reading of the one sounds like any reading of the other."""
    return any(_alike(a, b) for a in _readings(one) for b in _readings(other))


def japanese_form(text: str) -> str:
    """Chinese text in the characters Japanese uses for the same words (总统 → 総統)."""
    return str(_converter("t2jp").convert(_converter("s2t").convert(text)))


@lru_cache(maxsize=8192)
def _readings(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", name)
    if _HAN.search(plain):
        mandarin = _mandarin(_converter("jp2t").convert(plain))
        japanese = "".join(m.reading_form() for m in morphemes(plain))
        return (_latin(mandarin), _romaji(japanese))
    if _HANGUL.search(plain):
        return (_from_hangul(plain),)
    if _KANA_ONLY.search(katakana(plain)):
        read = _romaji(katakana(plain))
        # チ and ツ stand for ti and tu, too; ジ and ズ for di and du.
        return tuple({read, read.replace("ch", "t").replace("ts", "t").replace("j", "d")})
    words = _latin(plain.casefold(), " ").split()
    # A family name stands first or last.
    return tuple({"".join(words[i:] + words[:i]) for i in range(len(words))})


def _alike(one: str, other: str) -> bool:
    sounds = _sounds(one), _sounds(other)
    if min(map(len, sounds)) < 2:
        return bool(one) and one == other
    return _agreement(*sounds) >= CONSONANTS_ALIKE and _agreement(one, other) >= LETTERS_ALIKE


def _agreement(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=8192)
def _sounds(latin: str) -> str:
    for pattern, sound in _SOUNDS:
        latin = re.sub(pattern, sound, latin)
    return re.sub("[^A-Z]", "", latin)


def _mandarin(characters: str) -> str:
    # Here and not above: its dictionaries take 55 MB, and most questions name nobody in Chinese characters across scripts.
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(characters))


def _romaji(kana: str) -> str:
    """キム・ジョンウン → kimujonun. A small ァ or ャ takes the place of the vowel before it."""
    latin = ""
    for char in kana:
        if char in _SMALL:
            latin = latin[:-1] + _SMALL[char]
        else:
            latin += _KANA.get(char, "")
    return latin


def _latin(text: str, kept: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if (c.isascii() and c.isalpha()) or c in kept)


def _from_hangul(text: str) -> str:
    places = [ord(char) - 0xAC00 for char in text if "가" <= char <= "힣"]
    letters = (_INITIALS[at // 588] + _VOWELS[at % 588 // 28] + _FINALS[at % 28] for at in places)
    return "".join(letters).replace("-", "")


@lru_cache(maxsize=4)
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
