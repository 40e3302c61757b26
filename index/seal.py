"""A seal on a generation: the length and SHA-256 of each of its files, and whether they still are what they were.

Knows nothing of what the files hold.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from index.errors import IndexDamaged, as_damage

_SEAL = "seal.json"
#: Touched by readers, and empty.
_UNSEALED = {_SEAL, "hold"}


def seal(generation: Path) -> None:
    """Notes what every file of the generation is, once all is in. Raises OSError."""
    files = {str(path.relative_to(generation)): _state(path) for path in _files(generation)}
    (generation / _SEAL).write_text(json.dumps(files, indent=1), encoding="utf-8")


def require_whole(generation: Path) -> None:
    """Raises IndexDamaged, naming the file, when one is gone, cut off, altered or was never there."""
    with as_damage(generation):
        sealed: dict[str, list[object]] = json.loads((generation / _SEAL).read_text(encoding="utf-8"))
        found = {str(path.relative_to(generation)): path for path in _files(generation)}
        differing = sorted(sealed.keys() ^ found.keys())
        differing += [name for name in sealed if name in found and sealed[name] != _state(found[name])]
    if differing:
        raise IndexDamaged(index=generation, reason=differing[0])


def _files(generation: Path) -> list[Path]:
    return sorted(p for p in generation.rglob("*") if p.is_file() and p.name not in _UNSEALED)


def _state(path: Path) -> list[object]:
    with path.open("rb") as file:
        return [path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()]
