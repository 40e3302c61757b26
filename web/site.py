"""The parts of one site, put together: who answers, who changes the reports, who may.

Knows no page; `page` and `server` make one of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from settings import Settings
from web.access import Access, access_of
from web.desk import Desk
from web.library import Library
from web.service import Service


@dataclass(frozen=True, slots=True)
class Site:
    """`users` are names with their passwords, empty where nobody logs in."""

    service: Service
    library: Library
    access: Access
    server_name: str = "127.0.0.1"
    users: tuple[tuple[str, str], ...] = ()

    def start(self) -> None:
        """Begins to make the reports ready, and to take up what other programs make of them. Returns at once."""
        self.service.start()
        self.service.watch()


def site_of(settings: Settings) -> Site:
    """The site that the settings describe, not yet started."""
    desk = Desk(settings)
    service = Service(desk.prepare, desk.renewed)
    return Site(
        service,
        Library(desk, service.renew),
        access_of(settings),
        settings.server_name,
        settings.users,
    )
