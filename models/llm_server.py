"""Runs a GGUF model in this process and serves it in the OpenAI protocol on a loopback port of its own.

llama.cpp, by xllamacpp. Knows no prompt and no client. The address answers only to the key made with it:
other users of the computer can reach a loopback port too.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.errors import LlmRunnerMissing, LlmUnloadable

#: Tokens of a prompt with its reply: some passages, the instructions, an answer of some sentences.
CONTEXT = 2048
#: Conversations held at once, each with its own beginning kept: there are two prompts (`prompts/`), and with one
#: place the one would have the other's instructions read anew at every change of language.
_PLACES = 2
_LOUD = -1


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A model being served. It is served as long as this object lives."""

    address: str
    key: str
    name: str
    _running: Any


def serve(path: Path, threads: int | None = None) -> LocalServer:
    """Loads the model, which takes seconds, and serves it. Raises LlmRunnerMissing or LlmUnloadable."""
    try:
        # Here, not above: most of the program does without it, and it may not be installed.
        import xllamacpp
    except ImportError as error:
        raise LlmRunnerMissing() from error
    key = secrets.token_urlsafe(24)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx, params.n_parallel = CONTEXT * _PLACES, _PLACES
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    # More threads than cores wait for each other; hyper-threads gain nothing here either.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads or _cores()
    params.ui, params.endpoint_slots, params.verbosity = False, False, _LOUD
    # What the two places hold is kept; eight gigabytes of others' are not.
    params.cache_ram_mib = 0
    if not path.is_file():
        raise LlmUnloadable(path=path, reason="No such file")
    try:
        running = xllamacpp.Server(params)
    except (RuntimeError, ValueError, OSError) as error:
        raise LlmUnloadable(path=path, reason=str(error) or type(error).__name__) from error
    return LocalServer(f"{running.listening_address}/v1", key, path.stem, running)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
