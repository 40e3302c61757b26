"""How question and passages are spelled for a reader that learned from prose: 露朝 → ロシア・北朝鮮, 訪米 → 米国訪問, and the
names of a report's own (`answer.aliases`).

Asked when ロシア and 北朝鮮 met, it takes 露朝会談 for no answer (eval/LOG.md). Knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from answer.aliases import Alias, aliases
from answer.countries import letters_spelled, named_in_full
from corpus.morphology import morphemes
from models.pairs import Passage
from models.spelled import Edit, Spelled, spell

#: Read as the time of day, a newspaper or dew as often: countries only before what countries have between them.
_AMBIGUOUS = frozenset(("日中", "中日", "朝日", "朝露"))
#: Words by themselves, whatever their letters: places, the West.
_OWN_WORDS = frozenset(("中越", "越中", "台中", "中米", "中欧", "欧米"))
_BETWEEN = frozenset(
    "首脳 外相 関係 国交 平和 友好 両国 間 共同 貿易 会談 交渉 外交 協力 条約 軍事 親善 サミット 経済 国境 同盟 対話 防衛".split()
)
#: Before them one letter is a country: 露大統領, 英政府.
_OF_A_COUNTRY = frozenset("国防 国務 大統領 首相 外相 外務 首脳 政府 政権 当局 議会".split())
_KANJI = re.compile("[\u3400-\u9fff々]")
_NUMERALS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十百千")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a question and what is read for it are spelled: what one of them names in full is in full in the other.

    What both abbreviate stays, and so does what the question does not speak of: text made longer is read less well.
    """

    question: str
    _abbreviated: frozenset[str]
    _named: frozenset[str]
    _aliases: tuple[Alias, ...]

    @classmethod
    def of(cls, question: str, passages: Sequence[Passage], reports: Sequence[str] = ()) -> Spelling:
        """Spelling for the question and these passages, by the names that the texts of their reports tell."""
        text = "\n".join(passage.text for passage in passages)
        own = {edit: question[edit.start : edit.end] for edit in _edits(question)}
        spelled = spell(Passage(question), [edit for edit, letters in own.items() if letters not in text])
        asked = spelled.passage.text
        return cls(asked, frozenset(own.values()), named_in_full(asked), aliases(asked, reports))

    def passage(self, passage: Passage) -> Spelled:
        """The passage as it is read."""
        return spell(passage, self._of(passage.text))

    def text(self, text: str) -> str:
        """A part of a passage as it is read."""
        return spell(Passage(text), self._of(text)).passage.text

    def _of(self, text: str) -> list[Edit]:
        edits = [edit for edit in _edits(text) if self._is_spoken_of(edit, text[edit.start : edit.end])]
        edits += [edit for alias in self._aliases for edit in alias.edits(text)]
        return list(_apart(edits))

    def _is_spoken_of(self, edit: Edit, letters: str) -> bool:
        return letters not in self._abbreviated and named_in_full(edit.spelled) <= self._named


def _apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """In their order, of two at one place the longer."""
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


@dataclass(frozen=True, slots=True)
class _Word:
    surface: str
    start: int
    is_suffix: bool

    @property
    def end(self) -> int:
        return self.start + len(self.surface)


@lru_cache(maxsize=4096)
def _edits(text: str) -> tuple[Edit, ...]:
    if not _candidates().search(text):
        return ()
    words: list[_Word] = []
    for m in morphemes(text):
        start = words[-1].end if words else 0
        words.append(_Word(m.surface(), start, m.part_of_speech()[0] == "接尾辞"))
    return tuple(_found(words))


@lru_cache(maxsize=1)
def _candidates() -> re.Pattern[str]:
    """Cutting into words takes longer, and most texts have none."""
    one = "[" + "".join(letters_spelled()) + "]"
    return re.compile(f"{one}{{2}}|[訪駐]{one}|来日|{one}(?:[軍側]|{'|'.join(sorted(_OF_A_COUNTRY))})")


def _found(words: Sequence[_Word]) -> Iterator[Edit]:
    n = 0
    while n < len(words):
        letters = _run(words, n)
        after = n + max(letters, 1)
        following = words[after].surface if after < len(words) else ""
        spelled = _together(words[n:after], following) if letters else _one(words[n].surface, following)
        if spelled:
            yield Edit(words[n].start, words[after - 1].end, spelled)
        n = after


def _run(words: Sequence[_Word], first: int) -> int:
    """How many words from the first on are nothing but letters of countries: 日米|韓 is two."""
    before = words[first - 1].surface if first else ""
    # A suffix begins nothing (王朝), nor does the 日 of 10日 or the 中 of 期間中, nor what 対日 goes on with.
    if words[first].is_suffix or before[-1:] in _NUMERALS or _abbreviated(before, "対在駐訪親反"):
        return 0
    if words[first].surface.startswith("中") and _KANJI.match(before[-1:]):
        return 0
    count = 0
    while first + count < len(words) and set(words[first + count].surface) <= letters_spelled().keys():
        count += 1
    return count


def _together(run: Sequence[_Word], following: str) -> str | None:
    letters = "".join(word.surface for word in run)
    if len(letters) == 1:
        return letters_spelled()[letters] if following in _OF_A_COUNTRY else None
    if letters in _OWN_WORDS or len(set(letters)) < len(letters):
        return None
    if letters in _AMBIGUOUS and following not in _BETWEEN:
        return None
    return "・".join(letters_spelled()[letter] for letter in letters)


def _one(word: str, following: str) -> str | None:
    """Of a word that is not letters alone: 訪米, 来日, 駐日, 露軍."""
    if _abbreviated(word, "訪") or word == "来日":
        country = letters_spelled()[word[1]]
        return f"{country}を訪問" if following[:1] in tuple("しすさせ") else f"{country}訪問"
    if _abbreviated(word, "駐"):
        return f"{letters_spelled()[word[1]]}駐在"
    if len(word) == 2 and word[0] in letters_spelled() and word[1] in "軍側":
        return f"{letters_spelled()[word[0]]}{word[1]}"
    return None


def _abbreviated(word: str, before: str) -> bool:
    return len(word) == 2 and word[0] in before and word[1] in letters_spelled()
