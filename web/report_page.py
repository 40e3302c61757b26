"""The Reports tab's components, and which handler answers which event. Knows nothing of what the handlers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from web.report_handlers import ReportHandlers
from web.site import Site

#: Seconds between two looks at the work under way.
_GLANCE = 0.5
_EVENTS = ("look", "outline-of", "remove", "roll-back", "clear")
#: A button's value travels with its event; `look` is sent by the script, when the tab is opened or a file is in.
_FORWARD = f"""
for (const name of {list(_EVENTS)})
  element.addEventListener("click", (event) => {{
    const button = event.target.closest("button." + name);
    if (button && !button.disabled) trigger(name.replace("-", "_"), {{ value: button.dataset.value ?? "" }});
  }});
document.addEventListener("look-at-reports", () => trigger("look", {{}}));
"""
# Gradio finds the names of events in the script, in quotes.
_NAMES = "".join(f'// "{name.replace("-", "_")}"\n' for name in _EVENTS)
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class ReportPage:
    """The tab, and the choice of the report to ask, which the chat shows beside its question box."""

    def __init__(self, site: Site) -> None:
        self._handlers = ReportHandlers(site.service, site.library, site.access)
        self._opened = gr.State("")
        self._clock = gr.Timer(_GLANCE)
        quiet: dict[str, Any] = {"apply_default_css": False, "padding": False}
        with gr.Column(elem_id="reports"):
            self._sending = gr.HTML("", elem_id="sending", js_on_load=None, **quiet)
            self._shelf = gr.HTML("", elem_id="shelf", js_on_load=_NAMES + _FORWARD, **quiet)
        self.scope = gr.Dropdown(
            choices=[("", "")],
            value="",
            elem_id="scope",
            visible=False,
            filterable=False,
            container=False,
            render=False,
        )

    @property
    def looked(self) -> Callable[..., Any]:
        """The event of a tab being opened, or of a file having come in."""
        looked: Callable[..., Any] = self._shelf.look
        return looked

    def connect(self, page: gr.Blocks, restarted: Callable[..., Any]) -> None:
        """Connects the handlers, within `page`; `restarted` is the event of beginning to get ready again."""
        handlers, shown = self._handlers, [self._opened, self._shelf, self._clock, self.scope]
        here = [self._opened, self.scope]
        page.load(handlers.open, self.scope, [self._sending, *shown], **_QUIET)
        self._clock.tick(handlers.look, here, shown, concurrency_limit=None, **_QUIET)
        restarted(handlers.look, here, shown, **_QUIET)
        # A file may be in before the look that opening the tab began has ended: what it changed is shown by another.
        last = {"trigger_mode": "always_last", "concurrency_limit": None, **_QUIET}
        self._shelf.look(handlers.look, here, shown, **last)
        self._shelf.outline_of(handlers.outline, self.scope, shown, **_QUIET)
        self._shelf.remove(handlers.remove, here, shown, **_QUIET)
        self._shelf.roll_back(handlers.roll_back, here, shown, **_QUIET)
        self._shelf.clear(handlers.clear, here, shown, **_QUIET)
