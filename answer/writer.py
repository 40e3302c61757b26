"""The language model that composes: which one the settings mean, and whether it is there yet.

    Off        none is set, or none is installed
    Loading    the bundled one, or a file, is being loaded in a thread of its own
    Ready      it can be asked
    Failed     it cannot, for a reason

Knows settings and models, and nothing of what is asked.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from answer.errors import LlmLoading, LlmProblem
from answer.llm import LanguageModel, Patience
from errors import AskError
from models.errors import LlmMissing, LlmRunnerMissing
from models.llm_server import LocalServer, serve
from models.llm_weights import ensure_llm, parts
from prompts import fingerprints, load_prompt
from settings import Settings


@dataclass(frozen=True, slots=True)
class Off:
    """There is no language model: answers are quoted."""


@dataclass(frozen=True, slots=True)
class Loading:
    """It will be there in a while."""


@dataclass(frozen=True, slots=True)
class Ready:
    """It can be asked. `server` keeps a model that runs in this process alive."""

    model: LanguageModel
    server: LocalServer | None = None

    def warm_up(self) -> None:
        """Has a model of this process read what every question to it begins with, so that the first is not kept waiting.

        A server elsewhere is asked nothing: it may be paid by the word.
        """
        if self.server is None:
            return
        for name in fingerprints():
            with contextlib.suppress(LlmProblem):
                for _ in self.model.write(load_prompt(name).system, "", 1):
                    pass


@dataclass(frozen=True, slots=True)
class Failed:
    """It cannot be had."""

    error: AskError


#: On a busy computer reading the passages takes a minute and more.
_PATIENCE = Patience(silence=120.0, whole=240.0)
#: Characters a model of 1.5 billion parameters reads beside the quotes: two seconds on two cores.
_READS = 180

State = Off | Loading | Ready | Failed
Load = Callable[[], Ready]


class Writer:
    """A language model that is loaded in the background. Every method may be called from any thread."""

    def __init__(self, load: Load | None) -> None:
        self._load = load
        self._state: State = Off() if load is None else Loading()
        self._done = threading.Event()
        if load is None:
            self._done.set()

    @property
    def state(self) -> State:
        """Where it stands now."""
        return self._state

    def start(self) -> Writer:
        """Begins to load, once; returns at once."""
        load, self._load = self._load, None
        if load is not None:
            threading.Thread(target=self._run, args=(load,), name="load-language-model", daemon=True).start()
        return self

    def wait(self, seconds: float | None = None) -> State:
        """The state once it is no longer loading, or after `seconds`."""
        self._done.wait(seconds)
        return self._state

    @property
    def problem(self) -> AskError | None:
        """Why it cannot write now; None when it can, and when there is none that could."""
        if isinstance(self._state, Failed):
            return self._state.error
        return LlmLoading() if isinstance(self._state, Loading) else None

    def _run(self, load: Load) -> None:
        try:
            loaded = load()
            self._state = loaded
            self._done.set()
            loaded.warm_up()
        except AskError as error:
            self._state = Failed(error)
        finally:
            if isinstance(self._state, Loading):
                # A fault of the program: its traceback is on the terminal, and answers go on being quoted.
                self._state = Off()
            self._done.set()


def shared_writer(settings: Settings) -> Writer:
    """The writer the settings mean, one for the process: an index that is opened anew does not load its model anew."""
    with _SHARING:
        key = (
            settings.llm,
            settings.llm_base_url,
            settings.llm_model,
            settings.llm_api_key,
            settings.llm_gguf,
        )
        return _SHARED.setdefault((*key, settings.cache_dir), make_writer(settings))


_SHARING = threading.Lock()
_SHARED: dict[tuple[object, ...], Writer] = {}


def make_writer(settings: Settings) -> Writer:
    """The writer the settings mean, not yet started: a server, a file, the bundled model, or none."""
    if settings.llm == "off":
        return Writer(None)
    if settings.llm == "auto" and settings.llm_base_url:
        return Writer(lambda: Ready(_served(settings)))
    if settings.llm == "auto" and settings.llm_gguf is not None:
        path = settings.llm_gguf
        return Writer(lambda: _local(serve(path)))
    if settings.llm == "auto" and not _is_installed():
        return Writer(None)
    return Writer(lambda: _local(serve(ensure_llm(settings.cache_dir))))


def _is_installed() -> bool:
    from importlib.util import find_spec

    try:
        return bool(parts()) and find_spec("xllamacpp") is not None
    except (LlmMissing, LlmRunnerMissing):
        return False


def _local(server: LocalServer) -> Ready:
    return Ready(LanguageModel(server.address, server.name, server.key, _PATIENCE, _READS), server)


def _served(settings: Settings) -> LanguageModel:
    """The server's model: the one named, or else the first it lists. A server that lists none is asked for `default`."""
    address = settings.llm_base_url.rstrip("/")
    return LanguageModel(
        address, settings.llm_model or _first_listed(address, settings.llm_api_key), settings.llm_api_key
    )


def _first_listed(address: str, key: str) -> str:
    try:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        listed = httpx.get(f"{address}/models", headers=headers, timeout=5.0).json()["data"]
        return str(listed[0]["id"])
    # Whatever is wrong with the server is told when it is asked to write.
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, IndexError, TypeError):
        return "default"
