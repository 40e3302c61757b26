"""Japanese questions said in English, Korean or Chinese, word for word, so that the reader hears them in training.

Rough, as a visitor's first try may be: Korean has Japanese grammar and its Chinese words and comes out nearly right,
Chinese shares the characters, English gets the phrases in its own order. What the encoder, which was taught a
hundred languages, cannot match word for word it matches by the rest.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from sudachipy import Morpheme

from corpus.morphology import morphemes
from training.glosses import Glosses

Language = Literal["en", "ko", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "ko", "zh")
#: Says a question in another language: which, and how; None where it cannot.
Abroad = Callable[[str, Random], tuple[Language, str] | None]

#: What asks, and how it is asked elsewhere; longer ones before those they begin with.
_ASKING: tuple[tuple[str, dict[Language, str]], ...] = (
    (r"いつ(?:ごろ|頃)?|何時(?:ごろ|頃)", {"en": "when", "ko": "언제", "zh": "什么时候"}),
    (r"何年(?:何月何日|何月)?(?:ごろ|頃)?(?!間|代|生)", {"en": "what year", "ko": "몇 년", "zh": "哪一年"}),
    (r"何月何日|何日(?!間)", {"en": "what date", "ko": "며칠", "zh": "几月几日"}),
    (r"何月", {"en": "which month", "ko": "몇 월", "zh": "几月"}),
    (r"何時", {"en": "what time", "ko": "몇 시", "zh": "几点"}),
    (r"何年間|何年", {"en": "how many years", "ko": "몇 년간", "zh": "多少年"}),
    (r"何[人名]", {"en": "how many people", "ko": "몇 명", "zh": "多少人"}),
    (r"何(?:回|度)", {"en": "how many times", "ko": "몇 번", "zh": "多少次"}),
    (r"何歳|何才", {"en": "at what age", "ko": "몇 살", "zh": "多大"}),
    (r"何という|なんという", {"en": "what", "ko": "무슨", "zh": "什么"}),
    (r"何(?=[一-龥ァ-ヶa-zA-Z])", {"en": "how many", "ko": "몇", "zh": "多少"}),
    (r"いくつ", {"en": "how many", "ko": "몇 개", "zh": "多少个"}),
    (r"いくら|どれ(?:くらい|ぐらい|ほど)", {"en": "how much", "ko": "얼마나", "zh": "多少"}),
    (r"どこ|何処", {"en": "where", "ko": "어디", "zh": "哪里"}),
    (r"誰|だれ", {"en": "who", "ko": "누구", "zh": "谁"}),
    (r"なぜ|どうして|何故", {"en": "why", "ko": "왜", "zh": "为什么"}),
    (r"どのように|どうやって|どう", {"en": "how", "ko": "어떻게", "zh": "怎么"}),
    (r"どのような|どんな", {"en": "what kind of", "ko": "어떤", "zh": "什么样的"}),
    (r"どの|どちらの|どちら|どれ", {"en": "which", "ko": "어느", "zh": "哪个"}),
    (r"何|なに|なん", {"en": "what", "ko": "무엇", "zh": "什么"}),
)
_PARTICLES: dict[str, dict[Language, str]] = {
    "の": {"en": "of", "ko": "의", "zh": "的"},
    "は": {"en": "", "ko": "은", "zh": ""},
    "が": {"en": "", "ko": "이", "zh": ""},
    "を": {"en": "", "ko": "을", "zh": ""},
    "で": {"en": "in", "ko": "에서", "zh": ""},
    "に": {"en": "in", "ko": "에", "zh": ""},
    "へ": {"en": "to", "ko": "로", "zh": ""},
    "から": {"en": "from", "ko": "부터", "zh": "从"},
    "まで": {"en": "until", "ko": "까지", "zh": "到"},
    "と": {"en": "and", "ko": "와", "zh": "和"},
    "や": {"en": "and", "ko": "와", "zh": "和"},
    "も": {"en": "also", "ko": "도", "zh": "也"},
    "より": {"en": "than", "ko": "보다", "zh": "比"},
}
_ENDINGS: dict[Language, tuple[str, ...]] = {
    "en": ("?",),
    "ko": ("입니까?", "인가요?", "?"),
    "zh": ("？", "?"),
}
#: Parts of speech that say something by themselves.
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "副詞", "代名詞"}
#: Words that only carry grammar, whatever Sudachi calls them.
_GRAMMAR = {
    "為る",
    "居る",
    "有る",
    "成る",
    "其れ",
    "事",
    "物",
    "の",
    "言う",
    "因る",
    "於く",
    "対する",
    "様",
    "因り",
}
_TAIL = re.compile(r"(?:の(?:こと)?)?(?:です|でした|でしょう|なの|だった)?か?[?？。]*$")
_MARK = re.compile(r"\x00(\d+)\x01")
_LONGEST_COMPOUND = 4


@dataclass(slots=True)
class _Phrase:
    words: list[str]
    particle: str = ""
    asks: bool = False


def add_languages(parser: ArgumentParser) -> None:
    """Adds the option that says in which languages some questions are asked, `languages`."""
    parser.add_argument(
        "--languages",
        nargs="*",
        choices=LANGUAGES,
        default=(),
        help="ask some questions in these languages (needs requirements-training.txt)",
    )


def interpreter(languages: Sequence[Language]) -> Abroad:
    """Says questions in one of the languages, drawn by the random numbers given. Raises DictionariesMissing."""
    glosses = Glosses()

    def say(question: str, rng: Random) -> tuple[Language, str] | None:
        language = rng.choice(languages)
        said = in_language(question, language, glosses, rng)
        return (language, said) if said else None

    return say


def in_language(question: str, language: Language, glosses: Glosses, rng: Random) -> str | None:
    """The question in that language; None where too little of it could be said."""
    marked = _TAIL.sub("", question)
    for number, (words, _) in enumerate(_ASKING):
        marked = re.sub(words, f"\x00{number}\x01", marked)
    phrases = _phrases(marked, language, glosses, rng)
    said = [phrase for phrase in phrases if phrase.words]
    if len(said) < 2 or not any(phrase.asks for phrase in said):
        return None
    if language == "en":
        return _english(said) + rng.choice(_ENDINGS["en"])
    between = " " if language == "ko" else ""
    written = between.join("".join(phrase.words) + _particle(phrase.particle, language) for phrase in said)
    return written + rng.choice(_ENDINGS[language])


def _english(phrases: list[_Phrase]) -> str:
    """What asks first, then what is said, the last phrase first: Japanese puts the verb at the end, English before."""
    asking = [phrase for phrase in phrases if phrase.asks]
    rest = [phrase for phrase in reversed(phrases) if not phrase.asks]
    ordered = [
        " ".join(word for word in (_particle(p.particle, "en"), *p.words) if word) for p in (*asking, *rest)
    ]
    written = " ".join(ordered)
    return written[:1].upper() + written[1:]


def _particle(particle: str, language: Language) -> str:
    return _PARTICLES.get(particle, {}).get(language, "")


def _phrases(marked: str, language: Language, glosses: Glosses, rng: Random) -> list[_Phrase]:
    phrases = [_Phrase([])]
    at = 0
    for mark in (*_MARK.finditer(marked), None):
        _say(marked[at : mark.start() if mark else None], language, glosses, rng, phrases)
        if mark:
            _begin(phrases)
            phrases[-1] = _Phrase([_ASKING[int(mark[1])][1][language]], asks=True)
            at = mark.end()
    return phrases


def _begin(phrases: list[_Phrase]) -> None:
    if phrases[-1].words:
        phrases.append(_Phrase([]))


def _say(text: str, language: Language, glosses: Glosses, rng: Random, phrases: list[_Phrase]) -> None:
    """Adds the words of `text` to the phrases; a particle ends one."""
    units = list(morphemes(text))
    at = 0
    while at < len(units):
        part = units[at].part_of_speech()
        if part[0] == "助詞":
            # の that makes a noun of a clause (…したのは) is no "of".
            if phrases[-1].words and part[1] != "準体助詞":
                phrases[-1].particle = units[at].surface()
            _begin(phrases)
        elif part[0] in ("補助記号", "記号") and units[at].surface() in "、,・":
            _begin(phrases)
        elif part[0] in _CONTENT and units[at].normalized_form() not in _GRAMMAR:
            count, word = _word(units, at, language, glosses, rng)
            if word:
                phrases[-1].words.append(word)
            at += count
            continue
        elif units[at].surface().isascii() and units[at].surface().strip():
            phrases[-1].words.append(units[at].surface())
        at += 1


def _word(
    units: list[Morpheme], at: int, language: Language, glosses: Glosses, rng: Random
) -> tuple[int, str]:
    """The word that begins at `at`, as many units as it has, and what it is called in that language."""
    unit = units[at]
    if unit.surface().isascii() or unit.part_of_speech()[1] == "数詞":
        return 1, glosses.chinese(unit.surface())
    if language == "en":
        return _english_word(units, at, glosses, rng)
    # Kana has no Chinese characters; a visitor from there writes such a name in Latin letters if at all.
    surface = unit.surface() if unit.part_of_speech()[0] == "名詞" else _stem(unit)
    if language == "zh":
        kana = re.fullmatch("[ァ-ヿ]+", surface)
        return 1, _latin_or_english(unit, glosses) if kana else re.sub(
            "[ぁ-ヿ]", "", glosses.chinese(surface)
        )
    return 1, glosses.korean(surface)


def _stem(unit: Morpheme) -> str:
    """A verb's kanji, which Korean and Chinese share: 建てる → 建."""
    return re.sub("[ぁ-ん]", "", unit.normalized_form())


def _latin_or_english(unit: Morpheme, glosses: Glosses) -> str:
    proper = unit.part_of_speech()[1] == "固有名詞"
    found = glosses.english(unit.surface(), proper)
    return found[0] if found else glosses.latin(unit.reading_form())


def _english_word(units: list[Morpheme], at: int, glosses: Glosses, rng: Random) -> tuple[int, str]:
    """The longest compound the dictionaries know, else the word by itself, else its sound."""
    longest = at + 1
    while (
        longest < len(units)
        and longest - at < _LONGEST_COMPOUND
        and units[longest].part_of_speech()[0] in ("名詞", "接尾辞")
    ):
        longest += 1
    proper = units[at].part_of_speech()[1] == "固有名詞"
    for end in range(longest, at, -1):
        written = "".join(unit.surface() for unit in units[at:end])
        forms = (
            [written] if end - at > 1 else [written, units[at].dictionary_form(), units[at].normalized_form()]
        )
        for form in forms:
            found = glosses.english(form, proper)
            if found:
                return end - at, found[0] if rng.random() < 0.7 else rng.choice(found)
    return 1, glosses.latin(units[at].reading_form())
