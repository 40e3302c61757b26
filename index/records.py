"""Reports and chunks as files of a generation, and back. Knows no search."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.report import Block, BlockKind, Page, Report, Section, SourceMap
from corpus.warnings import Loss, ReportWarning
from index.chunk import Chunk, Unit
from index.errors import as_damage

_REPORTS = "reports"
_CHUNKS = "passages.jsonl"


def save_reports(reports: Iterable[Report], generation: Path) -> None:
    """Writes each report, with its normalised text, under `reports/ID.json`."""
    folder = generation / _REPORTS
    folder.mkdir()
    for report in reports:
        (folder / f"{report.id}.json").write_text(
            json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8"
        )


def load_report(generation: Path, report_id: str) -> Report:
    """The report that `save_reports` wrote. Raises IndexDamaged when it is not whole."""
    with as_damage(generation):
        raw: dict[str, Any] = json.loads(
            (generation / _REPORTS / f"{report_id}.json").read_text(encoding="utf-8")
        )
        sections = tuple(Section(**{**s, "path": tuple(s["path"])}) for s in raw.pop("sections"))
        blocks = tuple(_block(b) for b in raw.pop("blocks"))
        runs = raw.pop("source_map")
        source_map = SourceMap(tuple(runs["starts"]), tuple(runs["origins"]))
        pages = tuple(Page(**page) for page in raw.pop("pages"))
        warnings = tuple(_warning(warning) for warning in raw.pop("warnings"))
        return Report(
            sections=sections,
            blocks=blocks,
            source_map=source_map,
            pages=pages,
            warnings=warnings,
            **raw,
        )


def save_chunks(chunks: Iterable[Chunk], generation: Path) -> None:
    """Writes the chunks, a line each, in their order: the order of the lexical index."""
    with (generation / _CHUNKS).open("w", encoding="utf-8") as file:
        for chunk in chunks:
            file.write(json.dumps(asdict(chunk), ensure_ascii=False) + "\n")


def load_chunks(generation: Path) -> list[Chunk]:
    """The chunks that `save_chunks` wrote, in their order. Raises IndexDamaged when they are not whole."""
    with as_damage(generation), (generation / _CHUNKS).open(encoding="utf-8") as file:
        return [read_chunk(line) for line in file]


def read_chunk(line: str | bytes) -> Chunk:
    """The chunk in one line of the file that `save_chunks` wrote. Raises ValueError, KeyError, TypeError."""
    return _chunk(json.loads(line))


def _block(raw: dict[str, Any]) -> Block:
    readings = tuple((a, b, reading) for a, b, reading in raw["readings"])
    return Block(BlockKind(raw["kind"]), raw["start"], raw["end"], raw["section"], raw["group"], readings)


def _warning(raw: dict[str, Any]) -> ReportWarning:
    return ReportWarning(Loss(raw["loss"]), tuple((name, value) for name, value in raw["fields"]))


def _chunk(raw: dict[str, Any]) -> Chunk:
    units = tuple(Unit(BlockKind(u["kind"]), u["start"], u["end"], u["group"]) for u in raw.pop("units"))
    section, readings, pages = (tuple(raw.pop(name)) for name in ("section", "readings", "pages"))
    return Chunk(units=units, section=section, readings=readings, pages=pages, **raw)
