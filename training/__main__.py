"""`python -m training --data FOLDER --out FOLDER`: trains the reader on JaQuAD and writes its adapter.

On a GPU where there is one, else on the processor's cores, in bf16 where it computes in it. With --resume it
goes on where it was stopped; with --start it begins with an adapter trained before (give another --seed, for
other examples, and a lower --rate). `python -m training.evaluate` tells what the adapter is worth.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from errors import AskError, terminal_language
from models.adapter import start_from
from models.bundled import ensure_bundled_model
from models.device import best_device
from models.pairs import PairEncoder
from models.span_network import LoraShape, build_network
from settings import load_settings
from training.ahead import WrittenExamples
from training.batches import Batches, Numbered
from training.foreign import add_languages
from training.on_reports import add_reports
from training.schedule import Plan
from training.sources import load_sources
from training.train import Run

_SHAPE = LoraShape()


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains; 0 when the plan's end was reached, 2 when it could not begin."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stdout)
    plan = Plan(
        seed=options.seed,
        batch=options.batch,
        adapter_rate=options.rate,
        head_rate=options.rate * Plan().head_rate / Plan().adapter_rate,
        steps=options.steps,
        minutes=options.minutes,
    )
    try:
        examples = _examples(options, plan.seed)
        shape = LoraShape(options.rank, 2 * options.rank)
        run = prepare(examples, options.out, plan, options.start, shape, options.dropout)
        if options.resume:
            run.resume()
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    print(run.train())
    return 0


def prepare(
    examples: Numbered,
    out: Path,
    plan: Plan,
    start: Path | None = None,
    shape: LoraShape = _SHAPE,
    dropout: float = 0.0,
) -> Run:
    """A run at its beginning, from the adapter `start` if one is named.

    Raises the errors of `models.bundled` and `models.adapter`.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    folder = ensure_bundled_model(load_settings().cache_dir)
    device, dtype = best_device()
    network = build_network(folder, shape, dtype, dropout)
    if start:
        start_from(network, start, folder.name)
    network = network.to(device)
    batches = Batches(examples, PairEncoder(folder, plan.longest), plan.batch, plan.seed)
    # On a processor the cores have to learn; beside a GPU they have nothing else to do.
    workers = 0 if device.type == "cpu" else max((os.cpu_count() or 1) // 2, 1)
    return Run(network, shape, folder.name, batches, plan, out, workers)


def _examples(options: argparse.Namespace, seed: int) -> Numbered:
    """Raises ExamplesInvalid, or what `load_sources` does."""
    if options.examples:
        return WrittenExamples(options.examples, seed)
    return load_sources(options.data, options.languages, options.reports).examples(seed)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, metavar="FOLDER", help="with jaquad_train_*.json")
    source.add_argument("--examples", type=Path, metavar="FILE", help="made by python -m training.ahead")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="for adapter and checkpoint"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    parser.add_argument(
        "--minutes", type=float, help="train so long, the learning rate falling with the clock"
    )
    parser.add_argument("--steps", type=int, help="train so many steps (default: each question once)")
    parser.add_argument("--start", type=Path, metavar="FILE", help="the adapter to begin with")
    parser.add_argument("--rate", type=float, default=6e-4, help="the learning rate at its highest")
    add_languages(parser)
    add_reports(parser)
    parser.add_argument("--rank", type=int, default=_SHAPE.rank, help="of LoRA's matrices")
    parser.add_argument("--dropout", type=float, default=0.0, help="for many passes over the data")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.steps is None and options.minutes is None:
        options.steps = 1320
    return options


if __name__ == "__main__":
    sys.exit(main())
