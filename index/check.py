"""Checks a generation before it is trusted, in a process of its own: on a bad store Chroma may die, not raise.

    python -m index.check GENERATION

Every passage must be its report's text, every id and every vector must be found in the store, and the counts
must agree. Exit status 0, or 1 with the reason on standard output. Knows nothing of how generations are made.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.report import Report
from errors import AskError
from index.errors import IndexDamaged, IndexProblem, ServerUnreachable
from index.manifest import EMBEDDED, Manifest
from settings import ROOT

#: Exit statuses besides 0.
_DAMAGED, _UNREACHABLE = 1, 3


def check_generation(generation: Path) -> None:
    """Checks a generation in a child process. Raises IndexDamaged, also where the child died; ServerUnreachable."""
    ran = subprocess.run(
        [sys.executable, "-m", "index.check", str(generation)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if ran.returncode == 0:
        return
    reason = ran.stdout.strip().rpartition("\n")[2] or f"exit status {ran.returncode}"
    if ran.returncode == _UNREACHABLE:
        raise ServerUnreachable(url=Manifest.load(generation).store, reason=reason)
    raise IndexDamaged(index=generation, reason=reason)


def main(arguments: Sequence[str]) -> int:
    """Checks the generation named; see the module."""
    try:
        fault = _fault(Path(arguments[0]))
    except ServerUnreachable as error:
        print(error.fields["reason"])
        return _UNREACHABLE
    except IndexProblem as error:
        print(error.fields.get("reason", type(error).__name__))
        return _DAMAGED
    except AskError as error:
        print(error.say("en"))
        return _DAMAGED
    if fault:
        print(fault)
    return _DAMAGED if fault else 0


def _fault(generation: Path) -> str:
    """What is wrong with a generation, as few words; empty when nothing is."""
    # Here and not above: who starts the child needs none of it.
    from index.lexical import LexicalIndex
    from index.passages import VECTORS, Passages
    from index.records import load_report
    from index.seal import require_whole
    from index.vectors import VectorIndex

    require_whole(generation)
    manifest = Manifest.load(generation)
    passages, rows = Passages(generation), np.load(generation / VECTORS)
    store = VectorIndex.open(generation, "" if manifest.store == EMBEDDED else manifest.store)
    words = LexicalIndex.load(generation / "lexical").size
    counts = (len(passages), len(rows), words, store.count())
    if set(counts) != {sum(report.passages for report in manifest.reports)}:
        return "/".join(map(str, counts))
    if len(set(passages.ids)) != len(passages):
        return "ids"
    reports: dict[str, Report] = {}
    for passage in passages:
        if passage.report not in reports:
            reports = {passage.report: load_report(generation, manifest.entry(passage.report).id)}
        if reports[passage.report].slice(passage.start, passage.end) != passage.text:
            return f"passage {passage.id}"
    lost = store.lost(passages.ids, rows)
    return f"passage {lost[0]}" if lost else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
