"""`python -m answer` as a user runs it: what it prints where, and its exit status."""

import io
import json
import os
import shutil
import subprocess
import sys

import pytest

from answer.__main__ import main
from settings import ROOT

POPULATION = "星見島の人口は、令和6年末に2，418人となった。"


@pytest.fixture(scope="module")
def index(island_folder, tmp_path_factory):
    """A copy of the index, for other processes to open."""
    return shutil.copytree(island_folder, tmp_path_factory.mktemp("command") / "index")


@pytest.fixture
def run(index):
    """The command in a process of its own."""

    def run(*arguments, given=b"", **environment):
        return subprocess.run(
            [sys.executable, "-m", "answer", "--index", str(index), *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            input=given,
            capture_output=True,
            timeout=120,
        )

    return run


@pytest.fixture
def run_here(monkeypatch, capsys, index):
    """The command within this process, where the libraries are loaded: its status, what it printed, what it said."""

    def run_here(*arguments, given=b"", place=index):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        try:
            status = main(["--index", str(place), *arguments])
        except SystemExit as stopped:
            status = stopped.code
        return status, *capsys.readouterr()

    return run_here


def test_a_question_is_answered_in_words_with_its_sources(run):
    done = run("星見島の人口は何人か", LANG="en_US.UTF-8")
    assert done.returncode == 0
    answer, _, sources = done.stdout.decode().partition("\n\n")
    assert answer == f"{POPULATION} [1]"
    first, *rest = sources.splitlines()
    # After the title, two line ends, "1 人口と暮らし" and two more: 8 + 2 + 8 + 2.
    assert first == "Sources" and rest == ["[1] 星見島の年次報告 › 1 人口と暮らし (island 20–45)"]


LINES = (
    b"\xef\xbb\xbf" + '{"id": "a", "question": "星見島の人口は何人か"}\n'.encode(),
    b"\n",
    b"  \t\r\n",
    b"{broken\n",
    b'{"id": "b", "question": "   "}\n',
    '{"id": "c", "question": "人口は", "answer": "x"}\n'.encode(),
    '{"question": "宿泊客は何人か", "history": [["前の質問", "前の答え"]]}\r\n'.encode(),
    b'{"id": "d", "question": 5}\n',
    '{"id": "e", "question": "量子コンピュータの誤り訂正の方式は何か"}'.encode(),
)


def test_lines_are_answered_each_for_itself(run):
    done = run("--stdin", given=b"".join(LINES))
    assert done.returncode == 2
    population, broken, blank, unknown, guests, number, silent = map(json.loads, done.stdout.splitlines())
    assert population["id"] == "a" and population["citations"][0]["quote"] == POPULATION
    assert broken == {"line": 4, "error": "4 行目の質問レコードが読めません。JSON ではありません。"}
    assert blank == {"id": "b", "error": "質問が空です。知りたいことを文で入力してください。"}
    assert unknown["line"] == 6 and "「answer」" in unknown["error"]
    assert "id" not in guests and guests["question"] == "宿泊客は何人か" and not guests["abstained"]
    assert number == {
        "line": 8,
        "error": "8 行目の質問レコードが読めません。question に文字列を入れてください。",
    }
    assert silent["id"] == "e" and silent["abstained"] is True
    complaints = [line for line in done.stderr.decode().splitlines() if line[:1].isdigit()]
    assert [line.partition(": ")[0] for line in complaints] == ["4", "5", "6", "8"]
    assert b"Traceback" not in done.stderr


def test_all_lines_answered_is_nought_with_a_silence_among_them(run_here):
    questions = "星見島の人口は何人か", "量子コンピュータの誤り訂正の方式は何か"
    given = "\n\n".join(json.dumps({"question": question}) for question in questions)
    status, printed, _ = run_here("--stdin", "--report", "island", given=given.encode())
    assert status == 0
    records = [json.loads(line) for line in printed.splitlines()]
    assert [(r["question"], r["abstained"]) for r in records] == list(
        zip(questions, (False, True), strict=True)
    )
    assert {p["report"] for r in records for p in r["passages"]} == {"island"}


def test_json_is_the_record_on_one_line(run_here):
    status, printed, _ = run_here("--json", "星見島の人口は何人か")
    assert status == 0 and len(printed.splitlines()) == 1 and POPULATION in printed
    record = json.loads(printed)
    assert record["citations"][0]["quote"] == POPULATION and record["text"] == f"{POPULATION} [1]"


def test_a_silence_is_an_answer(run_here):
    status, printed, _ = run_here("量子コンピュータの誤り訂正の方式は何か")
    assert status == 0
    assert printed.startswith(
        "このレポートには、質問の答えとなる記述が見つかりませんでした。 近い内容の節: 「"
    )
    assert "出典" not in printed


@pytest.mark.parametrize(
    ("locale", "arguments", "sentence"),
    [
        ("ja_JP.UTF-8", ("--report", "ghost", "人口は"), "レポート「ghost」は索引にありません。"),
        ("en_US.UTF-8", ("--report", "ghost", "--stdin"), "There is no report “ghost” in the index."),
        ("en_US.UTF-8", ("--mode", "compose", "人口は"), "The mode “compose” is not available"),
        ("ja_JP.UTF-8", ("島" * 100_000,), "質問が長すぎます（100,000 文字）。"),
    ],
)
def test_what_cannot_be_answered_is_one_line_and_two(locale, arguments, sentence, run_here, monkeypatch):
    monkeypatch.setenv("LANG", locale)
    status, printed, said = run_here(*arguments)
    assert (status, printed) == (2, "") and said.splitlines()[-1].startswith(sentence)


def test_without_an_index_the_command_that_makes_it_is_named(run_here, tmp_path):
    status, printed, said = run_here("人口は", place=tmp_path / "none")
    assert (status, printed) == (2, "")
    assert "索引が" in said.splitlines()[-1] and said.splitlines()[-1].endswith("python -m index")


@pytest.mark.parametrize("arguments", [("人口は", "--stdin"), ()])
def test_either_a_question_or_lines(arguments, run_here):
    status, printed, said = run_here(*arguments)
    assert (status, printed) == (2, "") and "質問か --stdin のどちらか一つを指定してください" in said


def test_help_loads_no_library():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "answer", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    assert done.returncode == 0 and "終了コード" in done.stdout
    assert "answer.records" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {"torch", "transformers", "chromadb", "bm25s"}
