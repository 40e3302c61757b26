"""Finds report files and reads them: from a path to a Report. Knows which parser takes which format, and limits.

What lies in a file is for the parsers; how its lines make a report, for `assemble`.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.assemble import assemble, report_id
from corpus.draft import Draft
from corpus.errors import (
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    FolderEmpty,
    FolderMissing,
    ReportEmpty,
)
from corpus.formats.text import draft_text
from corpus.kinds import DOCX, HTML, PDF, TEXT, format_of, require_kind
from corpus.report import Report
from corpus.workshop import draft_apart

__all__ = ["find_reports", "parse_text", "read_report", "report_id"]

#: Files that keep reports company without being one.
_COMPANIONS = {"sources.md", "readme.md", "readme.txt", "license.txt", "license.md"}
_MEGABYTE = 1_000_000
#: The largest file that is read into memory, by format, in megabytes. A white paper's text is one of them,
#: its PDF up to a hundred.
LIMITS = {TEXT: 50, HTML: 50, DOCX: 200, PDF: 300}


def find_reports(paths: Sequence[Path]) -> list[Path]:
    """The report files among `paths`: files as named, folders with what lies in them, sorted by name.

    A folder's hidden files and folders are passed over, and so are its links: they may lead anywhere.
    Raises FolderMissing for a path that does not exist (FileMissing when it has an ending like a file's),
    FileUnreadable for one that cannot be looked at, FolderEmpty when nothing is found at all.
    """
    found: list[Path] = []
    for path in paths:
        try:
            if path.is_dir():
                found += _reports_in(path)
            elif path.exists():
                found.append(path)
            else:
                raise (FileMissing if path.suffix else FolderMissing)(path=path)
        except OSError as error:
            raise FileUnreadable(name=path, reason=error.strerror or error) from error
    if not found:
        raise FolderEmpty(path=", ".join(str(path) for path in paths))
    return list(dict.fromkeys(found))


def _reports_in(folder: Path) -> list[Path]:
    inside = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [
        path
        for path in inside
        # Names that begin with a dot are hidden; ~$ is Word's mark for a document that is open.
        if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        and path.name.lower() not in _COMPANIONS
    ]


def read_report(path: Path) -> Report:
    """The report in the file at `path`. Raises a CorpusError that names the file and the mend."""
    kind = format_of(path.name)
    data = _bytes_of(path, LIMITS[kind])
    if not data:
        raise ReportEmpty(name=path.name)
    require_kind(path.name, kind, data)
    parse = _PARSERS[kind]
    return assemble(path.name, hashlib.sha256(data).hexdigest(), parse(path.name, data))


def parse_text(name: str, data: bytes) -> Report:
    """A report from the bytes of a text file called `name`. Raises as `read_report` does."""
    return assemble(name, hashlib.sha256(data).hexdigest(), draft_text(name, data))


def _bytes_of(path: Path, limit: int) -> bytes:
    """The file's bytes. Raises FileUnreadable, and FileTooLarge before anything is read."""
    try:
        # Not blocking: opening a named pipe would wait for a writer for ever.
        with os.fdopen(
            os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
        ) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise FileUnreadable(name=path.name, reason="not a file")
            if state.st_size > limit * _MEGABYTE:
                raise FileTooLarge(name=path.name, size=state.st_size // _MEGABYTE, limit=limit)
            return file.read(limit * _MEGABYTE)
    except OSError as error:
        raise FileUnreadable(name=path.name, reason=error.strerror or error) from error


_PARSERS: dict[str, Callable[[str, bytes], Draft]] = {
    TEXT: draft_text,
    HTML: lambda name, data: draft_apart(HTML, name, data),
    DOCX: lambda name, data: draft_apart(DOCX, name, data),
    PDF: lambda name, data: draft_apart(PDF, name, data),
}
