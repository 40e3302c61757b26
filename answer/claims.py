"""An answer and what it stands on. The record of these types is the project's public format.

Knows nothing of how an answer is found. Positions are `[start, end)` in the report's normalised text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from errors import AskError

Mode = Literal["quote", "compose"]
#: What is left out of a composed answer for being there already.
REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: `quote` is the report's text at `[start, end)`; `n` is its number in the answer.

    `span` are the words in it that answer, `[start, end)` of the report's text too; None where none stand out.
    """

    n: int
    report: str
    section: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, row or list of the answer with the numbers of the citations that carry it (≥ 1)."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A passage as retrieved and read; `score`, 0 to 1, falls along the list: how likely the best of it answers
    (0 for one of which nothing was read)."""

    report: str
    section: tuple[str, ...]
    page: int | None
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds of each step; None for a step that was not taken."""

    search: float
    read: float | None
    compose: float | None
    total: float


@dataclass(frozen=True, slots=True)
class Composition:
    """What became of a language model's reply: how many of its sentences stand, what was left out and for which
    fault, milliseconds until the first that stands (None for none), and the model's name."""

    kept: int
    dropped: tuple[tuple[str, str], ...]
    first_ms: float | None
    model: str

    @property
    def unverified(self) -> tuple[tuple[str, str], ...]:
        """Those left out because they did not hold; what was only said twice is not among them."""
        return tuple(left_out for left_out in self.dropped if left_out[1] != REPEATED)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. When `abstained`, `claims` and `citations` are empty and `text` says so
    and names the nearest sections (`nearest`). `confidence` is the probability, 0 to 1, that the report
    answers the question with what was found.

    A greeting is answered with `text` alone: it did not abstain, and has no claims, citations or passages.
    `pending` is true of an answer to which sentences are still being written. `problem` is what kept the language
    model from writing, or from being believed; the quotes stand all the same.
    """

    question: str
    standalone_question: str
    mode: Mode
    abstained: bool
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    passages: tuple[RetrievedPassage, ...]
    confidence: float
    timings_ms: Timings
    nearest: tuple[tuple[str, ...], ...] = field(default=())
    pending: bool = False
    problem: AskError | None = None
    composition: Composition | None = None

    def to_record(self) -> dict[str, object]:
        """The answer record of the public format, ready for `json.dumps`; what is not of the format is left out."""
        public = asdict(replace(self, problem=None))
        return {name: value for name, value in public.items() if name not in _NOT_IN_THE_RECORD}


_NOT_IN_THE_RECORD = ("nearest", "pending", "problem", "composition")


def worded(claims: Sequence[Claim]) -> str:
    """The claims as an answer's text, a line each, with the numbers of their citations."""
    return "\n".join(f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}" for claim in claims)
