from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from answer.claims import Answer
from eval.errors import EvalError, ReportNotIndexed
from eval.measures import NAMES, measure
from eval.questions import Question, QuestionSet
from eval.run import Scored, ask_all


class TooLong(EvalError):
    ja = "長すぎます。短くしてください。"
    en = "Too long. Shorten it."


def test_asks_each_question_as_it_stands_and_keeps_failures(
    scripted: Callable[..., Any], make_answer: Callable[..., Answer]
) -> None:
    history = (("規模は？", "1万2,000人"),)
    questions = (Question("a", "一", True, history=history, nuggets=(("100人",),)), Question("b", "二", True))
    assistant = scripted({"一": make_answer(), "二": TooLong()})
    first, second = ask_all(assistant, [QuestionSet("dev", "", questions)], "compose", "kaiko")
    assert assistant.asked == [("一", "compose", "kaiko", history), ("二", "compose", "kaiko", ())]
    assert (first.set_name, first.correct, first.failure) == ("dev", 1, None)
    assert (second.answer, second.abstained) == (None, False)
    assert isinstance(second.failure, TooLong)


def test_an_unknown_report_is_refused_before_anything_is_asked(scripted: Callable[..., Any]) -> None:
    assistant = scripted({})
    with pytest.raises(ReportNotIndexed, match="Name one of: kaiko"):
        ask_all(assistant, [QuestionSet("dev", "", (Question("a", "一", True),))], report="gone")
    assert assistant.asked == []


def test_evidence_that_is_in_no_report_is_named_and_counts_as_missed(
    make_scored: Callable[..., Scored],
) -> None:
    row = make_scored(evidence=("少なくとも約100人が死亡し", "書いていない"))
    assert row.unlocated == ("書いていない",)
    assert row.citation_recall == 1 / 2


def test_a_right_answer_has_the_best_of_every_score(make_scored: Callable[..., Scored]) -> None:
    rows = [make_scored(forbidden=("1万人",))]
    best = {name: measure(name, rows).value for name in NAMES}
    ones = {f"{kind}@{k}" for kind in ("hit", "recall") for k in (1, 3, 5, 8)} | {
        *("mrr", "nuggets", "fully_correct", "citation_precision", "citation_recall", "verbatim", "cited"),
    }
    assert {name for name, value in best.items() if value == 1} == ones
    assert best["forbidden"] == best["false_refusals"] == best["failed"] == 0
    assert best["brier"] == 1 / 16
    assert best["calibration_error"] == 1 / 4
    assert best["abstention_precision"] is best["abstention_recall"] is best["compose_p50"] is None
    assert (best["search_p50"], best["read_p90"], best["total_p50"]) == (40, 60, 100)


def test_every_score_falls_on_a_wrong_answer(
    make_scored: Callable[..., Scored], make_answer: Callable[..., Answer]
) -> None:
    wrong = make_answer("1万人が死亡した。", quotes=["観光を再開した"], passages=["観光"])
    rows = [make_scored(forbidden=("1万人",)), make_scored(wrong, forbidden=("1万人",))]
    for name in (
        "hit@8",
        "recall@8",
        "mrr",
        "nuggets",
        "fully_correct",
        "citation_precision",
        "citation_recall",
    ):
        assert measure(name, rows).value == 1 / 2, name
    assert measure("forbidden", rows).value == 1 / 2
    assert measure("brier", rows).value == (1 / 16 + 9 / 16) / 2


def test_an_abstained_answer_earns_nothing_by_what_it_names(
    make_scored: Callable[..., Scored], make_answer: Callable[..., Answer]
) -> None:
    abstained = make_answer("記載がありません。近い節: 100人の死亡", abstained=True, confidence=0.25)
    rows = [make_scored(abstained)]
    for name in ("nuggets", "fully_correct", "citation_recall"):
        assert measure(name, rows).value == 0, name
    assert measure("citation_precision", rows).n == 0
    assert measure("hit@1", rows).value == 1
    assert measure("false_refusals", rows).value == 1
    assert measure("abstention_precision", rows).value == 0


def test_an_unanswerable_question_gets_no_answer_score(
    make_scored: Callable[..., Scored], make_answer: Callable[..., Answer]
) -> None:
    abstained = make_scored(make_answer(abstained=True), answerable=False, nuggets=(), evidence=())
    answered = make_scored(make_answer(confidence=0.5), answerable=False)
    rows = [abstained, answered]
    unscored = (
        "hit@1",
        "recall@1",
        "mrr",
        "nuggets",
        "fully_correct",
        "citation_precision",
        "citation_recall",
    )
    assert all(measure(name, rows).n == 0 for name in (*unscored, "false_refusals"))
    assert measure("abstention_recall", rows).value == 1 / 2
    assert measure("abstention_precision", rows).value == 1
    assert measure("verbatim", rows).n == 1
    assert measure("brier", rows).value == (9 / 16 + 1 / 4) / 2


def test_a_failure_counts_as_wrong_and_as_no_abstention(make_scored: Callable[..., Scored]) -> None:
    rows = [make_scored(failure=TooLong())]
    for name in ("hit@8", "recall@8", "mrr", "nuggets", "fully_correct", "citation_recall", "false_refusals"):
        assert (measure(name, rows).value, measure(name, rows).n) == (0, 1), name
    assert measure("failed", rows).value == 1
    assert (
        measure("brier", rows).n == measure("calibration_error", rows).n == measure("total_p50", rows).n == 0
    )
    silent = [make_scored(failure=TooLong(), answerable=False)]
    assert measure("abstention_recall", silent).value == 0


def test_gold_without_nuggets_is_not_free_credit(make_scored: Callable[..., Scored]) -> None:
    rows = [make_scored(nuggets=())]
    assert measure("nuggets", rows).n == measure("fully_correct", rows).n == measure("brier", rows).n == 0
