"""The page: where things stand on it, and which handler answers which event.

Knows nothing of what the handlers do, and of the look only where the style lies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from web.handlers import Handlers
from web.report_page import ReportPage
from web.session import Session
from web.site import Site

#: Seconds between two looks at the service while the reports are made ready.
_GLANCE = 0.5
#: Seconds between two looks at the language model while it is loaded.
_MODEL_GLANCE = 1.0

_HERE = Path(__file__).resolve().parent
STYLE = tuple(
    _HERE / "style" / f"{part}.css"
    for part in ("base", "frame", "conversation", "evidence", "status", "reports")
)
SCRIPTS = (_HERE / "script.js", _HERE / "reports.js")

_FORWARD = """
for (const name of %s)
  element.addEventListener("click", (event) => {
    const button = event.target.closest("button." + name);
    if (button && !button.disabled) trigger(name, { text: button.textContent });
  });
"""

#: No events in Gradio's public list, and none of its progress overlays: the page says itself what it does.
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(site: Site) -> gr.Blocks:
    """The chat and the reports of a site, not yet served. Words come with the `load` event, in the browser's language."""
    handlers = Handlers(site.service)
    page = gr.Blocks(title="Ask the Report", analytics_enabled=False, fill_width=True)
    with page:
        session = gr.State(Session())
        clock = gr.Timer(_GLANCE)
        header = _html("header", '["restart"]')
        status = _html("status", '["retry"]')
        conversation = _html("conversation", '["example", "halt"]')
        reports = ReportPage(site)
        with gr.Row(elem_id="composer"):
            reports.scope.render()  # type: ignore[no-untyped-call]
            question = gr.Textbox(
                elem_id="question", container=False, lines=1, max_lines=6, interactive=False, scale=1
            )
            send = gr.Button("", elem_id="send", variant="primary", interactive=False, scale=0, min_width=72)
        entry = [status, conversation, question, send, clock]
        talk = [session, conversation, question, send]
        model, model_clock = _html("model"), gr.Timer(_MODEL_GLANCE)
        page.load(handlers.open, session, [header, *entry], **_QUIET)
        for look in (page.load, model_clock.tick):
            look(handlers.model, None, [model, model_clock], concurrency_limit=None, **_QUIET)
        conversation.halt(handlers.stop, None, None, concurrency_limit=None, **_QUIET)
        page.unload(handlers.leave)
        clock.tick(handlers.tick, session, entry, concurrency_limit=None, **_QUIET)
        status.retry(handlers.retry, session, entry, **_QUIET)
        header.restart(handlers.restart, None, [session, conversation], **_QUIET)
        _connect_asking(handlers, conversation, question, send, session, reports.scope, talk)
        reports.connect(page, restarted=status.retry)
        reports.looked(handlers.tick, session, entry, concurrency_limit=None, **_QUIET)
    return page


def _html(name: str, events: str = "[]") -> gr.HTML:
    return gr.HTML("", elem_id=name, js_on_load=_FORWARD % events, apply_default_css=False, padding=False)


def _connect_asking(
    handlers: Handlers,
    conversation: gr.HTML,
    question: gr.Textbox,
    send: gr.Button,
    session: gr.State,
    scope: gr.Dropdown,
    talk: list[Any],
) -> None:
    # `once`: a second Enter or click while an answer is on its way is not sent.
    asking = {"trigger_mode": "once", "concurrency_limit": None, **_QUIET}
    typed = gr.on([question.submit, send.click], handlers.ask, [question, session, scope], talk, **asking)
    chosen = conversation.example(handlers.ask_example, [session, scope], talk, **asking)
    for event in (typed, chosen):
        event.failure(handlers.recover, session, talk, **_QUIET)
