import gc
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from index.errors import IndexBusy, IndexMissing, IndexUnwritable, NothingToRollBack
from index.generations import (
    current_generation,
    held_generation,
    new_generation,
    previous_generation,
    roll_back,
)
from index.lock import hold, write_lock
from settings import ROOT


def make(index_dir, content):
    with new_generation(index_dir) as folder:
        (folder / "content").write_text(content)
    return current_generation(index_dir)


def content(index_dir):
    return (current_generation(index_dir) / "content").read_text()


def kept(index_dir):
    return sorted(folder.name for folder in (index_dir / "generations").iterdir())


@contextmanager
def child(code, index_dir):
    """A process that runs `code` with `index_dir`, and has said one line."""
    begin = "import os, sys, signal; from pathlib import Path; from index.generations import *; from index.lock import *; d = Path(sys.argv[1])\n"
    with subprocess.Popen(
        [sys.executable, "-c", begin + code, str(index_dir)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "here\n"
        yield process


def test_a_generation_becomes_current_when_it_is_whole(tmp_path):
    with pytest.raises(IndexMissing, match="python -m index"):
        current_generation(tmp_path)
    with new_generation(tmp_path) as folder:
        (folder / "content").write_text("one")
        with pytest.raises(IndexMissing):
            current_generation(tmp_path)
    assert content(tmp_path) == "one"


def test_the_one_before_is_kept_and_no_more(tmp_path):
    one, two, three = (make(tmp_path, text) for text in ("one", "two", "three"))
    assert kept(tmp_path) == sorted([two.name, three.name])
    assert previous_generation(tmp_path) == two and not one.exists()


def test_going_back_and_only_once(tmp_path):
    for text in ("one", "two"):
        make(tmp_path, text)
    roll_back(tmp_path)
    assert content(tmp_path) == "one" and len(kept(tmp_path)) == 1
    with pytest.raises(NothingToRollBack):
        roll_back(tmp_path)
    assert content(tmp_path) == "one"
    make(tmp_path, "three")
    assert content(tmp_path) == "three"


def test_the_order_survives_a_clock_set_back(tmp_path):
    first = make(tmp_path, "one")
    first.rename(first.with_name("29991231T235959000000"))
    (tmp_path / "current").write_text("29991231T235959000000\n")
    make(tmp_path, "two")
    assert content(tmp_path) == "two"
    roll_back(tmp_path)
    assert content(tmp_path) == "one"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_the_old_one(error, tmp_path):
    old = make(tmp_path, "old")

    def broken():
        with new_generation(tmp_path) as folder:
            (folder / "content").write_text("new")
            raise error

    with pytest.raises(error):
        broken()
    assert content(tmp_path) == "old" and kept(tmp_path) == [old.name]


def test_a_disk_that_refuses_is_told_as_such(tmp_path):
    make(tmp_path, "old")

    def full():
        with new_generation(tmp_path):
            raise OSError(28, "No space left on device")

    with pytest.raises(IndexUnwritable, match="No space left on device"):
        full()
    assert content(tmp_path) == "old"


def test_a_process_killed_in_the_middle_leaves_the_old_one_and_no_lock(tmp_path):
    old = make(tmp_path, "old")
    code = """
with write_lock(d), new_generation(d) as folder:
    (folder / "content").write_text("half")
    print("here", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    with child(code, tmp_path) as process:
        assert process.wait(30) == -signal.SIGKILL
    assert content(tmp_path) == "old"
    assert len(kept(tmp_path)) == 2, "what the dead process left"
    with write_lock(tmp_path):
        new = make(tmp_path, "new")
    assert content(tmp_path) == "new" and kept(tmp_path) == sorted([old.name, new.name])


def test_a_second_writer_is_told_at_once_and_who_holds_it(tmp_path):
    code = """
with write_lock(d):
    print("here", flush=True)
    sys.stdin.readline()
"""
    with child(code, tmp_path) as process:
        with pytest.raises(IndexBusy) as busy, write_lock(tmp_path):
            pass
        assert f"{socket.gethostname()} の PID {process.pid}、" in busy.value.say("ja")
        since = datetime.fromisoformat(busy.value.fields["since"])
        assert abs((datetime.now(UTC) - since).total_seconds()) < 60
        process.communicate("\n", timeout=30)
    with write_lock(tmp_path):
        assert json.loads((tmp_path / "lock").read_text())["pid"] == os.getpid()


def test_a_writer_in_the_same_process_waits_for_no_one_either(tmp_path):
    with write_lock(tmp_path), pytest.raises(IndexBusy, match=str(os.getpid())), write_lock(tmp_path):
        pass
    with write_lock(tmp_path):
        pass


def test_readers_need_no_lock(tmp_path):
    make(tmp_path, "one")
    with write_lock(tmp_path):
        assert content(tmp_path) == "one"


def test_a_generation_that_is_read_stays_until_it_is_let_go(tmp_path):
    make(tmp_path, "one")
    held = held_generation(tmp_path)
    for text in ("two", "three", "four"):
        make(tmp_path, text)
    assert (held.generation / "content").read_text() == "one"
    assert (
        len(kept(tmp_path)) == 3 and previous_generation(tmp_path).joinpath("content").read_text() == "three"
    )
    del held
    gc.collect()
    make(tmp_path, "five")
    assert [(tmp_path / "generations" / name / "content").read_text() for name in kept(tmp_path)] == [
        "four",
        "five",
    ]


def test_a_reader_in_another_process_counts_as_well_and_a_dead_one_does_not(tmp_path):
    one = make(tmp_path, "one")
    code = """
held = held_generation(d)
print("here", flush=True)
sys.stdin.readline()
"""
    with child(code, tmp_path) as process:
        make(tmp_path, "two")
        make(tmp_path, "three")
        assert one.is_dir()
        process.kill()
        process.wait(30)
    make(tmp_path, "four")
    assert not one.exists()


def test_a_generation_gone_back_from_while_it_is_read_is_never_gone_back_to(tmp_path):
    make(tmp_path, "one")
    make(tmp_path, "two")
    held = held_generation(tmp_path)
    roll_back(tmp_path)
    assert (held.generation / "content").read_text() == "two", "a question may be in the middle of it"
    make(tmp_path, "three")
    roll_back(tmp_path)
    assert content(tmp_path) == "one"


def test_no_hold_on_what_is_being_cleared_away(tmp_path):
    one = make(tmp_path, "one")
    assert hold(one) is not None
    (one / "hold").unlink()
    assert hold(one) is None
    with pytest.raises(IndexMissing):
        held_generation(tmp_path)


@pytest.mark.parametrize("pointer", ["", "\n", "gone\n", "../..\x00", "../..\n", "/\n", "\xff"])
def test_a_pointer_to_nothing_is_a_missing_index(pointer, tmp_path):
    make(tmp_path, "one")
    (tmp_path / "current").write_text(pointer, encoding="latin-1")
    with pytest.raises(IndexMissing):
        current_generation(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexUnwritable, match="INDEX_DIR or --index"), write_lock(tmp_path / "file"):
        pass
    with pytest.raises(IndexUnwritable), new_generation(tmp_path / "file"):
        pass
