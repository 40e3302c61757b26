from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.claims import Answer
from eval.conditions import Conditions
from eval.errors import ThresholdsMissing, ThresholdsUnusable
from eval.gate import Threshold, Verdict, choose, judge, load_thresholds
from eval.report import summarise
from eval.run import Scored

HIT = Threshold("test", "hit@3", "ja", 0.95, is_maximum=False)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(record: object) -> Path:
        path = tmp_path / "thresholds.json"
        path.write_text(json.dumps(record))
        return path

    return write_file


def test_the_thresholds_kept_with_the_code_can_be_used() -> None:
    assert HIT in load_thresholds()["test"]


def test_reads_bounds_and_scope(write: Callable[..., Path]) -> None:
    path = write(
        {"test": [{"metric": "hit@3", "lang": "ja", "min": 0.95}, {"metric": "total_p90", "max": 900}]}
    )
    assert load_thresholds(path) == {
        "test": (HIT, Threshold("test", "total_p90", "all", 900, is_maximum=True))
    }


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"metric": "hit@4", "min": 1}, "hit@4.*unknown"),
        ({"min": 1}, "unknown"),
        ({"metric": ["hit@3"], "min": 1}, "unknown"),
        ("hit@3", "unknown"),
        ({"metric": "hit@3"}, "a number as min or as max"),
        ({"metric": "hit@3", "min": 0, "max": 1}, "a number as min or as max"),
        ({"metric": "hit@3", "min": "1"}, "a number as min or as max"),
        ({"metric": "hit@3", "min": True}, "a number as min or as max"),
        ({"metric": "hit@3", "min": 1, "lang": 3}, "a number as min or as max"),
        ({"metric": "hit@3", "min": 1, "kind": "number"}, "nothing else"),
    ],
)
def test_a_threshold_that_means_nothing_is_an_error(
    write: Callable[..., Path], entry: object, words: str
) -> None:
    with pytest.raises(ThresholdsUnusable, match=rf"\(test 2: .*{words}"):
        load_thresholds(write({"test": [{"metric": "mrr", "min": 0}, entry]}))


def test_a_file_that_is_no_thresholds_is_an_error(write: Callable[..., Path], tmp_path: Path) -> None:
    records: list[object] = [[], {"test": {}}]
    for record in records:
        with pytest.raises(ThresholdsUnusable, match="list for each question file"):
            load_thresholds(write(record))
    with pytest.raises(ThresholdsUnusable, match="No such file"):
        load_thresholds(tmp_path / "gone.json")


def test_a_bound_may_be_reached_but_not_passed() -> None:
    assert Verdict(HIT, 0.95).passed
    assert not Verdict(HIT, 0.9499).passed
    most = Threshold("test", "false_refusals", "all", 0.15, is_maximum=True)
    assert Verdict(most, 0.15).passed
    assert not Verdict(most, 0.1501).passed
    assert not Verdict(most, None).passed
    assert Verdict(most, 0.1).line("en") == "pass  test  false_refusals (all)  0.1000 ≤ 0.15"
    assert Verdict(HIT, None).line("ja") == "未達  test  hit@3 (ja)  – ≥ 0.95"


def test_judges_by_set_and_language(
    made: Conditions, make_scored: Callable[..., Scored], make_answer: Callable[..., Answer]
) -> None:
    rows = [make_scored(), make_scored(make_answer("不明"), lang="en"), make_scored(set_name="dev")]
    wanted = [
        Threshold("test", "fully_correct", lang, 0.9, is_maximum=False)
        for lang in ("ja", "other", "all", "fr")
    ]
    verdicts = judge(wanted, summarise(rows, made))
    assert [verdict.value for verdict in verdicts] == [1, 0, 1 / 2, None]
    assert [verdict.passed for verdict in verdicts] == [True, False, False, False]


def test_a_gate_that_checks_nothing_does_not_pass() -> None:
    thresholds = {"test": (HIT,), "empty": ()}
    assert choose(thresholds, ["dev", "test"], named=False) == (HIT,)
    for sets, named in ((["dev", "test"], True), (["dev"], False), (["empty"], True)):
        with pytest.raises(ThresholdsMissing, match=f"“{sets[0]}”"):
            choose(thresholds, sets, named)
