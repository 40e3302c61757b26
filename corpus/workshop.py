"""Runs the parsers of formats that libraries read in a process of their own, bounded in time and memory.

A file made to harm (one that would take for ever, or all memory, or break a library) ends that process and
nothing else. What comes back is a Draft or an error of the project's own, as JSON: nothing that could run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import corpus.errors
from corpus.draft import Draft, Hint, Role
from corpus.errors import CorpusError, FileDamaged, ParsingExceeded
from corpus.report import Page
from corpus.warnings import Loss, ReportWarning

#: Seconds a file may take, and what every megabyte of it adds: a 500-page PDF takes about twenty.
_SECONDS = 120
_SECONDS_A_MEGABYTE = 6
#: Bytes of address space beside the file's own. The libraries alone map some hundred megabytes.
_MEMORY = 3_000_000_000
_ROOT = Path(__file__).resolve().parent.parent


def draft_apart(kind: str, name: str, data: bytes) -> Draft:
    """The draft that `kind`'s parser makes of `data`, made in a child process.

    Raises what the parser raises, ParsingExceeded when it took too long or too much, FileDamaged when it
    broke.
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
        # A negative status is the signal that ended it.
        raise FileDamaged(name=name, reason=f"parser ended with {done.returncode}") from None
    if "error" in answer:
        raise _error(answer["error"], answer["fields"])
    return read_draft(answer["draft"])


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
