"""BM25 over the passages, on words, on character bigrams and on readings. Knows no vectors and no files but its own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.analysis import bigrams, question_words, readings, words
from index.errors import as_damage
from index.postings import Posting, Sums

#: The fields of the index: how a passage's text becomes terms, and how a question's does.
FIELDS: dict[str, tuple[Callable[[str], list[str]], Callable[[str], list[str]]]] = {
    "words": (words, question_words),
    "bigrams": (bigrams, bigrams),
    "readings": (readings, readings),
}
#: bm25s cannot index a corpus without a single term; this one no text has.
_NOTHING = "\0"


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75; Robertson & Zaragoza 2009) for each field, over `size` passages."""

    fields: dict[str, bm25s.BM25]
    size: int

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Indexes the texts, one passage each, in their order."""
        fields: dict[str, bm25s.BM25] = {}
        for name, (analyse, _) in FIELDS.items():
            fields[name] = bm25s.BM25(method="lucene")
            fields[name].index([analyse(text) or [_NOTHING] for text in texts], show_progress=False)
        return cls(fields, len(texts))

    def save(self, folder: Path) -> None:
        """Writes the index under `folder`, which is made."""
        folder.mkdir(parents=True)
        for name, field in self.fields.items():
            field.save(folder / name, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index that `save` wrote; its scores stay on the disk until asked for. Raises IndexDamaged."""
        with as_damage(folder):
            fields = {name: bm25s.BM25.load(folder / name, mmap=True, show_progress=False) for name in FIELDS}
            return cls(fields, int(fields["words"].scores["num_docs"]))

    def sums(self, question: str) -> dict[str, Sums]:
        """For each field the BM25 scores of the passages."""
        return {
            name: Sums(self._postings(name, analyse(question)), self.size)
            for name, (_, analyse) in FIELDS.items()
        }

    def scores(self, question: str) -> dict[str, NDArray[np.float32]]:
        """For each field the BM25 scores of all passages, shape (size,)."""
        return {name: sums.whole for name, sums in self.sums(question).items()}

    def _postings(self, name: str, terms: Sequence[str]) -> list[Posting]:
        field = self.fields[name]
        # Plain arrays over the mapped files: a slice of a memmap is a memmap again, and costs as much as its content.
        scores, rows, starts = (np.asarray(field.scores[part]) for part in ("data", "indices", "indptr"))
        known = Counter(field.vocab_dict[term] for term in terms if term in field.vocab_dict)
        spans = ((slice(starts[number], starts[number + 1]), times) for number, times in known.items())
        return [Posting(rows[span], scores[span], times) for span, times in spans]

    def frequency(self, word: str) -> int:
        """How many passages have the word."""
        field = self.fields["words"]
        number = field.vocab_dict.get(word)
        if number is None:
            return 0
        # A column of the sparse matrix holds one score for each passage that has the term.
        starts = field.scores["indptr"]
        return int(starts[number + 1] - starts[number])

    def idf(self, word: str) -> float:
        """ln(1 + (N − n + ½) / (n + ½)) for a word in n of N passages; at its greatest for one in none."""
        n = self.frequency(word)
        return math.log(1 + (self.size - n + 0.5) / (n + 0.5))

    def coverage(self, question_terms: Iterable[str], terms: Iterable[str]) -> float:
        """The share of the question's words, weighted by idf, that are among `terms`; 0 for no words."""
        wanted = set(question_terms)
        # A vocabulary is not copied to look a few words up in it.
        present = terms if isinstance(terms, Set | Mapping) else set(terms)
        total = sum(self.idf(t) for t in wanted)
        return sum(self.idf(t) for t in wanted if t in present) / total if total else 0.0

    @property
    def vocabulary(self) -> Mapping[str, int]:
        """Every word of the passages, as a key."""
        words_known: Mapping[str, int] = self.fields["words"].vocab_dict
        return words_known
