"""Kills a re-index at random moments and looks at what is left: `python tests/index/kills.py [KILLS] [SEED]`.

Each time a report changes, `python -m index` is started and killed (SIGKILL) after a random part of the time a
whole run takes; the index must then be the old or the new one, whole, and the next run must succeed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Sentences of a changing report, enough for the run to spend time at every stage.
_LINES = 60


def text(version: int) -> str:
    """The report's text in one of its versions: its first section alone differs."""
    lines = "".join(
        f"{n} 第{n}の項目\n\n岬の観測所は{n}月に{n * 7}隻の船を記録した。\n\n" for n in range(2, _LINES)
    )
    return f"観測の記録\n\n1 版\n\nこの記録は第{version}版である。\n\n{lines}"


class Trial:
    """An index of two reports in a folder of its own, one of which changes from run to run."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.index = folder / "reports", folder / "index"
        self.reports.mkdir(parents=True)
        (self.reports / "steady.txt").write_text("港の記録\n\n1 港\n\n港には灯台がある。\n", encoding="utf-8")
        self.version = 0

    def change(self) -> None:
        """Writes the next version of the report."""
        self.version += 1
        (self.reports / "changing.txt").write_text(text(self.version), encoding="utf-8")

    def run(self) -> subprocess.Popen[bytes]:
        """A re-index, just started; in a process group of its own, so that its child goes with it."""
        command = [sys.executable, "-m", "index", "--index", str(self.index), str(self.reports)]
        return subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )

    def whole(self) -> float:
        """Seconds that a run takes which nobody kills. Fails where it does not succeed."""
        begun = time.monotonic()
        process = self.run()
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said.decode()
        return time.monotonic() - begun

    def killed_after(self, seconds: float) -> bool:
        """Whether a re-index was killed (false: it was over before)."""
        process = self.run()
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return True
        return False

    def serves(self) -> int:
        """The version of the report that the index holds, after looking at every part of it."""
        from index.check import check_generation
        from index.generations import current_generation
        from index.records import load_report

        generation = current_generation(self.index)
        check_generation(generation)
        found = load_report(generation, "changing").text
        return int(found.partition("この記録は第")[2].partition("版")[0])


def main(kills: int, seed: int, folder: Path) -> dict[str, int]:
    """Kills as often as told; what was served after each kill, and how often a run was over before."""
    chance, trial = random.Random(seed), Trial(folder)
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


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    times, chosen = (int(n) for n in (*sys.argv[1:], *("50", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as place:
        print(main(times, chosen, Path(place)))
