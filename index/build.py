"""Brings an index in line with the reports: reads, cuts, embeds what is new, checks, and only then switches.

Knows the steps; each step's work is another module's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.report import Report
from index.analysis import hiragana, katakana
from index.check import check_generation
from index.chunk import Chunk, chunk_report
from index.compute import embed_reports, kept_vectors
from index.editions import edition_of
from index.embed import Embedder
from index.errors import IndexProblem, LastReport, NoReports, ServerUnreachable
from index.gather import (
    Before,
    Gathered,
    Outcome,
    gather,
    read_sources,
    resolved,
    unchanged,
    usable_generation,
)
from index.generations import current_generation, kept_generations, new_generation
from index.lexical import LexicalIndex
from index.lock import write_lock
from index.manifest import EMBEDDED, IndexedReport, Manifest, versions
from index.passages import VECTORS, save_passages
from index.progress import OnProgress, Progress, Stage, ignore
from index.records import load_report, save_reports
from index.rollback import changed_since, forget_left
from index.seal import require_whole, seal
from index.sources import Source
from index.vectors import VectorIndex, prune_collections


def roots_of(index_dir: Path, default: Sequence[Path]) -> list[Path]:
    """Where the index was told to look for reports, as far as it still exists; `default` for a new index."""
    try:
        roots = [Path(root) for root in Manifest.load(current_generation(index_dir)).roots]
    except IndexProblem:
        return list(default)
    return [root for root in roots if root.exists()] or list(default)


def left_out(index_dir: Path) -> tuple[str, ...]:
    """The hashes of the reports that were taken out on purpose."""
    try:
        return Manifest.load(current_generation(index_dir)).left_out
    except IndexProblem:
        return ()


def is_current(index_dir: Path, embedder: Embedder, chroma_url: str = "") -> bool:
    """Whether the index can be used as it is: there, of this model and version, its reports unchanged."""
    try:
        manifest = Manifest.load(current_generation(index_dir))
        manifest.require(embedder.fingerprint, chroma_url or EMBEDDED)
    except IndexProblem:
        return False
    return not changed_since(index_dir, manifest)


def bring_in_line(
    index_dir: Path,
    roots: Sequence[Path],
    embedder: Embedder,
    on_progress: OnProgress = ignore,
    rebuild: bool = False,
    *,
    chroma_url: str = "",
    read: Mapping[str, Report] | None = None,
    keep_out: Collection[str] = (),
) -> Outcome:
    """Makes the index hold the reports in `roots` (files or folders) and no others.

    A report already in costs no reading and no embedding; of a changed one only the passages that changed
    are embedded. With `rebuild` everything is. `read` and `keep_out` are as in `gather`. Raises CorpusError
    when there is no report at all, NoReports when none could be read, IndexBusy, IndexUnwritable,
    IndexDamaged, ServerUnreachable; the index is then as it was.
    """
    sources = read_sources(roots)
    store = chroma_url or EMBEDDED
    with write_lock(index_dir):
        if not rebuild and (
            outcome := unchanged(
                index_dir, roots, embedder.fingerprint, on_progress, store=store, keep_out=keep_out
            )
        ):
            return outcome
        before = None if rebuild else usable_generation(index_dir)
        found = gather(sources, before, on_progress, read=read, keep_out=keep_out)
        if not found.reports:
            raise NoReports([refusal.error for refusal in found.refused])
        work = _Work(index_dir, embedder, before, resolved(roots), sources, store, on_progress)
        embedded = work.write(found)
    return Outcome(found.ids, embedded, found.refused, changed=True)


def remove_report(
    index_dir: Path,
    report: str,
    embedder: Embedder,
    on_progress: OnProgress = ignore,
    *,
    chroma_url: str = "",
) -> None:
    """Takes a report out of the index; its file stays where it is. Raises ReportUnknown, LastReport."""
    store = chroma_url or EMBEDDED
    with write_lock(index_dir):
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
        manifest.require(embedder.fingerprint, store)
        gone = manifest.entry(report)
        require_whole(folder)
        kept = tuple(load_report(folder, entry.id) for entry in manifest.reports if entry.id != report)
        if not kept:
            raise LastReport(report=report)
        before = Before(folder, manifest)
        work = _Work(index_dir, embedder, before, manifest.roots, manifest.sources, store, on_progress)
        work.write(Gathered(kept, (), (*manifest.left_out, gone.sha256)))


@dataclass(frozen=True, slots=True)
class _Work:
    """The making of one generation; `before` is what it can take vectors from."""

    index_dir: Path
    embedder: Embedder
    before: Before | None
    roots: tuple[str, ...]
    sources: tuple[Source, ...]
    store: str
    on_progress: OnProgress

    def write(self, found: Gathered) -> int:
        """Writes and checks a new generation, and makes it current. Returns how many passages were embedded."""
        by_report = [(report, chunk_report(report)) for report in found.reports]
        chunks = [chunk for _, of_one in by_report for chunk in of_one]
        kept = kept_vectors(self.before, chunks, self.embedder.fingerprint)
        named = [(report.name, of_one) for report, of_one in by_report]
        vectors, embedded = embed_reports(named, kept, self.embedder, self.on_progress)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(
            versions=versions(),
            model=self.embedder.fingerprint,
            created=now,
            roots=self.roots,
            sources=self.sources,
            reports=tuple(self._entry(report, len(of_one), now) for report, of_one in by_report),
            store=self.store,
            left_out=found.left_out,
        )
        with new_generation(self.index_dir) as folder:
            self._store(folder, manifest, found.reports, chunks, vectors)
            self.on_progress(Progress(Stage.CHECK, 0, 1))
            check_generation(folder)
        self._tidy()
        self.on_progress(Progress(Stage.CHECK, 1, 1))
        return embedded

    def _entry(self, report: Report, passages: int, now: str) -> IndexedReport:
        edition = edition_of(report.title, report.name, report.text)
        earlier = self.before.manifest.reports if self.before else ()
        since = next((e.indexed for e in earlier if e.sha256 == report.sha256 and e.indexed), now)
        return IndexedReport(
            report.id,
            report.title,
            report.name,
            report.sha256,
            passages,
            sections=len(report.sections),
            pages=report.page_count,
            edition=edition.label if edition else "",
            year=edition.year if edition else None,
            indexed=since,
            warnings=len(report.warnings),
        )

    def _store(
        self,
        folder: Path,
        manifest: Manifest,
        reports: Sequence[Report],
        chunks: Sequence[Chunk],
        vectors: NDArray[np.float32],
    ) -> None:
        self.on_progress(Progress(Stage.STORE, 0, len(chunks)))
        save_reports(reports, folder)
        save_passages(chunks, [report.id for report in reports], folder)
        np.save(folder / VECTORS, vectors)
        LexicalIndex.build([_searched(chunk) for chunk in chunks]).save(folder / "lexical")
        index = VectorIndex.create(folder, "" if self.store == EMBEDDED else self.store)
        index.add(chunks, vectors)
        index.close()
        manifest.save(folder)
        seal(folder)
        self.on_progress(Progress(Stage.STORE, len(chunks), len(chunks)))

    def _tidy(self) -> None:
        """Forgets what the new generation has made void. It serves already: no fault here is one of the run."""
        forget_left(self.index_dir)
        kept = kept_generations(self.index_dir)
        for url in {m.store for m in map(_manifest_of, kept) if m and m.store != EMBEDDED}:
            try:
                prune_collections(self.index_dir, kept, url)
            except ServerUnreachable:
                continue


def _manifest_of(generation: Path) -> Manifest | None:
    try:
        return Manifest.load(generation)
    except IndexProblem:
        return None


def _searched(chunk: Chunk) -> str:
    """What words are looked for in: what is embedded, and the ruby in both kinds of kana."""
    ruby = (kana for reading in chunk.readings for kana in (hiragana(reading), katakana(reading)))
    return " ".join((chunk.embedded, *ruby))
