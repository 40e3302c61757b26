"""`python -m index` as a user runs it: what it prints where, its exit status, and what it does without."""

import os
import shutil
import subprocess
import sys

import pytest
from harbour import HARBOUR, LIBRARY, write

from corpus.reader import parse_text
from settings import ROOT


def run(*arguments, index, python=(), **environment):
    return subprocess.run(
        [sys.executable, *python, "-m", "index", "--index", str(index), *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory, bundled_model):
    """A corpus with a broken file, its index, and what making it said."""
    folder = tmp_path_factory.mktemp("made")
    corpus = write(folder / "corpus", harbour=HARBOUR, library=LIBRARY, broken=b"\xff\x00\xff")
    return corpus, folder / "index", run(index=folder / "index", CORPUS_DIR=corpus, LANG="ja_JP.UTF-8")


@pytest.fixture
def index(made, tmp_path):
    """A copy of the index that a test may change."""
    shutil.copytree(made[1], tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def corpus(made):
    return made[0]


def test_a_refused_report_is_named_and_the_status_is_one(made):
    _, index, done = made
    assert done.returncode == 1
    assert done.stdout == f"レポート 2 件、8 パッセージ（今回埋め込んだのは 8）。索引: {index}\n"
    assert "取り込めませんでした: 「broken.txt」はテキストではないようです" in done.stderr
    for stage in (
        "モデルを準備中: 100%",
        "レポートを読み込み中: 100%",
        "埋め込みを計算中: 100%",
        "索引を確認中: 100%",
    ):
        assert stage in done.stderr
    assert "Traceback" not in done.stderr


def test_with_nothing_changed_neither_torch_nor_chroma_is_loaded(made, index):
    done = run(made[0], index=index, python=("-X", "importtime"))
    # The roots are the same folder, so this is the run before once more.
    assert done.returncode == 1
    assert "変更はありません。" in done.stdout and "（今回埋め込んだのは 0）" in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
    assert "index.gather" in loaded
    assert not {name.partition(".")[0] for name in loaded} & {
        "torch",
        "transformers",
        "sentence_transformers",
        "chromadb",
        "llama_index",
        "bm25s",
    }
    assert "broken.txt" in done.stderr, "a refused report is named in each run"


def test_all_in_is_zero(index, corpus):
    reports = corpus / "harbour.txt", corpus / "library.txt"
    (broken,) = index.glob("generations/*/reports/harbour.json")
    broken.write_text("{")
    found = run(*reports, index=index)
    assert found.returncode == 2 and "reports/harbour.json" in found.stderr
    told = run("--text", "harbour", index=index)
    assert (
        told.returncode == 2 and "python -m index --rebuild" in told.stderr and "Traceback" not in told.stderr
    )
    mended = run(*reports, "--rebuild", index=index)
    assert mended.returncode == 0
    assert mended.stdout == f"レポート 2 件、8 パッセージ（今回埋め込んだのは 8）。索引: {index}\n"
    assert run("--text", "harbour", index=index).stdout.startswith("港町の年次報告")
    again = run(*reports, index=index)
    assert again.returncode == 0 and again.stdout.startswith("変更はありません。\n")


def test_the_list_has_a_line_a_report(index):
    done = run("--list", index=index)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "harbour\t5\t港町の年次報告\tharbour.txt",
        "library\t3\t町立図書館の報告\tlibrary.txt",
    ]


def test_the_text_is_printed_to_the_last_character_and_no_further(index):
    done = run("--text", "harbour", index=index)
    assert done.returncode == 0
    assert done.stdout == parse_text("harbour.txt", HARBOUR.encode()).text


def test_removing_and_going_back(index):
    removed = run("--remove", "library", index=index)
    assert (removed.returncode, removed.stdout) == (0, "harbour\t5\t港町の年次報告\tharbour.txt\n")
    back = run("--rollback", index=index)
    assert back.returncode == 0 and [line[:7] for line in back.stdout.splitlines()] == ["harbour", "library"]
    again = run("--rollback", index=index)
    assert again.returncode == 2 and "戻せる前の世代の索引がありません" in again.stderr
    assert run("--list", index=index).stdout == back.stdout


@pytest.mark.parametrize("option", [("--list",), ("--text", "x"), ("--remove", "x"), ("--rollback",)])
def test_without_an_index_each_says_so(option, tmp_path):
    done = run(*option, index=tmp_path / "none")
    assert (done.returncode, done.stdout) == (2, "")
    assert "索引が" in done.stderr and "python -m index" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("option", ["--text", "--remove"])
def test_an_unknown_report_is_told_with_those_there_are(option, index):
    done = run(option, "ghost", index=index)
    assert done.returncode == 2
    assert "「ghost」は索引にありません" in done.stderr and "harbour, library" in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing", "がありません"), ("empty", "読めるレポートがありません")],
)
def test_a_folder_without_reports_is_told_before_anything_is_loaded(name, said, tmp_path):
    (tmp_path / "empty").mkdir()
    for option in ((), ("--rebuild",)):
        done = run(tmp_path / name, *option, index=tmp_path / "index", python=("-X", "importtime"))
        assert done.returncode == 2 and said in done.stderr and "torch" not in done.stderr
    assert not (tmp_path / "index").exists()


def test_messages_are_english_under_an_english_locale(tmp_path):
    done = run(tmp_path / "missing", index=tmp_path / "index", LANG="en_US.UTF-8")
    assert done.returncode == 2 and "does not exist" in done.stderr


def test_a_second_writer_is_told_before_the_model_is_loaded(index, corpus):
    hold = """
import sys; from pathlib import Path; from index.lock import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True); sys.stdin.readline()
"""
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(index)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        done = run(corpus, "--rebuild", index=index, python=("-X", "importtime"))
        going_back = run("--rollback", index=index)
        holder.communicate("\n", timeout=30)
    assert done.returncode == going_back.returncode == 2
    assert f"の PID {holder.pid}、" in done.stderr and "が索引を更新しています" in done.stderr
    assert str(holder.pid) in going_back.stderr
    assert "torch" not in done.stderr


def test_a_setting_that_cannot_be_used_is_told(tmp_path):
    done = run("--list", index=tmp_path, ABSTAIN_BELOW="lots")
    assert done.returncode == 2 and "設定 ABSTAIN_BELOW" in done.stderr


def test_options_that_do_not_go_together_do_nothing(index):
    assert run("--rebuild", "--rollback", index=index).returncode == 2
    assert run("--nonsense", index=index).returncode == 2
