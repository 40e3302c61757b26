"""A small index of made-up reports over the real model and a real Chroma, made once, and who answers from it."""

from __future__ import annotations

import pytest
from island import write

from answer.assistant import Assistant
from answer.read import load_reader
from index.build import bring_in_line
from index.search import open_index
from settings import Settings

#: As the settings have it where nothing is said.
THRESHOLD = Settings().abstain_below


@pytest.fixture(autouse=True)
def japanese(monkeypatch):
    """Messages as a Japanese user sees them, here and in child processes."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")


@pytest.fixture(scope="session")
def island_folder(tmp_path_factory, embedder):
    """Where the index of the island's report and the hot spring's lies. Not to be changed."""
    folder = tmp_path_factory.mktemp("island")
    write(folder / "reports")
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return folder / "index"


@pytest.fixture(scope="session")
def island_index(island_folder, embedder):
    return open_index(island_folder, embedder)


@pytest.fixture(scope="session")
def reader(cache_dir):
    """The committed adapter with the committed weights."""
    return load_reader(cache_dir)


@pytest.fixture(scope="session")
def assistant(island_index, reader):
    return Assistant(island_index, reader, THRESHOLD)


@pytest.fixture(scope="session")
def chunk(island_index):
    """The first passage of the section with a title."""

    def chunk(title):
        return next(c for c in island_index.chunks if c.section[-1] == title)

    return chunk
