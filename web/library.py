"""Changes to the reports, one after another in a thread of their own, and how far each file has come.

Knows nothing of Gradio or HTML, and of the index only the steps of the desk.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from errors import AskError
from index.progress import OnProgress, Progress, Stage
from web.errors import ChangeStopped

#: Files told of after they are done or refused; older ones make way.
_KEPT = 20


class Changes(Protocol):
    """What the library needs of the desk."""

    def incoming(self, name: str) -> Path:
        """Where a file that is being uploaded goes meanwhile."""

    def add(
        self,
        files: Sequence[Path],
        on_progress: OnProgress,
        on_refused: Callable[[str, AskError], None],
    ) -> None:
        """Brings uploaded files into the index."""

    def remove(self, report: str, on_progress: OnProgress) -> None:
        """Takes a report out of the index."""

    def roll_back(self) -> None:
        """Goes back to the generation before."""

    def can_roll_back(self) -> bool:
        """Whether there is one."""


@dataclass(frozen=True, slots=True)
class FileWork:
    """One file on its way: at `stage`, None while it waits; `done` of `total`. `error` once it was refused."""

    name: str
    stage: Stage | None = None
    done: int = 0
    total: int = 0
    finished: bool = False
    error: AskError | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """What is going on: the files, whether anything is, and why the last change did not come about."""

    files: tuple[FileWork, ...] = ()
    busy: bool = False
    stage: Stage | None = None
    problem: AskError | None = None


class Library:
    """The one place where changes are made. Every method may be called from any thread and returns at once.

    `on_change` is called after each change, before it is told of as finished.
    """

    def __init__(self, changes: Changes, on_change: Callable[[], None]) -> None:
        self._changes = changes
        self._on_change = on_change
        self._lock = threading.Lock()
        self._work = Work()
        self._waiting: list[Path] = []
        self._tasks: list[Callable[[], None]] = []

    @property
    def work(self) -> Work:
        """What is going on now."""
        with self._lock:
            return self._work

    @property
    def can_roll_back(self) -> bool:
        """Whether there is a generation to go back to."""
        return self._changes.can_roll_back()

    def incoming(self, name: str) -> Path:
        """Where a file called `name` goes while it is uploaded: in a folder of its own. Raises UploadFailed."""
        return self._changes.incoming(name)

    def add(self, file: Path) -> None:
        """Takes in an uploaded file, with whatever else waits by then."""
        with self._lock:
            self._waiting.append(file)
            self._work = replace(self._work, files=(*self._recent(), FileWork(file.name)))
        self._do(self._add_waiting)

    def refuse(self, name: str, error: AskError) -> None:
        """Tells of a file that was not even received."""
        with self._lock:
            self._work = replace(self._work, files=(*self._recent(), FileWork(name, error=error)))

    def remove(self, report: str) -> None:
        """Takes a report out."""
        self._do(lambda: self._changes.remove(report, self._note))

    def roll_back(self) -> None:
        """Goes back to the generation before."""
        self._do(self._changes.roll_back)

    def clear(self) -> None:
        """Forgets what was told of files that are settled."""
        with self._lock:
            files = tuple(f for f in self._work.files if not (f.finished or f.error))
            self._work = replace(self._work, files=files, problem=None)

    def _recent(self) -> tuple[FileWork, ...]:
        return self._work.files[-_KEPT:]

    def _do(self, task: Callable[[], None]) -> None:
        with self._lock:
            self._tasks.append(task)
            if self._work.busy:
                return
            self._work = replace(self._work, busy=True, problem=None)
        threading.Thread(target=self._run, name="change-reports", daemon=True).start()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._tasks:
                    self._work = replace(self._work, busy=False, stage=None)
                    return
                task = self._tasks.pop(0)
            problem: AskError | None = ChangeStopped()
            try:
                task()
                self._on_change()
                problem = None
            except AskError as error:
                problem = error
            except Exception:
                # The end of a thread: no caller is left to hear of a fault of the program itself, which must
                # leave the page with words, and the next change its turn. The terminal gets all of it.
                traceback.print_exc()
            finally:
                self._settle(problem)

    def _add_waiting(self) -> None:
        with self._lock:
            files, self._waiting = self._waiting, []
        if files:
            self._changes.add(files, self._note, self._refused)

    def _note(self, progress: Progress) -> None:
        with self._lock:
            files = tuple(_advanced(file, progress) for file in self._work.files)
            self._work = replace(self._work, files=files, stage=progress.stage)

    def _refused(self, name: str, error: AskError) -> None:
        with self._lock:
            at = next(
                n for n, f in enumerate(self._work.files) if f.name == name and not (f.finished or f.error)
            )
            files = list(self._work.files)
            files[at] = replace(files[at], error=error)
            self._work = replace(self._work, files=tuple(files))

    def _settle(self, problem: AskError | None) -> None:
        """What was under way is done, or came to nothing; what waits for the next turn goes on waiting."""
        with self._lock:
            waiting = [path.name for path in self._waiting]
            files = []
            for file in self._work.files:
                if file.name in waiting or file.finished or file.error:
                    files.append(file)
                else:
                    files.append(replace(file, finished=problem is None, error=problem))
            self._work = replace(self._work, files=tuple(files), problem=problem, stage=None)


def _advanced(file: FileWork, progress: Progress) -> FileWork:
    """Where a file stands once `progress` was told."""
    if file.finished or file.error:
        return file
    if progress.stage in (Stage.STORE, Stage.CHECK):
        # One that waits for the next turn has not begun.
        begun = file.stage is not None
        return replace(file, stage=progress.stage, done=0, total=0) if begun else file
    if file.name != progress.subject:
        return file
    done, total = progress.of_subject or (0, 0)
    return replace(file, stage=progress.stage, done=done, total=total)
