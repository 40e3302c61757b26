"""`python -m training.retrieval --examples FILE --out FILE`: tunes the encoder for search, as an adapter.

Contrastive learning (InfoNCE, van den Oord et al. 2018, arXiv:1807.03748): each question against its own passage
and all others of the batch, which is filled article by article, so that most of them look alike. With --side query
only the question's side learns and the passages keep the vectors they have.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from errors import AskError, terminal_language
from models.bundled import ensure_bundled_model
from models.device import best_device
from models.encoder import own_tokenizer
from models.span_network import LoraLinear, LoraShape, build_network
from settings import load_settings
from training.ahead import WrittenExamples
from training.examples import Example
from training.schedule import Plan

log = logging.getLogger(__name__)

Side = Literal["both", "query"]
#: Examples that stand together in a batch, of one article mostly.
_TOGETHER = 8
_LONGEST = 320
#: What cosines are divided by; those of the bundled model lie between .7 and 1.
_TEMPERATURE = 0.02
_PROMPTS = ("query: ", "passage: ")
_SHAPE = LoraShape(16, 32)
Packed = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class RetrievalNetwork(nn.Module):
    """The bundled encoder with LoRA, its tokens' mean as a unit vector."""

    def __init__(self, folder: Path, dtype: torch.dtype) -> None:
        super().__init__()
        self.encoder = build_network(folder, _SHAPE, dtype).encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Ids and mask of shape (batch, tokens) to unit vectors of shape (batch, width)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weights = mask[..., None].float()
        return functional.normalize((hidden * weights).sum(1) / weights.sum(1), dim=-1)

    @contextmanager
    def untuned(self) -> Iterator[None]:
        """The encoder as it was, while this lasts."""
        layers = [m for m in self.encoder.modules() if isinstance(m, LoraLinear)]
        scales = [layer.scale for layer in layers]
        try:
            for layer in layers:
                layer.scale = 0.0
            yield
        finally:
            for layer, scale in zip(layers, scales, strict=True):
                layer.scale = scale

    def trained(self) -> dict[str, nn.Parameter]:
        """LoRA's matrices by name."""
        return {name: value for name, value in self.named_parameters() if value.requires_grad}


@dataclass(frozen=True, slots=True)
class Pairs(Dataset[Packed]):
    """Batches of questions and their passages, by number, for torch's loader."""

    examples: Sequence[Example]
    tokenizer: Tokenizer
    size: int
    seed: int

    def __getitem__(self, number: int) -> Packed:
        """Ids and mask of the questions and of the passages, and whether passage j may stand for question i (0 or 1)."""
        rng = Random(f"{self.seed} {number}")
        starts = rng.sample(range(len(self.examples) - _TOGETHER), self.size // _TOGETHER)
        chosen = [self.examples[at + i] for at in starts for i in range(_TOGETHER)]
        passages = [
            f"{e.passage.context}\n{e.passage.text}" if e.passage.context else e.passage.text for e in chosen
        ]
        answers = [e.passage.text[slice(*e.span)] if e.span else "" for e in chosen]
        also = np.array([[answer in passage for passage in passages] for answer in answers])
        asked = self._tokens([e.question for e in chosen], _PROMPTS[0])
        told = self._tokens(passages, _PROMPTS[1])
        return (*asked, *told, also)

    def _tokens(self, texts: Sequence[str], prompt: str) -> tuple[np.ndarray, np.ndarray]:
        made = [
            each.ids[: _LONGEST - 1] + each.ids[-1:] if len(each.ids) > _LONGEST else each.ids
            for each in self.tokenizer.encode_batch([prompt + text for text in texts])
        ]
        longest = max(map(len, made))
        ids = np.ones((len(made), longest), dtype=np.int32)
        mask = np.zeros_like(ids)
        for row, each in enumerate(made):
            ids[row, : len(each)], mask[row, : len(each)] = each, 1
        return ids, mask


def contrast(asked: Tensor, told: Tensor, also: Tensor) -> Tensor:
    """The loss of unit vectors of shape (batch, width); where `also` is set off the diagonal, a passage is no wrong one."""
    scores = asked @ told.T / _TEMPERATURE
    own = torch.eye(len(scores), dtype=torch.bool, device=scores.device)
    scores = scores.masked_fill(also & ~own, float("-inf"))
    return functional.cross_entropy(scores, torch.arange(len(scores), device=scores.device))


def tune(network: RetrievalNetwork, pairs: Pairs, plan: Plan, side: Side, workers: int) -> None:
    """Trains by the plan, logging the loss."""
    device = next(network.parameters()).device
    optimizer = torch.optim.AdamW(network.trained().values(), lr=plan.adapter_rate, weight_decay=0.01)
    loader: DataLoader[Packed] = DataLoader(
        pairs, batch_size=None, sampler=range(1 << 40), num_workers=workers, collate_fn=lambda x: x
    )
    began = time.monotonic()
    for step, packed in enumerate(loader):
        done = plan.done(step, time.monotonic() - began)
        if done >= 1:
            return
        for group in optimizer.param_groups:
            group["lr"] = plan.adapter_rate * plan.rate(done)
        ids, mask, passage_ids, passage_mask, also = (torch.as_tensor(each).to(device) for each in packed)
        asked = network(ids.long(), mask.long())
        if side == "query":
            with torch.no_grad(), network.untuned():
                told = network(passage_ids.long(), passage_mask.long())
        else:
            told = network(passage_ids.long(), passage_mask.long())
        loss = contrast(asked, told, also.bool())
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.trained().values(), 1.0)
        optimizer.step()
        if step % 20 == 0:
            log.info("step %d, %.1f min, loss %.4f", step, (time.monotonic() - began) / 60, loss.item())


def main(arguments: Sequence[str] | None = None) -> int:
    """Tunes and saves; 2 when it cannot begin."""
    parser = argparse.ArgumentParser(prog="python -m training.retrieval", description=__doc__)
    parser.add_argument("--examples", type=Path, required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--side", choices=("both", "query"), default="both")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=768)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    plan = Plan(
        options.seed, options.batch, adapter_rate=options.rate, steps=options.steps, minutes=options.minutes
    )
    try:
        examples = WrittenExamples(options.examples, options.seed).answered()
        folder = ensure_bundled_model(load_settings().cache_dir)
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    torch.manual_seed(plan.seed)
    device, dtype = best_device()
    network = RetrievalNetwork(folder, dtype).to(device)
    pairs = Pairs(examples, own_tokenizer(folder), plan.batch, plan.seed)
    tune(network, pairs, plan, options.side, options.workers)
    tensors = {name: value.detach().cpu().half().contiguous() for name, value in network.trained().items()}
    save_file(tensors, options.out, {"format": "retrieval-1", "base": folder.name, "side": options.side})
    return 0


if __name__ == "__main__":
    sys.exit(main())
