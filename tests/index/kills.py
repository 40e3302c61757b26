"""Kills a re-index at random moments and looks at what is left: `python tests/index/kills.py [KILLS] [SEED]`.

Each time a report changes, a re-index is started and killed (SIGKILL, and the process that checks with it) after a
random part of the time a whole one takes; the index must then be the old or the new one, whole, and the next run
must succeed. Run as a command, the re-indexing is forked from a process that has loaded its libraries and its model:
kills then fall on the work and not on the seconds of loading before it. From the tests each is `python -m index`.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Sentences of a changing report, enough for the run to spend time at every stage.
_LINES = 60
#: Seconds after which a run that nobody kills has hung.
_HUNG = 600


def text(version: int) -> str:
    """The report's text in one of its versions: its first section alone differs."""
    lines = "".join(
        f"{n} 第{n}の項目\n\n岬の観測所は{n}月に{n * 7}隻の船を記録した。\n\n" for n in range(2, _LINES)
    )
    return f"観測の記録\n\n1 版\n\nこの記録は第{version}版である。\n\n{lines}"


class Command:
    """A re-index by `python -m index`, just started, in a process group of its own."""

    def __init__(self, index: Path, reports: Path) -> None:
        command = [sys.executable, "-m", "index", "--index", str(index), str(reports)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.pid = self._process.pid

    def wait(self, seconds: float) -> int | None:
        """The exit status; None where it goes on."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


class Fork:
    """A re-index in a fork of this process, just started, in a process group of its own."""

    def __init__(self, index: Path, reports: Path, embedder: object) -> None:
        self._process = multiprocessing.get_context("fork").Process(
            target=self._work, args=(index, reports, embedder)
        )
        self._process.start()
        self.pid = self._process.pid or 0

    @staticmethod
    def _work(index: Path, reports: Path, embedder: object) -> None:
        from index.build import bring_in_line

        os.setsid()
        bring_in_line(index, [reports], embedder)

    def wait(self, seconds: float) -> int | None:
        """The exit status; None where it goes on."""
        self._process.join(seconds)
        return self._process.exitcode


class Trial:
    """An index of two reports in a folder of its own, one of which changes from run to run."""

    def __init__(self, folder: Path, start: Callable[[Path, Path], Command | Fork]) -> None:
        self.reports, self.index, self._start = folder / "reports", folder / "index", start
        self.reports.mkdir(parents=True)
        (self.reports / "steady.txt").write_text("港の記録\n\n1 港\n\n港には灯台がある。\n", encoding="utf-8")
        self.version = 0

    def change(self) -> None:
        """Writes the next version of the report."""
        self.version += 1
        (self.reports / "changing.txt").write_text(text(self.version), encoding="utf-8")

    def whole(self) -> float:
        """Seconds that a run takes which nobody kills. Fails where it does not succeed."""
        begun = time.monotonic()
        status = self._start(self.index, self.reports).wait(_HUNG)
        assert status == 0, f"exit status {status}"
        return time.monotonic() - begun

    def killed_after(self, seconds: float) -> bool:
        """Whether a re-index was killed (false: it was over before)."""
        run = self._start(self.index, self.reports)
        if run.wait(seconds) is not None:
            return False
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:  # It has no group of its own yet.
            os.kill(run.pid, signal.SIGKILL)
        run.wait(_HUNG)
        return True

    def serves(self) -> int:
        """The version of the report that the index holds, after looking at every part of it."""
        from index.check import check_generation
        from index.generations import current_generation
        from index.records import load_report

        generation = current_generation(self.index)
        check_generation(generation)
        found = load_report(generation, "changing").text
        return int(found.partition("この記録は第")[2].partition("版")[0])


def main(
    kills: int, seed: int, folder: Path, start: Callable[[Path, Path], Command | Fork] = Command
) -> dict[str, int]:
    """Kills as often as told; what was served after each kill, and how often a run was over before."""
    chance, trial = random.Random(seed), Trial(folder, start)
    trial.change()
    trial.whole()
    trial.change()
    takes = trial.whole()
    found = {"old": 0, "new": 0, "over before": 0}
    while found["old"] + found["new"] < kills:
        served = trial.version
        trial.change()
        moment = chance.uniform(0, takes)
        killed = trial.killed_after(moment)
        now = trial.serves()
        assert now in ((served, trial.version) if killed else (trial.version,)), f"version {now}"
        found[("old" if now == served else "new") if killed else "over before"] += 1
        print(f"{moment:.2f} of {takes:.2f} s", found, flush=True)
        if killed:
            trial.whole()
            assert trial.serves() == trial.version
    return found


def _loaded() -> object:
    """The model, and with it every library that a re-index takes its seconds to load."""
    # Threads do not come along into a fork, and one that others wait for would be missed for ever.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import llama_index.vector_stores.chroma  # noqa: F401

    from index.embed import load_embedder
    from settings import load_settings

    return load_embedder("bundled", load_settings().cache_dir)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    times, chosen = (int(n) for n in (*sys.argv[1:], *("50", "1")[len(sys.argv) - 1 :]))
    model = _loaded()
    with tempfile.TemporaryDirectory() as place:
        print(main(times, chosen, Path(place), lambda index, reports: Fork(index, reports, model)))
