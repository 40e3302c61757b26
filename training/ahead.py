"""`python -m training.ahead --data FOLDER --out FILE --count N`: makes examples ahead, on all cores, into one file.

A GPU learns faster than one process makes examples, and the machine it is in need not have the dictionaries they
are made with. `python -m training --examples FILE` learns from the file. Knows no model.
"""

from __future__ import annotations

import argparse
import json
import lzma
import multiprocessing
import sys
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from tqdm import tqdm

from errors import AskError, terminal_language
from models.pairs import Passage
from training.errors import ExamplesInvalid
from training.examples import Example, Examples
from training.foreign import Language, add_languages
from training.on_reports import add_reports
from training.sources import load_sources

#: Examples that a worker makes at a time.
_PIECE = 500
Record = tuple[str, str, str, str, list[int] | None]


class WrittenExamples:
    """The examples of a file, as `Examples` gives them: by number, each once before any comes again."""

    def __init__(self, path: Path, seed: int) -> None:
        """Raises ExamplesInvalid."""
        self._examples = _load(path)
        self._seed = seed
        # One process asks for numbers in order, so one order at a time is enough.
        self._order = lru_cache(maxsize=2)(self._shuffled)

    def __len__(self) -> int:
        return len(self._examples)

    def make(self, number: int) -> Example:
        """The example of that number; from `len` on they come again in another order."""
        epoch, place = divmod(number, len(self))
        return self._examples[self._order(epoch)[place]]

    def answered(self) -> list[Example]:
        """Those that are answered, of like passages together, as they lie in the file."""
        return [each for each in self._examples if each.span]

    def _shuffled(self, epoch: int) -> list[int]:
        order = list(range(len(self)))
        Random(f"{self._seed} order {epoch}").shuffle(order)
        return order


def write_examples(examples: Iterable[Example], path: Path) -> int:
    """Writes the examples, those of like passages together, which packs them small; gives how many."""
    records = sorted((_record(each) for each in examples), key=lambda r: (r[1].rpartition(" > ")[2], r[2]))
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    return len(records)


def _record(example: Example) -> Record:
    span = list(example.span) if example.span else None
    return (example.kind, example.passage.context, example.passage.text, example.question, span)


def _load(path: Path) -> list[Example]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            records: list[Record] = [json.loads(line) for line in file]
        made = [
            Example(kind, question, Passage(text, context), (span[0], span[1]) if span else None)
            for kind, context, text, question, span in records
        ]
    except (OSError, lzma.LZMAError, EOFError, ValueError, TypeError, IndexError) as error:
        raise ExamplesInvalid(path=path, reason=error) from error
    if not made:
        raise ExamplesInvalid(path=path, reason="0")
    return made


def make_ahead(
    data: Path, count: int, seed: int, languages: Sequence[Language] = (), reports: Sequence[Path] = ()
) -> Iterable[Example]:
    """The first `count` examples, made by as many processes as there are cores. Raises what `load_sources` does."""
    # Told here and not by a worker, whose errors would come as a trace.
    load_sources(data, languages, reports)
    pieces = [range(at, min(at + _PIECE, count)) for at in range(0, count, _PIECE)]
    with multiprocessing.Pool(
        initializer=_begin, initargs=(data, seed, tuple(languages), tuple(reports))
    ) as pool:
        for made in tqdm(pool.imap(_make, pieces), total=len(pieces), unit_scale=_PIECE):
            yield from made


_MAKER: list[Examples] = []


def _begin(data: Path, seed: int, languages: tuple[Language, ...], reports: tuple[Path, ...]) -> None:
    _MAKER.append(load_sources(data, languages, reports).examples(seed))


def _make(numbers: range) -> list[Example]:
    return [_MAKER[0].make(number) for number in numbers]


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the file; 2 when the data cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m training.ahead", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="with jaquad_train_*.json")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="examples.jsonl.xz, say")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    add_languages(parser)
    add_reports(parser)
    options = parser.parse_args(arguments)
    try:
        made = make_ahead(options.data, options.count, options.seed, options.languages, options.reports)
        print(write_examples(made, options.out))
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
