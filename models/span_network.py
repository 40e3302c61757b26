"""The reader's network: the bundled encoder with LoRA, a start/end head and a relevance head.

Knows tensors only: neither text nor files of adapters. LoRA after Hu et al. 2021 (arXiv:2106.09685).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel
from transformers.utils import logging

from models.attention import NAME as ATTENTION
from models.encoder import Weights, WordEmbeddings

#: What a position that is not of the passage gets as a start or end score.
NEVER = -1e4
#: Tokens computed together are a multiple of this.
_ROUND = 64


@dataclass(frozen=True, slots=True)
class LoraShape:
    """Rank and scale (alpha / rank) of the added matrices, and the name endings of the layers that get them."""

    rank: int = 32
    alpha: int = 64
    targets: tuple[str, ...] = ("query", "key", "value", "dense")

    @property
    def scale(self) -> float:
        """What the product of the two matrices is multiplied with."""
        return self.alpha / self.rank


@dataclass(frozen=True, slots=True)
class PairLogits:
    """Scores of a batch: `start` and `end` of shape (batch, tokens), `relevance` of shape (batch,).

    Position 0 stands for "no answer"; positions outside the passage's text hold NEVER.
    """

    start: Tensor
    end: Tensor
    relevance: Tensor


class LoraLinear(nn.Module):
    """A frozen linear layer and a trained product of two thin matrices beside it."""

    def __init__(self, base: nn.Linear, shape: LoraShape) -> None:
        super().__init__()
        self.base = base.requires_grad_(False)
        self.scale = shape.scale
        self.down = nn.Parameter(torch.empty(shape.rank, base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, shape.rank))
        nn.init.kaiming_uniform_(self.down, a=5**0.5)

    def forward(self, hidden: Tensor) -> Tensor:
        """The layer's output, in the type of `hidden`."""
        down, up = self.down.to(hidden.dtype), self.up.to(hidden.dtype)
        base: Tensor = self.base(hidden)
        thin = functional.linear(hidden, down).flatten(0, -2)
        return torch.addmm(base.flatten(0, -2), thin, up.T, alpha=self.scale).view_as(base)

    @torch.no_grad()
    def merged(self, exact: Tensor) -> nn.Linear:
        """One ordinary layer that gives the same: `exact` is the base's weight before it was rounded to the base's type.

        The sum is rounded once; on a weight already rounded it would be off twice.
        """
        weight = exact.to(self.down.device).float() + self.scale * (self.up.float() @ self.down.float())
        self.base.weight.copy_(weight)
        return self.base


