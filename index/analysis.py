"""Text to search terms, three ways: Sudachi words with numbers in one spelling, character bigrams, readings.

The same functions serve passages and questions; what only questions have (いつ, 何人) is taken out by
`question_words`. Knows no index.
"""

from __future__ import annotations

import re
import unicodedata

from corpus.morphology import morphemes
from index.quantities import quantities

#: Part of an index's fingerprint. Raise it when terms of the same text come out differently.
ANALYSIS_VERSION = 2

_EMPTY_PARTS = {"助詞", "助動詞", "補助記号", "記号", "空白", "連体詞", "接続詞", "感動詞"}
#: Verbs and nouns that hold no content of their own (する, ある, こと, もの), in Sudachi's normalised forms.
_LIGHT = {
    "為る",
    "有る",
    "居る",
    "成る",
    "出来る",
    "行う",
    "事",
    "物",
    "為",
    "等",
    "此れ",
    "其れ",
    "つく",
    "よる",
    "言う",
    "御座る",
}
#: What a question asks with. Terms of the question, never of its answer.
_ASKING_FORMS = {
    "何",
    "いつ",
    "何時",
    "誰",
    "何処",
    "どの",
    "何れ",
    "如何",
    "何故",
    "幾つ",
    "幾ら",
    "何方",
    "教える",
    "知る",
    "挙げる",
    "説明",
    "述べる",
    "下さる",
    "願う",
    "答える",
    "どんな",
    "くださる",
    "頂く",
    "示す",
}
_ASKING_ENGLISH = frozenset(
    """a about all an and are as at be been by did do does for from had has have how in is it its list many me much
    name of on or please report s tell that the there this to was were what when where which who whom whose why
    with""".split()
)
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々ー]+$")
_WORD = re.compile(r"[a-z0-9]+|[가-힣]+|[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々ー]+")


def fold(text: str) -> str:
    """The form in which search compares characters: NFKC, lower case."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """Content words in Sudachi's normalised form, and the text's quantities (`n:12000`, `d:10-1`)."""
    terms: list[str] = []
    for m in morphemes(fold(text)):
        part, kind = m.part_of_speech()[0], m.part_of_speech()[1]
        # Sudachi writes English words in katakana (send → センド); as printed they find themselves.
        form = m.surface() if m.surface().isascii() else m.normalized_form().lower()
        if part in _EMPTY_PARTS or kind == "数詞" or form in _LIGHT or not _WORD.search(form):
            continue
        terms.append(form)
    return terms + quantities(text)


def question_words(text: str) -> list[str]:
    """The words of a question that its answer could share: `words` without those it asks with."""
    return [t for t in words(text) if t not in _ASKING_FORMS and t not in _ASKING_ENGLISH]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters within runs of Japanese; Latin words and Hangul words whole."""
    terms: list[str] = []
    for run in _WORD.findall(fold(text).replace(",", "")):
        if run[0].isascii() or len(run) == 1 or "가" <= run[0] <= "힣":
            terms.append(run)
        else:
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
    return terms


def readings(text: str) -> list[str]:
    """Bigrams of the text as it is read (katakana), so that ちょうせん finds 朝鮮 and キム finds its ruby."""
    japanese = (m for m in morphemes(fold(text)) if _JAPANESE.match(m.surface()))
    read = "".join(m.reading_form() or m.surface() for m in japanese)
    return [
        run[i : i + 2] for run in re.findall(r"[ァ-ヺー]{2,}", katakana(read)) for i in range(len(run) - 1)
    ]


def katakana(text: str) -> str:
    """The text with its hiragana in katakana."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def hiragana(text: str) -> str:
    """The text with its katakana in hiragana."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
