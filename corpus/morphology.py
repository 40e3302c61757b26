"""Japanese words by Sudachi. Knows words, not reports and not search."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

#: Sudachi refuses more than 49,149 bytes at once; a kanji takes three, some characters four.
_PIECE = 12_000
#: Forms of a verb, an adjective or an auxiliary that want something after them.
_OPEN_FORMS = ("連用形", "未然形", "仮定形", "意志推量形")


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary()


class _OfThread(threading.local):
    """A tokenizer refuses to be used by two threads at once; the dictionary behind it is shared."""

    def __init__(self) -> None:
        self.tokenizer: Tokenizer = _dictionary().tokenizer(mode=SplitMode.A)


@lru_cache(maxsize=1)
def _tokenizers() -> _OfThread:
    return _OfThread()


def morphemes(text: str) -> Iterator[Morpheme]:
    """The morphemes of `text`, short units (Sudachi's mode A). Cuts at 12,000 characters."""
    for start in range(0, len(text), _PIECE):
        yield from _tokenizers().tokenizer.tokenize(text[start : start + _PIECE])


def runs_across(before: str, after: str) -> bool:
    """Whether a word stands across the joint of the two, or the first behind it is one that follows another."""
    left = before[-20:]
    for word in morphemes(left + after[:20]):
        if word.end() > len(left):
            across = word.begin() < len(left) and not word.is_oov()
            return across or (word.begin() == len(left) and word.part_of_speech()[0] in ("助詞", "助動詞"))
    return False


def is_unfinished(text: str) -> bool:
    """Whether `text` breaks off in the middle of a sentence, by the form of its last word.

    A noun ends a heading or a bullet (体言止め), a final form ends a sentence; a case particle or a
    conjunctive form ends neither. て and で end headings too (…に向けて) and are not counted.
    """
    words = [m for m in morphemes(text[-40:]) if m.part_of_speech()[0] != "空白"]
    if not words:
        return False
    last = words[-1]
    surface: str = last.surface()
    if surface in ("、", "，"):
        return True
    part: str
    kind: str
    form: str
    part, kind, form = last.part_of_speech()[0], last.part_of_speech()[1], last.part_of_speech()[5]
    if part == "助詞":
        return kind != "終助詞" and surface not in ("て", "で", "など", "まで", "のみ", "だけ", "か")
    if part in ("動詞", "形容詞", "助動詞"):
        return form.startswith(_OPEN_FORMS) or (form.startswith("連体形") and surface == "な")
    return part in ("連体詞", "接頭辞", "接続詞")
