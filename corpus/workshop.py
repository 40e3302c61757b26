"""Runs the parsers of formats that libraries read in a process of their own, bounded in time and memory.

A file made to harm (one that would take for ever, or all memory, or break a library) ends that process and
nothing else. What comes back is a Draft or an error of the project's own, as JSON: nothing that could run.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import corpus.errors
from corpus.draft import Draft, Hint, Role
from corpus.errors import CorpusError, ParsingExceeded, ParsingFailed
from corpus.report import Page
from corpus.warnings import Loss, ReportWarning

#: Seconds a file may take, and what every megabyte of it adds: a 500-page PDF takes about twenty.
_SECONDS = 120
_SECONDS_A_MEGABYTE = 6
#: Bytes of address space beside the file's own. The libraries alone map some hundred megabytes.
_MEMORY = 4_000_000_000
_ROOT = Path(__file__).resolve().parent.parent


def draft_apart(kind: str, name: str, data: bytes) -> Draft:
    """The draft that `kind`'s parser makes of `data`, made in a child process.

    Raises what the parser raises, ParsingExceeded when it took too long or too much, ParsingFailed when
    it broke.
    """
    seconds = _SECONDS + _SECONDS_A_MEGABYTE * len(data) // 1_000_000
    command = [sys.executable, "-m", "corpus.formats", kind, name, str(seconds), str(_MEMORY)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, cwd=_ROOT, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ParsingExceeded(name=name, limit=f"{seconds} s") from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise _ended(name, done.returncode, done.stderr, seconds) from None
    if "error" in answer:
        raise _error(answer["error"], answer["fields"])
    return read_draft(answer["draft"])


def _ended(name: str, status: int, said: bytes, seconds: int) -> CorpusError:
    """Why the child ended without an answer: a negative status is the signal that ended it."""
    if -status in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGKILL", 0)):
        return ParsingExceeded(name=name, limit=f"{seconds} s")
    last = said.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
    return ParsingFailed(name=name, reason=last or f"signal {-status}")


def told(error: CorpusError) -> dict[str, Any]:
    """The error as JSON can carry it."""
    return {
        "error": type(error).__name__,
        "fields": {name: str(value) for name, value in error.fields.items()},
    }


def written(draft: Draft) -> dict[str, Any]:
    """The draft as JSON can carry it."""
    return {"draft": asdict(draft)}


def read_draft(raw: dict[str, Any]) -> Draft:
    """The draft that `written` wrote."""
    return Draft(
        text=raw["text"],
        exact=raw["exact"],
        hints=tuple(Hint(**{**hint, "role": Role(hint["role"])}) for hint in raw["hints"]),
        readings=tuple((start, end, reading) for start, end, reading in raw["readings"]),
        pages=tuple(Page(**page) for page in raw["pages"]),
        page_count=raw["page_count"],
        skipped=tuple((start, end) for start, end in raw["skipped"]),
        warnings=tuple(
            ReportWarning(Loss(warning["loss"]), tuple((name, value) for name, value in warning["fields"]))
            for warning in raw["warnings"]
        ),
        title=raw["title"],
    )


def _error(kind: str, fields: dict[str, str]) -> CorpusError:
    error = getattr(corpus.errors, kind)
    if not (isinstance(error, type) and issubclass(error, CorpusError)):
        raise TypeError(kind)
    return error(**fields)
