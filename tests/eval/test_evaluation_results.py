from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from answer.claims import Answer
from eval.conditions import Conditions, conditions
from eval.errors import ReadmeUnmarked, ResultsUnreadable, ResultsUnwritable
from eval.measures import measure
from eval.questions import Question, QuestionSet
from eval.report import Results, read_results, summarise, write_results
from eval.run import Scored
from eval.table import END, START, render, update_readme
from settings import Settings


@pytest.fixture
def results(
    make_scored: Callable[..., Scored], make_answer: Callable[..., Answer], made: Conditions
) -> Results:
    wrong = make_answer("不明", total=300.0)
    return summarise(
        [
            make_scored(set_name="dev"),
            make_scored(id="1"),
            make_scored(wrong, id="2", kind="number"),
            make_scored(id="3", lang="en"),
            make_scored(make_answer(abstained=True), id="4", answerable=False),
        ],
        made,
    )


def test_groups_by_set_language_and_kind(results: Results) -> None:
    assert list(results.sets) == ["dev", "test"]
    groups = results.sets["test"]
    assert set(groups) == {"all", "lang:ja", "lang:en", "lang:other", "kind:fact", "kind:number"}
    assert {group: values["fully_correct"].n for group, values in groups.items()} == {
        "all": 3,
        "lang:ja": 2,
        "lang:en": 1,
        "lang:other": 1,
        "kind:fact": 2,
        "kind:number": 1,
    }
    assert groups["all"]["fully_correct"].value == 2 / 3
    assert groups["lang:ja"]["fully_correct"].value == 1 / 2
    assert groups["all"]["total_p50"].value == 100


def test_rows_keep_what_happened_to_each_question(results: Results) -> None:
    right, wrong, silent = results.questions[1], results.questions[2], results.questions[4]
    assert (right.id, right.correct, right.nuggets_found, right.nuggets, right.rank) == ("1", True, 1, 1, 1)
    assert (wrong.correct, wrong.nuggets_found, wrong.milliseconds, wrong.text) == (False, 0, 300, "不明")
    assert (silent.correct, silent.abstained, silent.citations) == (None, True, 0)


def test_results_survive_the_file(results: Results, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write_results(results, path)
    assert read_results(path) == results
    record = json.loads(path.read_text(encoding="utf-8"))
    assert set(record) == {"conditions", "sets", "questions"}
    assert set(record["sets"]["test"]["lang:ja"]["hit@3"]) == {"value", "low", "high", "n"}


def test_results_that_cannot_be_read_or_written(results: Results, tmp_path: Path) -> None:
    with pytest.raises(ResultsUnreadable, match="No such file"):
        read_results(tmp_path / "gone.json")
    for text in ("{", "[]", "{}", '{"conditions": {}, "sets": {}, "questions": []}'):
        (tmp_path / "bad.json").write_text(text)
        with pytest.raises(ResultsUnreadable, match="python -m eval --json"):
            read_results(tmp_path / "bad.json")
    with pytest.raises(ResultsUnwritable):
        write_results(results, tmp_path)


def test_table(results: Results) -> None:
    lines = render(results, "en").splitlines()
    assert lines[:2] == [
        "| questions | measure | test [95 % interval] (questions) | dev [95 % interval] (questions) |",
        "| --- | --- | --: | --: |",
    ]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:-2]]
    cells = {(row[0], row[1].split("`")[1]): row[2:] for row in rows}
    assert cells[("Japanese, answerable", "hit@1")] == [
        "1.000 (2)",
        "1.000 (1)",
    ]
    assert cells[("", "fully_correct")][0] == "1.000 (1)", "other languages come after Japanese"
    assert next(row[2] for row in rows if "`fully_correct`" in row[1]) == ".500 [.000, 1.000] (2)"
    assert cells[("unanswerable", "abstention_recall")] == ["1.000 (1)", "–"]
    assert cells[("", "total_p50")] == ["100 ms (4)", "100 ms (1)"]
    assert lines[-1] == "`quote` · 2025-04-01 · 0123456789ab+ · 2 cores, Linux x86_64 · ↓ lower is better"
    assert "日本語、答えがある" in render(results, "ja")


def test_nearly_one_is_not_shown_as_one(results: Results) -> None:
    values = dict(results.sets["test"]["all"])
    values["verbatim"] = replace(values["verbatim"], value=0.9999, low=0.9996, high=1.0)
    table = render(replace(results, sets={"test": {"all": values}}), "en")
    assert ".999 [.999, 1.000]" in table


def test_readme_changes_between_the_marks_only(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"前\n{START}\n古い\n{END}\n後\n", encoding="utf-8")
    update_readme(readme, "| 新 |")
    update_readme(readme, "| 新 |")
    assert readme.read_text(encoding="utf-8") == f"前\n{START}\n| 新 |\n{END}\n後\n"


@pytest.mark.parametrize(
    "text", ["", START, END, f"{END}{START}", f"{START}{END}{START}{END}", f"{START}{START}{END}"]
)
def test_a_readme_without_the_two_marks_is_left_alone(tmp_path: Path, text: str) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(text)
    with pytest.raises(ReadmeUnmarked):
        update_readme(readme, "| 新 |")
    assert readme.read_text() == text
    with pytest.raises(ResultsUnwritable):
        update_readme(tmp_path / "gone.md", "| 新 |")


def test_conditions_name_what_the_numbers_depend_on_and_no_paths() -> None:
    sets = [QuestionSet("dev", "ab12", (Question("a", "一", True),))]
    made = conditions(Settings(), "index-1", sets, "compose", None)
    assert (made.mode, made.index, made.questions) == ("compose", "index-1", {"dev": "ab12"})
    assert made.settings["embed_model"] == "bundled"
    assert not {"index_dir", "cache_dir", "llm_api_key"} & set(made.settings)
    assert made.cores >= 1
    assert made.libraries["numpy"]


def test_measuring_nothing_gives_nothing() -> None:
    for name in ("hit@1", "calibration_error", "total_p90"):
        assert (measure(name, []).value, measure(name, []).n) == (None, 0)
