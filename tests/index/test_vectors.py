import numpy as np
import pytest

from index.chunk import Chunk
from index.errors import IndexDamaged
from index.vectors import VectorIndex, seal


def chunk(name, report="r"):
    return Chunk(name, report, ("節",), 0, 1, "文", "", (), ())


def unit(*components):
    vector = np.array(components, dtype=np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture
def stored(tmp_path):
    index = VectorIndex.create(tmp_path / "chroma")
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


def test_one_report_alone_can_be_searched(stored):
    assert list(stored.nearest(unit(1, 0), 3, "other")) == ["north"]
    assert stored.nearest(unit(1, 0), 3, "none") == {}


def test_vectors_are_given_back_and_unknown_ids_left_out(stored):
    found = stored.vectors(["north-east", "nowhere"])
    assert list(found) == ["north-east"]
    np.testing.assert_allclose(found["north-east"], [0.6, 0.8], rtol=1e-6)
    assert stored.vectors([]) == {}
    assert stored.count() == 3


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """2,100 passages: more than Chroma keeps out of its segment files, and more than are written at once."""
    folder = tmp_path_factory.mktemp("many")
    vectors = np.stack([unit(1, n) for n in range(2100)])
    index = VectorIndex.create(folder)
    index.add([chunk(f"c{n}") for n in range(2100)], vectors)
    seal(folder)
    return folder, index


def test_more_than_one_batch(many):
    _, index = many
    assert index.count() == 2100
    found = index.vectors([f"c{n}" for n in range(2100)])
    assert len(found) == 2100
    np.testing.assert_allclose(found["c2050"], unit(1, 2050), rtol=1e-6)


def test_an_index_opened_again_is_the_same(stored, tmp_path):
    seal(tmp_path / "chroma")
    again = VectorIndex.open(tmp_path / "chroma")
    assert again.count() == 3
    assert again.nearest(unit(1, 0), 1) == pytest.approx({"east": 1}, abs=1e-5)


@pytest.mark.parametrize("part", ["header.bin", "data_level0.bin", "sizes.json"])
def test_a_file_cut_off_is_told_before_chroma_reads_it(part, many, tmp_path):
    # Chroma does not raise on some of these: it takes the process with it.
    folder, _ = many
    copy = tmp_path / "copy"
    for path in folder.rglob("*"):
        if path.is_file():
            (copy / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(folder)).write_bytes(path.read_bytes())
    (cut,) = copy.rglob(part)
    cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
    with pytest.raises(IndexDamaged, match="--rebuild"):
        VectorIndex.open(copy)


def test_a_folder_that_holds_no_index_is_told(tmp_path):
    with pytest.raises(IndexDamaged):
        VectorIndex.open(tmp_path)
    (tmp_path / "sizes.json").write_text("{}")
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database, not a database")
    with pytest.raises(IndexDamaged):
        VectorIndex.open(tmp_path)
