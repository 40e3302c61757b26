"""The names in a sentence, and whether the report's words hold each of them, in whatever script it is written.

A name is held when it stands there as it is, when it names a country that does (北朝鮮, 露朝, North Korea), when
it sounds like a name there (`sound`), or when it is the full form, known to the report, of a short one
there (金正恩総書記, 金総書記). Japanese and English names are found by the dictionary (what Sudachi does not know or
knows for a name); Korean and Chinese ones only beside a title or in another script: a bare name in those
languages has no mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from answer.countries import countries, without_countries
from answer.literals import folded
from answer.question import QuestionLanguage
from answer.sound import japanese_form, sound_alike
from answer.titles import offices
from corpus.morphology import morphemes

_KATAKANA = re.compile("[ァ-ヺー][ァ-ヺー・]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’.-]*[A-Za-z]|[A-Za-z]")
_CAPITAL = re.compile(r"[A-Z][A-Za-z'’-]*(?:\.[A-Z]\.)*")
_KANJI_RUN = re.compile("[\u3400-\u9fff々]+")
_KANJI_OR_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff々ー]{2,}")
_KOREAN_TITLED = re.compile(
    "([가-힣]{2,5}(?: [가-힣]{2,4})?) ?(?:대통령|총서기|총비서|국가주석|주석|위원장|국방장관|국방상|장관|외무상|외상|총리|서기|차관|의원|사령관|교수|씨|박사)"
)
_CHINESE_TITLE = "国家主席|总统|主席|总书记|国防部长|外交部长|部长|外长|总理|委员长|教授|先生|女士"
_CHINESE_TITLED = re.compile(f"(?:{_CHINESE_TITLE})([\u3400-\u9fff·]{{2,7}})")
#: What may follow a title in Chinese when no name does.
_CHINESE_GOES_ON = "访在与和对的于将也曾则向就是为及表说称指强提并还已把被从到以未没不会应认"
_TITLE_LENGTHS = range(1, 7)


@dataclass(frozen=True, slots=True)
class Ground:
    """What names are looked for in: `text`, the words cited and where they stand; `rubies`, the report's
    readings as (word, reading); `report`, its whole text, which knows the full forms of names."""

    text: str
    rubies: tuple[tuple[str, str], ...] = ()
    report: str = ""


def missing_names(sentence: str, language: QuestionLanguage, ground: Ground) -> list[str]:
    """The names of the sentence, and the offices it names (foreign minister), that the ground does not hold."""
    missing: list[str] = []
    # Looking through the ground takes the time, and most sentences name no country and no office.
    if named := countries(sentence):
        missing += sorted(named - countries(ground.text))
    if held := offices(sentence):
        missing += sorted(held - offices(ground.text))
    for name in _names(without_countries(sentence), language):
        if not _is_held(name, language, ground):
            missing.append(name)
    return missing


def _names(text: str, language: QuestionLanguage) -> Iterator[str]:
    if language == "ja":
        yield from _japanese(text)
    elif language == "en":
        yield from _english(text)
    elif language == "ko":
        yield from (match.group(1) for match in _KOREAN_TITLED.finditer(text))
        yield from (match.group() for match in _KANJI_OR_KANA.finditer(text))
        yield from (match.group() for match in _LATIN.finditer(text))
    else:
        yield from _chinese(text)
        yield from (match.group() for match in _LATIN.finditer(text))


def _japanese(text: str) -> Iterator[str]:
    yield from (match.group() for match in _LATIN.finditer(text))
    for m in morphemes(text):
        surface: str = m.surface()
        named = m.part_of_speech()[1] == "固有名詞"
        unknown = m.is_oov() and _KATAKANA.fullmatch(surface) and len(surface) > 1
        if (named or unknown) and not surface.isascii():
            yield surface


def _english(text: str) -> Iterator[str]:
    """Runs of capitalised words without those a dictionary knows as ordinary ones (Treaty, Minister, According)."""
    run: list[str] = []
    end = 0
    for match in _CAPITAL.finditer(text):
        word = re.sub("['’]s?$", "", match.group())
        if text[end : match.start()].strip(" -"):
            yield from [" ".join(run)] if run else []
            run = []
        end = match.end()
        if not all(_is_ordinary(part) for part in word.split("-")):
            run.append(word)
    yield from [" ".join(run)] if run else []


def _chinese(text: str) -> Iterator[str]:
    for match in _CHINESE_TITLED.finditer(text):
        if match.group(1)[0] not in _CHINESE_GOES_ON:
            yield match.group(1)
    yield from (m.group() for m in _KATAKANA.finditer(text) if len(m.group()) > 1)


@lru_cache(maxsize=4096)
def _is_ordinary(word: str) -> bool:
    if len(word) < 2:
        return True
    plain = word.lower().rstrip(".")
    stems = {plain, *(plain.removesuffix(end) for end in _ENDINGS)}
    stems |= {f"{stem}e" for stem in stems} | {re.sub("i$", "y", stem) for stem in stems}
    return plain in _COMMON or any(len(stem) > 2 and _is_known(stem) for stem in stems)


_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "ion", "al", "er", "ers", "ment")
#: Ordinary words the dictionary does not have.
_COMMON = frozenset(
    """a an the i he she it they we you his her its their our my this that these those there here in on at by of to for from
    with as and or but if when while although though since after before during under over between among against about
    is was are were be been has have had do does did not no yes so such both each either neither despite however
    january february march april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday moreover furthermore meanwhile also additionally according based regarding due through deputy chief workers
    resolution""".split()
)


def _is_known(word: str) -> bool:
    found = list(morphemes(word))
    return len(found) == 1 and not found[0].is_oov() and found[0].part_of_speech()[1] != "固有名詞"


def _is_held(name: str, language: QuestionLanguage, ground: Ground) -> bool:
    if folded(name) in folded(ground.text):
        return True
    if language == "ja" or (_KANJI_OR_KANA.fullmatch(name) and language != "zh"):
        return _is_full_form(name, ground) or (name.isascii() and _sounds_held(name, ground))
    if language == "zh":
        form = japanese_form(name)
        starts = [form[:n] for n in range(2, len(form) + 1)]
        return any(s in ground.text or _sounds_held(s, ground) for s in starts)
    katakana = "".join(m.normalized_form() for m in morphemes(name.lower()))
    return folded(katakana) in folded(ground.text) or _sounds_held(name, ground) or _each_held(name, ground)


def _each_held(name: str, ground: Ground) -> bool:
    words = name.split()
    return len(words) > 1 and all(_sounds_held(word, ground) for word in words)


def _sounds_held(name: str, ground: Ground) -> bool:
    return any(sound_alike(name, other) for other in _names_of(ground))


@lru_cache(maxsize=256)
def _names_of(ground: Ground) -> frozenset[str]:
    """The words of the ground that could be names, each by itself and with its neighbours, and their rubies."""
    found: set[str] = set()
    plain = unicodedata.normalize("NFKC", ground.text)
    for match in _KATAKANA.finditer(plain):
        found |= {match.group(), *match.group().split("・")}
    run: list[str] = []
    for m in morphemes(plain):
        surface: str = m.surface()
        if m.part_of_speech()[0] == "名詞" and _KANJI_RUN.fullmatch(surface):
            run.append(surface)
            found.update("".join(run[i:]) for i in range(len(run)))
        else:
            run = []
    found |= {
        reading for word, reading in ground.rubies if word in plain or _short_forms(word) & _runs(plain)
    }
    return frozenset(name for name in found if len(name) > 1)


def _runs(text: str) -> frozenset[str]:
    return frozenset(match.group() for match in _KANJI_RUN.finditer(text))


def _short_forms(full: str) -> frozenset[str]:
    """金正恩総書記 → 金総書記: the family name, one character or two, with what may be the title."""
    return frozenset(full[:n] + full[-t:] for n in (1, 2) for t in _TITLE_LENGTHS if n + t < len(full))


def _is_full_form(name: str, ground: Ground) -> bool:
    """Whether a longer form that holds `name` stands in the report, and a short form of it in the cited words."""
    runs = _runs(ground.text)
    longer = {run for run in _runs(ground.report) if name in run}
    return any(_short_forms(run) & runs for run in longer)
