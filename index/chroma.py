"""Clients of Chroma: a store in a folder, a private view of one that is finished, a server. Knows no passages.

Chroma writes into a store even when it only reads, and is not safe between processes. So nobody opens a
finished store itself: each process gets a copy, and the store stays as it was sealed, read-only if need be.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import chromadb
import chromadb.errors
import httpx
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings

from index.errors import IndexDamaged, IndexUnwritable, ServerUnreachable

_VIEWS = "ask-the-report-view-"
_IN_USE = "in-use"
#: Seconds a view is left alone, whatever its lock says: its owner may be about to take it.
_YOUNG = 60
#: What a client raises besides: what the server said, ValueError where nothing listens or what answers is no
#: Chroma, KeyError for an answer that lacks a part.
_OF_CLIENT = (chromadb.errors.ChromaError, ValueError, KeyError)


def store_client(folder: Path) -> Client:
    """A client that makes or changes the store in `folder`."""
    return cast(Client, chromadb.PersistentClient(str(folder), settings=_settings()))


def server_client(url: str) -> Client:
    """A client of the server at `url`. Raises ServerUnreachable."""
    place = urlsplit(url)
    secure = place.scheme == "https"
    with server_errors(url):
        port = place.port or (443 if secure else 80)
        return cast(Client, chromadb.HttpClient(place.hostname or "", port, ssl=secure, settings=_settings()))


def _settings() -> ChromaSettings:
    # Telemetry off: the program asks nothing of any other machine.
    return ChromaSettings(anonymized_telemetry=False)


@contextmanager
def store_errors(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Turns what Chroma raises over a store into IndexDamaged, or IndexUnwritable where it was written to."""
    try:
        yield
    except (chromadb.errors.ChromaError, ValueError, OSError) as error:
        if writing:
            raise IndexUnwritable(index=folder, reason=error) from error
        raise IndexDamaged(index=folder, reason=type(error).__name__) from error


@contextmanager
def server_errors(url: str) -> Iterator[None]:
    """Turns what a client raises over its server into ServerUnreachable."""
    try:
        yield
    except httpx.HTTPError as error:
        raise ServerUnreachable(url=url, reason=type(error).__name__) from error
    except Exception as error:
        # The client raises a bare Exception for an answer it does not know, which no narrower clause would catch.
        if type(error) is not Exception and not isinstance(error, _OF_CLIENT):
            raise
        reason = str(error).partition(".")[0] or type(error).__name__
        raise ServerUnreachable(url=url, reason=reason) from error


class View:
    """A private view of the finished store in `folder`: a folder of its own, cleared away by `close`."""

    def __init__(self, folder: Path) -> None:
        clear_abandoned_views()
        self.folder = Path(tempfile.mkdtemp(prefix=_VIEWS))
        try:
            self._lock = (self.folder / _IN_USE).open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Contents alone: a store in a read-only folder must come out writable.
            shutil.copytree(folder, self.folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
            for part in (self.folder, *self.folder.rglob("*")):
                part.chmod(0o700 if part.is_dir() else 0o600)
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def close(self) -> None:
        """Clears the view away."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()


def clear_abandoned_views() -> None:
    """Removes the views of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(_VIEWS + "*"):
        # Someone else's, or gone meanwhile: not ours to clear.
        with contextlib.suppress(OSError):
            handle = os.open(folder / _IN_USE, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if time.time() - os.fstat(handle).st_mtime > _YOUNG:
                    shutil.rmtree(folder)
            finally:
                os.close(handle)
