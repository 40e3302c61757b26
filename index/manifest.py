"""What a generation of the index was made from: model, versions, reports. Knows nothing of their content."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.analysis import ANALYSIS_VERSION
from index.chunk import CHUNKING_VERSION
from index.errors import IndexElsewhere, IndexForeign, IndexOutdated, ReportUnknown, as_damage
from index.sources import Source

#: The layout of a generation's folder.
LAYOUT_VERSION = 3
#: How reports are parsed: raise it when the same file gives another text, other sections or other blocks.
PARSING_VERSION = 4
_FILE = "manifest.json"
#: Where vectors are when no server is named.
EMBEDDED = "embedded"


def versions() -> str:
    """The versions of everything that shapes an index besides the model and the reports."""
    return f"layout {LAYOUT_VERSION}, parsing {PARSING_VERSION}, chunking {CHUNKING_VERSION}, analysis {ANALYSIS_VERSION}"


@dataclass(frozen=True, slots=True)
class IndexedReport:
    """A report in the index. `name` is its file's, `sha256` of the file's bytes.

    `edition` is as a reader would say it and `year` in the Western calendar, "" and None where nothing tells
    it; `pages` is None for files that know none. `indexed` is when it came in (ISO 8601, UTC).
    """

    id: str
    title: str
    name: str
    sha256: str
    passages: int
    sections: int = 0
    pages: int | None = None
    edition: str = ""
    year: int | None = None
    indexed: str = ""
    warnings: int = 0

    @property
    def label(self) -> str:
        """The title, with the edition where it does not say it itself."""
        if not self.edition or self.edition in self.title:
            return self.title
        return f"{self.title}（{self.edition}）"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`model` is the embedder's fingerprint (weights, prompts, pooling); `roots` are the files and folders
    that were asked to be indexed, `sources` the files found there, refused ones too. `store` is where the
    vectors are, EMBEDDED or a server's address; `left_out` are the hashes of reports taken out on purpose."""

    versions: str
    model: str
    created: str
    roots: tuple[str, ...]
    sources: tuple[Source, ...]
    reports: tuple[IndexedReport, ...]
    store: str = EMBEDDED
    left_out: tuple[str, ...] = ()

    def save(self, generation: Path) -> None:
        """Writes the manifest into a generation's folder."""
        (generation / _FILE).write_text(self.to_json(), encoding="utf-8")

    def to_json(self) -> str:
        """The manifest as its file has it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def load(cls, generation: Path) -> Manifest:
        """The manifest of a generation. Raises IndexDamaged when it cannot be read."""
        with as_damage(generation):
            return cls.from_json((generation / _FILE).read_text(encoding="utf-8"))

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """The manifest that `to_json` wrote. Raises ValueError, KeyError, TypeError or AttributeError."""
        raw = json.loads(text)
        reports = tuple(IndexedReport(**report) for report in raw.pop("reports"))
        sources = tuple(Source(**source) for source in raw.pop("sources"))
        roots, left_out = (tuple(raw.pop(name, ())) for name in ("roots", "left_out"))
        return cls(roots=roots, sources=sources, reports=reports, left_out=left_out, **raw)

    def require(self, model: str, store: str = EMBEDDED) -> None:
        """Raises IndexOutdated, IndexForeign or IndexElsewhere when this program, so set, cannot use the index."""
        if self.versions != versions():
            raise IndexOutdated(made=self.versions)
        if self.model != model:
            raise IndexForeign(made=self.model, now=model)
        if self.store != store:
            raise IndexElsewhere(made=self.store, now=store)

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
