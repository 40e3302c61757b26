"""`python -m training --data FOLDER --out FOLDER`: trains the reader on JaQuAD and writes its adapter.

On a GPU where there is one, else on the processor's cores, in bf16 where it computes in it. With --resume it
goes on where it was stopped; with --start it begins with an adapter trained before (give another --seed, for
other examples, and a lower --rate). `python -m training.evaluate` tells what the adapter is worth.
"""

from __future__ import annotations

import argparse
import logging
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
from training.batches import Batches
from training.examples import Examples
from training.foreign import Language, add_languages, interpreter
from training.jaquad import load_paragraphs
from training.schedule import Plan
from training.train import Run


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
        run = prepare(options.data, options.out, plan, options.start, options.languages)
        if options.resume:
            run.resume()
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    print(run.train())
    return 0


def prepare(
    data: Path, out: Path, plan: Plan, start: Path | None = None, languages: Sequence[Language] = ()
) -> Run:
    """A run at its beginning, from the adapter `start` if one is named, some questions asked in `languages`.

    Raises DataMissing, DataInvalid, DictionariesMissing, or the errors of `models.bundled` and `models.adapter`.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    abroad = interpreter(languages) if languages else None
    examples = Examples(load_paragraphs(data, "train"), plan.seed, abroad)
    folder = ensure_bundled_model(load_settings().cache_dir)
    device, dtype = best_device()
    shape = LoraShape()
    network = build_network(folder, shape, dtype)
    if start:
        start_from(network, start, folder.name)
    network = network.to(device)
    batches = Batches(examples, PairEncoder(folder, plan.longest), plan.batch, plan.seed)
    return Run(network, shape, folder.name, batches, plan, out)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="with jaquad_train_*.json")
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
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.steps is None and options.minutes is None:
        options.steps = 1320
    return options


if __name__ == "__main__":
    sys.exit(main())
