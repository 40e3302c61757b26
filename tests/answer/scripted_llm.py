"""A real HTTP server on loopback that speaks the OpenAI protocol, and says what it is told to, rightly or wrongly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: From the messages asked with to the reply.
Script = Callable[[list[dict]], str]
MODEL = "scripted-model"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Script, manner: str, key: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script, self.manner, self.key = script, manner, key
        self.asked: list[dict] = []
        self.gone = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._json(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        if self.server.key and self.headers.get("Authorization") != f"Bearer {self.server.key}":
            self._json(401, {"error": {"message": "bad key", "type": "authentication_error", "code": 401}})
        elif self.server.manner == "error":
            self._json(500, {"error": {"message": "out of memory"}})
        elif self.server.manner == "page":
            self._send(200, "text/html", b"<html><body>Welcome to nginx!</body></html>")
        elif self.server.manner == "silent":
            self.server.gone.wait(20)
        else:
            self._stream(self.server.script(body["messages"]))

    def _stream(self, reply: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        manner = self.server.manner
        pieces = [reply[i : i + 4] for i in range(0, len(reply), 4)]
        try:
            for number, piece in enumerate(pieces):
                if manner == "cut" and number == len(pieces) // 2:
                    return
                if manner == "garbage" and number == 1:
                    self.wfile.write(b"data: {not json\n\n")
                self._event({"content": piece}, None)
                if manner == "drip":
                    time.sleep(0.05)
            self._event({}, "length" if manner == "length" else "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            # The one who asked went away, as it does when it is stopped.
            self.server.gone.set()

    def _event(self, delta: dict, reason: str | None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": reason}
        event = {
            "id": "x",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": MODEL,
            "choices": [choice],
        }
        self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
        self.wfile.flush()

    def _json(self, status: int, value: dict) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(script: Script | str, manner: str = "well", key: str = "") -> Iterator[_Server]:
    """A server that replies with `script`, or what it makes of the messages.

    `manner`: well, drip (slowly), length (cut off by the limit of tokens), cut (the stream breaks off), garbage (no
    JSON in the middle), error (500), page (no API at all), silent (never answers).
    """
    say = script if callable(script) else lambda _: script
    server = _Server(say, manner, key)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        server.shutdown()
        server.server_close()
        thread.join()
