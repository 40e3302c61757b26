"""Texts to unit vectors, by sentence-transformers. The only module that knows it; Chroma is another's business."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnloadable
from index.progress import OnProgress, Progress, Stage
from models.bundled import bundled_folder, ensure_bundled_model, is_whole
from models.bundled import fingerprint as bundled_fingerprint

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from models.query_encoder import QueryEncoder

Vectors = NDArray[np.float32]
OnDone = Callable[[int], None]
#: Texts a forward pass. Larger batches gain nothing on a CPU and pad more.
_BATCH = 32
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("passage", "document")
_PROCESSOR = Path("/proc/cpuinfo")
#: What an accelerator's driver puts there; with one, only torch knows the precision.
_ACCELERATORS = (Path("/proc/driver/nvidia"), Path("/dev/kfd"))


class Embedder(Protocol):
    """What the index needs of an embedding model. `fingerprint` changes when its vectors would."""

    @property
    def fingerprint(self) -> str:
        """Names the weights, the prompts, the pooling and the precision."""
        ...

    @property
    def dimension(self) -> int:
        """Components of a vector."""
        ...

    def embed_passages(self, texts: Sequence[str], on_done: OnDone | None = None) -> Vectors:
        """Unit vectors of shape (len(texts), dimension); `on_done` hears how many are done so far."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension)."""
        ...

    def embed_foreign_queries(self, texts: Sequence[str]) -> Vectors:
        """The same of questions in another language than the passages'."""
        ...


class SentenceTransformerEmbedder:
    """An Embedder over any sentence-transformers model, with the prompts the model brings."""

    def __init__(self, model: SentenceTransformer, fingerprint: str) -> None:
        self._model = model
        self.fingerprint = fingerprint
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._query = _prompt(model, _QUERY_PROMPTS)
        self._passage = _prompt(model, _PASSAGE_PROMPTS)

    def embed_passages(self, texts: Sequence[str], on_done: OnDone | None = None) -> Vectors:
        """See Embedder. Texts are taken by length, so that a batch is padded little."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            vectors[batch] = self._encode([texts[i] for i in batch], self._passage)
            if on_done:
                on_done(at + len(batch))
        return vectors

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._encode(list(texts), self._query)

    def embed_foreign_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self.embed_queries(texts)

    def _encode(self, texts: list[str], prompt: str) -> Vectors:
        raw = self._model.encode(
            texts, prompt=prompt, batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
        )
        # A bf16 vector is a unit vector to within 0.4 %; cosines need better.
        return _to_unit(np.asarray(raw, dtype=np.float32))


def _to_unit(vectors: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, np.maximum(lengths, 1e-12), dtype=np.float32)


class BundledEmbedder(SentenceTransformerEmbedder):
    """The bundled model, which has a side of its own for questions in another language, loaded with the first of them.

    A question's vector is the mean of both sides': alone, either finds less (eval/LOG.md).
    """

    def __init__(self, model: SentenceTransformer, fingerprint: str, folder: Path) -> None:
        super().__init__(model, fingerprint)
        self._folder = folder

    def embed_foreign_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises what `models.query_encoder.load_query_encoder` does."""
        if not texts:
            return self.embed_queries(texts)
        both = self.embed_queries(texts) + self._tuned.embed(texts)
        return _to_unit(both)

    @cached_property
    def _tuned(self) -> QueryEncoder:
        from models.query_encoder import load_query_encoder

        return load_query_encoder(self._folder)


def load_embedder(name: str, cache_dir: Path) -> Embedder:
    """The embedder `name`: `bundled`, a folder, or the name of a model on a hub.

    The first two open no connection. Raises ModelUnloadable, or the errors of `models.bundled`.
    """
    if name == "bundled":
        folder = ensure_bundled_model(cache_dir)
        model, dtype = _load(str(folder), local=True)
        _share(model, folder)
        return BundledEmbedder(model, f"bundled-{bundled_fingerprint(folder)}-{dtype}", folder)
    local = Path(name).is_dir()
    model, dtype = _load(name, local)
    return SentenceTransformerEmbedder(model, f"{Path(name).name}-{_fingerprint(model)}-{dtype}")


