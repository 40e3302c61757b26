"""BM25 over the passages, on words, on character bigrams and on readings. Knows no vectors and no files but its own."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analysis import bigrams, question_words, readings, words
from index.errors import as_damage

#: The fields of the index: how a passage's text becomes terms, and how a question's does.
FIELDS: dict[str, tuple[Callable[[str], list[str]], Callable[[str], list[str]]]] = {
    "words": (words, question_words),
    "bigrams": (bigrams, bigrams),
    "readings": (readings, readings),
}
_FREQUENCIES = "frequencies.json"
#: bm25s cannot index a corpus without a single term; this one no text has.
_NOTHING = "\0"


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75; Robertson & Zaragoza 2009) for each field, over `size` passages."""

    fields: dict[str, bm25s.BM25]
    frequencies: dict[str, int]
    size: int

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Indexes the texts, one passage each, in their order."""
        fields: dict[str, bm25s.BM25] = {}
        frequencies: Counter[str] = Counter()
        for name, (analyse, _) in FIELDS.items():
            terms = [analyse(text) or [_NOTHING] for text in texts]
            fields[name] = bm25s.BM25(method="lucene")
            fields[name].index(terms, show_progress=False)
            if name == "words":
                frequencies.update(term for passage in terms for term in set(passage))
        return cls(fields, dict(frequencies), len(texts))

    def save(self, folder: Path) -> None:
        """Writes the index under `folder`, which is made."""
        folder.mkdir(parents=True)
        for name, field in self.fields.items():
            field.save(folder / name, show_progress=False)
        payload = {"size": self.size, "frequencies": self.frequencies}
        (folder / _FREQUENCIES).write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index that `save` wrote. Raises IndexDamaged when it is not whole."""
        with as_damage(folder):
            payload = json.loads((folder / _FREQUENCIES).read_text(encoding="utf-8"))
            fields = {name: bm25s.BM25.load(folder / name, show_progress=False) for name in FIELDS}
            return cls(fields, payload["frequencies"], payload["size"])

    def scores(self, question: str) -> dict[str, NDArray[np.float32]]:
        """For each field the BM25 scores of all passages, shape (size,)."""
        result: dict[str, NDArray[np.float32]] = {}
        for name, (_, analyse) in FIELDS.items():
            known = [t for t in analyse(question) if t in self.fields[name].vocab_dict]
            result[name] = (
                np.asarray(self.fields[name].get_scores(known), dtype=np.float32)
                if known
                else np.zeros(self.size, dtype=np.float32)
            )
        return result

    def idf(self, term: str) -> float:
        """ln(1 + (N − n + ½) / (n + ½)) for a word in n of N passages; at its greatest for one in none."""
        n = self.frequencies.get(term, 0)
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def coverage(self, question_terms: Iterable[str], terms: Iterable[str]) -> float:
        """The share of the question's words, weighted by idf, that are among `terms`; 0 for no words."""
        wanted = set(question_terms)
        present = set(terms)
        total = sum(self.idf(t) for t in wanted)
        return sum(self.idf(t) for t in wanted & present) / total if total else 0.0
