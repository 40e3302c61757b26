"""Search over many passages, timed: `python -m benchmarks.scale PASSAGES [FOLDER]` in a process of its own.

Texts are put together from the sentences of the report that comes along, vectors are drawn about a few hundred
centres as those of real texts lie. The index is written, opened and searched by the program's own parts. A
search is timed by itself, and as it is done for a user, whose question is embedded first. What is written to
FOLDER stays there for the next time. Prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.reader import read_report
from corpus.sentences import sentence_spans
from index.chunk import Chunk
from index.embed import load_embedder
from index.lexical import LexicalIndex
from index.manifest import IndexedReport, Manifest, versions
from index.passages import VECTORS, save_passages
from index.seal import seal
from index.search import open_generation
from index.vectors import VectorIndex
from settings import Settings, load_settings

_DIMENSION = 384
_CENTRES = 400
_QUESTIONS = 100
#: Passages a report: that of a white paper of 500 pages.
_OF_ONE = 2000


class _NoModel:
    """Stands where the embedder would: questions come with their vectors."""

    fingerprint = "none"
    dimension = _DIMENSION


def main(count: int, kept: Path | None = None) -> None:
    """Writes an index of `count` passages unless `kept` holds it, opens it, searches it, prints what that took."""
    sentences = _sentences()
    with tempfile.TemporaryDirectory() as place:
        folder = kept or Path(place)
        begun = time.perf_counter()
        if not (folder / VECTORS).exists():
            folder.mkdir(exist_ok=True)
            _write(folder, count, sentences, random.Random(1))
        written = time.perf_counter() - begun
        gc.collect()
        before = _resident()
        begun = time.perf_counter()
        index = open_generation(folder, Manifest.load(folder), _NoModel())  # type: ignore[arg-type]
        opened = time.perf_counter() - begun
        chance = random.Random(2)
        questions = [chance.choice(sentences)[:30] + "は何か" for _ in range(_QUESTIONS)]
        vectors = _vectors(_QUESTIONS, 2)
        index.search(questions[0], vectors[0], 8)
        all_of_it = _times(index.search, questions, vectors, None)
        of_one = _times(index.search, questions, vectors, index.manifest.reports[0].id)
        held = _resident() - before
        asked = _times(_embedding_first(index.search), questions, vectors, None)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        found = {
            "passages": count,
            "search_ms": statistics.median(all_of_it),
            "search_p90_ms": statistics.quantiles(all_of_it, n=10, method="inclusive")[-1],
            "search_cpu_ms": _cpu(index.search, questions, vectors),
            "search_one_report_ms": statistics.median(of_one),
            "search_embedded_ms": statistics.median(asked),
            "open_s": opened,
            "write_s": written,
            "held_mib": held,
            "disk_mib": size / 2**20,
        }
        index.vectors.close()
    print(json.dumps(found))


def _sentences() -> list[str]:
    report = read_report(next(Settings().corpus_dir.glob("*.txt")))
    spans = (span for block in report.blocks for span in sentence_spans(report.text, block.start, block.end))
    return [text for start, end in spans if len(text := report.text[start:end].strip()) > 10]


def _write(folder: Path, count: int, sentences: list[str], chance: random.Random) -> None:
    chunks = [_chunk(row, sentences, chance) for row in range(count)]
    names = list(dict.fromkeys(chunk.report for chunk in chunks))
    vectors = _vectors(count, 1)
    save_passages(chunks, names, folder)
    np.save(folder / VECTORS, vectors)
    LexicalIndex.build([chunk.embedded for chunk in chunks]).save(folder / "lexical")
    store = VectorIndex.create(folder)
    store.add(chunks, vectors)
    store.close()
    sizes = {name: min(_OF_ONE, count - at * _OF_ONE) for at, name in enumerate(names)}
    reports = tuple(IndexedReport(name, name, f"{name}.txt", name, size) for name, size in sizes.items())
    Manifest(versions(), "none", "", (), (), reports).save(folder)
    seal(folder)


def _chunk(row: int, sentences: list[str], chance: random.Random) -> Chunk:
    """A passage of some two hundred characters, with a number of its own: no two say the same."""
    text = "".join(chance.choices(sentences, k=4))[:240] + f"第{row}号。"
    report = f"report-{row // _OF_ONE}"
    return Chunk(
        f"{row:024x}", report, (report, f"{row % 97} 節"), 0, len(text), text, f"{row % 97} 節", (), ()
    )


def _vectors(count: int, seed: int) -> NDArray[np.float32]:
    centres = np.random.default_rng(0).normal(size=(_CENTRES, _DIMENSION)).astype(np.float32)
    chance = np.random.default_rng(seed)
    rows = centres[chance.integers(_CENTRES, size=count)]
    rows = rows + 0.7 * chance.normal(size=(count, _DIMENSION)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _cpu(search: object, questions: list[str], vectors: NDArray[np.float32]) -> float:
    """Milliseconds of processor time a search, in all threads: what it takes however busy the machine is."""
    assert callable(search)
    begun = time.process_time()
    for question, vector in zip(questions, vectors, strict=True):
        search(question, vector, 8)
    return (time.process_time() - begun) / len(questions) * 1000


def _times(
    search: object, questions: list[str], vectors: NDArray[np.float32], report: str | None
) -> list[float]:
    assert callable(search)
    times = []
    for question, vector in zip(questions, vectors, strict=True):
        begun = time.perf_counter()
        search(question, vector, 8, report)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _embedding_first(search: Callable[..., object]) -> Callable[..., object]:
    """The search after an embedding of the question; for the vectors drawn, among which no question's would lie."""
    settings = load_settings()
    embedder = load_embedder(settings.embed_model, settings.cache_dir)
    embedder.embed_queries(["最初の質問"])

    def embedding_first(question: str, *others: object) -> object:
        embedder.embed_queries([question])
        return search(question, *others)

    return embedding_first


def _resident() -> float:
    """MiB of this process's own memory, pages of mapped files left out: the system takes those back at will."""
    words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return (int(words[1]) - int(words[2])) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(Path, sys.argv[2:3]))
