"""Saves and loads what was trained beside the encoder (LoRA's matrices, the reader's heads), as one safetensors file.

The file's SHA-256 stands beside it; a file that is another is refused. Knows nothing of texts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from models.encoder import Weights
from models.errors import AdapterAltered, AdapterForeign, AdapterMissing
from models.span_network import AdaptedNetwork, LoraShape, SpanNetwork, build_network

#: Raise it when the names or the meaning of the tensors change.
FORMAT = "span-reader-1"


def hash_file(adapter: Path) -> Path:
    """Where the adapter's hash is kept, in the form `sha256sum --check` reads."""
    return adapter.with_name(adapter.name + ".sha256")


def save_adapter(
    network: AdaptedNetwork, shape: LoraShape, base: str, adapter: Path, form: str = FORMAT
) -> str:
    """Writes what is trained, in fp16, and its hash beside it; gives the hash. `base` names the encoder."""
    return write_adapter(dict(network.trained()), shape, base, adapter, form)


def write_adapter(
    trained: Mapping[str, torch.Tensor], shape: LoraShape, base: str, adapter: Path, form: str = FORMAT
) -> str:
    """The same of tensors by name."""
    tensors = {name: value.detach().cpu().half().contiguous() for name, value in trained.items()}
    metadata = {"format": form, "base": base, "shape": json.dumps(asdict(shape))}
    fresh = adapter.with_name(adapter.name + ".new")
    save_file(tensors, fresh, metadata)
    fresh.replace(adapter)
    digest = _sha256(adapter)
    hash_file(adapter).write_text(f"{digest}  {adapter.name}\n", encoding="utf-8")
    return digest


def load_network(
    adapter: Path, folder: Path, base: str, dtype: torch.dtype, sha256: str | None = None
) -> SpanNetwork:
    """The network for reading: the encoder in `folder` with the adapter merged into it.

    `sha256` is the hash the file must have; by default the one kept beside it. Raises AdapterMissing,
    AdapterAltered, or AdapterForeign when it was trained on another encoder.
    """
    shape, tensors = read_adapter(adapter, base, sha256)
    network = build_network(folder, shape, dtype)
    fill(network, tensors, adapter)
    network.merge(Weights(folder))
    return network.eval()


def start_from(network: SpanNetwork, adapter: Path, base: str) -> None:
    """Gives a network to be trained the weights of an adapter trained before. Raises what `load_network` does."""
    _, tensors = read_adapter(adapter, base)
    fill(network, tensors, adapter)


def fill(network: AdaptedNetwork, tensors: dict[str, torch.Tensor], adapter: Path) -> None:
    """Gives the network what was read of the file `adapter`. Raises AdapterForeign where it has other tensors."""
    differing = network.trained().keys() ^ tensors.keys()
    if differing:
        raise AdapterForeign(path=adapter, found=", ".join(sorted(differing)))
    with torch.no_grad():
        for name, value in network.trained().items():
            if value.shape != tensors[name].shape:
                raise AdapterForeign(path=adapter, found=name)
            value.copy_(tensors[name])


def read_adapter(
    adapter: Path, base: str, sha256: str | None = None, form: str = FORMAT
) -> tuple[LoraShape, dict[str, torch.Tensor]]:
    """Shape and tensors of a file of that form, made for the encoder `base`. Raises what `load_network` does."""
    try:
        expected = sha256 or hash_file(adapter).read_text(encoding="utf-8").split()[0]
        found = _sha256(adapter)
    except (OSError, IndexError) as error:
        raise AdapterMissing(path=adapter) from error
    if found != expected:
        raise AdapterAltered(path=adapter, found=found)
    try:
        with safe_open(adapter, framework="pt") as file:
            metadata = file.metadata() or {}
            if metadata.get("format") != form or metadata.get("base") != base:
                raise AdapterForeign(path=adapter, found=metadata.get("base"))
            raw = json.loads(metadata["shape"])
            shape = LoraShape(raw["rank"], raw["alpha"], tuple(raw["targets"]))
            return shape, {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, ValueError) as error:
        raise AdapterAltered(path=adapter, found=found) from error


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
