"""What long work says of itself while it runs. Knows nothing of who listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The steps of bringing an index in line, in their order."""

    MODEL = "model"
    PARSE = "parse"
    EMBED = "embed"
    STORE = "store"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of the stage (files when parsing, passages when embedding); total ≥ 1.

    `subject` is the name of the file at work, where the stage takes one at a time; `of_subject` how much of
    it is done, in units.
    """

    stage: Stage
    done: int
    total: int
    subject: str = ""
    of_subject: tuple[int, int] | None = None


OnProgress = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """For callers who do not listen."""
