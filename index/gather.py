"""Reads the reports of a run, and tells whether they are those the index was made from.

Knows no vectors: nothing here loads Chroma or a model, so that a run with nothing to do is over at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import CorpusError, ReportEmpty
from corpus.reader import find_reports, read_report, report_id
from corpus.report import Report
from errors import AskError
from index.errors import IndexDamaged, IndexMissing
from index.generations import current_generation
from index.manifest import EMBEDDED, Manifest, versions
from index.progress import OnProgress, Progress, Stage, ignore
from index.records import load_report
from index.seal import require_whole
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
    """The reports that could be read, each with an id of its own, the files that could not, and the hashes
    of those that are kept out on purpose."""

    reports: tuple[Report, ...]
    refused: tuple[Refusal, ...]
    left_out: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The reports' ids, in their order."""
        return tuple(report.id for report in self.reports)


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that is current when a run starts, whole and made by this version of the program."""

    folder: Path
    manifest: Manifest

    def report(self, name: str, sha256: str) -> Report | None:
        """The report as it was parsed then, wherever its file lay. Raises IndexDamaged.

        None where its file was called otherwise and gave it its title, which the parts of the text carry.
        """
        for entry in self.manifest.reports:
            if entry.sha256 != sha256 or (entry.name != name and entry.title == Path(entry.name).stem):
                continue
            return replace(load_report(self.folder, entry.id), name=name)
        return None

    def made_from(self, roots: Sequence[str], sources: Sequence[Source], model: str, store: str) -> bool:
        """Whether it was made with `model`, into `store`, from just these files, under these roots."""
        then, now = ([(s.path, s.sha256) for s in of] for of in (self.manifest.sources, sources))
        made = self.manifest
        return (made.model, made.store, list(made.roots), then) == (model, store, list(roots), now)


def usable_generation(index_dir: Path) -> Before | None:
    """The current generation, if there is one and this version of the program made it.

    Raises IndexDamaged when it is not what it was when it was made.
    """
    try:
        folder = current_generation(index_dir)
        manifest = Manifest.load(folder)
    except (IndexMissing, IndexDamaged):
        return None
    if manifest.versions != versions():
        return None
    require_whole(folder)
    return Before(folder, manifest)


def unchanged(
    index_dir: Path,
    roots: Sequence[Path],
    model: str,
    on_progress: OnProgress = ignore,
    *,
    store: str = EMBEDDED,
    keep_out: Collection[str] = (),
) -> Outcome | None:
    """The outcome of a run that has nothing to do, None when the index must be written.

    `model` is the embedder's fingerprint, `store` where the vectors belong, `keep_out` as in `gather`. Files
    that were refused are read again, so that each run names them. Raises FolderMissing, FolderEmpty,
    IndexDamaged.
    """
    sources = read_sources(roots)
    before = usable_generation(index_dir)
    if before is None or not before.made_from(resolved(roots), sources, model, store):
        return None
    if not set(before.manifest.left_out) <= set(keep_out):
        return None
    refused = _refused(before.manifest, on_progress)
    return None if refused is None else Outcome(_ids(before.manifest), 0, refused, changed=False)


def refusals(index_dir: Path) -> tuple[Refusal, ...]:
    """The files that were refused when the current generation was made, each with its reason as it is now."""
    manifest = Manifest.load(current_generation(index_dir))
    return tuple(Refusal(path.name, error) for path, error in _tried(manifest) if error is not None)


def resolved(roots: Sequence[Path]) -> tuple[str, ...]:
    """The roots as a manifest names them."""
    return tuple(str(root.resolve()) for root in roots)


def read_sources(roots: Sequence[Path]) -> tuple[Source, ...]:
    """The state of every report file in `roots`. Raises FolderMissing, FolderEmpty."""
    paths = (path.resolve() for path in find_reports(roots))
    return tuple(read_source(path) for path in dict.fromkeys(paths))


def gather(
    sources: Sequence[Source],
    before: Before | None,
    on_progress: OnProgress,
    *,
    read: Mapping[str, Report] | None = None,
    keep_out: Collection[str] = (),
) -> Gathered:
    """The reports in `sources`; the same content twice is one report, the same name twice are two.

    `read` are reports that were parsed already, by the hash of their file; those whose hash is in
    `keep_out` stay out.
    """
    reports: list[Report] = []
    refused: list[Refusal] = []
    for done, source in enumerate(sources):
        path = Path(source.path)
        on_progress(Progress(Stage.PARSE, done, len(sources), path.name))
        if source.sha256 in keep_out or any(report.sha256 == source.sha256 for report in reports):
            continue
        try:
            known = (read or {}).get(source.sha256) or (before and before.report(path.name, source.sha256))
            report = known or read_whole_report(path)
        except CorpusError as error:
            refused.append(Refusal(path.name, error))
            continue
        name = _free_id(report_id(path.name), {r.id for r in reports})
        reports.append(replace(report, id=name, name=path.name))
    on_progress(Progress(Stage.PARSE, len(sources), len(sources)))
    left_out = sorted({source.sha256 for source in sources} & set(keep_out))
    return Gathered(tuple(reports), tuple(refused), tuple(left_out))


def read_whole_report(path: Path) -> Report:
    """The report in a file. Raises CorpusError; ReportEmpty also for ruled lines and page numbers alone."""
    report = read_report(path)
    if not report.blocks:
        raise ReportEmpty(name=path.name)
    return report


def _ids(manifest: Manifest) -> tuple[str, ...]:
    return tuple(entry.id for entry in manifest.reports)


def _refused(manifest: Manifest, on_progress: OnProgress) -> tuple[Refusal, ...] | None:
    """The refusals of a manifest's files as they are now; None when one of them can be read after all."""
    refused: list[Refusal] = []
    total = len(manifest.sources)
    for done, (path, error) in enumerate(_tried(manifest)):
        on_progress(Progress(Stage.PARSE, done, total, path.name))
        if error is None:
            return None
        refused.append(Refusal(path.name, error))
    on_progress(Progress(Stage.PARSE, total, total))
    return tuple(refused)


def _tried(manifest: Manifest) -> Iterator[tuple[Path, CorpusError | None]]:
    """The files that are neither in nor left out on purpose, with what is wrong with each."""
    settled = {entry.sha256 for entry in manifest.reports} | set(manifest.left_out)
    for path in (Path(source.path) for source in manifest.sources if source.sha256 not in settled):
        try:
            read_whole_report(path)
        except CorpusError as error:
            yield path, error
        else:
            yield path, None


def _free_id(wanted: str, taken: set[str]) -> str:
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
