"""Keeps a run on disk so that it can go on after it was stopped. Knows nothing of data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from models.span_network import SpanNetwork
from training.errors import CheckpointForeign, CheckpointMissing
from training.schedule import Plan

FILE = "checkpoint.pt"
#: What must be the same for the batches to be the same.
_FIXED = ("seed", "batch", "longest")


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps done and seconds spent on them."""

    step: int = 0
    seconds: float = 0.0


def save_checkpoint(
    folder: Path, network: SpanNetwork, optimizer: torch.optim.Optimizer, plan: Plan, progress: Progress
) -> None:
    """Writes the run's state; a process killed meanwhile leaves the one before."""
    state = {
        "network": {name: value.detach() for name, value in network.trained().items()},
        "optimizer": optimizer.state_dict(),
        "plan": asdict(plan),
        "progress": asdict(progress),
    }
    fresh = folder / (FILE + ".new")
    torch.save(state, fresh)
    fresh.replace(folder / FILE)


def load_checkpoint(
    folder: Path, network: SpanNetwork, optimizer: torch.optim.Optimizer, plan: Plan
) -> Progress:
    """Puts the state back. Raises CheckpointMissing, or CheckpointForeign when the batches would be others."""
    path = folder / FILE
    if not path.is_file():
        raise CheckpointMissing(folder=folder)
    state = torch.load(path, map_location="cpu", weights_only=True)
    for name in _FIXED:
        if state["plan"][name] != getattr(plan, name):
            raise CheckpointForeign(folder=folder, name=f"{name} ({state['plan'][name]})")
    with torch.no_grad():
        for name, value in network.trained().items():
            value.copy_(state["network"][name])
    optimizer.load_state_dict(state["optimizer"])
    return Progress(**state["progress"])
