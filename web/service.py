"""Makes the reports ready in a thread of its own, says how far it is, and answers once it is done.

    Starting → Indexing → Ready | Failed          (Failed → Starting by `retry`, Ready → Ready by `renew`)

Knows nothing of Gradio or HTML, and nothing of the index and the assistant but what it is given.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from answer.claims import Answer
from answer.errors import LlmLoading
from errors import AskError, Language
from index.progress import OnProgress, Progress, Stage
from web.errors import NotReadyError, PreparationStopped
from web.states import Answerer, Failed, Indexing, Model, Ready, Refused, Starting, State

#: Seconds a stage must have run before its remaining time is told.
_SETTLED = 3.0
#: Seconds between two looks at whether another program changed the index.
_WATCHED = 1.0

_LANGUAGES: tuple[Language, ...] = ("ja", "en")


Prepare = Callable[[OnProgress], tuple[Answerer, Sequence[Refused]]]
#: Gives the answerer over what is indexed now, None where that is what the given one answers from.
Renew = Callable[[Any], Answerer | None]


def _never(_: Answerer) -> None:
    """For a service whose reports do not change."""


class Service:
    """The reports and whoever answers from them, shared by all visitors. Every method may be called from any thread."""

    def __init__(self, prepare: Prepare, renew: Renew = _never) -> None:
        self._prepare = prepare
        self._renew = renew
        self._renewing = threading.Lock()
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

    def ask(self, question: str, history: Sequence[tuple[str, str]], report: str | None = None) -> Answer:
        """The whole answer: the last of `ask_stream`. Raises AskError."""
        *_, answer = self.ask_stream(question, history, report)
        return answer

    def ask_stream(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        report: str | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        """The answer to `question` as it grows, of one report if named; all of it from what is indexed now.

        It is written where there is a language model, until `stop` is set, and else quoted. Raises AskError.
        """
        state = self.state
        if not isinstance(state, Ready):
            raise NotReadyError()
        assistant = state.assistant
        known = {on_hand.id for on_hand in assistant.reports}
        yield from assistant.ask_stream(
            question,
            mode="compose" if assistant.composes else "quote",
            # A report may be gone since the visitor chose it; the choice on the page goes with the next look.
            report=report if report in known else None,
            history=history,
            stop=stop,
        )

    @property
    def model(self) -> Model | None:
        """What is known of the language model; None before the reports are ready."""
        state = self.state
        if not isinstance(state, Ready):
            return None
        if not state.assistant.composes:
            return Model(none=True)
        problem = state.assistant.writer.problem
        loading = isinstance(problem, LlmLoading)
        return Model(loading=loading, problem=None if loading else problem)

    def watch(self, seconds: float = _WATCHED) -> None:
        """Begin to take up what other programs make of the index. Returns at once."""
        threading.Thread(target=self._watch, args=(seconds,), name="watch-index", daemon=True).start()

    def renew(self) -> None:
        """Take up what is indexed now, if it changed; the answers under way end from what they began with.

        Raises AskError; what was there before then stays.
        """
        with self._renewing:
            state = self.state
            renewed = self._renew(state.assistant) if isinstance(state, Ready) else None
            if renewed is None:
                return
            self._set(Ready(renewed, dict.fromkeys(_LANGUAGES, ())))
        # Making examples asks questions: seconds that nobody must wait for.
        threading.Thread(target=self._exemplify, args=(renewed,), name="examples", daemon=True).start()

    def _exemplify(self, assistant: Answerer) -> None:
        examples = _examples(assistant)
        with self._lock:
            if isinstance(self._state, Ready) and self._state.assistant is assistant:
                self._state = replace(self._state, examples=examples)

    def _watch(self, seconds: float) -> None:
        while True:
            time.sleep(seconds)
            # Where it cannot be taken up, its maker was told why; here the old one goes on answering.
            with contextlib.suppress(AskError):
                self.renew()

    def _run(self) -> None:
        # Any fault of the program must leave the page with words; the thread itself still ends with
        # the traceback on the terminal.
        outcome: State = Failed(PreparationStopped())
        try:
            assistant, refused = self._prepare(self._note)
            outcome = Ready(assistant, _examples(assistant), tuple(refused))
        except AskError as error:
            outcome = Failed(error)
        finally:
            self._set(outcome)
        # Only now: until questions can be asked, the reports have the processor to themselves.
        if isinstance(outcome, Ready) and outcome.assistant.composes:
            outcome.assistant.writer.start()

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


def _examples(assistant: Answerer) -> dict[Language, tuple[str, ...]]:
    return {language: assistant.examples(language=language) for language in _LANGUAGES}
