"""Where to compute, and in what precision."""

from __future__ import annotations

import torch


def best_device() -> tuple[torch.device, torch.dtype]:
    """A GPU where there is one, else the processor; bf16 where it computes in it, else fp32."""
    if torch.cuda.is_available():
        return torch.device("cuda"), torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    able = torch.cpu.get_capabilities()
    fast = able.get("avx512_bf16") or able.get("amx_bf16")
    return torch.device("cpu"), torch.bfloat16 if fast else torch.float32
