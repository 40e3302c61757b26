"""The bundled encoder's two great tables, held once in a process however many models rest on it.

Of its 236 MB of weights 192 are word embeddings, and its tokenizer's 250,000 pieces take 280 MB once they can be
searched. Embedder and reader share both. Knows neither of them.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock

import torch
from safetensors import safe_open
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from models.memory import map_file

_WORDS = "embeddings.word_embeddings.weight"
_TOKENIZERS: dict[Path, Tokenizer] = {}
_LOCK = Lock()


class WordEmbeddings(nn.Module):
    """An encoder's word embeddings, read from the file: a row is brought to `dtype` when it is looked up.

    On a CPU the table stays a mapping of the file, which has it in fp16, and only pages that were used are memory.
    """

    table: Tensor

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        super().__init__()
        self._dtype = dtype
        self.register_buffer("table", _mapped(folder), persistent=False)

    def forward(self, ids: Tensor) -> Tensor:
        """Ids of any shape to embeddings with one more dimension, the width."""
        return functional.embedding(ids, self.table).to(self._dtype)


class Weights:
    """The encoder's tensors by BertModel's names, as precise as the file has them (fp16), read one by one."""

    def __init__(self, folder: Path) -> None:
        self._file = safe_open(folder / "model.safetensors", framework="pt")

    def __getitem__(self, name: str) -> Tensor:
        tensor: Tensor = self._file.get_tensor(name)  # type: ignore[no-untyped-call]
        return tensor


def lend_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Lets others have the pieces of the folder's tokenizer, or gives it those that are held already."""
    with _LOCK:
        held = _TOKENIZERS.setdefault(folder, tokenizer)
        if held is not tokenizer:
            tokenizer.model = held.model


def own_tokenizer(folder: Path) -> Tokenizer:
    """The folder's tokenizer, to be changed at will: only its pieces are shared."""
    with _LOCK:
        if folder not in _TOKENIZERS:
            _TOKENIZERS[folder] = Tokenizer.from_file(str(folder / "tokenizer.json"))
        held = _TOKENIZERS[folder]
        own = Tokenizer(held.model)
        own.normalizer, own.pre_tokenizer = held.normalizer, held.pre_tokenizer
        own.post_processor, own.decoder = held.post_processor, held.decoder
        own.add_special_tokens(list(held.get_added_tokens_decoder().values()))
        return own


@cache
def _mapped(folder: Path) -> Tensor:
    """The table where it lies in the file; safetensors' own mapping of it could not be given back."""
    file = map_file(folder / "model.safetensors")
    # Eight bytes of its length, a header of JSON, and the tensors after it, little-endian.
    length = int.from_bytes(file[:8], "little")
    entry = json.loads(file[8 : 8 + length])[_WORDS]
    if entry["dtype"] != "F16":
        raise ValueError(f"{folder}: word embeddings of {entry['dtype']}, not F16")
    begin, end = (8 + length + place for place in entry["data_offsets"])
    return torch.frombuffer(file, dtype=torch.float16, count=(end - begin) // 2, offset=begin).view(
        entry["shape"]
    )
