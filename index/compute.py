"""The vectors of a new generation: those kept from the generation before, and the rest from the model.

Knows no store. Texts are what is compared: a passage that moved within its report keeps its vector.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from index.chunk import Chunk
from index.embed import Embedder
from index.errors import as_damage
from index.gather import Before
from index.passages import VECTORS, Passages
from index.progress import OnProgress, Progress, Stage

Vectors = NDArray[np.float32]


def kept_vectors(
    before: Before | None, chunks: Sequence[Chunk], model: str
) -> Mapping[str, NDArray[np.float32]]:
    """By text, the vectors that `model` gave those of the chunks that were in the generation before.

    Raises IndexDamaged.
    """
    if before is None or before.manifest.model != model:
        return {}
    wanted = {chunk.embedded for chunk in chunks}
    with as_damage(before.folder):
        rows = np.load(before.folder / VECTORS, mmap_mode="r")
        texts = (chunk.embedded for chunk in Passages(before.folder))
        return {text: row for text, row in zip(texts, rows, strict=True) if text in wanted}


def embed_reports(
    reports: Sequence[tuple[str, Sequence[Chunk]]],
    kept: Mapping[str, NDArray[np.float32]],
    embedder: Embedder,
    on_progress: OnProgress,
) -> tuple[Vectors, int]:
    """The vectors of all chunks in their order, shape (chunks, dimension), and how many were computed.

    `reports` are the file's name and the chunks of each. A text that stands in several reports, as in
    editions, is embedded once.
    """
    known = dict(kept)
    new = _new_texts(reports, known)
    total, done = sum(len(texts) for _, texts in new), 0
    on_progress(Progress(Stage.EMBED, 0 if total else 1, max(total, 1)))
    for name, texts in new:
        told = partial(_tell, on_progress, name, done, total, len(texts))
        known.update(zip(texts, embedder.embed_passages(texts, told), strict=True))
        done += len(texts)
    rows = [known[chunk.embedded] for _, chunks in reports for chunk in chunks]
    return np.stack(rows).astype(np.float32), done


def _new_texts(
    reports: Sequence[tuple[str, Sequence[Chunk]]], known: Mapping[str, NDArray[np.float32]]
) -> list[tuple[str, list[str]]]:
    """What has to be embedded of each report that has something new, each text once."""
    seen = set(known)
    new: list[tuple[str, list[str]]] = []
    for name, chunks in reports:
        texts = [text for text in dict.fromkeys(chunk.embedded for chunk in chunks) if text not in seen]
        seen.update(texts)
        if texts:
            new.append((name, texts))
    return new


def _tell(on_progress: OnProgress, name: str, before: int, total: int, size: int, count: int) -> None:
    on_progress(Progress(Stage.EMBED, before + count, total, name, (count, size)))
