"""Asks while the index is made anew again and again: `python tests/index/asking.py [QUESTIONS]`.

Two askers go through the page's own service, which takes each new generation up; the re-indexing is done by
`python -m index` in processes of its own. Every answer must come without an error and from one generation alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_TEXT = """\
町立図書館の報告

1 利用者の声

開館時間の延長を求める意見が最も多く寄せられた。職員は、夜間の開館を第{version}案のとおり始める方針を示した。

2 貸出

貸出は第{version}案の数え方で千冊であった。
"""
#: New generations made while questions are asked, at least.
_RE_INDEXED = 2
_QUESTION = "夜間の開館を職員はどのように始めるか"


def main(count: int, folder: Path, embedder: object) -> tuple[int, int]:
    """How many questions were answered, and from how many generations. Fails on an error or a mixed answer."""
    from answer.assistant import Assistant, open_assistant
    from index.build import bring_in_line
    from index.generations import current_generation
    from index.search import open_index
    from settings import load_settings
    from web.service import Service

    reports, index_dir = folder / "reports", folder / "index"
    reports.mkdir(parents=True)
    (reports / "library.txt").write_text(_TEXT.format(version=0), encoding="utf-8")
    bring_in_line(index_dir, [reports], embedder)
    settings = replace(load_settings(), index_dir=index_dir, abstain_below=0.0)
    first = open_assistant(settings, embedder)

    def renewed(assistant: Assistant) -> Assistant | None:
        if current_generation(index_dir) == assistant.index.generation:
            return None
        return replace(assistant, index=open_index(index_dir, embedder, stale_too=True))

    service = Service(lambda note: (first, ()), renewed)
    service._run()
    service.watch(0.05)
    answers, faults, made = [], [], []

    def ask() -> None:
        while not faults and (len(answers) < count or len(made) < _RE_INDEXED):
            try:
                answers.append(service.ask(_QUESTION, ()))
            except Exception as error:
                # Whatever it is: that none comes is what is looked at, and a thread has no caller to raise it to.
                faults.append(error)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    while any(asker.is_alive() for asker in askers):
        version = len(made) + 1
        (reports / "library.txt").write_text(_TEXT.format(version=version), encoding="utf-8")
        command = [sys.executable, "-m", "index", "--index", str(index_dir), str(reports)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        made.append(version)
    for asker in askers:
        asker.join()
    assert not faults, faults[0]
    versions = [
        {p.text.partition("第")[2].partition("案")[0] for p in a.passages if "案" in p.text} for a in answers
    ]
    assert all(len(of_one) == 1 for of_one in versions), "an answer of two generations"
    return len(answers), len(set().union(*versions))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from index.embed import load_embedder
    from settings import load_settings

    with tempfile.TemporaryDirectory() as place:
        model = load_embedder("bundled", load_settings().cache_dir)
        print(main(int([*sys.argv, "200"][1]), Path(place), model))
