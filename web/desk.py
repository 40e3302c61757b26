"""What the page does to the index: makes it ready, takes up a new generation, brings files in, takes reports out.

Knows nothing of Gradio, of threads or of who may do it. Every step raises AskError and leaves the index whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.report import Report
from errors import AskError
from index.durable import sync_folder
from index.errors import IndexProblem
from index.generations import current_generation, previous_generation
from index.manifest import Manifest
from index.progress import OnProgress, Progress, Stage, ignore
from settings import Settings
from web.errors import AlreadyIn, UploadFailed

if TYPE_CHECKING:
    from answer.assistant import Assistant
    from index.embed import Embedder
    from index.gather import Refusal

OnRefused = Callable[[str, AskError], None]
#: Uploads lie in a hidden folder of the reports' own until they are whole: a move within one disk is atomic.
_INCOMING = ".incoming-"
#: Seconds after which an upload nobody finished is cleared away.
_ABANDONED = 24 * 3600
#: Bytes of a file's name: what the usual disks take, less room for a number.
_LONGEST_NAME = 200
#: Names that `find_reports` takes for a folder's papers.
_COMPANIONS = {"sources", "readme", "license"}


class Desk:
    """The index of the settings, with the model that is loaded once for all that is done to it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._embedder: Embedder | None = None

    def prepare(self, on_progress: OnProgress) -> tuple[Assistant, Sequence[Refusal]]:
        """Load the model, bring the index in line with the reports if they changed, open the assistant.

        Raises AskError when there is nothing to answer from.
        """
        # Here, not above: these bring in torch and Chroma, and the page must not wait for them.
        from answer.assistant import open_assistant
        from index.build import bring_in_line, is_current, left_out, roots_of
        from index.gather import refusals

        settings = self._settings
        embedder = self._model(on_progress)
        # A report taken out of the index stays out, also when others have changed: the command brings it back.
        if is_current(settings.index_dir, embedder, settings.chroma_url):
            return open_assistant(settings, embedder), refusals(settings.index_dir)
        roots = roots_of(settings.index_dir, [settings.corpus_dir])
        outcome = bring_in_line(
            settings.index_dir,
            roots,
            embedder,
            on_progress,
            chroma_url=settings.chroma_url,
            keep_out=left_out(settings.index_dir),
        )
        return open_assistant(settings, embedder), outcome.refused

    def renewed(self, assistant: Assistant) -> Assistant | None:
        """The assistant over the generation that is current now, None where that is its own. Raises AskError."""
        from index.search import open_index

        settings = self._settings
        if current_generation(settings.index_dir) == assistant.index.generation:
            return None
        embedder = assistant.index.embedder
        index = open_index(settings.index_dir, embedder, settings.chroma_url, stale_too=True)
        return replace(assistant, index=index)

    def incoming(self, name: str) -> Path:
        """Where a file sent as `name` goes while it is uploaded: in a folder of its own. Raises UploadFailed."""
        corpus, safe = self._settings.corpus_dir, safe_name(name)
        try:
            corpus.mkdir(parents=True, exist_ok=True)
            for folder in corpus.glob(_INCOMING + "*"):
                if time.time() - folder.stat().st_mtime > _ABANDONED:
                    shutil.rmtree(folder, ignore_errors=True)
            return Path(tempfile.mkdtemp(prefix=_INCOMING, dir=corpus)) / _free(corpus / safe).name
        except OSError as error:
            raise UploadFailed(name=safe, reason=error.strerror or error) from error

    def add(self, files: Sequence[Path], on_progress: OnProgress, on_refused: OnRefused) -> None:
        """Brings uploaded files, each in a folder of its own, into the reports and the index.

        Those that cannot be read are told to `on_refused` and not kept. Raises AskError; none is kept then.
        """
        from index.build import bring_in_line, left_out, roots_of

        settings, embedder = self._settings, self._model(on_progress)
        read: dict[str, Report] = {}
        stored: list[Path] = []
        try:
            for number, file in enumerate(files):
                on_progress(Progress(Stage.PARSE, number, len(files), file.name))
                try:
                    report = self._readable(file, read)
                    stored += self._store(file, report)
                    read[report.sha256] = report
                except AskError as error:
                    on_refused(file.name, error)
            if not read:
                return
            roots = roots_of(settings.index_dir, [settings.corpus_dir])
            if settings.corpus_dir.resolve() not in [root.resolve() for root in roots]:
                roots += stored
            bring_in_line(
                settings.index_dir,
                roots,
                embedder,
                on_progress,
                chroma_url=settings.chroma_url,
                read=read,
                keep_out=set(left_out(settings.index_dir)) - read.keys(),
            )
        except BaseException:
            # Nothing is caught here: whatever stopped it, the end of the program too, takes the files out again.
            for path in stored:
                path.unlink(missing_ok=True)
            raise
        finally:
            for file in files:
                shutil.rmtree(file.parent, ignore_errors=True)

    def remove(self, report: str, on_progress: OnProgress = ignore) -> None:
        """Takes a report out of the index; its file stays. Raises AskError."""
        from index.build import remove_report

        settings = self._settings
        embedder = self._model(on_progress)
        remove_report(settings.index_dir, report, embedder, on_progress, chroma_url=settings.chroma_url)

    def roll_back(self) -> None:
        """Goes back to the generation before. Raises AskError."""
        from index.rollback import go_back

        go_back(self._settings.index_dir)

    def can_roll_back(self) -> bool:
        """Whether there is a generation to go back to."""
        return previous_generation(self._settings.index_dir) is not None

    def _model(self, on_progress: OnProgress) -> Embedder:
        from index.embed import load_embedder

        if self._embedder is None:
            on_progress(Progress(Stage.MODEL, 0, 1))
            self._embedder = load_embedder(self._settings.embed_model, self._settings.cache_dir)
        return self._embedder

    def _readable(self, file: Path, read: dict[str, Report]) -> Report:
        """The report in an uploaded file. Raises AskError, AlreadyIn for one that is in the index."""
        from index.gather import read_whole_report

        sha256 = _sha256(file)
        with contextlib.suppress(IndexProblem):
            manifest = Manifest.load(current_generation(self._settings.index_dir))
            for entry in manifest.reports:
                if entry.sha256 == sha256:
                    raise AlreadyIn(name=file.name, title=entry.title)
        if sha256 in read:
            raise AlreadyIn(name=file.name, title=read[sha256].title)
        return read_whole_report(file)

    def _store(self, file: Path, report: Report) -> list[Path]:
        """Moves a file among the reports, under a name that is free; nothing where its like is there already."""
        with contextlib.suppress(IndexProblem):
            sources = Manifest.load(current_generation(self._settings.index_dir)).sources
            same = [Path(s.path) for s in sources if s.sha256 == report.sha256]
            if any(path.is_file() and _sha256(path) == report.sha256 for path in same):
                return []
        try:
            return [_moved(file, self._settings.corpus_dir)]
        except OSError as error:
            raise UploadFailed(name=file.name, reason=error.strerror or error) from error


def safe_name(name: str) -> str:
    """The name an uploaded file gets: its last part, without what is invisible, reserved or leads elsewhere."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    shown = " ".join(shown.split()).lstrip(".~$ ")
    stem, suffix = os.path.splitext(shown)  # noqa: PTH122 - no path, and ".pdf" has no stem here
    if stem.lower() in _COMPANIONS:
        stem += "-report"
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return (stem.rstrip(". ") or "report") + suffix[:20]


def _moved(file: Path, folder: Path) -> Path:
    """The file's new place in `folder`; a file that is there is never replaced."""
    while True:
        place = _free(folder / file.name)
        try:
            # A link is made or fails, where a rename would write over what is there.
            place.hardlink_to(file)
        except FileExistsError:
            continue
        file.unlink()
        sync_folder(folder)
        return place


def _free(path: Path) -> Path:
    """The path, or, where a file has it, the same with a number."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
