"""The folder of an index: generations side by side, and a pointer to the current one.

    INDEX_DIR/
        current              the current generation's name and the one before's; replaced by one atomic rename
        lock                 held while a new generation is made
        generations/NAME/    one whole index each: the current one, the one before, and any still being read

Knows nothing of what a generation holds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.durable import sync_folder, sync_tree, write_atomically
from index.errors import IndexMissing, IndexUnwritable, NothingToRollBack
from index.lock import Hold, allow_holds, hold, unheld

_CURRENT = "current"
_GENERATIONS = "generations"
#: A generation being made, or being cleared away, carries this before its name.
_UNFINISHED = "new-"
#: Looks at the pointer before giving up: each miss means that a writer went by twice in between.
_LOOKS = 5


def current_generation(index_dir: Path) -> Path:
    """The folder of the current generation. Raises IndexMissing when there is none."""
    names = _pointed_to(index_dir)
    folder = index_dir / _GENERATIONS / names[0] if names else None
    if folder is None or not folder.is_dir():
        raise IndexMissing(index=index_dir)
    return folder


def held_generation(index_dir: Path) -> Hold:
    """A hold on the current generation, so that it stays while it is read. Raises IndexMissing."""
    for _ in range(_LOOKS):
        if (held := hold(current_generation(index_dir))) is not None:
            return held
    raise IndexMissing(index=index_dir)


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
        allow_holds(folder)
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    try:
        yield folder
        sync_tree(folder)
        folder.rename(root / name)
        sync_folder(root)
        _point_to(index_dir, name, *_pointed_to(index_dir)[:1])
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # Gone already when all went well.
    _prune(index_dir)


def previous_generation(index_dir: Path) -> Path | None:
    """The generation that was current before, if it is kept."""
    names = _pointed_to(index_dir)
    folder = index_dir / _GENERATIONS / names[1] if len(names) > 1 else None
    return folder if folder and folder.is_dir() else None


def kept_generations(index_dir: Path) -> list[Path]:
    """The folders of all whole generations, those included that are only kept for their readers."""
    root = index_dir / _GENERATIONS
    folders = root.iterdir() if root.is_dir() else ()
    return sorted(f for f in folders if f.is_dir() and not f.name.startswith(_UNFINISHED))


def roll_back(index_dir: Path) -> Path:
    """Makes the generation before current again and forgets the current one. Returns its folder.

    Raises IndexMissing, NothingToRollBack, IndexUnwritable.
    """
    current_generation(index_dir)
    previous = previous_generation(index_dir)
    if previous is None:
        raise NothingToRollBack()
    try:
        _point_to(index_dir, previous.name)
    except OSError as error:
        raise IndexUnwritable(index=index_dir, reason=error.strerror or error) from error
    _prune(index_dir)
    return previous


def _pointed_to(index_dir: Path) -> list[str]:
    try:
        names = (index_dir / _CURRENT).read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return []
    # Anything else is no name this program gave, and could lead out of the folder.
    return names if all(name.isalnum() for name in names) else []


def _next_name(index_dir: Path) -> str:
    """The time, so that names tell their age; after the newest name even where the clock was set back."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    return max([now, *(folder.name + "0" for folder in kept_generations(index_dir))])


def _point_to(index_dir: Path, *names: str) -> None:
    write_atomically(index_dir / _CURRENT, "".join(f"{name}\n" for name in names))


def _prune(index_dir: Path) -> None:
    """Clears away what is neither current nor the one before, unless it is being read: a later writer does."""
    pointed = _pointed_to(index_dir)
    for folder in kept_generations(index_dir):
        if folder.name in pointed:
            continue
        with unheld(folder) as free:
            if free:
                # Cut off halfway, it must not look like a whole generation.
                gone = folder.rename(folder.with_name(_UNFINISHED + folder.name))
                shutil.rmtree(gone, ignore_errors=True)
