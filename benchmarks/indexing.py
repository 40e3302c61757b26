"""Indexing, timed against the bare encoder: `python -m benchmarks.indexing REPORT` in a process of its own.

The encoder gets the very texts the index embeds, all at once. Then a new index is made from the report, and
`python -m index` is run again with nothing changed. Each is timed by the clock and by the processor, children
included: on a machine that others keep busy only the second can be compared. Prints one JSON object.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from corpus.reader import read_report
from index.build import bring_in_line
from index.chunk import chunk_report
from index.embed import load_embedder
from models.bundled import ensure_bundled_model
from settings import ROOT, load_settings

#: Runs with nothing changed; the quickest counts, the others had to share the machine.
_RUNS = 3


def main(report: Path) -> None:
    """Measures, and prints what was found. Times in seconds."""
    settings = load_settings()
    embedder = load_embedder("bundled", settings.cache_dir)
    texts = [chunk.embedded for chunk in chunk_report(read_report(report))]
    bare, bare_cpu = _bare(ensure_bundled_model(settings.cache_dir), texts)
    with tempfile.TemporaryDirectory() as place:
        begun, cpu = time.perf_counter(), _processor()
        outcome = bring_in_line(Path(place), [report], embedder)
        made, made_cpu = time.perf_counter() - begun, _processor() - cpu
        again = min(_again(Path(place), report) for _ in range(_RUNS))
    found = {
        "passages": outcome.embedded,
        "encoder_s": bare,
        "index_s": made,
        "ratio": bare / made,
        "encoder_cpu_s": bare_cpu,
        "index_cpu_s": made_cpu,
        "cpu_ratio": bare_cpu / made_cpu,
        "passages_a_second": outcome.embedded / made,
        "unchanged_s": again,
    }
    print(json.dumps(found))


def _bare(folder: Path, texts: list[str]) -> tuple[float, float]:
    """Seconds, by the clock and of the processor, that sentence-transformers alone takes for the texts, on the
    model and precision the index uses."""
    from index.embed import _load

    model: Any = _load(str(folder), local=True)[0]
    model.encode(texts[:32], prompt_name="passage", batch_size=32, show_progress_bar=False)
    begun, cpu = time.perf_counter(), _processor()
    model.encode(texts, prompt_name="passage", batch_size=32, show_progress_bar=False)
    return time.perf_counter() - begun, _processor() - cpu


def _processor() -> float:
    """Seconds of processor time of this process and of the children that have ended, all threads together."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _again(index: Path, report: Path) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "index", "--index", str(index), str(report)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]))
