"""`python -m training.average --new FILE --old FILE --out FILE`: puts a newer adapter of the reader and an older one together.

Further training on some kinds of questions costs a little on the others; the mean of the weights before and after it
keeps most of both (Wortsman et al. 2022, arXiv:2109.01903). That holds of an adapter and one trained on from it,
whose matrices speak of the same directions, and not of two trained apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from errors import AskError, terminal_language
from models.adapter import read_adapter, write_adapter
from models.bundled import ensure_bundled_model
from models.errors import AdapterForeign
from settings import load_settings


def average(new: Path, old: Path, share: float, out: Path, base: str) -> str:
    """Writes `share` of the new adapter's weights and the rest of the old one's; gives the file's hash.

    Raises what `models.adapter.read_adapter` does, and AdapterForeign where the two have other matrices.
    """
    shape, newer = read_adapter(new, base)
    other, older = read_adapter(old, base)
    if other != shape or newer.keys() != older.keys():
        raise AdapterForeign(path=old, found=f"rank {other.rank}")
    mixed = {name: share * value.float() + (1 - share) * older[name].float() for name, value in newer.items()}
    out.parent.mkdir(parents=True, exist_ok=True)
    return write_adapter(mixed, shape, base, out)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the adapter and prints its hash; 2 when one of the two cannot be used."""
    options = _options(arguments)
    try:
        base = ensure_bundled_model(load_settings().cache_dir).name
        print(average(options.new, options.old, options.share, options.out, base))
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    parser.add_argument("--new", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--old", type=Path, required=True, metavar="FILE", help="what --new was trained on from"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--share", type=_share, default=0.7, help="of the new one (default: 0.7)")
    return parser.parse_args(arguments)


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("0 … 1")
    return share


if __name__ == "__main__":
    sys.exit(main())
