"""Small indexes of made-up reports, over the real model, a real Chroma and real files."""

from __future__ import annotations

import shutil
import socket

import pytest
from harbour import HARBOUR, LIBRARY, write

from index.build import bring_in_line
from index.search import open_index
from settings import Settings


@pytest.fixture(autouse=True)
def japanese(monkeypatch):
    """Messages as a Japanese user sees them, here and in child processes."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")


@pytest.fixture(scope="session")
def harbour_index(tmp_path_factory, embedder):
    """An open index of the harbour's report, the library's and the one that comes along. Not to be changed."""
    folder = tmp_path_factory.mktemp("harbour")
    write(folder / "reports", harbour=HARBOUR, library=LIBRARY)
    shutil.copy(Settings().corpus_dir / "kaiko-2025.txt", folder / "reports")
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return open_index(folder / "index", embedder)


@pytest.fixture
def no_network(monkeypatch):
    """Every attempt to reach another machine fails, and is kept in the list."""
    attempts = []

    def refuse(*target):
        attempts.append(target)
        raise OSError("no network here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return attempts
