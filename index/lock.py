"""Two locks on an index: the writer's, which says who holds it, and the readers' hold on a generation.

Both are the operating system's own (flock): it takes them back from a process that died, however it died.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import IndexBusy, IndexUnwritable

_LOCK = "lock"
_HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: the process, its machine, and since when (ISO 8601, UTC)."""

    pid: int
    host: str
    since: str


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
            raise _busy(index_dir) from error
        try:
            handle.truncate(0)
            handle.write(json.dumps(asdict(_myself())))
            handle.flush()
        except OSError as error:
            raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
        yield


def _myself() -> Holder:
    return Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))


def _busy(index_dir: Path) -> IndexBusy:
    try:
        holder = Holder(**json.loads((index_dir / _LOCK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        # Taken this instant, and not yet signed.
        return IndexBusy(pid="?", host="?", since="?")
    return IndexBusy(pid=holder.pid, host=holder.host, since=holder.since)


def allow_holds(generation: Path) -> None:
    """Makes the file that readers of a generation hold. Raises OSError."""
    (generation / _HOLD).touch()


class Hold:
    """A reader's hold on a generation, which is not cleared away meanwhile. Ends with `release` or the object."""

    def __init__(self, generation: Path, handle: int) -> None:
        self.generation = generation
        self.release = weakref.finalize(self, os.close, handle)


def hold(generation: Path) -> Hold | None:
    """A hold on the generation; None when it is being cleared away, or gone."""
    path = generation / _HOLD
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        # Between opening and locking it may have been cleared away.
        if path.stat().st_ino != os.fstat(handle).st_ino:
            raise FileNotFoundError(path)
    except OSError:
        os.close(handle)
        return None
    return Hold(generation, handle)


@contextmanager
def unheld(generation: Path) -> Iterator[bool]:
    """Whether nobody holds the generation; within the block nobody can begin to."""
    try:
        handle = os.open(generation / _HOLD, os.O_RDONLY)
    except OSError:
        yield True
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        free = True
    except OSError:
        free = False
    try:
        yield free
    finally:
        os.close(handle)
