"""What a question takes for granted and a passage does not have: the names, quoted words and numbers in it.

A question about the treaty's article 8 is not answered by what is said of article 4, however alike the words are.
Knows no scores and no weights.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from answer.literals import folded, quoted_phrases
from answer.names import Ground, missing_names
from answer.question import Question
from corpus.morphology import morphemes
from index.analysis import katakana
from index.chunk import Chunk
from index.quantities import quantities
from index.search import Index

#: How many are to be told (主な3点), or which of a row (第3位, 2番目): the report need not number them.
_COUNTED_OUT = re.compile(
    r"(?<![\d.])1 ?(?=人|つ|件|社)|(?<![\d.])\d+ ?(?:つ|点(?!台)|項目|種類|位|番目|度目|代目|人目)"
)
_ERA = re.compile("令和|平成|昭和|大正|明治")
_HIRAGANA = re.compile("[ぁ-ゖー]+")
_KATAKANA = re.compile("[ァ-ヺー]+")


def premised_quantities(text: str) -> frozenset[str]:
    """The numbers and dates (`index.quantities`) a question speaks of, without those that only count out."""
    return frozenset(quantities(_COUNTED_OUT.sub(" ", unicodedata.normalize("NFKC", text))))


@dataclass(frozen=True, slots=True)
class Held:
    """What a passage, with the titles it stands under, has of a question: its numbers and dates, and whether all its names."""

    quantities: frozenset[str]
    names_another: bool


def held(chunk: Chunk, index: Index, question: Question, text: str, read: str = "") -> Held:
    """What the passage, which is read as `read`, has of the question, or of the part `text` of it."""
    report, year = index.report(chunk.report), index.manifest.entry(chunk.report).year
    rubies = tuple((report.text[a:b], kana) for block in report.blocks for a, b, kana in block.readings)
    ground = Ground("\n".join(dict.fromkeys((*chunk.section, chunk.text, read))), rubies)
    # An edition tells of its own year and the one before, and says so on its cover alone.
    years = {f"y:{year}", f"y:{year - 1}"} if year else set()
    return Held(frozenset(quantities(ground.text)) | years, names_another(question, text, ground))


def names_another(question: Question, text: str, ground: Ground) -> bool:
    """Whether the question, or the part `text` of it, has a name or quoted words that the ground has not.

    Of questions in Japanese only: in other letters what is a name, and which, is told too badly. False of others.
    """
    if question.language != "ja":
        return False
    if any(folded(phrase) not in folded(ground.text) for phrase in quoted_phrases(text)):
        return True
    return any(_is_name(name, ground) for name in missing_names(text, question.language, ground))


def _is_name(missing: str, ground: Ground) -> bool:
    """Whether it is one by its looks. What is spelled in kana may stand in the ground in other letters."""
    if _ERA.fullmatch(missing) or _HIRAGANA.fullmatch(missing):
        return False
    return not (_KATAKANA.fullmatch(missing) and _as_read(missing) in _read(ground))


def _read(ground: Ground) -> str:
    """The ground in kana, as the dictionary and its report's readings have it."""
    return " ".join((_reading(ground.text), *(_as_read(kana) for _, kana in ground.rubies)))


@lru_cache(maxsize=256)
def _reading(text: str) -> str:
    return _as_read("".join(m.reading_form() or m.surface() for m in morphemes(text)))


def _as_read(kana: str) -> str:
    return katakana(kana).replace("ー", "")
