"""Attention for passes laid end to end: each sees its own tokens alone, and none is padded to another's length.

Registered with transformers under NAME, as its "Attention Interface" provides. Where no lengths are given it is
transformers' own scaled dot product attention over a padded batch.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

#: The `attn_implementation` of an encoder that can read both ways.
NAME = "end_to_end"


def attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    lengths: Sequence[int] | None = None,
    scaling: float | None = None,
    dropout: float = 0.0,
    **_: object,
) -> tuple[Tensor, Tensor | None]:
    """Query, key and value of shape (1, heads, tokens, width) to (1, tokens, heads, width); `lengths` are the passes'.

    Without `lengths` what `sdpa_attention_forward` takes and gives. `dropout` is for training, which pads.
    """
    if lengths is None:
        return sdpa_attention_forward(module, query, key, value, attention_mask, dropout, scaling)
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    queries, keys, values = (torch.split(each[0], list(lengths), dim=1) for each in (query, key, value))
    parts = [_within(*part, scale) for part in zip(queries, keys, values, strict=True)]
    return torch.cat(parts)[None], None


def _within(query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
    """One pass's attention, (heads, tokens, width) to (tokens, heads, width).

    Two plain products: at a few hundred tokens of 32 numbers the fused kernel is no quicker on a CPU. In fp32, since scores
    rounded to bf16 would shift the shares by some percent, and since a product in bf16 has code made and kept for every
    length there is (about 1 MiB each).
    """
    shares = torch.bmm(query.float() * scale, key.float().transpose(1, 2)).softmax(-1)
    return torch.bmm(shares, value.float()).to(value.dtype).transpose(0, 1)


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, sdpa_mask)
