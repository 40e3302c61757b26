"""Tells whether the characters a PDF gives are those that it prints. Knows text, not fonts.

A font whose character map is broken or missing gives private-use or replacement characters, other scripts,
control characters, or kanji that no one writes. The page looks right all the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

#: Shorter texts tell nothing.
_SHORT = 30
#: The share of characters a font does not know, or that mean nothing, from which a text is garbage.
_UNKNOWN = 0.2
_NOISE = 0.15
#: A Japanese text of so many kanji has kana; one without them is Chinese or garbage.
_KANJI = 150
_KANA_SHARE = 0.03
_RARE = 0.25
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
_WORDS = re.compile("[A-Za-z\u00c0-\u024f]{2,}")
_VOWELS = re.compile("[aeiouyAEIOUY\u00c0-\u00ff]")
_MARKS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")


def is_garbled(text: str, unknown: float) -> bool:
    """Whether the text is garbage; `unknown` is the share of its glyphs that the font has no character for."""
    bare = "".join(text.split())
    if len(bare) < _SHORT:
        return unknown > 0.5
    if unknown > _UNKNOWN or len(_MARKS.findall(bare)) > _UNKNOWN * len(bare):
        return True
    return _is_noise(bare) or _is_no_language(text, bare)


def _is_noise(bare: str) -> bool:
    """Too many characters of scripts that do not stand together in one report."""
    odd = sum(
        count
        for char, count in Counter(bare).items()
        if ord(char) > 0xA0 and not _is_at_home(char) and unicodedata.category(char)[0] in "LMSPC"
    )
    return odd > _NOISE * len(bare)


def _is_at_home(char: str) -> bool:
    """Whether a Japanese, Chinese, Korean or Western report could hold the character."""
    code = ord(char)
    return (
        0xC0 <= code < 0x250
        or 0x370 <= code < 0x500
        or 0x2000 <= code < 0x2C00
        or 0x2E80 <= code < 0xE000
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFFF0
        or code >= 0x1F000
        or char in "¡¢£¤¥§©«®°±²³´µ¶·¹»¼½¾¿×÷"
    )


def _is_no_language(text: str, bare: str) -> bool:
    kana, kanji = len(_KANA.findall(bare)), _HAN.findall(bare)
    if len(kanji) >= _KANJI and kana < _KANA_SHARE * len(kanji):
        # Chinese is written in the commonest few thousand of its characters.
        return sum(not _is_common(char) for char in kanji) > _RARE * len(kanji)
    if kana or kanji or any(ord(c) >= 0x370 and c.isalpha() for c in bare):
        return False
    words = _WORDS.findall(text)
    letters = sum(len(word) for word in words)
    if letters < 0.4 * len(bare):
        # Figures alone are a table; signs and figures without words are a font read as ASCII.
        return sum(c.isdigit() for c in bare) < 0.4 * len(bare)
    return sum(bool(_VOWELS.search(word)) for word in words) < 0.6 * len(words)


def _is_common(char: str) -> bool:
    try:
        return char >= "\u4e00" and char.encode("gb2312") < b"\xd8\xa1"
    except UnicodeEncodeError:
        pass
    try:
        return char.encode("big5") < b"\xc9\x40"
    except UnicodeEncodeError:
        return False


def sample(text: str, length: int = 12) -> str:
    """A piece of the text to show, what cannot be shown as the geta mark."""
    return _MARKS.sub("〓", "".join(text.split())[:length])
