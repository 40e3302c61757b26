import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from index.chroma import clear_abandoned_views
from index.chunk import Chunk
from index.errors import IndexDamaged
from index.seal import require_whole, seal
from index.vectors import VectorIndex
from settings import ROOT


def chunk(name, report="r"):
    return Chunk(name, report, ("節",), 0, 1, "文", "", (), ())


def unit(*components):
    vector = np.array(components, dtype=np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def stored(tmp_path):
    index = VectorIndex.create(tmp_path)
    index.add(
        [chunk("east"), chunk("north-east"), chunk("north", "other")],
        np.stack([unit(1, 0), unit(3, 4), unit(0, 1)]),
    )
    return index


def test_the_nearest_come_with_their_cosines(stored):
    # (3, 4) has length 5: its cosine with (1, 0) is 3/5.
    assert stored.nearest(unit(1, 0), 3) == pytest.approx(
        {"east": 1, "north-east": 0.6, "north": 0}, abs=1e-5
    )
    assert list(stored.nearest(unit(1, 0), 2)) == ["east", "north-east"]
    assert stored.nearest(unit(-1, 0), 3)["east"] == pytest.approx(-1, abs=1e-5)


def test_what_is_not_there_or_does_not_find_itself_is_lost(stored):
    rows = np.stack([unit(1, 0), unit(3, 4), unit(0, 1)])
    assert stored.lost(["east", "north-east", "north"], rows) == []
    assert stored.lost(["east", "nowhere", "north"], rows) == ["nowhere"]
    rows[2] = unit(1, -2)
    assert stored.lost(["east", "north-east", "north"], rows) == ["north"]
    assert stored.count() == 3


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """2,100 passages: more than Chroma keeps out of its segment files, and more than are written at once."""
    folder = tmp_path_factory.mktemp("many")
    vectors = np.stack([unit(1, n) for n in range(2100)])
    index = VectorIndex.create(folder)
    index.add([chunk(f"c{n}") for n in range(2100)], vectors)
    index.close()
    seal(folder)
    return folder, vectors


def test_more_than_one_batch(many):
    folder, vectors = many
    index = VectorIndex.open(folder)
    assert index.count() == 2100
    assert index.lost([f"c{n}" for n in range(2100)], vectors) == []
    assert next(iter(index.nearest(unit(1, 0), 1))) == "c0"


def test_an_index_opened_again_is_the_same(stored, tmp_path):
    stored.close()
    again = VectorIndex.open(tmp_path)
    assert again.count() == 3
    assert again.nearest(unit(1, 0), 1) == pytest.approx({"east": 1}, abs=1e-5)


def views():
    return set(Path(tempfile.gettempdir()).glob("ask-the-report-view-*"))


def test_reading_leaves_the_store_as_it_was_and_nothing_behind(many):
    folder, vectors = many
    before = views()
    opened = [VectorIndex.open(folder) for _ in range(2)]
    for index in opened:
        assert index.nearest(vectors[7], 1)
    assert len(views() - before) == 2
    for index in opened:
        index.close()
    require_whole(folder)
    assert views() == before


def test_the_view_of_a_process_that_was_killed_is_cleared_away(many):
    folder, _ = many
    code = "import os, sys; from pathlib import Path; from index.chroma import View; View(Path(sys.argv[1]) / 'chroma'); os.kill(os.getpid(), 9)"
    before = views()
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT)
    (left,) = views() - before
    clear_abandoned_views()
    assert left in views(), "so young, it could be about to be used"
    os.utime(left / "in-use", (0, 0))
    clear_abandoned_views()
    assert left not in views()


def test_a_folder_that_holds_no_index_is_told(tmp_path):
    with pytest.raises(IndexDamaged):
        VectorIndex.open(tmp_path)
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"not a database, not a database")
    before = views()
    with pytest.raises(IndexDamaged, match="--rebuild"):
        VectorIndex.open(tmp_path)
    assert views() == before
