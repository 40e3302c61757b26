"""What tests of several packages share: one cache folder with the bundled model, written once, loaded once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache_dir(tmp_path_factory):
    """The cache folder of the whole run: CACHE_DIR where it is set, else a new one. Children see it too."""
    given = os.environ.get("CACHE_DIR", "").strip()
    folder = Path(given).resolve() if given else tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CACHE_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_language_model():
    """No language model unless a test names one: the bundled one would be loaded by every page that is opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLM", "off")
        yield


@pytest.fixture(scope="session")
def bundled_model(cache_dir):
    """The folder of the bundled model."""
    from models.bundled import ensure_bundled_model

    return ensure_bundled_model(cache_dir)


@pytest.fixture(scope="session")
def embedder(cache_dir):
    """The bundled model as the index uses it."""
    from index.embed import load_embedder

    return load_embedder("bundled", cache_dir)
