"""`python -m benchmarks.index_table REPORT`: indexing against the bare encoder, and search by size; as a table.

Each measurement is a process of its own. `--write` puts the table into benchmarks/RESULTS.md, under its heading,
and the plot beside it; `--found FILE` adds measurements made before (a JSON object a line) to those made now.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.__main__ import RESULTS, machine
from benchmarks.plot import plot
from settings import ROOT

PLOT = Path(__file__).with_name("search.svg")
SIZES = (1_000, 10_000, 100_000)
HEADING = "# Indexing, and search by size"
Found = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures what is not given, prints the table, and with --write keeps it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index_table", description=__doc__)
    parser.add_argument("report", type=Path, help="a report to index, of a few hundred pages")
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--found", type=Path, metavar="FILE", help="measurements made before")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages to search over")
    parser.add_argument("--note", default="", help="what else the machine was doing")
    options = parser.parse_args(arguments)
    given = options.found.read_text(encoding="utf-8").splitlines() if options.found else []
    found: list[Found] = [json.loads(line) for line in given if line.strip()]
    indexing = next((f for f in found if "ratio" in f), None) or _run("indexing", str(options.report))
    known = {int(f["passages"]): f for f in found if "search_ms" in f}
    scales = [known.get(size) or _run("scale", str(size)) for size in options.sizes]
    text = f"{HEADING}\n\n{table(indexing, scales, options.note)}"
    print(text)
    if options.write:
        before = RESULTS.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
        RESULTS.write_text(f"{before}\n\n{text}", encoding="utf-8")
        PLOT.write_text(plot(scales), encoding="utf-8")
    return 0


def _run(name: str, argument: str) -> Found:
    command = [sys.executable, "-m", f"benchmarks.{name}", argument]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: Found = json.loads(ran.stdout.splitlines()[-1])
    return found


def table(indexing: Found, scales: Sequence[Found], note: str = "") -> str:
    """Both kinds of measurement as Markdown."""
    lines = [
        "| indexing | measured |",
        "|---|--:|",
        f"| passages | {indexing['passages']:,.0f} |",
        f"| the encoder alone | {indexing['encoder_s']:.1f} s |",
        f"| a new index | {indexing['index_s']:.1f} s |",
        f"| **speed of the bare encoder that indexing reaches, by the clock** | **{indexing['ratio']:.2f}** |",
        *_by_processor(indexing),
        f"| passages a second | {indexing['passages_a_second']:.1f} |",
        f"| `python -m index` with nothing changed | {indexing['unchanged_s']:.2f} s |",
        "",
        "| search over | " + " | ".join(f"{s['passages']:,.0f}" for s in scales) + " |",
        "|---|" + "--:|" * len(scales),
    ]
    rows = {
        "median": [f"{s['search_ms']:.1f} ms" for s in scales],
        "ratio to the first": _ratios(scales, "search_ms"),
        "90th percentile": [f"{s['search_p90_ms']:.1f} ms" for s in scales],
        "processor time": [_milliseconds(s.get("search_cpu_ms")) for s in scales],
        "its ratio to the first": _ratios(scales, "search_cpu_ms"),
        "with the question embedded first, median": [
            _milliseconds(s.get("search_embedded_ms")) for s in scales
        ],
        "the ratio of that to the first": _ratios(scales, "search_embedded_ms"),
        "within one report of up to 2,000, median": [
            _milliseconds(s.get("search_one_report_ms")) for s in scales
        ],
        "memory of its own once searched": [f"{s['held_mib']:.0f} MiB" for s in scales],
        "on the disk": [f"{s['disk_mib']:.0f} MiB" for s in scales],
        "opening, every file's hash checked": [f"{s['open_s']:.1f} s" for s in scales],
    }
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
    lines += ["", "![search latency by number of passages](search.svg)", ""]
    lines.append(
        "Where nothing else is said, without the embedding of the question, whose time does not depend on the size. "
        "Texts are put together from real sentences, vectors drawn at random about 400 centres; files that are "
        "mapped are not counted as memory."
    )
    made = f"`python -m benchmarks.index_table` · {machine()}" + (f" · {note}" if note else "")
    return "\n".join([*lines, "", made, ""])


def _by_processor(indexing: Found) -> list[str]:
    """What a machine that others keep busy does not distort; nothing where it was not measured."""
    if "cpu_ratio" not in indexing:
        return []
    return [
        f"| processor time: the encoder alone | {indexing['encoder_cpu_s']:.1f} s |",
        f"| processor time: a new index | {indexing['index_cpu_s']:.1f} s |",
        f"| **speed of the bare encoder, by processor time** | **{indexing['cpu_ratio']:.2f}** |",
    ]


def _ratios(scales: Sequence[Found], name: str) -> list[str]:
    if not all(name in s for s in scales):
        return ["not measured"] * len(scales)
    return [f"{s[name] / scales[0][name]:.1f}" for s in scales]


def _milliseconds(found: float | None) -> str:
    return "not measured" if found is None else f"{found:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
