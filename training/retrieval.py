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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from errors import AskError, terminal_language
from models.adapter import save_adapter
from models.bundled import ensure_bundled_model
from models.device import best_device
from models.encoder import own_tokenizer
from models.query_encoder import FORMAT, PROMPT, QueryNetwork, shortened
from models.span_network import LoraShape
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
#: Batches a loader counts on; the plan ends the run.
_ENDLESS = 1 << 40
_PASSAGE = "passage: "
_SHAPE = LoraShape(16, 32)
Packed = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, slots=True)
class Pairs(Dataset[Packed]):
    """Batches of questions and their passages, by number, for torch's loader."""

    examples: Sequence[Example]
    tokenizer: Tokenizer
    size: int
    seed: int

    def __getitem__(self, number: int) -> Packed:
        """Ids and mask of the questions and of the passages, and whether passage j may stand for question i (0 or 1)."""
        chosen = self._chosen(Random(f"{self.seed} {number}"))
        passages = [
            f"{e.passage.context}\n{e.passage.text}" if e.passage.context else e.passage.text for e in chosen
        ]
        answers = [e.passage.text[slice(*e.span)] if e.span else "" for e in chosen]
        also = np.array([[answer in passage for passage in passages] for answer in answers])
        asked = self._tokens([e.question for e in chosen], PROMPT)
        told = self._tokens(passages, _PASSAGE)
        return (*asked, *told, also)

    def _chosen(self, rng: Random) -> list[Example]:
        together = min(_TOGETHER, len(self.examples))
        places = range(len(self.examples) - together + 1)
        starts = rng.sample(places, min(self.size // together, len(places)))
        return [self.examples[at + i] for at in starts for i in range(together)]

    def _tokens(self, texts: Sequence[str], prompt: str) -> tuple[np.ndarray, np.ndarray]:
        made = [
            shortened(each.ids, _LONGEST)
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


def _loss(network: QueryNetwork, packed: Sequence[Tensor], side: Side) -> Tensor:
    ids, mask, passage_ids, passage_mask, also = packed
    asked = network(ids.long(), mask.long())
    if side == "both":
        return contrast(asked, network(passage_ids.long(), passage_mask.long()), also.bool())
    with torch.no_grad(), network.untuned():
        told = network(passage_ids.long(), passage_mask.long())
    return contrast(asked, told, also.bool())


def tune(network: QueryNetwork, pairs: Pairs, plan: Plan, side: Side, workers: int) -> None:
    """Trains by the plan, logging the loss."""
    device = next(network.parameters()).device
    optimizer = torch.optim.AdamW(network.trained().values(), lr=plan.adapter_rate, weight_decay=0.01)
    loader: DataLoader[Packed] = DataLoader(
        pairs, batch_size=None, sampler=range(_ENDLESS), num_workers=workers, collate_fn=tuple
    )
    began = time.monotonic()
    for step, packed in enumerate(loader):
        done = plan.done(step, time.monotonic() - began)
        if done >= 1:
            return
        for group in optimizer.param_groups:
            group["lr"] = plan.adapter_rate * plan.rate(done)
        loss = _loss(network, [torch.as_tensor(each).to(device) for each in packed], side)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.trained().values(), 1.0)
        optimizer.step()
        if step % 20 == 0:
            log.info("step %d, %.1f min, loss %.4f", step, (time.monotonic() - began) / 60, loss.item())


def main(arguments: Sequence[str] | None = None) -> int:
    """Tunes and saves; 2 when it cannot begin."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        examples = WrittenExamples(options.examples, options.seed).answered()
        folder = ensure_bundled_model(load_settings().cache_dir)
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    steps = options.steps
    if steps is None and options.minutes is None:
        steps = -(-len(examples) // options.batch)
    plan = Plan(options.seed, options.batch, adapter_rate=options.rate, steps=steps, minutes=options.minutes)
    torch.manual_seed(plan.seed)
    device, dtype = best_device()
    network = QueryNetwork(folder, _SHAPE, dtype).to(device)
    tune(
        network,
        Pairs(examples, own_tokenizer(folder), plan.batch, plan.seed),
        plan,
        options.side,
        options.workers,
    )
    save_adapter(network, _SHAPE, folder.name, options.out, FORMAT)
    print(options.out)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.retrieval", description=__doc__)
    parser.add_argument(
        "--examples", type=Path, required=True, metavar="FILE", help="what training.ahead wrote"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--side", choices=("both", "query"), default="query", help="which vectors learn")
    parser.add_argument("--minutes", type=float, help="by default one pass over the examples")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--batch", type=int, default=768, help="questions, each against all their passages")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
