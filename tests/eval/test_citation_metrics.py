from __future__ import annotations

from dataclasses import replace

from answer.claims import Citation, Claim
from eval.metrics import citations
from eval.metrics.citations import Place
from eval.metrics.match import fold

TEXT = "観光を再開した。百人が死亡した。観光を再開した。"
TOURISM, DEATHS = "観光を再開した", "百人が死亡した"


def cite(start: int, end: int, n: int = 1, report: str = "kaiko") -> Citation:
    return Citation(n, report, (), None, TEXT[start:end], start, end)


def evidence(*quotes: str) -> list[tuple[Place, ...]]:
    return [citations.places(quote, {"kaiko": fold(TEXT)}) for quote in quotes]


def test_places_are_every_occurrence_in_every_report() -> None:
    reports = {"kaiko": fold(TEXT), "other": fold("観光を 再開した")}
    expected = (Place("kaiko", 0, 7), Place("kaiko", 16, 23), Place("other", 0, 8))
    assert citations.places(TOURISM, reports) == expected
    assert citations.places("軍備", reports) == ()


def test_precision_and_recall_by_overlap() -> None:
    gold = evidence(TOURISM, DEATHS)
    right, wrong = cite(8, 15), cite(7, 8)
    assert citations.precision([right], gold) == 1
    assert citations.precision([right, wrong, wrong], gold) == 1 / 3
    assert citations.recall([right, wrong], gold) == 1 / 2
    assert citations.recall([right, cite(0, 2)], gold) == 1


def test_a_repeated_quote_may_be_cited_at_either_place_and_counts_once() -> None:
    gold = evidence(TOURISM)
    assert citations.recall([cite(16, 23)], gold) == citations.recall([cite(0, 7), cite(16, 23)], gold) == 1
    assert citations.precision([cite(0, 7), cite(16, 23)], gold) == 1


def test_overlap_is_half_open_and_within_one_report() -> None:
    gold = evidence(DEATHS)
    assert gold == [(Place("kaiko", 8, 15),)]
    assert citations.recall([cite(0, 8)], gold) == citations.recall([cite(15, 16)], gold) == 0
    assert citations.recall([cite(0, 9)], gold) == citations.recall([cite(14, 16)], gold) == 1
    assert citations.recall([cite(8, 15, report="other")], gold) == 0


def test_no_citations_and_no_evidence() -> None:
    assert citations.precision([], evidence(DEATHS)) is None
    assert citations.recall([], evidence(DEATHS)) == 0
    assert citations.precision([cite(0, 1)], []) is None
    assert citations.recall([cite(0, 1)], []) is None
    assert citations.recall([cite(0, 1)], evidence("軍備")) == 0


def test_verbatim_means_the_very_characters_at_the_very_place() -> None:
    right, texts = cite(8, 15), {"kaiko": TEXT}
    assert citations.verbatim([right], texts) == 1
    for wrong in (
        replace(right, start=7),
        replace(right, quote="百人が死亡した "),
        replace(right, report="other"),
        replace(right, quote="", start=3, end=3),
        replace(right, quote="した", start=-3, end=-1),
    ):
        assert citations.verbatim([right, wrong], texts) == 1 / 2
    assert citations.verbatim([], texts) is None


def test_every_claim_needs_a_citation_that_exists() -> None:
    claims = [Claim("a", (1,)), Claim("b", (1, 2)), Claim("c", ()), Claim("d", (2,))]
    assert citations.cited(claims, [cite(0, 1, n=1)]) == 1 / 4
    assert citations.cited(claims, [cite(0, 1, n=1), cite(1, 2, n=2)]) == 3 / 4
    assert citations.cited([], []) is None
