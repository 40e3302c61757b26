"""A language model behind an OpenAI-compatible address, whoever serves it: asked, and heard as it writes.

llama-index's OpenAILike is the client; its types stay here. Whatever a server does wrong comes out as one
of the LlmProblems. Knows no prompt and no report.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from answer.errors import LlmCut, LlmFailed, LlmProblem, LlmRefused, LlmSlow, LlmStopped, LlmUnreachable

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

#: Seconds between two looks at whether it was stopped.
_GLANCE = 0.05
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_END = object()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: for a connection, for the next words, for the whole reply."""

    connect: float = 5.0
    silence: float = 60.0
    whole: float = 180.0


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at `address` (its `/v1`). `name` is what the server calls it; `key` may be empty. Keeps no connection.

    `reads` is how many characters it is given to read beside what is quoted: what a small model on this computer's
    processor is slow to read, and soon mixes up, helps a large one.
    """

    address: str
    name: str
    key: str = ""
    patience: Patience = Patience()
    reads: int = 900

    def write(
        self, system: str, user: str, most_tokens: int, stop: threading.Event | None = None
    ) -> Iterator[str]:
        """The reply, piece by piece. Raises an LlmProblem; LlmStopped once `stop` is set.

        The reply is read in a thread of its own, so that stopping does not wait for a server that is silent.
        However the reading ends, the connection is closed, which ends the server's work too.
        """
        # Before the clock runs: importing the client takes a second.
        import llama_index.llms.openai_like  # noqa: F401

        heard: queue.SimpleQueue[object] = queue.SimpleQueue()
        with self._http() as http:
            reading = threading.Thread(
                target=self._read,
                args=(http, system, user, most_tokens, heard),
                name="language-model",
                daemon=True,
            )
            reading.start()
            yield from self._heard(heard, stop)

    def _heard(self, heard: queue.SimpleQueue[object], stop: threading.Event | None) -> Iterator[str]:
        begun = last = time.monotonic()
        while True:
            if stop is not None and stop.is_set():
                raise LlmStopped()
            try:
                item = heard.get(timeout=_GLANCE)
            except queue.Empty:
                now = time.monotonic()
                if now - last > self.patience.silence or now - begun > self.patience.whole:
                    raise LlmSlow(seconds=round(now - last)) from None
                continue
            if item is _END:
                return
            if isinstance(item, LlmProblem):
                raise item
            last = time.monotonic()
            if last - begun > self.patience.whole:
                raise LlmCut()
            yield str(item)

    def _read(
        self, http: httpx.Client, system: str, user: str, most_tokens: int, heard: queue.SimpleQueue[object]
    ) -> None:
        """Puts each piece of the reply, then _END or the problem, into `heard`."""
        import openai
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        try:
            reason = None
            for part in self._client(http, most_tokens).stream_chat(messages):
                if part.delta:
                    heard.put(part.delta)
                reason = _finish_reason(part.raw) or reason
            # A server that is killed in the middle may end its stream as if it were done.
            heard.put(_END if reason else LlmCut())
        except (openai.OpenAIError, httpx.HTTPError, httpx.StreamError, json.JSONDecodeError) as error:
            heard.put(self._problem(error))
        except (RuntimeError, AttributeError, TypeError, KeyError, IndexError, ValueError) as error:
            # What is no chat completion at all breaks the client in its own ways; so does closing under its hands.
            heard.put(LlmFailed(reason=f"{type(error).__name__}: {error}"))

    def _client(self, http: httpx.Client, most_tokens: int) -> OpenAILike:
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self.name,
            api_base=self.address,
            api_key=self.key or "none",
            http_client=http,  # type: ignore[call-arg]  # OpenAI's own, which its fields do not show
            is_chat_model=True,
            temperature=0.0,
            max_tokens=most_tokens,
            max_retries=0,
            timeout=self.patience.silence,
        )

    def _http(self) -> httpx.Client:
        timeout = httpx.Timeout(self.patience.silence, connect=self.patience.connect)
        # A proxy of the environment would be asked for this computer's own ports, too.
        return httpx.Client(timeout=timeout, trust_env=urlsplit(self.address).hostname not in _LOOPBACK)

    def _problem(self, error: Exception) -> LlmProblem:
        import openai

        if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError)):
            return LlmRefused(status=error.status_code)
        if isinstance(error, openai.APIStatusError):
            return LlmFailed(reason=f"HTTP {error.status_code}")
        if isinstance(error, (openai.APITimeoutError, httpx.TimeoutException)):
            return LlmSlow(seconds=round(self.patience.silence))
        if isinstance(error, openai.APIConnectionError):
            return LlmUnreachable(address=self.address)
        if isinstance(error, (httpx.HTTPError, httpx.StreamError)):
            return LlmCut()
        return LlmFailed(reason=type(error).__name__)


def _finish_reason(raw: Any) -> str | None:  # noqa: ANN401
    choices = getattr(raw, "choices", None) or []
    return getattr(choices[0], "finish_reason", None) if choices else None
