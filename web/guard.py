"""What stands before Gradio: only the paths the page needs, and a policy that keeps the browser on this machine.

Gradio serves files, uploads, a proxy and its own documentation as well; none of them is used here, so none
is let through. (Reports are sent to the page's own address, see `upload`.) Knows nothing of the page itself.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The page, its own assets, and the calls it makes. All else is answered 404.
_OPEN = re.compile(
    r"/(config|reports/upload|theme\.css|favicon\.ico|manifest\.json|assets/.+|static/.+"
    r"|gradio_api/(queue/(join|data)|heartbeat/\w+|cancel|reset|app_id))?/?"
)

#: Open besides where visitors log in.
_ENTRANCE = re.compile(r"/log(in|out)/?")

#: Gradio writes scripts and styles into its page and compiles templates, so those cannot be forbidden;
#: other machines can.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'none'; "
    "base-uri 'self'; form-action 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Guard:
    """ASGI middleware. On a loopback address, `server_name`, it also refuses requests for any other host:
    a page from elsewhere whose name was made to point at this machine would otherwise be let in."""

    def __init__(self, app: ASGIApp, server_name: str, named: bool = False) -> None:
        self._app = app
        self._named = named
        self._hosts = _loopback_names(server_name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._hosts is not None and _host(Headers(scope=scope)) not in self._hosts:
            reply = PlainTextResponse("This page is for this machine only: open it on 127.0.0.1.\n", 421)
            await reply(scope, receive, send)
        elif not self._is_open(scope["path"].removeprefix(scope.get("root_path", ""))):
            await PlainTextResponse("Not found.\n", 404)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _is_open(self, path: str) -> bool:
        return bool(_OPEN.fullmatch(path) or (self._named and _ENTRANCE.fullmatch(path)))


def is_loopback(server_name: str) -> bool:
    """Whether only this machine reaches what listens at `server_name`."""
    name = server_name.strip("[]")
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _loopback_names(server_name: str) -> Iterable[str] | None:
    local = is_loopback(server_name)
    return {"localhost", "127.0.0.1", "::1", server_name.strip("[]")} if local else None


def _host(headers: Headers) -> str:
    host = headers.get("host", "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].lower()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    return sending
