"""The vectors a question is searched by. Knows no index."""

from __future__ import annotations

from answer.question import Question
from index.embed import Embedder, Vectors


def embed_parts(asked: Question, embedder: Embedder) -> Vectors:
    """Unit vectors of the question's parts, shape (parts, dimension), by the side of the model for its language."""
    if asked.language == "ja":
        return embedder.embed_queries(asked.parts)
    return embedder.embed_foreign_queries(asked.parts)
