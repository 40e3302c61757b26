"""Finds passages that look as if they answered a question and do not. Knows no model."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analysis import bigrams
from training.edits import chunks
from training.jaquad import Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as the index would cut it: whole sentences at `[start, end)` of paragraph number `paragraph`."""

    paragraph: int
    article: int
    title: str
    start: int
    end: int
    text: str


class Lookalikes:
    """All pieces of the paragraphs, searched by BM25 on character bigrams."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.pieces = [
            Piece(number, p.article, p.title, a, b, p.text[a:b])
            for number, p in enumerate(paragraphs)
            for a, b in chunks(p.text)
        ]
        self._articles = np.array([piece.article for piece in self.pieces])
        self._index = bm25s.BM25(method="lucene")
        terms = [bigrams(f"{piece.title}\n{piece.text}") or ["\0"] for piece in self.pieces]
        self._index.index(terms, show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """The BM25 scores of all pieces, shape (pieces,)."""
        known = [term for term in bigrams(question) if term in self._index.vocab_dict]
        if not known:
            return np.zeros(len(self.pieces), dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def nearest(self, question: str, answer: str, article: int, same: bool, count: int) -> list[Piece]:
        """The best `count` pieces of the article (or of all others) that do not have the answer's words."""
        scores = self.scores(question)
        able = (self._articles == article) == same
        wanted = _plain(answer)
        found: list[Piece] = []
        for at in np.argsort(-np.where(able, scores, -1.0), kind="stable")[: 8 * count]:
            piece = self.pieces[int(at)]
            if able[at] and wanted not in _plain(piece.text):
                found.append(piece)
        return found[:count]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
