"""Serves the page at an address until it is told to stop. Knows nothing of what is on the page."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Callable
from urllib.parse import quote

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.requests import Request

from web.errors import AddressUnusable, PortTaken
from web.guard import Guard
from web.page import SCRIPTS, STYLE, build_page
from web.site import Site
from web.upload import add_upload

#: Seconds that open connections get to end when the server is told to stop.
_GRACE = 1

#: Plain names: Gradio's own theme would load its fonts from Google.
_FONTS = (
    "system-ui",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "Noto Sans JP",
    "sans-serif",
)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f5673"/>'
    '<text x="16" y="22.5" font-size="18" text-anchor="middle" fill="#fffdf9">問</text></svg>'
)
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def application(site: Site, page: gr.Blocks | None = None) -> FastAPI:
    """The site's page as an ASGI application: nothing shared, nothing counted, no file served but the page's own."""
    page, server_name = page or build_page(site), site.server_name
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, server_name=server_name, named=site.access.named)
    add_upload(app, site.library, lambda request: site.access.may_change(_user(app, request)))
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=server_name,
        auth=list(site.users) or None,
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=_FONTS, font_mono=_MONO),
        head=_head(),
    )
    return app


def _user(app: FastAPI, request: Request) -> str | None:
    """The name that a visitor logged in with, by Gradio's own cookie and its list of who is in."""
    mounted = (getattr(route, "app", None) for route in app.routes)
    entrance = next(part for part in mounted if isinstance(part, gr.routes.App))
    cookies = (f"access-token-{entrance.cookie_id}", f"access-token-unsecure-{entrance.cookie_id}")
    tokens = (request.cookies.get(name) for name in cookies)
    return next((entrance.tokens[token] for token in tokens if token in entrance.tokens), None)


def _head() -> str:
    # Not Gradio's `css`: it rewrites selectors, and takes `:is(a, b)` apart at the comma.
    style = "".join(part.read_text(encoding="utf-8") for part in STYLE)
    script = "".join(part.read_text(encoding="utf-8") for part in SCRIPTS)
    return f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}"><style>{style}</style><script>{script}</script>'


def serve(site: Site, port: int, on_open: Callable[[str], None]) -> None:
    """Start the site and serve its page at `port` until SIGINT or SIGTERM.

    It is started once the address is ours; `on_open` is called with the address once the page answers.
    Raises PortTaken or AddressUnusable before either, and KeyboardInterrupt after SIGINT.
    """
    name = site.server_name
    with _listen(name, port) as listening:
        site.start()
        host = f"[{name}]" if ":" in name else name
        config = uvicorn.Config(
            application(site), log_level="warning", timeout_graceful_shutdown=_GRACE, lifespan="on"
        )
        _Server(config, lambda: on_open(f"http://{host}:{port}")).run(sockets=[listening])


def _listen(name: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in name else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((name.strip("[]"), port))
        listening.listen()
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(name=name, port=port) from error
        raise AddressUnusable(name=name, port=port, reason=error.strerror) from error
    return listening


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_open: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_open = on_open

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Every open page holds a stream that never ends by itself; cutting it off is no error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
