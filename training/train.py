"""The training loop: AdamW on LoRA's matrices and the heads, resumable, by steps or by the clock."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from models.adapter import save_adapter
from models.span_network import LoraShape, PairLogits, SpanNetwork
from training.batches import Batch, Batches
from training.checkpoint import Progress, load_checkpoint, save_checkpoint
from training.schedule import Plan

log = logging.getLogger(__name__)

ADAPTER = "span-reader.safetensors"
#: The passage's relevance counts half as much as the span: it is the easier of the two.
_RELEVANCE = 0.5
_LOG_EVERY = 20
_SAVE_EVERY_S = 240.0
Check = Callable[[SpanNetwork], str]


def loss_of(logits: PairLogits, batch: Batch) -> Tensor:
    """Cross entropy of start and end over the text's tokens and "no answer", and of the relevance."""
    span = functional.cross_entropy(logits.start, batch.start) + functional.cross_entropy(
        logits.end, batch.end
    )
    answers = (batch.start > 0).float()
    relevance = functional.binary_cross_entropy_with_logits(logits.relevance, answers)
    return span / 2 + _RELEVANCE * relevance


class Run:
    """One training run, its state in `out`."""

    def __init__(
        self,
        network: SpanNetwork,
        shape: LoraShape,
        base: str,
        batches: Batches,
        plan: Plan,
        out: Path,
        workers: int = 0,
    ) -> None:
        """`workers` processes make the batches ahead; 0 where the cores have to compute."""
        self._network, self._shape, self._base = network, shape, base
        self._batches, self._plan, self._out, self._workers = batches, plan, out, workers
        self._device = next(network.parameters()).device
        self._optimizer = _optimizer(network, plan)
        self.progress = Progress()

    def resume(self) -> None:
        """Goes on where the run in `out` was saved last. Raises what `load_checkpoint` does."""
        self.progress = load_checkpoint(self._out, self._network, self._optimizer, self._plan)

    def train(self, check: Check | None = None, check_every_s: float = float("inf")) -> Path:
        """Trains to the plan's end; gives the adapter's path. The time `check` takes is not counted."""
        saved, checked = time.monotonic(), self.progress.seconds
        losses: list[float] = []
        batches = self._batches.stream(self.progress.step, self._workers)
        while (done := self._plan.done(self.progress.step, self.progress.seconds)) < 1:
            began = time.monotonic()
            losses.append(self._step(next(batches), done))
            spent = self.progress.seconds + time.monotonic() - began
            self.progress = Progress(self.progress.step + 1, spent)
            if self.progress.step % _LOG_EVERY == 0:
                self._say(losses, done)
                losses = []
            if time.monotonic() - saved > _SAVE_EVERY_S:
                self.save()
                saved = time.monotonic()
            if check and self.progress.seconds - checked > check_every_s:
                log.info("check at step %d: %s", self.progress.step, check(self._network))
                checked = self.progress.seconds
        self.save()
        return self._out / ADAPTER

    def save(self) -> None:
        """Writes checkpoint and adapter."""
        save_checkpoint(self._out, self._network, self._optimizer, self._plan, self.progress)
        save_adapter(self._network, self._shape, self._base, self._out / ADAPTER)

    def _step(self, made: Batch, done: float) -> float:
        self._network.train()
        batch = made.to(self._device)
        for group in self._optimizer.param_groups:
            group["lr"] = group["full_rate"] * self._plan.rate(done)
        loss = loss_of(self._network(batch.ids, batch.mask, batch.text), batch)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self._network.trained().values(), 1.0)
        self._optimizer.step()
        return float(loss.detach())

    def _say(self, losses: list[float], done: float) -> None:
        step, seconds = self.progress.step, self.progress.seconds
        log.info(
            "step %d, %d examples, %.1f min, %.0f %%, loss %.3f, %.2f examples/s over all",
            step,
            step * self._plan.batch,
            seconds / 60,
            100 * done,
            sum(losses) / len(losses),
            step * self._plan.batch / seconds,
        )


def _optimizer(network: SpanNetwork, plan: Plan) -> torch.optim.Optimizer:
    heads = [value for name, value in network.trained().items() if "head" in name]
    lora = [value for name, value in network.trained().items() if "head" not in name]
    return torch.optim.AdamW(
        [
            {"params": lora, "lr": plan.adapter_rate, "full_rate": plan.adapter_rate},
            {"params": heads, "lr": plan.head_rate, "full_rate": plan.head_rate},
        ],
        weight_decay=0.01,
    )
