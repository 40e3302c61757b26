"""Chooses what a sentence cites: the unit that carries it best, and those that hold what that one lacks.

Knows how much of a sentence a unit carries (`support`); whether that is enough is `verify`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.evidence import Evidence
from answer.literals import numbers_and_dates
from answer.support import content, covered
from index.lexical import LexicalIndex

#: Units a sentence cites at most, headings among them.
MOST = 4
#: What a further unit has to add to the share of the words held.
_ADDED = 0.12
#: What holding the sentence's numbers counts for beside its words, and what being a heading counts against.
_NUMBERS, _HEADING = 0.3, 0.15

Lacking = Callable[[str, Sequence[Evidence]], int]


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses among the evidence of one answer."""

    evidence: Sequence[Evidence]
    lexical: LexicalIndex

    def choose(self, sentence: str, lacking: Lacking, about: Evidence | None = None) -> list[Evidence]:
        """What the sentence cites, in the report's order; `lacking` counts the numbers and names not held.

        With `about`, it is that and what completes it.
        """
        chosen = [about] if about else self._by_words(sentence)
        left = lacking(sentence, chosen)
        while left and len(chosen) < MOST:
            near = [e for e in self.evidence if e.passage == chosen[0].passage and e not in chosen]
            tried = [
                (lacking(sentence, [*chosen, e]), self._far(e, chosen[0]), i) for i, e in enumerate(near)
            ]
            best, _, at = min(tried, default=(left, 0, 0))
            if best >= left:
                break
            chosen.append(near[at])
            left = best
        return sorted(chosen, key=lambda e: (e.passage, e.start))

    def _far(self, e: Evidence, first: Evidence) -> int:
        """Rank of a unit by where it stands: beside the first, over it, in another passage."""
        if e.chunk is not first.chunk:
            return 2
        return 1 if e.is_heading else 0

    def _by_words(self, sentence: str) -> list[Evidence]:
        terms, numbers = content(sentence), numbers_and_dates(sentence)

        def worth(e: Evidence) -> float:
            share = len(numbers & e.quantities) / len(numbers) if numbers else 0.0
            return covered(terms, [e], self.lexical) + _NUMBERS * share - _HEADING * e.is_heading

        chosen = [max(self.evidence, key=worth)]
        held = covered(terms, chosen, self.lexical)
        while len(chosen) < MOST - 1:
            gains = [covered(terms, [*chosen, e], self.lexical) for e in self.evidence]
            at = max(
                range(len(gains)), key=lambda i: (round(gains[i], 3), -self._far(self.evidence[i], chosen[0]))
            )
            if gains[at] < held + _ADDED:
                break
            chosen.append(self.evidence[at])
            held = gains[at]
        return chosen
