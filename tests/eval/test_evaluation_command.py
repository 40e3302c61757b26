from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from answer.claims import Answer
from eval import __main__ as command
from eval.errors import EvalError
from eval.gate import load_thresholds
from eval.questions import Question
from eval.run import Assistant
from settings import Settings


class IndexGone(EvalError):
    ja = "索引がありません。作ってください。"
    en = "There is no index. Make one."


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "test.jsonl"
    gold = {"nuggets": [["100人"]], "evidence": ["約100人が死亡し"]}
    records = [
        {"id": "a", "question": "一", "answerable": True, **gold},
        {"id": "b", "question": "二", "answerable": False},
        {"id": "c", "question": "three", "answerable": True, "lang": "en", **gold},
    ]
    path.write_text("\n".join(json.dumps(record) for record in records))
    return path


@pytest.fixture
def good(scripted: Callable[..., Any], make_answer: Callable[..., Answer]) -> Assistant:
    assistant: Assistant = scripted(
        {"一": make_answer(), "二": make_answer(abstained=True), "three": make_answer()}
    )
    return assistant


def test_prints_the_table_writes_the_results_and_passes_the_gate(
    questions: Path, good: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Settings] = []

    def opener(settings: Settings) -> Assistant:
        opened.append(settings)
        return good

    written = tmp_path / "results.json"
    arguments = ["--questions", str(questions), "--json", str(written), "--gate", "--index", str(tmp_path)]
    assert command.main(arguments, opener) == 0
    assert opened[0].index_dir == tmp_path.resolve()
    printed = capsys.readouterr()
    assert "pass  test  hit@3 (ja)  1.0000 ≥ 0.95" in printed.out
    assert "| Japanese, answerable |" in printed.out
    assert printed.err == ""
    record = json.loads(written.read_text(encoding="utf-8"))
    assert [row["id"] for row in record["questions"]] == ["a", "b", "c"]
    assert command.main(["--table", str(written)]) == 0
    assert capsys.readouterr().out in printed.out


def test_a_missed_threshold_is_exit_1_with_the_gate_only(
    questions: Path,
    scripted: Callable[..., Any],
    make_answer: Callable[..., Answer],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assistant = scripted({"一": make_answer("不明"), "二": make_answer(), "three": make_answer()})
    assert command.main(["--questions", str(questions)], lambda _: assistant) == 0
    assert command.main(["--questions", str(questions), "--gate"], lambda _: assistant) == 1
    lines = capsys.readouterr().out.splitlines()
    # How much is asked for is the file's business and changes as the program gets better.
    least = {(each.metric, each.lang): each.bound for each in load_thresholds()["test"]}
    assert f"MISS  test  fully_correct (ja)  0.0000 ≥ {least['fully_correct', 'ja']:g}" in lines
    assert f"MISS  test  abstention_recall (all)  0.0000 ≥ {least['abstention_recall', 'all']:g}" in lines


def test_questions_that_fail_are_named_once_a_reason(
    questions: Path, scripted: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assistant = scripted({"一": IndexGone(), "二": IndexGone(), "three": IndexGone()})
    assert command.main(["--questions", str(questions), "--gate"], lambda _: assistant) == 1
    assert capsys.readouterr().err == "test/a (+2): There is no index. Make one.\n"


def test_evidence_in_no_report_is_named(
    tmp_path: Path,
    scripted: Callable[..., Any],
    make_answer: Callable[..., Answer],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(
        '{"id": "a", "question": "一", "answerable": true, "evidence": ["ない"]}', encoding="utf-8"
    )
    assert command.main(["--questions", str(path)], lambda _: scripted({"一": make_answer()})) == 0
    assert "dev, a: the evidence “ない” is in no report." in capsys.readouterr().err


def test_bad_input_is_exit_2_before_anything_is_opened(
    questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(_: Settings) -> Assistant:
        raise AssertionError("opened")

    other = questions.rename(tmp_path / "dev.jsonl")
    cases = [
        (["--questions", str(tmp_path / "gone.jsonl")], "cannot be opened"),
        (["--questions", str(other), "--gate"], "no thresholds for the question file “dev”"),
        (["--questions", str(other), "--questions", str(other)], "Two question files are called “dev”"),
        (["--questions", str(other), "--json", str(tmp_path / "gone" / "r.json")], "cannot be written"),
        (["--table", str(tmp_path / "gone.json")], "cannot be read"),
    ]
    for arguments, words in cases:
        assert command.main(arguments, never) == 2, arguments
        printed = capsys.readouterr()
        assert words in printed.err
        assert len(printed.err.splitlines()) == 1
        assert printed.out == ""


def test_what_cannot_be_opened_is_exit_2(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def opener(_: Settings) -> Assistant:
        raise IndexGone

    assert command.main(["--questions", str(questions)], opener) == 2
    assert capsys.readouterr().err == "There is no index. Make one.\n"


@pytest.mark.parametrize(
    "arguments", [["--mode", "poem"], ["--table", "r.json", "--gate"], ["--questions"], ["--gat"]]
)
def test_a_command_line_that_makes_no_sense_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2


def test_messages_follow_the_terminal(
    questions: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert command.main(["--questions", str(tmp_path / "gone.jsonl")]) == 2
    assert capsys.readouterr().err.startswith("質問ファイル「")


def test_update_readme(
    questions: Path,
    good: Assistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("<!-- results:start -->\n<!-- results:end -->\n")
    monkeypatch.setattr(command, "README", readme)
    assert command.main(["--questions", str(questions), "--update-readme"], lambda _: good) == 0
    assert "日本語、答えがある" in readme.read_text(encoding="utf-8"), (
        "the README's table is Japanese anywhere"
    )
    readme.write_text("")
    assert command.main(["--questions", str(questions), "--update-readme"], lambda _: good) == 2


def test_the_question_type_stays_in_step_with_the_format() -> None:
    fields = ("id", "question", "answerable", "lang", "kind", "history", "nuggets", "forbidden", "evidence")
    assert Question.__match_args__ == fields
