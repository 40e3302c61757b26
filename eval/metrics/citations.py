"""Whether the citations are verbatim and stand where the evidence does. Decided on positions, not on words.

Precision and recall as in ALCE (Gao et al. 2023), but a citation is right when it overlaps, by one
character or more, a place where an evidence quote occurs: gold spans take the place of an entailment model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.claims import Citation, Claim
from eval.metrics.match import Folded


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of the normalised text of the report `report`."""

    report: str
    start: int
    end: int

    def overlaps(self, citation: Citation) -> bool:
        """Whether the citation shares at least one character with this place."""
        return self.report == citation.report and self.start < citation.end and citation.start < self.end


def places(quote: str, reports: Mapping[str, Folded]) -> tuple[Place, ...]:
    """Every place where `quote` occurs in `reports` (by id): a repeated sentence may be cited anywhere."""
    return tuple(Place(report, *span) for report, text in reports.items() for span in text.find(quote))


def precision(citations: Sequence[Citation], evidence: Sequence[Sequence[Place]]) -> float | None:
    """The share of `citations` that overlap any evidence. None without citations or without evidence.

    `evidence` holds, for each quote, the places where it occurs.
    """
    if not citations or not evidence:
        return None
    return sum(any(p.overlaps(c) for quote in evidence for p in quote) for c in citations) / len(citations)


def recall(citations: Sequence[Citation], evidence: Sequence[Sequence[Place]]) -> float | None:
    """The share of the evidence quotes that some citation overlaps, at any of their places. None without
    evidence; 0 without citations."""
    if not evidence:
        return None
    return sum(any(p.overlaps(c) for p in quote for c in citations) for quote in evidence) / len(evidence)


def verbatim(citations: Sequence[Citation], texts: Mapping[str, str]) -> float | None:
    """The share of `citations` whose quote is their report's text at `[start, end)`. None without citations.

    A quote of a report that is not in `texts`, or an empty one, is not verbatim.
    """
    if not citations:
        return None
    return sum(_is_verbatim(c, texts.get(c.report, "")) for c in citations) / len(citations)


def cited(claims: Sequence[Claim], citations: Sequence[Citation]) -> float | None:
    """The share of `claims` with at least one citation, all of whose numbers exist. None without claims."""
    numbers = {c.n for c in citations}
    return (
        sum(bool(c.citations) and numbers.issuperset(c.citations) for c in claims) / len(claims)
        if claims
        else None
    )


def _is_verbatim(citation: Citation, text: str) -> bool:
    inside = 0 <= citation.start < citation.end
    return inside and citation.quote == text[citation.start : citation.end]
