"""Finds passages for a question: vectors and BM25, fused by standardised scores.

Knows nothing of answers. Scores are fused and not ranks because a passage that stands out in one of the
two should: measured on 4,442 Japanese questions, reciprocal ranks lost to z-scores (.925 against .948 MRR).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.report import Report
from index.chunk import Chunk
from index.embed import Embedder
from index.errors import IndexDamaged, IndexStale, as_damage
from index.generations import held_generation
from index.lexical import LexicalIndex
from index.lock import Hold
from index.manifest import EMBEDDED, Manifest
from index.passages import VECTORS, Passages
from index.postings import Sums
from index.records import load_report
from index.rollback import changed_since
from index.seal import require_whole
from index.vectors import VectorIndex

#: Passages taken from each of the rankings before they are fused.
CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Weights:
    """What each standardised score counts for. Chosen on development questions; see eval/LOG.md."""

    dense: float = 0.6
    words: float = 0.2
    bigrams: float = 0.2
    readings: float = 0.1


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` is the fused score (standard deviations above the mean), `cosine` the vectors'."""

    chunk: Chunk
    score: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Index:
    """An open generation of the index. `embedded` are the passages' vectors, shape (len(chunks), dimension)."""

    generation: Path
    manifest: Manifest
    chunks: Passages
    embedded: NDArray[np.float32]
    vectors: VectorIndex
    lexical: LexicalIndex
    embedder: Embedder
    weights: Weights = Weights()
    hold: Hold | None = None

    def report(self, report_id: str) -> Report:
        """The report with its normalised text. Raises ReportUnknown."""
        self.manifest.entry(report_id)
        return _cached_report(self.generation, report_id)

    def search(
        self,
        question: str,
        query: NDArray[np.float32],
        count: int,
        reports: str | Sequence[str] | None = None,
    ) -> list[Hit]:
        """The best `count` passages for a question with the vector `query`, best first; ties in report order.

        Of `reports` only, where some are named. Of passages that say the same in several reports, as editions
        do, the newest report's stands for all. Raises ReportUnknown.
        """
        within = self._within(reports)
        lexical = self.lexical.sums(question)
        rows = self._candidates(query, lexical, within)
        dense = np.asarray(self.embedded[rows] @ query, dtype=np.float64)
        fused = self.weights.dense * _standardised(dense)
        for name, sums in lexical.items():
            fused = fused + getattr(self.weights, name) * _standardised(sums.at(rows))
        order = np.lexsort((rows, -fused))
        hits = (Hit(self.chunks[rows[i]], float(fused[i]), float(dense[i])) for i in order)
        return _once(hits, count, {report.id: report.year or 0 for report in self.manifest.reports})

    def _within(self, reports: str | Sequence[str] | None) -> list[str] | None:
        """The reports to search, None for all. Raises ReportUnknown."""
        if reports is None:
            return None
        named = [reports] if isinstance(reports, str) else list(dict.fromkeys(reports))
        for report in named:
            self.manifest.entry(report)
        return named if len(named) < len(self.manifest.reports) else None

    def _candidates(
        self,
        query: NDArray[np.float32],
        lexical: Mapping[str, Sums],
        within: Sequence[str] | None,
    ) -> NDArray[np.int64]:
        allowed = self._allowed(within)
        chosen = [self._nearest(query, allowed)]
        chosen += [sums.best(CANDIDATES, allowed) for sums in lexical.values()]
        return np.unique(np.concatenate(chosen))

    def _nearest(self, query: NDArray[np.float32], allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """The rows whose vectors are nearest: by the store; within some reports exactly, by comparing with each.

        A store that walks a graph of all passages finds those of one report among a hundred thousand slowly
        (half a second, measured); a white paper's two thousand are compared in a millisecond.
        """
        if allowed is None:
            count = min(CANDIDATES, len(self.chunks))
            return self.chunks.rows(self.vectors.nearest(query, count)) if count else np.flatnonzero([])
        rows = np.flatnonzero(allowed)
        cosines = np.asarray(self.embedded[rows] @ query)
        return rows[np.argpartition(-cosines, CANDIDATES)[:CANDIDATES]] if len(rows) > CANDIDATES else rows

    def _allowed(self, within: Sequence[str] | None) -> NDArray[np.bool_] | None:
        if within is None:
            return None
        numbers = [n for n, report in enumerate(self.manifest.reports) if report.id in set(within)]
        return np.isin(self.chunks.reports, numbers)


def open_index(
    index_dir: Path, embedder: Embedder, chroma_url: str = "", *, stale_too: bool = False
) -> Index:
    """The current generation of the index, ready to search, and held until the Index is let go.

    Raises IndexMissing; IndexForeign, IndexOutdated or IndexElsewhere when this program cannot use it;
    IndexStale when a report has changed since, unless `stale_too`; IndexDamaged; ServerUnreachable.
    """
    held = held_generation(index_dir)
    manifest = Manifest.load(held.generation)
    manifest.require(embedder.fingerprint, chroma_url or EMBEDDED)
    if not stale_too and (changed := changed_since(index_dir, manifest)):
        raise IndexStale(name=changed[0])
    return open_generation(held.generation, manifest, embedder, held)


def open_generation(
    generation: Path, manifest: Manifest, embedder: Embedder, held: Hold | None = None
) -> Index:
    """A generation whose manifest fits. Raises IndexDamaged when a part of it is missing or not what it was."""
    require_whole(generation)
    chunks = Passages(generation)
    with as_damage(generation):
        embedded = np.load(generation / VECTORS, mmap_mode="r")
    lexical = LexicalIndex.load(generation / "lexical")
    vectors = VectorIndex.open(generation, "" if manifest.store == EMBEDDED else manifest.store)
    counts = (len(chunks), len(embedded), lexical.size, vectors.count())
    if set(counts) != {sum(report.passages for report in manifest.reports)}:
        raise IndexDamaged(index=generation, reason="/".join(map(str, counts)))
    return Index(generation, manifest, chunks, embedded, vectors, lexical, embedder, hold=held)


def _once(hits: Iterable[Hit], count: int, years: Mapping[str, int]) -> list[Hit]:
    """The first `count` hits that say something of their own; of the same in several reports, the newest's."""
    kept: list[Hit] = []
    places: dict[str, int] = {}
    for hit in hits:
        said = "".join(unicodedata.normalize("NFKC", hit.chunk.text).split())
        place = places.get(said)
        if place is None or kept[place].chunk.report == hit.chunk.report:
            if len(kept) == count:
                break
            places.setdefault(said, len(kept))
            kept.append(hit)
        elif years[hit.chunk.report] > years[kept[place].chunk.report]:
            kept[place] = Hit(hit.chunk, kept[place].score, hit.cosine)
    return kept


@lru_cache(maxsize=16)
def _cached_report(generation: Path, report_id: str) -> Report:
    return load_report(generation, report_id)


def _standardised(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """Standard deviations from the mean of the candidates; all zero when none stands out (as when no term fits)."""
    values = scores.astype(np.float64)
    if not len(values):
        return values
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values)
