"""A composed answer as it grows: sentences that hold, their citations, and what of the quotes they leave unsaid.

Knows claims and citations; nothing of the model that writes and of how a sentence is verified.
"""

from __future__ import annotations

import time
from collections.abc import Set
from dataclasses import dataclass, field, replace

from answer.claims import Answer, Citation, Claim, Composition, worded
from answer.errors import LlmUnsupported
from answer.evidence import Evidence
from answer.verify import Verdict
from errors import AskError
from index.analysis import words
from index.quantities import quantities

#: A quote is said when this share of its characters is cited, and of the words in it that answer.
_SAID = 0.6


@dataclass(slots=True)
class Draft:
    """The answer to one question while it is composed over the `quoted` one, which stands where nothing holds."""

    quoted: Answer
    model: str
    _begun: float = field(default_factory=time.perf_counter)
    _claims: list[Claim] = field(default_factory=list)
    _citations: list[Citation] = field(default_factory=list)
    _dropped: list[tuple[str, str]] = field(default_factory=list)
    _kept: int = 0
    _first: float | None = None

    def take(self, verdict: Verdict) -> bool:
        """Takes the sentence in where it has no fault, counts it where it has; says which."""
        if verdict.fault is not None:
            self._dropped.append((verdict.sentence, verdict.fault.value))
            return False
        self._kept += 1
        self._first = self._first if self._first is not None else self._elapsed()
        numbers = tuple(self._number(_citation(e)) for e in verdict.cited)
        self._claims.append(Claim(verdict.sentence, numbers))
        return True

    def quote(self, citation: Citation) -> None:
        """Takes a quote in as it is printed, unless a sentence says just that."""
        claim = Claim(citation.quote, (self._number(citation),))
        if claim not in self._claims:
            self._claims.append(claim)

    def quote_the_unsaid(self) -> None:
        """Takes in those of the quoted answer's quotes that the sentences do not cite, or of which they leave out the words
        that answer: a sentence can hold and say something else than was asked."""
        told = set(words(" ".join(claim.text for claim in self._claims)))
        for citation in self.quoted.citations:
            cited = sum(_shared(citation, own) for own in self._citations)
            if cited < _SAID * len(citation.quote) or not _tells(told, citation):
                self.quote(citation)

    def answer(self, pending: bool = False, problem: AskError | None = None) -> Answer:
        """The answer as it stands now: the quoted one while no sentence holds."""
        took = self._elapsed()
        composition = Composition(self._kept, tuple(self._dropped), self._first, self.model)
        told = replace(
            self.quoted,
            pending=pending,
            problem=problem,
            composition=composition,
            timings_ms=replace(
                self.quoted.timings_ms, compose=took, total=round(self.quoted.timings_ms.total + took, 1)
            ),
        )
        if self._kept:
            claims = tuple(self._claims)
            return replace(
                told, mode="compose", text=worded(claims), claims=claims, citations=tuple(self._citations)
            )
        unsupported = problem is None and not pending
        return (
            replace(told, problem=LlmUnsupported(dropped=len(composition.unverified)))
            if unsupported
            else told
        )

    def _number(self, citation: Citation) -> int:
        for own in self._citations:
            if (own.report, own.start, own.end) == (citation.report, citation.start, citation.end):
                return own.n
        self._citations.append(replace(citation, n=len(self._citations) + 1))
        return len(self._citations)

    def _elapsed(self) -> float:
        return round((time.perf_counter() - self._begun) * 1000, 1)


def _citation(e: Evidence) -> Citation:
    return Citation(0, e.chunk.report, e.chunk.section, e.page, e.text, e.start, e.end)


def _tells(told: Set[str], citation: Citation) -> bool:
    """Whether what is told has the words that answer: all their numbers and dates, and most of the others."""
    if citation.span is None:
        return True
    start, end = (place - citation.start for place in citation.span)
    marked = set(words(citation.quote[start:end]))
    return set(quantities(citation.quote[start:end])) <= told and len(marked & told) >= _SAID * len(marked)


def _shared(one: Citation, other: Citation) -> int:
    if one.report != other.report:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))
