"""Brings an index in line with the reports: reads, cuts, embeds what is new, checks, and only then switches.

Knows the steps; each step's work is another module's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import CorpusError
from corpus.reader import find_reports, read_report, report_id
from corpus.report import Report
from errors import AskError
from index.chunk import Chunk, chunk_report
from index.embed import Embedder
from index.errors import IndexDamaged, IndexMissing, IndexProblem, NoReports
from index.generations import current_generation, new_generation, write_lock
from index.lexical import LexicalIndex
from index.manifest import IndexedReport, Manifest, versions
from index.progress import OnProgress, Progress, Stage, ignore
from index.records import load_chunks, load_report, save_chunks, save_reports
from index.search import open_generation
from index.sources import Source, changed_sources, read_source
from index.vectors import VectorIndex

#: Vectors looked up again in a new generation before it is trusted.
_CHECKED = 50


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not go in, and why."""

    name: str
    error: AskError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: the reports now in the index, passages embedded, files refused, whether anything changed."""

    indexed: tuple[str, ...]
    embedded: int
    refused: tuple[Refusal, ...]
    changed: bool


@dataclass(frozen=True, slots=True)
class _Before:
    """The generation that is current when a run starts, as far as it can be used again."""

    folder: Path
    manifest: Manifest

    def report(self, name: str, sha256: str) -> Report | None:
        """The report as it was parsed then, when the same file is still called the same."""
        for entry in self.manifest.reports:
            if (entry.name, entry.sha256) == (name, sha256):
                return load_report(self.folder, entry.id)
        return None

    def fits(self, manifest: Manifest) -> bool:
        """Whether the generation holds just what one with `manifest` would."""
        return (self.manifest.model, self.manifest.roots, _hashes(self.manifest)) == (
            manifest.model,
            manifest.roots,
            _hashes(manifest),
        )

    def vectors(self, chunks: Sequence[Chunk]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those texts among `chunks` that were embedded then."""
        wanted = {chunk.embedded for chunk in chunks}
        ids = {chunk.id: chunk.embedded for chunk in load_chunks(self.folder) if chunk.embedded in wanted}
        stored = VectorIndex.open(self.folder / "chroma").vectors(list(ids))
        return {ids[id_]: vector for id_, vector in stored.items()}


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
    paths = [path.resolve() for path in find_reports(roots)]
    with write_lock(index_dir):
        before = None if rebuild else _usable(index_dir)
        reports, sources, refused = _read(paths, before, on_progress)
        if not reports:
            raise NoReports(reason=" ".join(r.error.say("ja") for r in refused))
        manifest = _manifest(embedder, tuple(str(root.resolve()) for root in roots), tuple(sources))
        ids = tuple(report.id for report in reports)
        if before and before.fits(manifest) and ids == tuple(r.id for r in before.manifest.reports):
            return Outcome(ids, 0, tuple(refused), changed=False)
        embedded = _write(index_dir, manifest, reports, embedder, before, on_progress)
    return Outcome(ids, embedded, tuple(refused), changed=True)


def remove_report(index_dir: Path, report: str, embedder: Embedder) -> None:
    """Takes a report out of the index; its file stays where it is. Raises ReportUnknown, or NoReports for the last."""
    with write_lock(index_dir):
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
        manifest.require(embedder.fingerprint)
        manifest.entry(report)
        kept = [load_report(folder, entry.id) for entry in manifest.reports if entry.id != report]
        if not kept:
            raise NoReports(reason=report)
        fresh = _manifest(embedder, manifest.roots, manifest.sources)
        _write(index_dir, fresh, kept, embedder, _Before(folder, manifest), ignore)


def _usable(index_dir: Path) -> _Before | None:
    """The current generation, if this version of the program made it."""
    try:
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
    except (IndexMissing, IndexDamaged):
        return None
    return _Before(folder, manifest) if manifest.versions == versions() else None


def _read(
    paths: Sequence[Path], before: _Before | None, on_progress: OnProgress
) -> tuple[list[Report], list[Source], list[Refusal]]:
    """The reports in `paths`; the same content twice is one report, the same name twice are two."""
    reports: list[Report] = []
    sources: list[Source] = []
    refused: list[Refusal] = []
    for done, path in enumerate(paths):
        on_progress(Progress(Stage.PARSE, done, len(paths), path.name))
        source = read_source(path)
        sources.append(source)
        if source.sha256 and any(report.sha256 == source.sha256 for report in reports):
            continue
        try:
            report = (before.report(path.name, source.sha256) if before else None) or read_report(path)
        except CorpusError as error:
            refused.append(Refusal(path.name, error))
            continue
        reports.append(replace(report, id=_free_id(report_id(path.name), {r.id for r in reports})))
    on_progress(Progress(Stage.PARSE, len(paths), len(paths)))
    return reports, sources, refused


def _free_id(wanted: str, taken: set[str]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _manifest(embedder: Embedder, roots: tuple[str, ...], sources: tuple[Source, ...]) -> Manifest:
    created = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(versions(), embedder.fingerprint, created, roots, sources, reports=())


def _hashes(manifest: Manifest) -> list[tuple[str, str]]:
    return [(source.path, source.sha256) for source in manifest.sources]


def _write(
    index_dir: Path,
    manifest: Manifest,
    reports: Sequence[Report],
    embedder: Embedder,
    before: _Before | None,
    on_progress: OnProgress,
) -> int:
    """Writes and checks a new generation, and makes it current. Returns how many passages were embedded."""
    by_report = [chunk_report(report) for report in reports]
    chunks = [chunk for of_one in by_report for chunk in of_one]
    entries = (
        IndexedReport(report.id, report.title, report.name, report.sha256, len(of_one))
        for report, of_one in zip(reports, by_report, strict=True)
    )
    reusable = before.vectors(chunks) if before and before.manifest.model == embedder.fingerprint else {}
    vectors, embedded = _embed(chunks, reusable, embedder, on_progress)
    with new_generation(index_dir) as folder:
        on_progress(Progress(Stage.STORE, 0, len(chunks)))
        complete = replace(manifest, reports=tuple(entries))
        save_reports(reports, folder)
        save_chunks(chunks, folder)
        texts = [" ".join((chunk.embedded, *chunk.readings)) for chunk in chunks]
        LexicalIndex.build(texts).save(folder / "lexical")
        VectorIndex.create(folder / "chroma").add(chunks, vectors)
        complete.save(folder)
        on_progress(Progress(Stage.CHECK, 0, 1))
        _check(folder, chunks, vectors, complete, embedder)
    return embedded


def _embed(
    chunks: Sequence[Chunk],
    reusable: dict[str, NDArray[np.float32]],
    embedder: Embedder,
    on_progress: OnProgress,
) -> tuple[NDArray[np.float32], int]:
    """Vectors of shape (len(chunks), dimension); those in `reusable` are not computed again."""
    new = [chunk.embedded for chunk in chunks if chunk.embedded not in reusable]
    total = max(len(new), 1)
    on_progress(Progress(Stage.EMBED, 0, total))
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