class AdaptedNetwork(nn.Module):
    """A network of which a part is trained beside what is frozen."""

    def trained(self) -> dict[str, nn.Parameter]:
        """The parameters that are trained, by name: LoRA's matrices and the heads, where there are any."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


class SpanNetwork(AdaptedNetwork):
    """Reads pairs of question and passage."""

    def __init__(self, encoder: BertModel, shape: LoraShape) -> None:
        super().__init__()
        self.encoder = encoder
        add_lora(encoder, shape)
        width = encoder.config.hidden_size
        self.span_head = nn.Linear(width, 2)
        # Both the first token and the mean: the one has read the question, the other is what the encoder was trained to fill.
        self.relevance_head = nn.Linear(2 * width, 1)

    def forward(self, ids: Tensor, mask: Tensor, text: Tensor) -> PairLogits:
        """`ids`, `mask` (1 where a token is) and `text` (1 on the passage's text) of shape (batch, tokens)."""
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return self._logits(hidden, mask, text)

    def read(self, ids: Tensor, text: Tensor, lengths: Sequence[int]) -> list[PairLogits]:
        """The logits of passes laid end to end, each as a batch of its own: `ids` and `text` of shape (tokens,).

        What `forward` gives for the same passes but for rounding, without computing what pads them.
        """
        hidden = self._encoded(ids, lengths).split(tuple(lengths), dim=1)  # type: ignore[no-untyped-call]
        texts = text[None].split(tuple(lengths), dim=1)  # type: ignore[no-untyped-call]
        return [self._logits(h, torch.ones_like(t), t) for h, t in zip(hidden, texts, strict=True)]

    def _encoded(self, ids: Tensor, lengths: Sequence[int]) -> Tensor:
        """What the encoder makes of each token, fp32, of shape (1, tokens, width)."""
        # One more pass, of nothing, makes the sum round: torch keeps 1.5 MiB of code for every sum it has met.
        spare = -len(ids) % _ROUND
        whole = [*lengths, spare] if spare else list(lengths)
        places = torch.cat([torch.arange(length) for length in whole]).to(ids.device)
        filled = functional.pad(ids, (0, spare))[None]
        encoded = self.encoder(input_ids=filled, position_ids=places[None], lengths=whole)
        hidden: Tensor = encoded.last_hidden_state[:, : len(ids)].float()
        return hidden

    def _logits(self, hidden: Tensor, mask: Tensor, text: Tensor) -> PairLogits:
        open_ = text.bool().clone()
        open_[:, 0] = True
        start, end = self.span_head(hidden).masked_fill(~open_[..., None], NEVER).unbind(-1)
        both = torch.cat([hidden[:, 0], mean_over_tokens(hidden, mask)], dim=-1)
        relevance = self.relevance_head(both).squeeze(-1)
        return PairLogits(start, end, relevance)

    def merge(self, weights: Weights) -> None:
        """Puts LoRA's matrices into the layers they stand beside; for reading, not for training on."""
        merge_lora(self.encoder, weights)


def mean_over_tokens(hidden: Tensor, mask: Tensor) -> Tensor:
    """The mean of `hidden`, shape (batch, tokens, width), where `mask`, shape (batch, tokens), is 1: shape (batch, width)."""
    weights = mask[..., None].float()
    return (hidden * weights).sum(1) / weights.sum(1)


def merge_lora(encoder: nn.Module, weights: Weights) -> None:
    """Exchanges each layer with LoRA for an ordinary one that gives the same; `weights` are the encoder's own."""
    layers = dict(encoder.named_modules())
    for path, layer in layers.items():
        if isinstance(layer, LoraLinear):
            above, _, name = path.rpartition(".")
            setattr(layers[above], name, layer.merged(weights[f"{path}.weight"]))


def build_network(folder: Path, shape: LoraShape, dtype: torch.dtype, dropout: float = 0.0) -> SpanNetwork:
    """The network on the encoder written in `folder`: the encoder in `dtype`, what is trained in fp32.

    `dropout` is for training over the data many times; one pass does not overfit, and a CPU spends a tenth of a
    step on it.
    """
    return SpanNetwork(load_encoder(folder, dtype, dropout), shape)


def load_encoder(folder: Path, dtype: torch.dtype, dropout: float = 0.0) -> BertModel:
    """The encoder written in `folder`, its word embeddings shared with whoever else has them."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    encoder = BertModel.from_pretrained(
        folder,
        dtype=dtype,
        add_pooling_layer=False,
        attn_implementation=ATTENTION,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
        local_files_only=True,
    )
    encoder.set_input_embeddings(WordEmbeddings(folder, dtype))  # type: ignore[no-untyped-call]
    return encoder


def add_lora(encoder: nn.Module, shape: LoraShape) -> None:
    """Sets trainable matrices beside the encoder's layers, which are frozen."""
    encoder.requires_grad_(False)
    for parent, name, layer in list(_targets(encoder, shape)):
        setattr(parent, name, LoraLinear(layer, shape))


def _targets(encoder: nn.Module, shape: LoraShape) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    for parent in encoder.modules():
        for name, layer in parent.named_children():
            if isinstance(layer, nn.Linear) and name in shape.targets:
                yield parent, name, layer
