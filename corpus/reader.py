"""Reads report files: from bytes to a Report. Knows files and encodings; structure is the outline's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import (
    EncodingUnreadable,
    FileMissing,
    FileUnreadable,
    FolderEmpty,
    FolderMissing,
    FormatUnsupported,
    ReportEmpty,
    TextNotProse,
)
from corpus.normalize import Mapped, Reading, normalize, place_readings
from corpus.outline import outline
from corpus.repair import repair
from corpus.report import Block, Page, Report

#: Files that keep reports company without being one.
_COMPANIONS = {"sources.md", "readme.md", "readme.txt", "license.txt", "license.md"}
#: More characters than this share that mean nothing, and the file is not text.
_NOISE = 0.05
#: Categories of Unicode: control characters, private use, surrogates and what is not assigned.
_MEANINGLESS = ("Cc", "Co", "Cs", "Cn")


def find_reports(paths: Sequence[Path]) -> list[Path]:
    """The report files among `paths`: files as named, folders with what lies in them, sorted by name.

    A folder's hidden files and folders are passed over, and so are its links: they may lead anywhere.
    Raises FolderMissing for a path that does not exist (FileMissing when it has an ending like a file's), FileUnreadable for one that cannot be looked at,
    FolderEmpty when nothing is found at all.
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
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.name.lower() not in _COMPANIONS
    ]


def read_report(path: Path) -> Report:
    """The report in the file at `path`. Raises a CorpusError that names the file and the mend."""
    parse = _FORMATS.get(path.suffix.lower())
    if parse is None:
        raise FormatUnsupported(name=path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileUnreadable(name=path.name, reason=error.strerror or error) from error
    return parse(path.name, data)


def parse_text(name: str, data: bytes) -> Report:
    """A report from the bytes of a text file called `name`."""
    source = _decode(name, data)
    if not source.strip():
        raise ReportEmpty(name=name)
    if (
        sum(unicodedata.category(c) in _MEANINGLESS and not c.isspace() for c in source)
        > len(source) * _NOISE
    ):
        raise TextNotProse(name=name)
    mapped, readings = normalize(source)
    mapped, placed = place_readings(repair(mapped), readings)
    found = outline(mapped.text, Path(name).stem)
    if not found.blocks:
        raise ReportEmpty(name=name)
    return Report(
        id=report_id(name),
        title=found.title or Path(name).stem,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text=mapped.text,
        sections=found.sections,
        blocks=tuple(_with_readings(block, placed) for block in found.blocks),
        source_map=mapped.source_map(),
        pages=_pages(source, mapped),
        page_count=len(_page_starts(source)) or None,
    )


def _page_starts(source: str) -> list[int]:
    """Where the pages that form feeds part the source into begin; empty where there are none."""
    starts = [0, *(match.end() for match in re.finditer("\f", source) if source[match.end() :].strip())]
    return starts if len(starts) > 1 else []


def _pages(source: str, mapped: Mapped) -> tuple[Page, ...]:
    """The pages as stretches of the normalised text; one that holds nothing has none."""
    pages = [Page(bisect_left(mapped.origins, start), n) for n, start in enumerate(_page_starts(source), 1)]
    ends = [*(page.start for page in pages[1:]), len(mapped.text)]
    return tuple(p for p, end in zip(pages, ends, strict=False) if mapped.text[p.start : end].strip())


def report_id(name: str) -> str:
    """A short id from a file's name: its stem, in NFKC, white space and what shells mind turned to hyphens."""
    stem = unicodedata.normalize("NFKC", Path(name).stem)
    return re.sub(r"[^\w.]+", "-", stem).strip("-") or "report"


def _decode(name: str, data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingUnreadable(name=name, byte=error.start + 1) from error


def _with_readings(block: Block, placed: tuple[Reading, ...]) -> Block:
    inside = tuple((r.start, r.end, r.reading) for r in placed if block.start <= r.start < block.end)
    return replace(block, readings=inside) if inside else block


_FORMATS: dict[str, Callable[[str, bytes], Report]] = {
    ".txt": parse_text,
    ".md": parse_text,
    ".text": parse_text,
}
