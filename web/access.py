"""Who may change the reports. Knows no page; names and passwords are checked by Gradio before anyone comes here."""

from __future__ import annotations

from dataclasses import dataclass

from settings import Settings
from web.guard import is_loopback


@dataclass(frozen=True, slots=True)
class Access:
    """`named` says that visitors log in; `admins` are the names of those who may change the reports then.

    Where nobody logs in, everyone may on a page that only this machine reaches, and nobody elsewhere.
    """

    named: bool
    admins: frozenset[str]
    local: bool

    def may_change(self, user: str | None) -> bool:
        """Whether the visitor, by the name they logged in with, may change the reports."""
        return user in self.admins if self.named else self.local


def access_of(settings: Settings) -> Access:
    """The rules that the settings set."""
    return Access(bool(settings.users), frozenset(settings.admins), is_loopback(settings.server_name))
