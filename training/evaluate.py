"""`python -m training.evaluate --data FOLDER --adapter FILE`: what a reader is worth on JaQuAD's dev part.

Answers in the passage given, the right passage against others of its article, questions against near misses
made of them. Knows the reader's scores, not its network.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import fmean

from errors import AskError, terminal_language
from models.pairs import Passage
from models.span_reader import SpanReader, SpanReading, load_span_reader
from settings import load_settings
from training.edits import LONGEST, Marked, chunks, window
from training.examples import ANSWERED, SHARES, Examples
from training.jaquad import Asked, Paragraph, load_paragraphs
from training.lookalikes import Lookalikes
from training.measures import auc, exact, f1

#: Others of the article that each right passage is held against.
_OTHERS = 3
_SEED = 7


@dataclass(frozen=True, slots=True)
class Areas:
    """AUCs by each of the scores: the best span's margin, the relevance, and their sum."""

    margin: float
    relevance: float
    together: float


@dataclass(frozen=True, slots=True)
class Result:
    """A reader's numbers. `whole`: the paragraph read at once; `cut`: its best piece, cut as the index cuts."""

    questions: int
    exact_whole: float
    f1_whole: float
    exact_cut: float
    f1_cut: float
    any_other: Areas
    nearest_other: Areas
    near_misses: Areas
    by_kind: dict[str, Areas]


def evaluate(reader: SpanReader, paragraphs: Sequence[Paragraph], answers: int, ranked: int) -> Result:
    """Reads `answers` questions for their answers and `ranked` for the rankings; the same ones each time."""
    rng = Random(_SEED)
    asked = [(p, a) for p in paragraphs for a in p.asked]
    rng.shuffle(asked)
    whole = _answers(reader, asked[:answers])
    cut = _answers_cut(reader, asked[:answers])
    examples = Examples(paragraphs, _SEED)
    right = reader.read_pairs([(a.question, _right(p, a)) for p, a in asked[:ranked]], 1)
    near = reader.read_pairs(_others(asked[:ranked], examples.lookalikes, nearest=True), 1)
    any_ = reader.read_pairs(_others(asked[:ranked], examples.lookalikes, nearest=False), 1)
    misses = {
        kind: reader.read_pairs(pairs, 1)
        for kind, pairs in _near_misses(asked[:ranked], examples).items()
        if pairs
    }
    together = [reading for each in misses.values() for reading in each]
    by_kind = {kind: _areas(right, readings) for kind, readings in misses.items()}
    return Result(
        len(whole), *_score(whole), *_score(cut), _areas(right, any_), _areas(right, near),
        _areas(right, together), by_kind,
    )  # fmt: skip


def _answers(reader: SpanReader, asked: Sequence[tuple[Paragraph, Asked]]) -> list[tuple[str, str]]:
    """The words found and those to be found, the paragraph read at once."""
    readings = reader.read_pairs([(a.question, Passage(p.text, p.title)) for p, a in asked], 1)
    return [
        (_words(p.text, reading), p.text[a.start : a.end])
        for (p, a), reading in zip(asked, readings, strict=True)
    ]


def _answers_cut(reader: SpanReader, asked: Sequence[tuple[Paragraph, Asked]]) -> list[tuple[str, str]]:
    pieces = [[p.text[a:b] for a, b in chunks(p.text)] for p, _ in asked]
    pairs = [
        (a.question, Passage(text, p.title))
        for (p, a), each in zip(asked, pieces, strict=True)
        for text in each
    ]
    readings = iter(reader.read_pairs(pairs, 1))
    found: list[tuple[str, str]] = []
    for (p, a), each in zip(asked, pieces, strict=True):
        text, best = max(((t, next(readings)) for t in each), key=lambda pair: pair[1].margin)
        found.append((_words(text, best), p.text[a.start : a.end]))
    return found


def _words(text: str, reading: SpanReading) -> str:
    return text[reading.spans[0].start : reading.spans[0].end] if reading.spans else ""


def _score(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    return fmean(exact(a, b) for a, b in pairs), fmean(f1(a, b) for a, b in pairs)


def _right(paragraph: Paragraph, asked: Asked) -> Passage:
    return Passage(window(paragraph.text, (asked.start, asked.end), LONGEST, 0.5).text, paragraph.title)


def _others(
    asked: Sequence[tuple[Paragraph, Asked]], lookalikes: Lookalikes, nearest: bool
) -> list[tuple[str, Passage]]:
    """Pieces of the same article without the answer's words: the nearest by BM25, or any."""
    rng = Random(_SEED)
    pairs: list[tuple[str, Passage]] = []
    for p, a in asked:
        found = lookalikes.nearest(
            a.question, p.text[a.start : a.end], p.article, True, _OTHERS if nearest else 200
        )
        chosen = found if nearest else rng.sample(found, min(_OTHERS, len(found)))
        pairs += [(a.question, Passage(piece.text, piece.title)) for piece in chosen]
    return pairs


def _near_misses(
    asked: Sequence[tuple[Paragraph, Asked]], examples: Examples
) -> dict[str, list[tuple[str, Passage]]]:
    """Pairs that were answered before they were altered, by the kind of the alteration."""
    made: dict[str, list[tuple[str, Passage]]] = {}
    for kind in SHARES:
        if kind in ANSWERED or kind in ("neighbour", "elsewhere"):
            continue
        for p, a in asked:
            marked = window(p.text, (a.start, a.end), LONGEST, 0.5)
            pair: tuple[str, Marked] | None = examples.altered(kind, p, a, marked, Random(f"{kind} {a.id}"))
            if pair:
                made.setdefault(kind, []).append((pair[0], Passage(pair[1].text, p.title)))
    return made


def _areas(right: Sequence[SpanReading], wrong: Sequence[SpanReading]) -> Areas:
    def by(score: Callable[[SpanReading], float]) -> float:
        return round(auc([score(r) for r in right], [score(r) for r in wrong]), 4)

    return Areas(by(lambda r: r.margin), by(lambda r: r.relevance), by(lambda r: r.margin + r.relevance))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the numbers as JSON; 2 when the adapter or the data cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="with jaquad_dev_*.json")
    parser.add_argument("--adapter", type=Path, required=True, metavar="FILE")
    parser.add_argument("--answers", type=int, default=600, help="questions read for their answers")
    parser.add_argument("--ranked", type=int, default=300, help="questions ranked")
    options = parser.parse_args(arguments)
    try:
        reader = load_span_reader(options.adapter, load_settings().cache_dir)
        result = evaluate(reader, load_paragraphs(options.data, "dev"), options.answers, options.ranked)
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    print(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
