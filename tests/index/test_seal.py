import json

import pytest

from index.errors import IndexDamaged
from index.seal import require_whole, seal


@pytest.fixture
def sealed(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "store.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "hold").touch()
    seal(tmp_path)
    require_whole(tmp_path)
    return tmp_path


def test_every_single_flipped_bit_is_found(sealed):
    path = sealed / "deep" / "store.bin"
    whole = path.read_bytes()
    for at in (0, 1, 5000, len(whole) - 1):
        for bit in range(8):
            altered = bytearray(whole)
            altered[at] ^= 1 << bit
            path.write_bytes(altered)
            with pytest.raises(IndexDamaged, match=r"deep/store\.bin.*python -m index --rebuild"):
                require_whole(sealed)
    path.write_bytes(whole)
    require_whole(sealed)


@pytest.mark.parametrize("length", [0, 1, 10239])
def test_a_file_cut_off_is_found(length, sealed):
    path = sealed / "deep" / "store.bin"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(IndexDamaged, match=r"deep/store\.bin"):
        require_whole(sealed)


def test_a_file_gone_or_come_is_found(sealed):
    (sealed / "deep" / "more").touch()
    with pytest.raises(IndexDamaged, match="deep/more"):
        require_whole(sealed)
    (sealed / "deep" / "more").unlink()
    (sealed / "manifest.json").unlink()
    with pytest.raises(IndexDamaged, match=r"manifest\.json"):
        require_whole(sealed)


@pytest.mark.parametrize("content", [None, "", "{", "[]", "null"])
def test_a_seal_that_is_broken_itself_is_found(content, sealed):
    (sealed / "seal.json").unlink() if content is None else (sealed / "seal.json").write_text(content)
    with pytest.raises(IndexDamaged):
        require_whole(sealed)


def test_a_seal_of_another_file_is_found(sealed):
    files = json.loads((sealed / "seal.json").read_text())
    files["deep/store.bin"][1] = "0" * 64
    (sealed / "seal.json").write_text(json.dumps(files))
    with pytest.raises(IndexDamaged):
        require_whole(sealed)
