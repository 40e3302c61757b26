"""Going back to the generation before, and staying there: the files that led away from it lead back no more.

A start finds the reports changed since that generation was made, which is a reason to bring the index in line
again. After going back it is none, as long as the files are those of the generation that was left.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from index.durable import write_atomically
from index.errors import IndexDamaged, IndexUnwritable
from index.generations import current_generation, roll_back
from index.lock import write_lock
from index.manifest import Manifest
from index.sources import changed_sources

_LEFT = "left.json"


def go_back(index_dir: Path) -> Path:
    """Makes the generation before current again. Returns its folder.

    Raises IndexMissing, NothingToRollBack, IndexBusy, IndexUnwritable.
    """
    with write_lock(index_dir):
        # A damaged generation is one of the reasons to go back; it is then left without a note.
        with contextlib.suppress(IndexDamaged):
            _note(index_dir, Manifest.load(current_generation(index_dir)))
        return roll_back(index_dir)


def changed_since(index_dir: Path, manifest: Manifest) -> list[str]:
    """The names of reports that have changed since the current generation, `manifest`, was made or gone back to."""
    changed = changed_sources(manifest.roots, manifest.sources)
    if not changed:
        return []
    try:
        left = Manifest.from_json((index_dir / _LEFT).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return changed
    return changed if changed_sources(left.roots, left.sources) else []


def forget_left(index_dir: Path) -> None:
    """To be called when a new generation is made: from then on it says what has changed."""
    (index_dir / _LEFT).unlink(missing_ok=True)


def _note(index_dir: Path, manifest: Manifest) -> None:
    try:
        write_atomically(index_dir / _LEFT, manifest.to_json())
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
