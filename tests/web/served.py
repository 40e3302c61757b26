"""A page served for as long as a test needs it."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import uvicorn

from web.page import build_page
from web.server import application
from web.service import Service


@contextlib.contextmanager
def serving(prepare):
    """The page over a service that gets ready by `prepare`, and its address."""
    service = Service(prepare)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(
            application(build_page(service), "127.0.0.1"),
            log_level="warning",
            timeout_graceful_shutdown=1,
            lifespan="on",
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        service.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(10)
