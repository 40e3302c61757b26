"""What can go wrong on the disk and between processes, made to go wrong; see docs/faults.md for the whole list."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from asking import main as ask_all_the_while
from harbour import HARBOUR, LIBRARY, write
from kills import main as kill_again_and_again

from index.build import bring_in_line
from index.check import check_generation
from index.errors import IndexDamaged, IndexUnwritable
from index.generations import current_generation
from index.seal import seal
from index.search import open_index
from settings import ROOT


@pytest.fixture
def reports(tmp_path):
    return write(tmp_path / "reports", harbour=HARBOUR, library=LIBRARY)


def test_killed_at_any_moment_the_old_or_the_new_index_is_whole(tmp_path, bundled_model):
    found = kill_again_and_again(5, seed=3, folder=tmp_path)
    assert found["old"] + found["new"] == 5


def test_a_store_that_does_not_hold_its_vectors_is_never_switched_to(reports, tmp_path, embedder):
    bring_in_line(tmp_path / "index", [reports], embedder)
    generation = current_generation(tmp_path / "index")
    check_generation(generation)
    rows = np.load(generation / "vectors.npy")
    rows[[0, 1]] = rows[[1, 0]] * -1
    np.save(generation / "vectors.npy", rows)
    seal(generation)
    with pytest.raises(IndexDamaged, match="passage"):
        check_generation(generation)


@pytest.mark.parametrize("part", ["chroma.sqlite3", "data_level0.bin", "header.bin", "length.bin"])
def test_a_store_on_which_chroma_dies_does_not_take_the_program_with_it(part, tmp_path, embedder):
    text = "".join(f"{n} 項目{n}\n\n第{n}の灯台は{n}年に建てられた。\n\n" for n in range(1, 40))
    bring_in_line(tmp_path / "index", [write(tmp_path / "reports", many="灯台の一覧\n\n" + text)], embedder)
    generation = current_generation(tmp_path / "index")
    found = list((generation / "chroma").rglob(part))
    if not found:
        pytest.skip(f"this version of Chroma keeps no {part}")
    content = found[0].read_bytes()
    found[0].write_bytes(content[: len(content) // 3] + b"\xff" * 64)
    seal(generation)  # As if the seal had been made over it: only the check stands between.
    try:
        check_generation(generation)
    except IndexDamaged as damaged:
        assert "python -m index --rebuild" in damaged.say("ja")
    else:
        assert part != "chroma.sqlite3", "Chroma rebuilds what it has not yet written out from its database"


#: Runs `python -m index` with no file allowed to grow past a number of bytes: a disk that is full by then.
_FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from index.__main__ import main
import index.build, chromadb, index.embed  # loaded before: their caches are not what fills up
size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("size", [300, 20_000, 120_000])
def test_a_full_disk_leaves_the_old_index_and_is_told(size, reports, tmp_path, embedder):
    bring_in_line(tmp_path / "index", [reports], embedder)
    before = current_generation(tmp_path / "index")
    (reports / "library.txt").unlink()
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, str(size), "--index", str(tmp_path / "index"), str(reports)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert ran.returncode == 2, ran.stderr
    assert "書き込めません" in ran.stderr and "Traceback" not in ran.stderr
    assert current_generation(tmp_path / "index") == before
    assert open_index(tmp_path / "index", embedder, stale_too=True).search(
        "灯台", embedder.embed_queries(["灯台"])[0], 1
    )
    assert bring_in_line(tmp_path / "index", [reports], embedder).changed


#: As a user who may only read, which root is not.
_READER = """
import os, sys
from pathlib import Path
import index.build, index.search, chromadb, chromadb.api.rust, chromadb.telemetry.product.posthog
import llama_index.vector_stores.chroma, llama_index.core.vector_stores, answer.read
from index.embed import load_embedder
from settings import load_settings
settings = load_settings()
embedder = load_embedder("bundled", settings.cache_dir)
embedder.embed_queries(["灯台"])
chromadb.EphemeralClient()
if os.getuid() == 0:
    os.setuid(65534)
folder, reports = Path(sys.argv[1]), Path(sys.argv[2])
found = index.search.open_index(folder, embedder).search("灯台", embedder.embed_queries(["灯台"])[0], 1)
print(found[0].chunk.report)
from index.errors import IndexUnwritable
try:
    index.build.bring_in_line(folder, [reports], embedder, rebuild=True)
except IndexUnwritable as error:
    print(error.say("ja"))
"""


def test_a_read_only_index_answers_and_says_that_it_cannot_be_changed(embedder):
    # pytest's own folders are closed to other users.
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "index"
        mine = write(Path(place) / "reports", harbour=HARBOUR)
        bring_in_line(folder, [mine], embedder)
        for path in folder.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        folder.chmod(0o555)
        ran = subprocess.run(
            [sys.executable, "-c", _READER, str(folder), str(mine)], cwd=ROOT, capture_output=True, text=True
        )
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    answered, refused = ran.stdout.splitlines()
    assert answered == "harbour" and "書き込めません" in refused


def test_questions_during_a_re_index_are_all_answered_each_from_one_generation(tmp_path, embedder):
    answered, generations = ask_all_the_while(30, tmp_path, embedder)
    assert answered >= 30 and generations >= 1


def test_an_unwritable_place_is_told_with_what_to_do(reports, tmp_path, embedder):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexUnwritable, match="INDEX_DIR or --index"):
        bring_in_line(tmp_path / "file", [reports], embedder)
