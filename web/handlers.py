"""What the page does on each event: from a visitor's session and a question to what is shown next.

Knows nothing of where on the page things stand; `page.py` connects each handler to its components.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from errors import AskError, Language
from web.conversation import conversation_html
from web.errors import AnswerStopped
from web.markup import clean
from web.service import Failed, Ready, Service, State
from web.session import Session
from web.status import header_html, status_html
from web.words import preferred_language, words_in

#: What Gradio takes as the new value of a component, or as an update of its properties.
Update = Any


class Handlers:
    """The page's handlers over one service. Each returns one value a component, in the order it names."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def open(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """Header, status, conversation, question box, send button and clock, as the page is opened."""
        state, language = self._service.state, language_of(request)
        return (header_html(language), *_standing(session, state, language))

    def tick(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """Status, conversation, question box, send button and clock, while the reports are made ready."""
        state, language = self._service.state, language_of(request)
        if isinstance(state, Ready):
            return _standing(session, state, language)
        return (status_html(state, language), gr.skip(), *_entry(state, language), gr.skip())

    def retry(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """As `tick`, after beginning again."""
        self._service.retry()
        return self.tick(session, request)

    def ask(
        self, question: str, session: Session, scope: str, request: gr.Request
    ) -> Iterator[tuple[Update, ...]]:
        """Session, conversation, question box and send button: first with the question, then with its answer.

        `scope` is the id of the one report to ask, empty for all.
        """
        language = language_of(request)
        question = clean(question or "")
        asked = session.asking(question)
        yield asked, self._shown(asked, language), "", gr.Button(interactive=False)
        try:
            done, left = asked.answered(self._service.ask(question, session.history, scope or None)), ""
        except AskError as error:
            done, left = asked.failed(error), question
        box = gr.Textbox(value=left) if left else gr.skip()
        yield done, self._shown(done, language), box, gr.Button(interactive=True)

    def ask_example(
        self, session: Session, scope: str, request: gr.Request, chosen: gr.EventData
    ) -> Iterator[tuple[Update, ...]]:
        """As `ask`, with the example question that was clicked."""
        yield from self.ask(str(chosen.text), session, scope, request)

    def recover(self, session: Session, request: gr.Request) -> tuple[Update, ...]:
        """As `ask`, after a fault of the program ended it: the question comes back with a message."""
        question = session.turns[-1].question if session.pending else ""
        done = session.failed(AnswerStopped()) if session.pending else session
        shown = self._shown(done, language_of(request))
        return done, shown, gr.Textbox(value=question), gr.Button(interactive=True)

    def restart(self, request: gr.Request) -> tuple[Update, ...]:
        """Session and conversation, with nothing said yet."""
        return Session(), self._shown(Session(), language_of(request))

    def _shown(self, session: Session, language: Language) -> str:
        return conversation_html(session, self._service.state, language)


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
