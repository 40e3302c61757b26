"""Vectors of questions asked in another language than the report's: the bundled encoder, tuned for them on one side.

Passages keep the vectors they have; only the question's side was trained (`training.retrieval`), so that an index
need not be made anew. Knows neither reports nor Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from models.adapter import fill, read_adapter
from models.device import best_device
from models.encoder import Weights, own_tokenizer
from models.span_network import (
    AdaptedNetwork,
    LoraLinear,
    LoraShape,
    add_lora,
    load_encoder,
    mean_over_tokens,
    merge_lora,
)

ADAPTER = Path(__file__).with_name("foreign-query.safetensors")
#: Raise it when the names or the meaning of the tensors change.
FORMAT = "query-1"
PROMPT = "query: "
#: Tokens of a question; the encoder has no more places.
_LONGEST = 512


class QueryNetwork(AdaptedNetwork):
    """The bundled encoder with LoRA, the mean over its tokens as a unit vector."""

    def __init__(self, folder: Path, shape: LoraShape, dtype: torch.dtype) -> None:
        super().__init__()
        self.encoder = load_encoder(folder, dtype)
        add_lora(self.encoder, shape)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Ids and mask of shape (batch, tokens) to unit vectors of shape (batch, width)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return functional.normalize(mean_over_tokens(hidden, mask), dim=-1)

    @contextmanager
    def untuned(self) -> Iterator[None]:
        """The encoder as it was, while this lasts."""
        layers = [layer for layer in self.encoder.modules() if isinstance(layer, LoraLinear)]
        scales = [layer.scale for layer in layers]
        try:
            for layer in layers:
                layer.scale = 0.0
            yield
        finally:
            for layer, scale in zip(layers, scales, strict=True):
                layer.scale = scale


class QueryEncoder:
    """The tuned encoder with its tokens."""

    def __init__(self, network: QueryNetwork, tokenizer: Tokenizer) -> None:
        self._network, self._tokenizer = network.eval(), tokenizer

    @torch.inference_mode()
    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), width)."""
        device = next(self._network.parameters()).device
        rows = []
        for text in texts:
            ids = shortened(self._tokenizer.encode(PROMPT + text).ids, _LONGEST)
            row = torch.tensor([ids], device=device)
            rows.append(self._network(row, torch.ones_like(row))[0].cpu().numpy())
        return np.asarray(rows, dtype=np.float32)


def shortened(ids: list[int], longest: int) -> list[int]:
    """At most `longest` of the ids, the last one, which ends a text, among them."""
    return ids if len(ids) <= longest else ids[: longest - 1] + ids[-1:]


def load_query_encoder(folder: Path, adapter: Path = ADAPTER) -> QueryEncoder:
    """The encoder in `folder` with that adapter. Raises AdapterMissing, AdapterAltered or AdapterForeign."""
    shape, tensors = read_adapter(adapter, folder.name, form=FORMAT)
    device, dtype = best_device()
    network = QueryNetwork(folder, shape, dtype)
    fill(network, tensors, adapter)
    merge_lora(network.encoder, Weights(folder))
    return QueryEncoder(network.to(device), own_tokenizer(folder))
