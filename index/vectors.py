"""The passages' vectors in Chroma, through llama-index's vector store. The only module that knows either."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import chromadb
import chromadb.errors
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import Settings as ChromaSettings
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores import MetadataFilter, MetadataFilters, VectorStoreQuery
from llama_index.vector_stores.chroma import ChromaVectorStore
from numpy.typing import NDArray

from index.chunk import Chunk
from index.errors import as_damage

_COLLECTION = "passages"
_SIZES = "sizes.json"
#: Passages written or read at once.
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Unit vectors by passage id, in one Chroma collection under cosine distance."""

    collection: chromadb.Collection
    store: ChromaVectorStore

    @classmethod
    def create(cls, folder: Path) -> VectorIndex:
        """A new, empty index in `folder`."""
        collection = _client(folder).create_collection(
            _COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )
        return cls(collection, ChromaVectorStore(chroma_collection=collection))

    @classmethod
    def open(cls, folder: Path) -> VectorIndex:
        """The index in `folder`. Raises IndexDamaged when it cannot be opened."""
        with as_damage(folder, chromadb.errors.ChromaError):
            _require_whole(folder)
            collection = _client(folder).get_collection(_COLLECTION, embedding_function=None)
            return cls(collection, ChromaVectorStore(chroma_collection=collection))

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Stores the chunks' vectors, shape (len(chunks), dimension)."""
        for at in range(0, len(chunks), _BATCH):
            nodes = [
                TextNode(
                    id_=chunk.id,
                    text=chunk.text,
                    metadata={"report": chunk.report},
                    embedding=vector.tolist(),
                )
                for chunk, vector in zip(chunks[at : at + _BATCH], vectors[at : at + _BATCH], strict=True)
            ]
            self.store.add(list(nodes))

    def nearest(self, query: NDArray[np.float32], count: int, report: str | None = None) -> dict[str, float]:
        """The `count` passages nearest to `query`, shape (dimension,), with their cosine, of one report if named."""
        filters = MetadataFilters(filters=[MetadataFilter(key="report", value=report)]) if report else None
        request = VectorStoreQuery(query_embedding=query.tolist(), similarity_top_k=count, filters=filters)
        result = self.store.query(request)
        # llama-index gives exp(-distance), and Chroma's cosine distance is 1 - cosine.
        pairs = zip(result.ids or [], result.similarities or [], strict=True)
        return {id_: 1 + math.log(similarity) for id_, similarity in pairs}

    def vectors(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The stored vectors of those of `ids` that are there."""
        found: dict[str, NDArray[np.float32]] = {}
        for at in range(0, len(ids), _BATCH):
            batch = self.collection.get(ids=list(ids[at : at + _BATCH]), include=["embeddings"])
            rows = np.asarray(batch["embeddings"], dtype=np.float32)
            found |= dict(zip(batch["ids"], rows, strict=True))
        return found

    def count(self) -> int:
        """How many passages are stored."""
        return int(self.collection.count())


def seal(folder: Path) -> None:
    """Notes how long Chroma's files in `folder` are, once all is in."""
    sizes = {str(path.relative_to(folder)): path.stat().st_size for path in folder.glob("*/*")}
    (folder / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")


def _require_whole(folder: Path) -> None:
    """Raises OSError or ValueError for a file that is gone or cut off: on some of those Chroma dies, without an error."""
    sizes: dict[str, int] = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
    for name, size in sizes.items():
        if (folder / name).stat().st_size < size:
            raise ValueError(name)


def _client(folder: Path) -> ClientAPI:
    # Telemetry off: the program asks nothing of any other machine.
    return chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
