"""What the page knows of the reports and of whoever answers from them: at what stage they are, and what may be asked of them.

Knows nothing of Gradio or HTML, of threads, or of the index and the assistant but what the page needs of them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.claims import Answer, Mode
from corpus.report import Report
from errors import AskError, Language
from index.manifest import IndexedReport
from index.progress import Progress


class Loads(Protocol):
    """What the page needs of `answer.writer.Writer`."""

    @property
    def problem(self) -> AskError | None:
        """Why the language model cannot write now; LlmLoading while it is loaded."""

    def start(self) -> object:
        """Begins to load it, once; returns at once."""


class Answerer(Protocol):
    """What the page needs of `answer.assistant.Assistant`."""

    @property
    def reports(self) -> Sequence[IndexedReport]:
        """What can be asked about."""

    def report(self, report_id: str) -> Report:
        """A report with its sections. Raises AskError."""

    @property
    def composes(self) -> bool:
        """Whether there is a language model that may write answers, be it still loading."""

    @property
    def writer(self) -> Loads:
        """The language model, loaded or not."""

    def ask_stream(
        self,
        question: str,
        *,
        mode: Mode = "quote",
        report: str | None = None,
        history: Sequence[tuple[str, str]] = (),
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        """The answer as it grows, of one report if named; `history` is the conversation so far, oldest first.

        `stop`, once set, ends it with what holds by then. Raises AskError.
        """

    def examples(self, count: int = 4, language: Language = "ja") -> tuple[str, ...]:
        """Questions the reports can answer."""


class Refused(Protocol):
    """A report that was left out, and why."""

    @property
    def name(self) -> str:
        """The file's."""

    @property
    def error(self) -> AskError:
        """The reason."""


@dataclass(frozen=True, slots=True)
class Model:
    """How answers are given: by quotes alone where there is no language model (`none`), or while it is `loading`,
    or because it cannot be had (`problem`); else written."""

    none: bool = False
    loading: bool = False
    problem: AskError | None = None


@dataclass(frozen=True, slots=True)
class Starting:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True)
class Indexing:
    """At work. `seconds_left` is an estimate for this stage, None while there is nothing to go by."""

    progress: Progress
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """Questions can be asked. `refused` are the reports that were left out."""

    assistant: Answerer
    examples: Mapping[Language, tuple[str, ...]]
    refused: Sequence[Refused] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """No question can be asked, for the reason that `error` gives."""

    error: AskError


State = Starting | Indexing | Ready | Failed
