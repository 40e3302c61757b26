"""The texts a language model is asked with, one file a call, filled strictly. Knows no model and no report.

A file has a part for each message, under `[system]` and `[user]`; `{{name}}` is where a value goes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_PART = re.compile(r"(?m)^\[(system|user)\]\n")
_SLOT = re.compile(r"\{\{(\w+)\}\}")


class PromptValuesWrong(ValueError):
    """The values given are not those the prompt has places for."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt by its name; `system` never changes, `user` has places for values."""

    name: str
    system: str
    user: str

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when a word of the prompt does."""
        return hashlib.sha256(f"{self.system}\0{self.user}".encode()).hexdigest()[:12]

    def fill(self, **values: str) -> tuple[str, str]:
        """The system's and the user's message. Raises PromptValuesWrong for a value missing or one too many.

        A value cannot end the place it stands in: what chat models take for the mark of a turn or of a
        passage is written with full-width brackets.
        """
        wanted = set(_SLOT.findall(self.user))
        if wanted != values.keys():
            raise PromptValuesWrong(f"{self.name}: {sorted(wanted ^ values.keys())}")
        return self.system, _SLOT.sub(lambda slot: _harmless(values[slot.group(1)]), self.user)


def load_prompt(name: str) -> Prompt:
    """The prompt in `NAME.txt`. Raises OSError when there is none, ValueError when its parts are not as they should be."""
    parts = _PART.split((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    if parts[0].strip() or parts[1::2] != ["system", "user"]:
        raise ValueError(f"{name}: [system] and [user] are wanted, in this order")
    return Prompt(name, parts[2].strip(), parts[4].strip())


def fingerprints() -> dict[str, str]:
    """Every prompt's fingerprint, by name."""
    return {path.stem: load_prompt(path.stem).fingerprint for path in sorted(_FOLDER.glob("*.txt"))}


def _harmless(value: str) -> str:
    return value.replace("<", "＜").replace(">", "＞")
