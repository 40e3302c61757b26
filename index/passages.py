"""The passages of a generation, read from its file one by one as they are asked for.

A hundred thousand of them as objects would be half a gigabyte; a question needs some two hundred. Knows no
vectors and no search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from index.chunk import Chunk
from index.errors import IndexDamaged, as_damage
from index.records import read_chunk, save_chunks

#: The passages' vectors as they were computed, a row each.
VECTORS = "vectors.npy"
_LINES = "passages.jsonl"
_ROWS = "passages.npy"
#: What is known of a passage without reading it: its id, its report's place in the manifest, its line's offset.
_ROW = np.dtype([("id", "S24"), ("report", "<i4"), ("offset", "<i8")])
#: Passages kept as objects.
_KEPT = 4096


def save_passages(chunks: Sequence[Chunk], reports: Sequence[str], generation: Path) -> None:
    """Writes the chunks in their order; `reports` are the ids of the reports in the manifest's order."""
    save_chunks(chunks, generation)
    numbers = {report: number for number, report in enumerate(reports)}
    rows = np.zeros(len(chunks) + 1, dtype=_ROW)
    with (generation / _LINES).open("rb") as file:
        for row, (chunk, line) in enumerate(zip(chunks, file, strict=True)):
            rows[row]["id"], rows[row]["report"] = chunk.id.encode(), numbers[chunk.report]
            rows[row + 1]["offset"] = rows[row]["offset"] + len(line)
    np.save(generation / _ROWS, rows)


class Passages(Sequence[Chunk]):
    """The chunks of a generation by row, in the order of their reports. Raises IndexDamaged on what is not whole."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        with as_damage(generation):
            rows = np.load(generation / _ROWS)
            if rows.dtype != _ROW or (generation / _LINES).stat().st_size != rows[-1]["offset"]:
                raise IndexDamaged(index=generation, reason=_LINES)
            self._lines = np.memmap(generation / _LINES, mode="r") if len(rows) > 1 else np.zeros(0, np.uint8)
        self.reports: NDArray[np.int32] = np.ascontiguousarray(rows["report"][:-1])
        self._offsets: NDArray[np.int64] = np.ascontiguousarray(rows["offset"])
        self._ids: NDArray[np.bytes_] = np.ascontiguousarray(rows["id"][:-1])
        self._by_id = np.argsort(self._ids, kind="stable")
        # Not on the method: a cache there would keep every generation ever opened.
        self._read = lru_cache(maxsize=_KEPT)(self._line)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, row: int) -> Chunk: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Chunk]: ...
    def __getitem__(self, row: int | slice) -> Chunk | Sequence[Chunk]:
        """The chunk at a row, or those of a slice."""
        if isinstance(row, slice):
            return [self._read(at) for at in range(*row.indices(len(self)))]
        at = int(row) + (len(self) if row < 0 else 0)
        if not 0 <= at < len(self):
            raise IndexError(row)
        return self._read(at)

    def __iter__(self) -> Iterator[Chunk]:
        """All of them, none kept: who goes through them all would push out what questions need."""
        return (self._line(row) for row in range(len(self)))

    @property
    def ids(self) -> list[str]:
        """The ids by row."""
        return [id_.decode() for id_ in self._ids]

    def rows(self, ids: Iterable[str]) -> NDArray[np.int64]:
        """The rows of those `ids` that are here, ascending."""
        wanted = np.array(sorted(ids), dtype="S24")
        if not len(wanted) or not len(self):
            return np.zeros(0, dtype=np.int64)
        places = np.searchsorted(self._ids, wanted, sorter=self._by_id)
        rows = self._by_id[np.minimum(places, len(self) - 1)]
        return np.sort(rows[self._ids[rows] == wanted]).astype(np.int64)

    def around(self, chunk: Chunk) -> list[Chunk]:
        """The passages of the chunk's section that stand in one run with it, in their order."""
        found = self.rows([chunk.id])
        if not len(found):
            return [chunk]
        first = last = int(found[0])
        while first > 0 and self._beside(chunk, first - 1):
            first -= 1
        while last + 1 < len(self) and self._beside(chunk, last + 1):
            last += 1
        return [self._read(row) for row in range(first, last + 1)]

    def _beside(self, chunk: Chunk, row: int) -> bool:
        other = self._read(row)
        return other.report == chunk.report and other.section == chunk.section

    def _line(self, row: int) -> Chunk:
        with as_damage(self._generation):
            return read_chunk(self._lines[self._offsets[row] : self._offsets[row + 1]].tobytes())
