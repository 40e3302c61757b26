"""A page served for as long as a test needs it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import uvicorn

from web.access import Access
from web.library import Library
from web.server import application
from web.service import Service
from web.site import Site


class NoChanges:
    """For pages whose reports are never changed."""

    def can_roll_back(self):
        return False


def site(prepare, changes=None, renew=None, users=(), admins=()):
    """A site that gets ready by `prepare`, whose changes are made by `changes`."""
    service = Service(prepare, renew) if renew else Service(prepare)
    access = Access(bool(users), frozenset(admins), True)
    return Site(service, Library(changes or NoChanges(), service.renew), access, users=tuple(users))


@contextlib.contextmanager
def serving(prepare):
    """The page over a service that gets ready by `prepare`, and its address."""
    with serving_site(site(prepare)) as address:
        yield address


@contextlib.contextmanager
def serving_site(a_site):
    """A site's page, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            application(a_site), log_level="warning", timeout_graceful_shutdown=1, lifespan="on"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        a_site.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(10)
