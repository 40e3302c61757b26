"""How well the report's words carry a sentence: by the words they share, or, between languages, by their vectors.

Numbers in, numbers out; what is enough is decided in `verify`. Knows no model's reply and no question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from answer.evidence import Evidence
from answer.literals import folded
from answer.question import QuestionLanguage
from answer.sound import japanese_form
from corpus.morphology import morphemes
from index.analysis import bigrams, words
from index.embed import Embedder
from index.lexical import LexicalIndex

#: What a sentence says of the report and not of its matter.
_ABOUT_THE_REPORT = frozenset(
    "レポート 報告 報告書 記載 記述 文書 本文 資料 述べる 説明 示す 挙げる 言う 点 場合 内容".split()
)
#: What is counted in; the number is held with it or without.
_COUNTERS = frozenset("年 月 日 人 名 回 個 件 回数 人数".split())
_KOREAN_END = re.compile(
    "(?:으로부터|로부터|에서는|에서|에게|까지는|까지|으로|이라고|라고|하고|부터|에는|은|는|이|가|을|를|의|에|도|로|와|과|했다|했습니다|합니다|하며|하는)$"
)
_KOREAN_LIGHT = re.compile(
    "(?<![가-힣])(?:약|말|초|및|그|이|한|것(?:으로|이|은|을)?|되었다|됐다|있다|있으며|한다|이다)(?![가-힣])|[^가-힣]+"
)
_ENGLISH_LIGHT = frozenset(
    """the a an of in on at to for from by with about and or but is are was were be been being it its that this these those
    as has have had not no which who will would can could may might also their his her he she they there than then into
    over under between during up out more most such other""".split()
)
_QUANTITY = re.compile("[nymd]:")
_EMBEDDED = 200
#: Words of a sentence from which on their mean likeness tells anything.
_WORDS_ENOUGH = 4


def content(sentence: str) -> frozenset[str]:
    """The words of a Japanese sentence that have to come from somewhere; numbers are another check's."""
    return frozenset(
        w for w in words(sentence) if not _QUANTITY.match(w) and w not in _ABOUT_THE_REPORT | _COUNTERS
    )


def covered(terms: frozenset[str], evidence: Sequence[Evidence], lexical: LexicalIndex) -> float:
    """The share of the words, weighted by how rare they are, that the evidence holds, as words or within one."""
    there = frozenset[str]().union(*(e.words for e in evidence))
    inside = folded("\n".join(e.text for e in evidence))
    held = {t for t in terms if t in there or (len(t) > 1 and folded(t) and folded(t) in inside)}
    return lexical.coverage(terms, held)


def shared_letters(first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
    """How many of the character pairs and single kanji of each of the first are in each of the second, 0 to 1."""
    return [[_share(_letters(a), _letters(b)) for b in second] for a in first]


def _letters(text: str) -> frozenset[str]:
    return frozenset(bigrams(text)) | frozenset(re.findall("[\u3400-\u9fff]", text)) - frozenset("人名回個件")


def _share(wanted: frozenset[str], there: frozenset[str]) -> float:
    return len(wanted & there) / len(wanted) if wanted else 0.0


@dataclass(slots=True)
class Likeness:
    """Cosines between texts of any two languages. Keeps the vectors it has made: evidence is asked for again and again."""

    embedder: Embedder
    _made: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def __call__(self, first: Sequence[str], second: Sequence[str]) -> NDArray[np.float32]:
        """Cosines, shape (len(first), len(second))."""
        return self._vectors(first) @ self._vectors(second).T

    def across(self, sentence: str, texts: Sequence[str]) -> list[float]:
        """How like a sentence in another language is to each text: the mean of its cosines as query and as passage.

        Each of the two alone ranks the right unit first less often.
        """
        if not texts:
            return []
        both = self.embedder.embed_queries([sentence[:_EMBEDDED]])[0] + self._vectors([sentence])[0]
        return [float(value) for value in self._vectors(texts) @ both / 2]

    def of_words(self, sentence: str, language: QuestionLanguage, text: str) -> float | None:
        """How like the words of a sentence in another language are to words of a Japanese text: the mean, over the
        sentence's, of the cosine with the likest. Words that were made up have none there that is like them.

        None for a sentence of too few words: a mean over them says nothing.
        """
        said, there = _foreign_words(sentence, language), _japanese_words(text)
        if len(said) < _WORDS_ENOUGH or not there:
            return None
        return float(self(said, there).max(axis=1).mean())

    def masked(self, first: Sequence[str], second: Sequence[str]) -> list[list[float]]:
        """Cosines of the texts without their numbers, which would outweigh the words."""
        a, b = ([re.sub(r"\d[\d,.]*", " ", text).strip() or "-" for text in side] for side in (first, second))
        return [[float(value) for value in row] for row in self(a, b)]

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(t[:_EMBEDDED] for t in texts) if text not in self._made]
        if new:
            self._made.update(zip(new, self.embedder.embed_passages(new), strict=True))
        return np.array([self._made[text[:_EMBEDDED]] for text in texts])


def _japanese_words(text: str) -> list[str]:
    """The words and the runs of nouns of a text, numbers left out."""
    found: list[str] = []
    run = ""
    for m in morphemes(text):
        kind = m.part_of_speech()[0]
        joins = kind in ("名詞", "接頭辞", "接尾辞", "形状詞") and m.part_of_speech()[1] != "数詞"
        run = run + m.surface() if joins else ""
        if joins or kind in ("動詞", "形容詞", "副詞"):
            found += [m.dictionary_form(), *([run] if run else [])]
    return list(dict.fromkeys(found))


def _foreign_words(sentence: str, language: QuestionLanguage) -> list[str]:
    """The words of a sentence that carry its matter: Korean ones without particles, Chinese ones in Japanese characters."""
    # With its counter: 2,418명이, 2024년.
    plain = re.sub(r"\d[\d,.]*(?:\s?[가-힣]{1,3})?", " ", sentence)
    if language == "ko":
        return [
            word
            for word in (_KOREAN_END.sub("", w) for w in _KOREAN_LIGHT.sub(" ", plain).split())
            if re.search("[가-힣]", word)
        ]
    if language == "zh":
        words = morphemes(comparable(plain, "zh"))
        return [m.surface() for m in words if len(m.surface().strip()) > 1 or m.part_of_speech()[0] == "動詞"]
    return [w for w in re.findall("[A-Za-z][A-Za-z'-]+", plain) if w.lower() not in _ENGLISH_LIGHT]


def comparable(sentence: str, language: QuestionLanguage) -> str:
    """The sentence as it is compared with Japanese: Chinese in Japanese characters, others as they are."""
    return japanese_form(sentence) if language == "zh" else sentence
