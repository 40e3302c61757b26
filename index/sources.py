"""The files an index was made from, and whether they are still the same. Knows no report's content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from corpus.errors import CorpusError
from corpus.reader import find_reports


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when it was read. `sha256` is empty for one that could not be."""

    path: str
    size: int
    modified_ns: int
    sha256: str


def read_source(path: Path) -> Source:
    """The file's state now, with its hash. What is no ordinary file (a pipe would be waited for) counts as unreadable."""
    try:
        state = path.stat()
        if not S_ISREG(state.st_mode):
            return Source(str(path), 0, 0, "")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Source(str(path), state.st_size, state.st_mtime_ns, digest)
    except OSError:
        return Source(str(path), 0, 0, "")


def changed_sources(roots: Sequence[str], sources: Sequence[Source]) -> list[str]:
    """The names of files that are new, gone or changed under those of `roots` that still exist.

    Roots that are gone altogether are left alone: an index can outlive what it was made from. A file is
    read only when its size or time differs.
    """
    here = [Path(root) for root in roots if Path(root).exists()]
    try:
        found = {str(path): path for path in find_reports(here)} if here else {}
    except CorpusError:
        found = {}
    known = {
        source.path: source for source in sources if any(Path(source.path).is_relative_to(r) for r in here)
    }
    moved = [Path(path).name for path in found.keys() ^ known.keys()]
    return sorted(
        moved
        + [found[path].name for path in found.keys() & known.keys() if _differs(found[path], known[path])]
    )


def _differs(path: Path, source: Source) -> bool:
    state = path.stat()
    if (state.st_size, state.st_mtime_ns) == (source.size, source.modified_ns):
        return False
    return read_source(path).sha256 != source.sha256
