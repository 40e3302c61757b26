"""Brings an index in line with the reports: reads, cuts, embeds what is new, checks, and only then switches.

Knows the steps; each step's work is another module's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.report import Report
from index.analysis import hiragana, katakana
from index.chunk import Chunk, chunk_report
from index.embed import Embedder
from index.errors import IndexDamaged, IndexProblem, LastReport, NoReports
from index.gather import Before, Outcome, gather, read_sources, resolved, unchanged, usable_generation
from index.generations import current_generation, new_generation, write_lock
from index.lexical import LexicalIndex
from index.manifest import IndexedReport, Manifest, versions
from index.progress import OnProgress, Progress, Stage, ignore
from index.records import load_chunks, load_report, save_chunks, save_reports
from index.search import open_generation
from index.sources import Source, changed_sources
from index.vectors import VectorIndex, seal

#: Vectors looked up again in a new generation before it is trusted.
_CHECKED = 50


def roots_of(index_dir: Path, default: Sequence[Path]) -> list[Path]:
    """Where the index was told to look for reports, as far as it still exists; `default` for a new index."""
    try:
        roots = [Path(root) for root in Manifest.load(current_generation(index_dir)).roots]
    except IndexProblem:
        return list(default)
    return [root for root in roots if root.exists()] or list(default)


def is_current(index_dir: Path, embedder: Embedder) -> bool:
    """Whether the index can be used as it is: there, of this model and version, its reports unchanged."""
    try:
        manifest = Manifest.load(current_generation(index_dir))
        manifest.require(embedder.fingerprint)
    except IndexProblem:
        return False
    return not changed_sources(manifest.roots, manifest.sources)


def bring_in_line(
    index_dir: Path,
    roots: Sequence[Path],
    embedder: Embedder,
    on_progress: OnProgress = ignore,
    rebuild: bool = False,
) -> Outcome:
    """Makes the index hold the reports in `roots` (files or folders) and no others.

    A report already in costs no reading and no embedding; of a changed one only the passages that changed
    are embedded. With `rebuild` everything is. Raises CorpusError when there is no report at all, NoReports
    when none could be read, IndexBusy, IndexUnwritable; the index is then as it was.
    """
    sources = read_sources(roots)
    with write_lock(index_dir):
        if not rebuild and (outcome := unchanged(index_dir, roots, embedder.fingerprint, on_progress)):
            return outcome
        before = None if rebuild else usable_generation(index_dir)
        found = gather(sources, before, on_progress)
        if not found.reports:
            raise NoReports([refusal.error for refusal in found.refused])
        manifest = _manifest(embedder, resolved(roots), sources)
        embedded = _write(index_dir, manifest, found.reports, embedder, before, on_progress)
    return Outcome(found.ids, embedded, found.refused, changed=True)


def remove_report(index_dir: Path, report: str, embedder: Embedder) -> None:
    """Takes a report out of the index; its file stays where it is. Raises ReportUnknown, LastReport."""
    with write_lock(index_dir):
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
        manifest.require(embedder.fingerprint)
        manifest.entry(report)
        kept = [load_report(folder, entry.id) for entry in manifest.reports if entry.id != report]
        if not kept:
            raise LastReport(report=report)
        fresh = _manifest(embedder, manifest.roots, manifest.sources)
        _write(index_dir, fresh, kept, embedder, Before(folder, manifest), ignore)


def _manifest(embedder: Embedder, roots: tuple[str, ...], sources: tuple[Source, ...]) -> Manifest:
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(versions(), embedder.fingerprint, created, roots, sources, reports=())


def _write(
    index_dir: Path,
    manifest: Manifest,
    reports: Sequence[Report],
    embedder: Embedder,
    before: Before | None,
    on_progress: OnProgress,
) -> int:
    """Writes and checks a new generation, and makes it current. Returns how many passages were embedded."""
    by_report = [chunk_report(report) for report in reports]
    chunks = [chunk for of_one in by_report for chunk in of_one]
    entries = (
        IndexedReport(report.id, report.title, report.name, report.sha256, len(of_one))
        for report, of_one in zip(reports, by_report, strict=True)
    )
    reusable = _stored(before, chunks) if before and before.manifest.model == embedder.fingerprint else {}
    vectors, embedded = _embed(chunks, reusable, embedder, on_progress)
    complete = replace(manifest, reports=tuple(entries))
    with new_generation(index_dir) as folder:
        on_progress(Progress(Stage.STORE, 0, len(chunks)))
        save_reports(reports, folder)
        save_chunks(chunks, folder)
        LexicalIndex.build([_searched(chunk) for chunk in chunks]).save(folder / "lexical")
        VectorIndex.create(folder / "chroma").add(chunks, vectors)
        seal(folder / "chroma")
        complete.save(folder)
        on_progress(Progress(Stage.STORE, len(chunks), len(chunks)))
        on_progress(Progress(Stage.CHECK, 0, 1))
        _check(folder, chunks, vectors, complete, embedder)
    on_progress(Progress(Stage.CHECK, 1, 1))
    return embedded


def _searched(chunk: Chunk) -> str:
    """What words are looked for in: what is embedded, and the ruby in both kinds of kana."""
    ruby = (kana for reading in chunk.readings for kana in (hiragana(reading), katakana(reading)))
    return " ".join((chunk.embedded, *ruby))


def _stored(before: Before, chunks: Sequence[Chunk]) -> dict[str, NDArray[np.float32]]:
    """The vectors of those texts among `chunks` that were embedded before. Raises IndexDamaged."""
    wanted = {chunk.embedded for chunk in chunks}
    texts = {chunk.id: chunk.embedded for chunk in load_chunks(before.folder) if chunk.embedded in wanted}
    found = VectorIndex.open(before.folder / "chroma").vectors(list(texts))
    return {texts[id_]: vector for id_, vector in found.items()}


def _embed(
    chunks: Sequence[Chunk],
    reusable: dict[str, NDArray[np.float32]],
    embedder: Embedder,
    on_progress: OnProgress,
) -> tuple[NDArray[np.float32], int]:
    """Vectors of shape (len(chunks), dimension); those in `reusable` are not computed again."""
    new = [chunk.embedded for chunk in chunks if chunk.embedded not in reusable]
    total = max(len(new), 1)
    on_progress(Progress(Stage.EMBED, 0 if new else total, total))
    fresh = embedder.embed_passages(new, lambda done: on_progress(Progress(Stage.EMBED, done, total)))
    computed = iter(fresh)
    rows = [reusable[c.embedded] if c.embedded in reusable else next(computed) for c in chunks]
    return np.stack(rows).astype(np.float32), len(new)


def _check(
    folder: Path,
    chunks: Sequence[Chunk],
    vectors: NDArray[np.float32],
    manifest: Manifest,
    embedder: Embedder,
) -> None:
    """Opens the new generation as a user would and looks vectors up. Raises IndexDamaged."""
    index = open_generation(folder, manifest, embedder)
    for at in range(0, len(chunks), max(1, len(chunks) // _CHECKED)):
        found = index.vectors.nearest(vectors[at], 1)
        if max(found.values(), default=0.0) < 0.999:
            raise IndexDamaged(index=folder, reason=f"passage {chunks[at].id}")
