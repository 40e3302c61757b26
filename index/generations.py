"""The folder of an index: generations side by side, a pointer to the current one, a lock for whoever writes.

    INDEX_DIR/
        current              the current generation's name; replaced by one atomic rename
        lock                 held while a new generation is made
        generations/NAME/    one whole index each: the current one and the one before

Knows nothing of what a generation holds.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.errors import IndexBusy, IndexMissing, IndexUnwritable, NothingToRollBack

_CURRENT = "current"
_GENERATIONS = "generations"
_LOCK = "lock"
#: A generation being made carries this before its name until it is whole.
_UNFINISHED = "new-"


def current_generation(index_dir: Path) -> Path:
    """The folder of the current generation. Raises IndexMissing when there is none."""
    try:
        name = (index_dir / _CURRENT).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexMissing(index=index_dir) from error
    folder = index_dir / _GENERATIONS / name
    if not name or not folder.is_dir():
        raise IndexMissing(index=index_dir)
    return folder


@contextmanager
def write_lock(index_dir: Path) -> Iterator[None]:
    """Held by the one process that may change the index. Raises IndexBusy at once when another holds it."""
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        handle = (index_dir / _LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            raise IndexBusy(pid=handle.read().strip() or "?") from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


@contextmanager
def new_generation(index_dir: Path) -> Iterator[Path]:
    """A folder to make a generation in. It becomes the current one when the block ends without an error.

    Whatever is left of an attempt that was cut off is cleared first. Raises IndexUnwritable.
    """
    root = index_dir / _GENERATIONS
    try:
        root.mkdir(parents=True, exist_ok=True)
        for leftover in root.glob(_UNFINISHED + "*"):
            shutil.rmtree(leftover)
        name = _next_name(index_dir)
        folder = root / (_UNFINISHED + name)
        folder.mkdir()
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    try:
        yield folder
        folder.rename(root / name)
        _point_to(index_dir, name)
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Gone already when all went well.
    _prune(index_dir)


def previous_generation(index_dir: Path) -> Path | None:
    """The newest generation before the current one, if one is kept."""
    current = current_generation(index_dir)
    older = [g for g in _finished(index_dir) if g.name < current.name]
    return older[-1] if older else None


def roll_back(index_dir: Path) -> Path:
    """Makes the generation before current again and forgets the current one. Returns its folder."""
    current = current_generation(index_dir)
    previous = previous_generation(index_dir)
    if previous is None:
        raise NothingToRollBack()
    _point_to(index_dir, previous.name)
    shutil.rmtree(current, ignore_errors=True)
    return previous


def _next_name(index_dir: Path) -> str:
    """The time, so that names sort by age; after the newest name even where the clock was set back."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return max([now, *(folder.name + "0" for folder in _finished(index_dir))])


def _finished(index_dir: Path) -> list[Path]:
    folders = (index_dir / _GENERATIONS).iterdir()
    return sorted(
        (f for f in folders if f.is_dir() and not f.name.startswith(_UNFINISHED)), key=lambda f: f.name
    )


def _point_to(index_dir: Path, name: str) -> None:
    fresh = index_dir / (_CURRENT + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index_dir / _CURRENT)


def _prune(index_dir: Path) -> None:
    """Keeps the current generation and the one before."""
    current = current_generation(index_dir)
    previous = previous_generation(index_dir)
    for folder in _finished(index_dir):
        if folder not in (current, previous):
            shutil.rmtree(folder, ignore_errors=True)
