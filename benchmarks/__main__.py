"""`python -m benchmarks`: first and second start, the steps of an answer, memory; as a table.

Every number is also given as a ratio to a measure of the same run, since seconds are the machine's as much
as the program's. `--write` puts the table into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from settings import ROOT

RESULTS = Path(__file__).with_name("RESULTS.md")
QUESTIONS = ROOT / "eval" / "questions" / "dev.jsonl"


@dataclass(frozen=True, slots=True)
class Session:
    """What one run of the program took. `ready` in seconds, `steps` in milliseconds a question, memory in MiB.

    `reading` is of sixteen passages, `bare` of their tokens in the bare encoder, both in milliseconds.
    """

    ready: float
    steps: Mapping[str, tuple[float, ...]]
    embedding: float
    resident: float
    peak: float
    reading: float
    bare: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the table, and with --write keeps it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, metavar="FILE")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        first = measure(options.questions, Path(folder))
        second = measure(options.questions, Path(folder))
    text = table(first, second)
    print(text)
    if options.write:
        # The other table stands below.
        kept = RESULTS.read_text(encoding="utf-8").partition("\n# ") if RESULTS.exists() else ("", "", "")
        RESULTS.write_text(f"# What the steps take\n\n{text}{''.join(kept[1:])}", encoding="utf-8")
    return 0


def measure(questions: Path, folder: Path) -> Session:
    """A run of the program with its cache and its index under `folder`. Raises CalledProcessError."""
    # Without the language model, whose loading and memory are its own.
    places = {"CACHE_DIR": str(folder / "cache"), "INDEX_DIR": str(folder / "index"), "LLM": "off"}
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.session", str(questions)],
        env=os.environ | places,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(ran.stdout.splitlines()[-1])
    # A summary is not read: a step that was not taken has no time.
    steps = {
        name: tuple(ms for ms in found[f"{name}_ms"] if ms is not None)
        for name in ("search", "read", "total")
    }
    return Session(
        found["ready_s"],
        steps,
        found["query_embedding_ms"],
        found["resident_mib"],
        found["peak_mib"],
        found["reading_ms"],
        found["bare_encoder_ms"],
    )


def table(first: Session, second: Session) -> str:
    """Both runs as Markdown."""
    unit = second.embedding
    rows = [
        ("embedding a question, median", f"{unit:.0f} ms", "1.0"),
        *(
            (f"{name}, {label}", f"{value:.0f} ms", f"{value / unit:.1f}")
            for name, values in second.steps.items()
            for label, value in (("median", statistics.median(values)), ("90th percentile", _p90(values)))
        ),
        (
            "16 passages read, median",
            f"{second.reading:.0f} ms",
            f"{second.reading / unit:.1f} ({second.reading / second.bare:.2f} of one pass of the bare encoder)",
        ),
        ("first start to ready (model made, report indexed)", f"{first.ready:.1f} s", ""),
        ("later start to ready", f"{second.ready:.1f} s", f"{second.ready / first.ready:.2f} of the first"),
        ("resident memory after the questions", f"{first.resident:.0f} MiB", ""),
        ("its peak, first start / later start", f"{first.peak:.0f} / {second.peak:.0f} MiB", ""),
    ]
    lines = ["| | measured | ratio to embedding a question |", "|---|--:|--:|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    made = f"`python -m benchmarks` · {len(second.steps['total'])} questions · {machine()}"
    return "\n".join([*lines, "", made, ""])


def _p90(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=10, method="inclusive")[-1]


def machine() -> str:
    """Cores, system and the day."""
    today = datetime.now(UTC).date().isoformat()
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()} · {today}"


if __name__ == "__main__":
    sys.exit(main())
