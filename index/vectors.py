"""The passages' vectors in Chroma, through llama-index's vector store: embedded in the generation, or on a server.

Knows no texts: what a passage says is in the generation's own files.
"""

from __future__ import annotations

import json
import secrets
import weakref
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import chromadb
import chromadb.errors
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from numpy.typing import NDArray

from index.chroma import View, server_client, server_errors, store_client, store_errors
from index.chunk import Chunk
from index.durable import write_atomically
from index.errors import IndexDamaged

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

_COLLECTION = "passages"
_STORE = "chroma"
#: In a generation whose vectors are on a server: the collection's name there.
_NAME = "collection.json"
#: Passages written or read at once.
_BATCH = 1000
#: A vector finds itself when something lies no further away than bf16 rounds.
_SAME = 1e-3
#: Neighbours asked for where the first was another: an approximate search may miss the very nearest.
_MORE = 100


class VectorIndex:
    """Unit vectors by passage id, in one Chroma collection under cosine distance."""

    def __init__(
        self,
        client: Client,
        collection: chromadb.Collection,
        errors: Callable[[], AbstractContextManager[None]],
        view: View | None = None,
    ) -> None:
        self._collection = collection
        self._errors = errors
        #: Gives back files and memory; so does the object's end.
        self.close = weakref.finalize(self, _close, client, view)

    @classmethod
    def create(cls, generation: Path, url: str = "") -> VectorIndex:
        """A new, empty index for `generation`, on the server at `url` if one is given.

        Raises IndexUnwritable, ServerUnreachable.
        """
        configuration: CreateCollectionConfiguration = {"hnsw": {"space": "cosine", "ef_search": 200}}
        if url:
            name = collection_name(generation)
            client = server_client(url)
            with server_errors(url):
                made = client.create_collection(name, embedding_function=None, configuration=configuration)
            (generation / _NAME).write_text(json.dumps(name), encoding="utf-8")
            return cls(client, made, lambda: server_errors(url))
        folder = generation / _STORE
        with store_errors(folder, writing=True):
            client = store_client(folder)
            made = client.create_collection(_COLLECTION, embedding_function=None, configuration=configuration)
        return cls(client, made, lambda: store_errors(folder, writing=True))

    @classmethod
    def open(cls, generation: Path, url: str = "") -> VectorIndex:
        """The index of `generation`, to be read. Raises IndexDamaged, ServerUnreachable."""
        if url:
            client = server_client(url)
            with server_errors(url):
                return cls(client, _collection_on(client, generation), lambda: server_errors(url))
        folder = generation / _STORE
        with store_errors(folder):
            view = View(folder)
            try:
                client = store_client(view.folder)
                found = client.get_collection(_COLLECTION, embedding_function=None)
            except BaseException:
                # Nothing is caught here; a panic of Chroma's own core is no Exception, and must leave no copy either.
                view.close()
                raise
        return cls(client, found, lambda: store_errors(folder), view)

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Stores the chunks' vectors, shape (len(chunks), dimension)."""
        from llama_index.core.schema import TextNode

        for at in range(0, len(chunks), _BATCH):
            nodes = [
                TextNode(id_=chunk.id, text="", metadata={"report": chunk.report}, embedding=vector.tolist())
                for chunk, vector in zip(chunks[at : at + _BATCH], vectors[at : at + _BATCH], strict=True)
            ]
            with self._errors():
                self._store.add(list(nodes))

    def nearest(self, query: NDArray[np.float32], count: int) -> dict[str, float]:
        """The `count` passages nearest to `query`, shape (dimension,), with their cosine."""
        with self._errors():
            # Not through llama-index: its query fetches every neighbour's node as well, which takes three times
            # as long as finding them.
            found = self._collection.query(
                query_embeddings=query[np.newaxis], n_results=count, include=["distances"]
            )
        # Chroma's cosine distance is 1 - cosine.
        pairs = zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)
        return {id_: 1 - distance for id_, distance in pairs}

    @cached_property
    def _store(self) -> ChromaVectorStore:
        # Here and not above: llama-index takes a second or two to load, and only who writes needs it.
        from llama_index.vector_stores.chroma import ChromaVectorStore

        return ChromaVectorStore(chroma_collection=self._collection)

    def lost(self, ids: Sequence[str], vectors: NDArray[np.float32]) -> list[str]:
        """Those of `ids` that are not there, or whose vector, a row of `vectors`, does not find itself."""
        lost: list[str] = []
        for at in range(0, len(ids), _BATCH):
            batch, rows = list(ids[at : at + _BATCH]), vectors[at : at + _BATCH]
            with self._errors():
                present = set(self._collection.get(ids=batch, include=[])["ids"])
            far = self._far(rows, 1)
            if far.any():
                far[far] = self._far(rows[far], _MORE)
            lost += [id_ for id_, is_far in zip(batch, far, strict=True) if is_far or id_ not in present]
        return lost

    def _far(self, rows: NDArray[np.float32], count: int) -> NDArray[np.bool_]:
        with self._errors():
            found = self._collection.query(query_embeddings=rows, n_results=count, include=["distances"])
        distances = found["distances"] or []
        return np.array([min(of_one, default=2.0) > _SAME for of_one in distances], dtype=bool)

    def count(self) -> int:
        """How many passages are stored."""
        with self._errors():
            return int(self._collection.count())


def collection_name(generation: Path) -> str:
    """The name on a server of a generation's collection: the index's own mark, then the generation's name."""
    return f"ask-{index_mark(generation.parent.parent)}-{generation.name.removeprefix('new-')}"


def index_mark(index_dir: Path) -> str:
    """What tells this index's collections on a server from those of others; made once, kept in the index."""
    path = index_dir / "mark"
    if not path.is_file():
        write_atomically(path, secrets.token_hex(6))
    return path.read_text(encoding="utf-8").strip()


def prune_collections(index_dir: Path, kept: Sequence[Path], url: str) -> None:
    """Deletes this index's collections on the server that belong to no generation in `kept`."""
    wanted = {collection_name(generation) for generation in kept}
    client = server_client(url)
    with server_errors(url):
        for collection in client.list_collections():
            if collection.name.startswith(f"ask-{index_mark(index_dir)}-") and collection.name not in wanted:
                client.delete_collection(collection.name)
        client.close()


def _collection_on(client: Client, generation: Path) -> chromadb.Collection:
    try:
        name = json.loads((generation / _NAME).read_text(encoding="utf-8"))
        return client.get_collection(name, embedding_function=None)
    except (OSError, ValueError, chromadb.errors.NotFoundError) as error:
        raise IndexDamaged(index=generation, reason=type(error).__name__) from error


def _close(client: Client, view: View | None) -> None:
    client.close()
    if view:
        view.close()
