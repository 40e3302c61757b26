"""Writes that outlive a cut of the power: what is said to be written is on the disk. Knows nothing of indexes."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Writes `text` so that `path` holds either what it held before or all of `text`. Raises OSError."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Returns once the file's content is on the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Returns once the folder's names are on the disk: a new name is lost with the power until then."""
    sync_file(folder)


def sync_tree(folder: Path) -> None:
    """Returns once everything in `folder` is on the disk. Raises OSError."""
    for path in folder.rglob("*"):
        sync_file(path)
    sync_folder(folder)
