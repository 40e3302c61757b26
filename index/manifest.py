"""What a generation of the index was made from: model, versions, reports. Knows nothing of their content."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.analysis import ANALYSIS_VERSION
from index.chunk import CHUNKING_VERSION
from index.errors import IndexForeign, IndexOutdated, ReportUnknown, as_damage
from index.sources import Source

#: The layout of a generation's folder.
LAYOUT_VERSION = 2
#: How reports are parsed: raise it when the same file gives another text, other sections or other blocks.
PARSING_VERSION = 1
_FILE = "manifest.json"


def versions() -> str:
    """The versions of everything that shapes an index besides the model and the reports."""
    return f"layout {LAYOUT_VERSION}, parsing {PARSING_VERSION}, chunking {CHUNKING_VERSION}, analysis {ANALYSIS_VERSION}"


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """A report in the index. `name` is its file's, `sha256` of the file's bytes."""

    id: str
    title: str
    name: str
    sha256: str
    passages: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`model` is the embedder's fingerprint (weights, prompts, pooling); `roots` are the files and folders
    that were asked to be indexed, `sources` the files found there, refused ones too."""

    versions: str
    model: str
    created: str
    roots: tuple[str, ...]
    sources: tuple[Source, ...]
    reports: tuple[IndexedReport, ...]

    def save(self, generation: Path) -> None:
        """Writes the manifest into a generation's folder."""
        (generation / _FILE).write_text(
            json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8"
        )

    @classmethod
    def load(cls, generation: Path) -> Manifest:
        """The manifest of a generation. Raises IndexDamaged when it cannot be read."""
        with as_damage(generation):
            raw = json.loads((generation / _FILE).read_text(encoding="utf-8"))
            reports = tuple(IndexedReport(**report) for report in raw.pop("reports"))
            sources = tuple(Source(**source) for source in raw.pop("sources"))
            return cls(roots=tuple(raw.pop("roots")), sources=sources, reports=reports, **raw)

    def require(self, model: str) -> None:
        """Raises IndexOutdated or IndexForeign when this program, with this model, cannot use the index."""
        if self.versions != versions():
            raise IndexOutdated(made=self.versions)
        if self.model != model:
            raise IndexForeign(made=self.model, now=model)

    def entry(self, report_id: str) -> IndexedReport:
        """The entry of a report. Raises ReportUnknown, naming the reports there are."""
        for report in self.reports:
            if report.id == report_id:
                return report
        raise ReportUnknown(report=report_id, known=", ".join(r.id for r in self.reports))

    @property
    def fingerprint(self) -> str:
        """The reports' hashes with the model and the versions, as one line for the record of a result."""
        return " ".join((self.model, self.versions, *(f"{r.id}:{r.sha256[:12]}" for r in self.reports)))
