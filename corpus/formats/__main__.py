"""`python -m corpus.formats KIND NAME SECONDS BYTES`: a file's bytes in, its draft out as JSON, within limits.

Started by `corpus.workshop` alone.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable

from corpus.draft import Draft
from corpus.errors import CorpusError, MarkupSuspicious, ParsingExceeded
from corpus.workshop import told, written


def main(kind: str, name: str, seconds: str, memory: str) -> int:
    """Parses what comes in on standard input; writes one JSON object. Returns the exit status, always 0."""
    _limit(int(seconds), int(memory))
    # Surrogates in a name stand for bytes that are no UTF-8; they must not break what is written.
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    parse: Callable[[str, bytes], Draft] = importlib.import_module(f"corpus.formats.{kind}").draft
    try:
        answer = written(parse(name, sys.stdin.buffer.read()))
    except CorpusError as error:
        answer = told(error)
    except MemoryError:
        answer = told(ParsingExceeded(name=name, limit=f"{int(memory) // 1_000_000_000} GB"))
    except RecursionError:
        answer = told(MarkupSuspicious(name=name))
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(seconds: int, memory: int) -> None:
    """Bounds the process where the system can (not on Windows, where the parent's clock alone bounds it)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
