"""Makes the reports ready in a thread of its own, says how far it is, and answers once it is done.

    Starting → Indexing → Ready | Failed          (Failed → Starting by `retry`)

Knows nothing of Gradio or HTML, and of the index and the assistant only the steps in `prepare`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answer.claims import Answer
from errors import AskError, Language
from index.progress import OnProgress, Progress, Stage
from settings import Settings
from web.errors import NotReadyError, PreparationStopped

#: Seconds a stage must have run before its remaining time is told.
_SETTLED = 3.0

_LANGUAGES: tuple[Language, ...] = ("ja", "en")


class ReportOnHand(Protocol):
    """A report that can be asked about."""

    @property
    def id(self) -> str:
        """Short and stable."""

    @property
    def title(self) -> str:
        """As the report gives it; may be empty."""

    @property
    def name(self) -> str:
        """The file's."""

    @property
    def passages(self) -> int:
        """How many passages of it can be found."""


class Answerer(Protocol):
    """What the page needs of `answer.assistant.Assistant`."""

    @property
    def reports(self) -> Sequence[ReportOnHand]:
        """What can be asked about."""

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """The answer; `history` is the conversation so far, oldest first. Raises AskError."""

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
Prepare = Callable[[OnProgress], tuple[Answerer, Sequence[Refused]]]


class Service:
    """The reports and whoever answers from them, shared by all visitors. Every method may be called from any thread."""

    def __init__(self, prepare: Prepare) -> None:
        self._prepare = prepare
        self._state: State = Starting()
        self._stage_began: tuple[Stage, float, int] | None = None
        self._lock = threading.Lock()

    @property
    def state(self) -> State:
        """Where the service stands now."""
        with self._lock:
            return self._state

    def start(self) -> None:
        """Begin to make the reports ready. Returns at once."""
        threading.Thread(target=self._run, name="prepare-reports", daemon=True).start()

    def retry(self) -> None:
        """Begin again where it failed; nothing in any other state."""
        with self._lock:
            if not isinstance(self._state, Failed):
                return
            self._state = Starting()
        self.start()

    def ask(self, question: str, history: Sequence[tuple[str, str]]) -> Answer:
        """The answer to `question`. Raises AskError."""
        state = self.state
        if not isinstance(state, Ready):
            raise NotReadyError()
        return state.assistant.ask(question, history=history)

    def _run(self) -> None:
        # Any fault of the program must leave the page with words; the thread itself still ends with
        # the traceback on the terminal.
        outcome: State = Failed(PreparationStopped())
        try:
            assistant, refused = self._prepare(self._note)
            examples = {language: assistant.examples(language=language) for language in _LANGUAGES}
            outcome = Ready(assistant, examples, tuple(refused))
        except AskError as error:
            outcome = Failed(error)
        finally:
            self._set(outcome)

    def _note(self, progress: Progress) -> None:
        now = time.monotonic()
        if self._stage_began is None or self._stage_began[0] is not progress.stage:
            self._stage_began = (progress.stage, now, progress.done)
        _, began, first = self._stage_began
        done, took = progress.done - first, now - began
        left = (progress.total - progress.done) * took / done if done > 0 and took >= _SETTLED else None
        self._set(Indexing(progress, left))

    def _set(self, state: State) -> None:
        with self._lock:
            self._state = state


def prepare(settings: Settings, on_progress: OnProgress) -> tuple[Answerer, Sequence[Refused]]:
    """Load the embedding model, bring the index in line with the reports if they changed, open the assistant.

    Raises AskError when there is nothing to answer from.
    """
    # Here, not above: these bring in torch and Chroma, and the page must not wait for them.
    from answer.assistant import open_assistant
    from index.build import bring_in_line, is_current, roots_of
    from index.embed import load_embedder
    from index.gather import refusals

    on_progress(Progress(Stage.MODEL, 0, 1))
    embedder = load_embedder(settings.embed_model, settings.cache_dir)
    # A report taken out of the index stays out: only what has changed is a reason to look for reports again.
    if is_current(settings.index_dir, embedder, settings.chroma_url):
        return open_assistant(settings, embedder), refusals(settings.index_dir)
    roots = roots_of(settings.index_dir, [settings.corpus_dir])
    refused = bring_in_line(settings.index_dir, roots, embedder, on_progress).refused
    return open_assistant(settings, embedder), refused
