"""Whether a sentence states as plain fact what its evidence assesses, intends, denies or quotes.

What a report says of itself to hold (「とみられる」, 「べく」, 「なかった」, a quotation) is part of what it says. Clauses are held
against the segments of the cited units that they say. Knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.evidence import Evidence, text_of
from answer.faults import Fault
from answer.literals import numbers_and_dates, quoted_phrases
from answer.question import QuestionLanguage
from answer.scope import Marks, marks
from answer.stance import Stance, claims_intention, is_attributed, segments, stances
from answer.support import Likeness, comparable, shared_letters

#: A quotation this long carries its sentence; a shorter one is a term.
_QUOTATION = 12
_FAULT_OF = {Stance.ASSESSED: Fault.ASSESSMENT, Stance.INTENDED: Fault.INTENTION}


@dataclass(frozen=True, slots=True)
class Hedges:
    """Holds sentences of one language. `share` of a segment's letters has to be in a clause that says it."""

    language: QuestionLanguage
    likeness: Likeness
    share: float

    def kept(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        """What is assessed, intended or denied is said to be; None where it is."""
        bodies = [e for e in cited if not e.is_heading] or list(cited)
        theirs = [(s, mark) for e in bodies for s, mark in zip(e.segments, marks(e.segments), strict=True)]
        if claims_intention(sentence, self.language) and Stance.INTENDED not in stances(
            text_of(bodies), "ja"
        ):
            return Fault.INTENTION
        whole = stances(sentence, self.language)
        groups: list[tuple[set[int], str]] = []
        for clause in segments(sentence, self.language):
            at = self._aligned(clause, [segment for segment, _ in theirs])
            same = [group for group in groups if group[0] & at]
            groups = [group for group in groups if not group[0] & at]
            groups.append((at.union(*(g[0] for g in same)), " ".join((*(g[1] for g in same), clause))))
        faults = (self._misstated(said, whole, [theirs[i] for i in sorted(at)]) for at, said in groups)
        return next((fault for fault in faults if fault), None)

    def _misstated(
        self, said: str, whole: frozenset[Stance], theirs: Sequence[tuple[str, Marks]]
    ) -> Fault | None:
        asked: set[Stance] = set()
        for segment, mark in theirs:
            asked |= mark.whole | {
                stance for stance, part in mark.parts if self._repeats(said, part, segment)
            }
        for stance, fault in _FAULT_OF.items():
            if stance in asked and stance not in whole:
                return fault
        denies = Stance.DENIED in stances(said, self.language)
        denied = any(Stance.DENIED in stances(segment, "ja") for segment, _ in theirs)
        return None if denies == (Stance.DENIED in asked) or (denies and denied) else Fault.DENIAL

    def _aligned(self, clause: str, theirs: Sequence[str]) -> set[int]:
        """Which of their segments a clause says: of those that hold its numbers the nearest, and all it repeats."""
        numbers = numbers_and_dates(clause)
        holding = [i for i, s in enumerate(theirs) if numbers and numbers <= numbers_and_dates(s)]
        among = holding or list(range(len(theirs)))
        nearest = among[self._nearest(clause, [theirs[i] for i in among])]
        if self.language != "ja":
            return {nearest}
        return {nearest} | {
            i for i, row in enumerate(shared_letters(theirs, [clause])) if row[0] >= self.share
        }

    def _nearest(self, said: str, theirs: Sequence[str]) -> int:
        native = self.language == "ja"
        plain = comparable(said, self.language)
        row = shared_letters([said], theirs)[0] if native else self.likeness.across(plain, theirs)
        return max(range(len(theirs)), key=row.__getitem__)

    def _repeats(self, said: str, part: str, segment: str) -> bool:
        """Whether the sentence says what a phrase of a segment says: its numbers or, in the same language, half of its
        words; in another, a phrase that is half of its segment is taken to be said."""
        numbers = numbers_and_dates(part)
        if numbers and numbers <= numbers_and_dates(said):
            return True
        if self.language != "ja":
            return len(part) >= len(segment) / 2
        return shared_letters([part], [said])[0][0] >= self.share

    def attributed(self, sentence: str, cited: Sequence[Evidence]) -> Fault | None:
        """A sentence carried by a quotation has to say that it is one."""
        if is_attributed(sentence, self.language):
            return None
        for e in cited:
            quotations = [p for p in quoted_phrases(e.text) if len(p) >= _QUOTATION]
            rest = re.sub("「[^「」]*」|『[^『』]*』", "", e.text)
            if quotations and self._nearest(sentence, [rest or "-", *quotations]) > 0:
                return Fault.ATTRIBUTION
        return None