class EmbedderWhenNeeded:
    """An Embedder that is loaded for its first text: a run that embeds nothing does without its seconds."""

    def __init__(self, fingerprint: str, load: Callable[[], Embedder]) -> None:
        self.fingerprint = fingerprint
        self._load = cache(load)

    @property
    def dimension(self) -> int:
        """See Embedder."""
        return self._load().dimension

    def embed_passages(self, texts: Sequence[str], on_done: OnDone | None = None) -> Vectors:
        """See Embedder. Raises what `load_embedder` does."""
        return self._load().embed_passages(texts, on_done)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises what `load_embedder` does."""
        return self._load().embed_queries(texts)

    def embed_foreign_queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises what `load_embedder` does."""
        return self._load().embed_foreign_queries(texts)


def embedder_when_needed(name: str, cache_dir: Path, on_progress: OnProgress) -> Embedder:
    """The embedder `name`, loaded when it is first used, where its fingerprint can be told without that.

    Raises ModelUnloadable, or the errors of `models.bundled`.
    """

    def load() -> Embedder:
        on_progress(Progress(Stage.MODEL, 0, 1))
        embedder = load_embedder(name, cache_dir)
        on_progress(Progress(Stage.MODEL, 1, 1))
        return embedder

    known = fingerprint_of(name, cache_dir)
    return EmbedderWhenNeeded(known, load) if known else load()


def fingerprint_of(name: str, cache_dir: Path) -> str | None:
    """The fingerprint that `load_embedder` would give, without its seconds; None where only loading can tell."""
    folder, precision = bundled_folder(cache_dir), _known_precision()
    if name != "bundled" or precision is None or not is_whole(folder):
        return None
    return f"bundled-{bundled_fingerprint(folder)}-{precision}"


def _load(name: str, local: bool) -> tuple[SentenceTransformer, str]:
    # Loaded here and not above: it takes seconds, and most commands do without a model.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    from models.device import best_device

    _, dtype = best_device()
    try:
        model = SentenceTransformer(
            name,
            device=None if torch.cuda.is_available() else "cpu",
            local_files_only=local,
            model_kwargs={"dtype": dtype},
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnloadable(name=name, reason=type(error).__name__) from error
    return model, str(dtype).removeprefix("torch.")


def _share(model: SentenceTransformer, folder: Path) -> None:
    """Has the bundled model hold its word embeddings and its tokenizer's pieces in common with the reader."""
    from models.encoder import WordEmbeddings, lend_tokenizer

    encoder: Any = model[0].auto_model
    encoder.set_input_embeddings(WordEmbeddings(folder, encoder.dtype).to(model.device))
    lend_tokenizer(folder, model.tokenizer.backend_tokenizer)


def _known_precision() -> str | None:
    """What `best_device` will say, by the processor's flags; None where that takes torch."""
    if any(path.exists() for path in _ACCELERATORS) or not _PROCESSOR.is_file():
        return None
    flags = re.search(r"(?m)^flags\s*:(.*)$", _PROCESSOR.read_text(encoding="utf-8", errors="replace"))
    if flags is None:
        return None
    return "bfloat16" if {"avx512_bf16", "amx_bf16"} & set(flags.group(1).split()) else "float32"


def _prompt(model: SentenceTransformer, names: Sequence[str]) -> str:
    return next((prompt for name in names if (prompt := model.prompts.get(name))), "")


def _fingerprint(model: SentenceTransformer) -> str:
    """A short hash over the weights, the prompts and the modules after them."""
    digest = hashlib.sha256(json.dumps(model.prompts, sort_keys=True).encode())
    digest.update(" ".join(type(module).__name__ for module in model).encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.float().cpu().numpy().tobytes())
    return digest.hexdigest()[:16]
