"""Reads the reports of a run, and tells whether they are those the index was made from.

Knows no vectors: nothing here loads Chroma or a model, so that a run with nothing to do is over at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import CorpusError, ReportEmpty
from corpus.reader import find_reports, read_report, report_id
from corpus.report import Report
from errors import AskError
from index.errors import IndexDamaged, IndexMissing
from index.generations import current_generation
from index.manifest import Manifest, versions
from index.progress import OnProgress, Progress, Stage, ignore
from index.records import load_report
from index.sources import Source, read_source


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
class Gathered:
    """The reports that could be read, each with an id of its own, and the files that could not."""

    reports: tuple[Report, ...]
    refused: tuple[Refusal, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The reports' ids, in their order."""
        return tuple(report.id for report in self.reports)


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that is current when a run starts, made by this version of the program."""

    folder: Path
    manifest: Manifest

    def report(self, name: str, sha256: str) -> Report | None:
        """The report as it was parsed then, when the same file is still called the same. Raises IndexDamaged."""
        for entry in self.manifest.reports:
            if (entry.name, entry.sha256) == (name, sha256):
                return load_report(self.folder, entry.id)
        return None

    def made_from(self, roots: Sequence[str], sources: Sequence[Source], model: str) -> bool:
        """Whether it was made with `model` from just these files, under these roots."""
        then = [(source.path, source.sha256) for source in self.manifest.sources]
        return (self.manifest.model, list(self.manifest.roots), then) == (
            model,
            list(roots),
            [(source.path, source.sha256) for source in sources],
        )


def usable_generation(index_dir: Path) -> Before | None:
    """The current generation, if there is one and this version of the program made it."""
    try:
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
    except (IndexMissing, IndexDamaged):
        return None
    return Before(folder, manifest) if manifest.versions == versions() else None


def unchanged(
    index_dir: Path, roots: Sequence[Path], model: str, on_progress: OnProgress = ignore
) -> Outcome | None:
    """The outcome of a run that has nothing to do, None when the index must be written.

    `model` is the embedder's fingerprint. Files that were refused are read again, so that each run names
    them. Raises FolderMissing, FolderEmpty, IndexDamaged.
    """
    sources = read_sources(roots)
    before = usable_generation(index_dir)
    if before is None or not before.made_from(resolved(roots), sources, model):
        return None
    found = gather(sources, before, on_progress)
    indexed = tuple(entry.id for entry in before.manifest.reports)
    return Outcome(indexed, 0, found.refused, changed=False) if found.ids == indexed else None


def refusals(index_dir: Path) -> tuple[Refusal, ...]:
    """The files that were refused when the current generation was made, each with its reason as it is now."""
    manifest = Manifest.load(current_generation(index_dir))
    taken = {entry.sha256 for entry in manifest.reports}
    found: list[Refusal] = []
    for path in (Path(source.path) for source in manifest.sources if source.sha256 not in taken):
        try:
            # What can be read was taken out on purpose.
            _read(path)
        except CorpusError as error:
            found.append(Refusal(path.name, error))
    return tuple(found)


def resolved(roots: Sequence[Path]) -> tuple[str, ...]:
    """The roots as a manifest names them."""
    return tuple(str(root.resolve()) for root in roots)


def read_sources(roots: Sequence[Path]) -> tuple[Source, ...]:
    """The state of every report file in `roots`. Raises FolderMissing, FolderEmpty."""
    paths = (path.resolve() for path in find_reports(roots))
    return tuple(read_source(path) for path in dict.fromkeys(paths))


def gather(sources: Sequence[Source], before: Before | None, on_progress: OnProgress) -> Gathered:
    """The reports in `sources`; the same content twice is one report, the same name twice are two."""
    reports: list[Report] = []
    refused: list[Refusal] = []
    for done, source in enumerate(sources):
        path = Path(source.path)
        on_progress(Progress(Stage.PARSE, done, len(sources), path.name))
        if source.sha256 and any(report.sha256 == source.sha256 for report in reports):
            continue
        try:
            report = (before.report(path.name, source.sha256) if before else None) or _read(path)
        except CorpusError as error:
            refused.append(Refusal(path.name, error))
            continue
        reports.append(replace(report, id=_free_id(report_id(path.name), {r.id for r in reports})))
    on_progress(Progress(Stage.PARSE, len(sources), len(sources)))
    return Gathered(tuple(reports), tuple(refused))


def _read(path: Path) -> Report:
    report = read_report(path)
    if not report.blocks:
        # Ruled lines and page numbers only.
        raise ReportEmpty(name=path.name)
    return report


def _free_id(wanted: str, taken: set[str]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
