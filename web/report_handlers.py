"""What the Reports tab does on each event. Whoever may not change the reports is refused here, whatever they sent.

Knows nothing of where on the page things stand.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from corpus.report import Report
from errors import AskError, Language
from index.manifest import IndexedReport
from web.access import Access
from web.errors import ChangeForbidden
from web.handlers import language_of
from web.library import Library
from web.report_words import report_words
from web.service import Service
from web.shelf import sending_html, shelf_html
from web.states import Ready

Update = Any


class ReportHandlers:
    """The tab's handlers. Each returns the open report's id, the shelf, the clock and the scope's choices."""

    def __init__(self, service: Service, library: Library, access: Access) -> None:
        self._service = service
        self._library = library
        self._access = access

    def open(self, scope: str, request: gr.Request) -> tuple[Update, ...]:
        """The place for files first, then as every handler, as the page is opened."""
        language = language_of(request)
        sending = sending_html(language, self._access.may_change(request.username))
        return (sending, *self._shown("", scope, request))

    def look(self, opened: str, scope: str, request: gr.Request) -> tuple[Update, ...]:
        """What there is now."""
        return self._shown(opened, scope, request)

    def outline(self, scope: str, request: gr.Request, chosen: gr.EventData) -> tuple[Update, ...]:
        """With another report's outline open, or none."""
        return self._shown(_value(chosen), scope, request)

    def remove(
        self, opened: str, scope: str, request: gr.Request, chosen: gr.EventData
    ) -> tuple[Update, ...]:
        """Begins to take a report out."""
        self._require_admin(request)
        self._library.remove(_value(chosen))
        return self._shown(opened, scope, request)

    def roll_back(self, opened: str, scope: str, request: gr.Request) -> tuple[Update, ...]:
        """Begins to go back to the generation before."""
        self._require_admin(request)
        self._library.roll_back()
        return self._shown(opened, scope, request)

    def clear(self, opened: str, scope: str, request: gr.Request) -> tuple[Update, ...]:
        """Without what was told of settled files."""
        self._require_admin(request)
        self._library.clear()
        return self._shown(opened, scope, request)

    def _require_admin(self, request: gr.Request) -> None:
        if not self._access.may_change(request.username):
            raise ChangeForbidden()

    def _shown(self, opened: str, scope: str, request: gr.Request) -> tuple[Update, ...]:
        language, work, state = language_of(request), self._library.work, self._service.state
        reports = tuple(state.assistant.reports) if isinstance(state, Ready) else None
        report = self._report(opened)
        shelf = shelf_html(
            reports,
            work,
            language,
            may_change=self._access.may_change(request.username),
            can_roll_back=self._library.can_roll_back,
            opened=report,
        )
        clock = gr.Timer(active=work.busy or reports is None)
        return report.id if report else "", shelf, clock, scope_choices(reports or (), scope, language)

    def _report(self, report_id: str) -> Report | None:
        state = self._service.state
        if not report_id or not isinstance(state, Ready):
            return None
        try:
            return state.assistant.report(report_id)
        except AskError:
            return None


def scope_choices(reports: tuple[IndexedReport, ...], scope: str, language: Language) -> Update:
    """The choice of the report to ask, shown where there is one to make."""
    words = report_words(language)
    choices = [(words.every_report, ""), *((report.label, report.id) for report in reports)]
    kept = scope if scope in {id_ for _, id_ in choices} else ""
    return gr.Dropdown(choices=choices, value=kept, label=words.scope, visible=len(reports) > 1)


def _value(chosen: gr.EventData) -> str:
    return str(chosen.value)
