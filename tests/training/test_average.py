"""Two adapters put together, by hand-made matrices."""

import pytest
import torch
from safetensors.torch import load_file

from models.adapter import write_adapter
from models.bundled import ensure_bundled_model
from models.errors import AdapterAltered, AdapterForeign, AdapterMissing
from models.span_network import LoraShape
from settings import load_settings
from training.average import average, main

SHAPE = LoraShape(1, 2)
BASE = "made-up"


@pytest.fixture
def adapters(tmp_path):
    """Of one matrix and one head, each of one number twice: 1 and 8, before them 3 and 4."""
    for name, (matrix, head) in {"new": (1.0, 8.0), "old": (3.0, 4.0)}.items():
        tensors = {"layer.down": torch.full((1, 2), matrix), "span_head.bias": torch.full((2,), head)}
        write_adapter(tensors, SHAPE, BASE, tmp_path / f"{name}.safetensors")
    return tmp_path / "new.safetensors", tmp_path / "old.safetensors"


def test_each_weight_is_the_share_of_both(adapters, tmp_path):
    """3/4 · 1 + 1/4 · 3 = 1.5 and 3/4 · 8 + 1/4 · 4 = 7."""
    out = tmp_path / "made" / "both.safetensors"
    digest = average(*adapters, 0.75, out, BASE)
    mixed = load_file(out)
    assert mixed["layer.down"].tolist() == [[1.5, 1.5]] and mixed["span_head.bias"].tolist() == [7.0, 7.0]
    assert (out.parent / "both.safetensors.sha256").read_text().split() == [digest, "both.safetensors"]


def test_adapters_of_other_shapes_or_encoders_do_not_go_together(adapters, tmp_path):
    new, _ = adapters
    wider = tmp_path / "wider.safetensors"
    write_adapter({"layer.down": torch.ones(2, 2)}, LoraShape(2, 4), BASE, wider)
    elsewhere = tmp_path / "elsewhere.safetensors"
    write_adapter({"layer.down": torch.ones(1, 2)}, SHAPE, "another", elsewhere)
    for old in (wider, elsewhere):
        with pytest.raises(AdapterForeign):
            average(new, old, 0.5, tmp_path / "out.safetensors", BASE)


def test_an_adapter_that_was_changed_since_is_refused(adapters, tmp_path):
    new, old = adapters
    old.write_bytes(old.read_bytes() + b"\0")
    with pytest.raises(AdapterAltered):
        average(new, old, 0.5, tmp_path / "out.safetensors", BASE)
    with pytest.raises(AdapterMissing):
        average(new, tmp_path / "none.safetensors", 0.5, tmp_path / "out.safetensors", BASE)


def test_the_command(tmp_path, capsys):
    base = ensure_bundled_model(load_settings().cache_dir).name
    for name in ("new", "old"):
        write_adapter({"layer.down": torch.ones(1, 2)}, SHAPE, base, tmp_path / name)
    out = tmp_path / "out"
    given = ["--new", str(tmp_path / "new"), "--old", str(tmp_path / "old"), "--out", str(out)]
    assert main(given) == 0 and load_file(out)["layer.down"].tolist() == [[1.0, 1.0]]
    assert len(capsys.readouterr().out.strip()) == 64
    (tmp_path / "old").unlink()
    assert main(given) == 2 and "old" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([*given, "--share", "2"])
