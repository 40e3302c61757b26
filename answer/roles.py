"""Who does what to whom, by the particles of Japanese, and whether a sentence says it otherwise than what it cites.

No parser: a deed is a verb or a noun of doing, and takes the nouns before it that carry a particle. What is compared
are deeds that both texts name with the same word. 「ＡはＢを批判した」 and 「ＢはＡを批判した」 have every word in common, and
only the particles tell them apart. Knows words, not reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sudachipy import Morpheme

from answer.countries import countries
from answer.literals import folded
from corpus.morphology import morphemes


class Part(StrEnum):
    """The part of a noun in a deed."""

    DOES = "does"
    SUFFERS = "suffers"
    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Role:
    """`who` has the part in `deed`; `named` where it is a name or a country, `topic` where は marks it and nothing を."""

    who: str
    part: Part
    deed: str
    named: bool
    topic: bool = False


_PART = {
    "は": Part.DOES,
    "も": Part.DOES,
    "が": Part.DOES,
    "を": Part.SUFFERS,
    "に": Part.TO,
    "へ": Part.TO,
    "から": Part.FROM,
    "より": Part.FROM,
}
#: In the passive, who is named as its subject suffers, and who stands with に or から does.
_PASSIVE = {Part.DOES: Part.SUFFERS, Part.TO: Part.DOES, Part.FROM: Part.DOES}
#: Verbs that only lead from a noun to a deed: 〜による, 〜に対する, 〜について.
_BY = frozenset("因る よる 依る".split())
_LEADING = frozenset(
    "対する 関する つく 就く 伴う 際する 基づく 通ずる 通じる わたる 亘る 加える 於く おく 向ける 巡る 受ける 含む 際す".split()
)
#: Verbs that say nothing by themselves.
_EMPTY = frozenset("居る 有る 成る 出来る 得る 行く 来る 置く 仕舞う 言う 為る 見る 致す 頂く".split())
_SENTENCE = re.compile(r"[。\n\t▶※→⇒；;]")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_QUOTED = re.compile("「[^「」]*」|『[^『』]*』")
_NOUNS = ("名詞", "接頭辞", "接尾辞", "代名詞")


def differs(sentence: str, cited: str) -> Role | None:
    """A role in the sentence that the cited words give otherwise for the same deed; None where there is none.

    Otherwise is: to the same noun another part (agent for patient, from for to), or the same part to another
    name than they do. What they leave open is no contradiction. One part of a common noun may be read amiss
    (予算案が適切と評価した); two of one deed that are exchanged are not.
    """
    there = roles(cited)
    found = [role for role in roles(sentence) if _contradicted(role, there)]
    deeds = [role.deed for role in found]
    return next((role for role in found if role.named or deeds.count(role.deed) > 1), None)


def roles(text: str) -> list[Role]:
    """The roles of a Japanese text, in its order. What it puts in quotation marks or parentheses has none."""
    plain = _ASIDE.sub("", _QUOTED.sub("「」", text))
    return [role for sentence in _SENTENCE.split(plain) if sentence.strip() for role in _Walk(sentence).roles]


def alike(one: str, other: str) -> bool:
    """Whether two nouns mean one: the shorter's letters stand in the longer in their order (金総書記, 金正恩総書記), or
    both name the same countries and nothing else (露, ロシア)."""
    short, long = sorted((folded(one), folded(other)), key=len)
    if short and _in_order(short, long):
        return True
    return bool(countries(one)) and countries(one) == countries(other)


def _in_order(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _contradicted(role: Role, there: Sequence[Role]) -> bool:
    same = [r for r in there if r.deed == role.deed]
    mine = {r.part for r in same if alike(r.who, role.who)}
    if mine:
        # A thing that は marks may be what is done something to.
        loose = role.topic and not role.named
        return not loose and all(_opposed(role.part, part) for part in mine)
    rivals = [r for r in same if r.part is role.part]
    # Of several who may do it (ＡはＢが…と評価した) one is enough to differ from; a common noun may stand for anyone.
    return role.named and any(r.named for r in rivals)


def _opposed(one: Part, other: Part) -> bool:
    if one is other:
        return False
    return Part.DOES in (one, other) or {one, other} == {Part.TO, Part.FROM}


@dataclass(slots=True)
class _Noun:
    text: str
    part: Part
    topic: bool
    named: bool
    before_noun: bool = False


@dataclass(slots=True)
class _Walk:
    """One sentence, word by word: nouns wait, with their particles, for the deed they belong to."""

    sentence: str
    roles: list[Role] = field(default_factory=list)
    _run: list[Morpheme] = field(default_factory=list)
    _waiting: list[_Noun] = field(default_factory=list)

    def __post_init__(self) -> None:
        words = [m for m in morphemes(self.sentence) if m.surface().strip()]
        for at, word in enumerate(words):
            self._take(word, words[at + 1 :])
        self._noun_deed(adnominal=False)

    def _take(self, word: Morpheme, rest: Sequence[Morpheme]) -> None:
        kind = word.part_of_speech()[0]
        if kind in _NOUNS or word.surface() == "・":
            self._run.append(word)
        elif kind == "助詞":
            self._particle(word.surface(), rest)
        elif kind == "動詞":
            self._verb(word, rest)
        elif word.surface() in "、，":
            # 〜を決定、: a noun ends the clause as a verb does.
            self._noun_deed(adnominal=False)
            self._run = []

    def _particle(self, particle: str, rest: Sequence[Morpheme]) -> None:
        if not self._run:
            # への, からの: what comes is a noun of doing.
            if particle == "の" and self._waiting:
                self._waiting[-1].before_noun = True
            return
        self._noun_deed(adnominal=True)
        part = _PART.get(particle)
        if part is not None:
            text = "".join(m.surface() for m in self._run)
            named = bool(countries(text)) or any(m.part_of_speech()[1] == "固有名詞" for m in self._run)
            if particle == "は":
                self._waiting = [noun for noun in self._waiting if not noun.topic]
            self._waiting.append(_Noun(text, part, particle in "はも", named))
        self._run = []

    def _verb(self, word: Morpheme, rest: Sequence[Morpheme]) -> None:
        lemma = word.normalized_form()
        if lemma in _BY and not self._run and self._waiting:
            self._waiting[-1].part = Part.DOES
            self._waiting[-1].before_noun = word.surface().endswith("る")
        elif lemma in _LEADING and not self._run and self._waiting and self._waiting[-1].part is Part.TO:
            if lemma != "対する":
                self._waiting.pop()
        elif lemma == "為る" and self._run:
            self._deed(self._of_run(), rest)
        elif lemma not in _EMPTY:
            self._deed(lemma, rest)

    def _of_run(self) -> str:
        """The noun of doing that する makes a verb."""
        doing = [m for m in self._run if m.part_of_speech()[2] == "サ変可能"]
        return str((doing or self._run)[-1].surface())

    def _noun_deed(self, adnominal: bool) -> None:
        """A noun of doing without する: 〜を決定, or 〜による〜への派遣を."""
        if not self._run or self._run[-1].part_of_speech()[2] != "サ変可能":
            return
        deed = self._run[-1].surface()
        for noun in self._waiting if not adnominal else [n for n in self._waiting if n.before_noun]:
            self.roles.append(Role(noun.text, noun.part, deed, noun.named, noun.topic))
        if adnominal:
            self._waiting = [noun for noun in self._waiting if not noun.before_noun]

    def _deed(self, deed: str, rest: Sequence[Morpheme]) -> None:
        self._run = []
        after = _after(rest)
        passive = any(m.normalized_form() in ("れる", "られる") for m in rest[: len(rest) - len(after)])
        adnominal = bool(after) and after[0].part_of_speech()[0] in ("名詞", "接頭辞", "代名詞")
        taken = [noun for noun in self._waiting if not (adnominal and noun.topic)]
        has_object = any(noun.part is Part.SUFFERS for noun in taken)
        for noun in taken:
            part = _PASSIVE.get(noun.part, noun.part) if passive else noun.part
            # 4月に開催された: not every に names who does.
            if passive and part is Part.DOES and not noun.named:
                continue
            self.roles.append(Role(noun.text, part, deed, noun.named, noun.topic and not has_object))
        self._waiting = [noun for noun in self._waiting if noun.topic]


def _after(rest: Sequence[Morpheme]) -> Sequence[Morpheme]:
    """What follows a verb's own auxiliaries."""
    at = 0
    while at < len(rest) and (
        rest[at].part_of_speech()[0] == "助動詞" or rest[at].normalized_form() in ("居る", "為る", "て")
    ):
        at += 1
    return rest[at:]
