"""What the page does on each event: from a visitor's session and a question to what is shown next.

Knows nothing of where on the page things stand; `page.py` connects each handler to its components.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from typing import Any

import gradio as gr

from errors import AskError, Language
from web.conversation import conversation_html
from web.errors import AnswerStopped
from web.markup import clean
from web.service import Service
from web.session import Session
from web.states import Failed, Ready, State
from web.status import header_html, model_html, status_html
from web.words import preferred_language, words_in
from web.writings import Writing, Writings

#: What Gradio takes as the new value of a component, or as an update of its properties.
Update = Any


class Handlers:
    """The page's handlers over one service. Each returns one value a component, in the order it names."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._writings = Writings()

    def open(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """Header, status, conversation, question box, send button and clock, as the page is opened."""
        state, language = self._service.state, language_of(request)
        return (header_html(language), *_standing(session, state, language))

    def tick(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """Status, conversation, question box, send button and clock, while the reports are made ready."""
        state, language = self._service.state, language_of(request)
        if isinstance(state, Ready) and not self._writings.is_on(_page(request)):
            return _standing(session, state, language)
        if isinstance(state, Ready):
            # What is written comes by its own way; the session that came along here may be a sentence behind.
            return (status_html(state, language), *[gr.skip()] * 3, gr.Timer(active=False))
        return (status_html(state, language), gr.skip(), *_entry(state, language), gr.skip())

    def retry(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """As `tick`, after beginning again."""
        self._service.retry()
        return self.tick(session, request)

    def model(self, request: gr.Request) -> tuple[Update, ...]:
        """The line on the language model, and its clock, which runs until nothing more will change."""
        model = self._service.model
        settled = model is not None and not model.loading
        return model_html(model, language_of(request)), gr.Timer(active=not settled)

    def ask(
        self, question: str, session: Session, scope: str, request: gr.Request
    ) -> Iterator[tuple[Update, ...]]:
        """Session, conversation, question box and send button: with the question, then with its answer as it grows.

        `scope` is the id of the one report to ask, empty for all.
        """
        language, page = language_of(request), _page(request)
        question = clean(question or "")
        asked = session.asking(question)
        yield asked, self._shown(asked, language), "", gr.Button(interactive=False)
        writing = self._writings.begin(page)
        # Also when the visitor leaves: this generator is closed then, and with it the one that writes.
        with closing(self._steps(asked, session.history, scope, writing)) as steps:
            try:
                for step in steps:
                    unanswered = step.turns[-1].answer is None
                    box = gr.Textbox(value=question) if unanswered and question else gr.skip()
                    yield step, self._shown(step, language), box, gr.Button(interactive=not step.pending)
            finally:
                self._writings.over(page, writing)
        if writing.unwanted.is_set():
            yield gr.skip(), gr.skip(), gr.skip(), gr.Button(interactive=True)

    def _steps(
        self, asked: Session, history: tuple[tuple[str, str], ...], scope: str, writing: Writing
    ) -> Generator[Session, None, None]:
        """The conversation after each step of the answer to its last question, until nobody wants it."""
        answers = self._service.ask_stream(asked.turns[-1].question, history, scope or None, writing.stop)
        step = asked
        try:
            for answer in answers:
                step = asked.answered(answer)
                if writing.unwanted.is_set():
                    return
                yield step
        except AskError as error:
            yield step.failed(error)

    def stop(self, request: gr.Request) -> None:
        """Ends the writing of the page's answer; what holds of it stays."""
        self._writings.stop(_page(request))

    def leave(self, request: gr.Request) -> None:
        """Ends the writing of the page's answer, as the page is closed."""
        self._writings.dismiss(_page(request))

    def ask_example(
        self, session: Session, scope: str, request: gr.Request, chosen: gr.EventData
    ) -> Iterator[tuple[Update, ...]]:
        """As `ask`, with the example question that was clicked."""
        yield from self.ask(str(chosen.text), session, scope, request)

    def recover(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """As `ask`, after a fault of the program ended it: the question comes back with a message."""
        lost = session.pending and session.turns[-1].answer is None
        done = session.failed(AnswerStopped()) if session.pending else session
        shown = self._shown(done, language_of(request))
        box = gr.Textbox(value=session.turns[-1].question) if lost else gr.skip()
        return done, shown, box, gr.Button(interactive=True)

    def restart(self, request: gr.Request) -> tuple[Update, ...]:
        """Session and conversation, with nothing said yet and nothing being written."""
        self._writings.dismiss(_page(request))
        return Session(), self._shown(Session(), language_of(request))

    def _shown(self, session: Session, language: Language) -> str:
        return conversation_html(session, self._service.state, language)


def _page(request: gr.Request) -> str:
    """The name of the open page that sent `request`: each tab of a browser has one, which no other is told."""
    return request.session_hash or ""


def language_of(request: gr.Request) -> Language:
    """The language of the browser that sent `request`."""
    return preferred_language(request.headers.get("accept-language"))


def _standing(session: Session, state: State, language: Language) -> tuple[Update, ...]:
    clock = gr.Timer(active=not isinstance(state, Ready))
    shown = conversation_html(session, state, language)
    return (status_html(state, language), shown, *_entry(state, language), clock)


def _entry(state: State, language: Language) -> tuple[Update, Update]:
    words, ready = words_in(language), isinstance(state, Ready)
    waiting = words.placeholder_failed if isinstance(state, Failed) else words.placeholder_preparing
    box = gr.Textbox(
        label=words.question,
        placeholder=words.placeholder if ready else waiting,
        info=words.hint,
        interactive=ready,
    )
    return box, gr.Button(value=words.send, interactive=ready)
