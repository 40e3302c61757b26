"""`python -m eval.ranking --corpus DIR`: which passage comes first, by the search alone and after reading.

Over a corpus of many articles (what `training.as_reports` wrote, indexed in DIR/index), each answerable question
asked of all of them at once. Knows no weights but those of the reader that is asked.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from statistics import fmean

from tqdm import tqdm

from answer.look import PASSAGES_READ
from answer.question import read_question
from answer.read import Reader, load_reader
from answer.vectors import embed_parts
from errors import AskError, terminal_language
from eval.metrics.citations import Place, places
from eval.metrics.match import fold
from eval.questions import Question, find_question_files, load_question_set
from index.chunk import Chunk
from index.embed import load_embedder
from index.search import Index, open_index
from settings import load_settings

_SEED = 5


@dataclass(frozen=True, slots=True)
class Ranking:
    """Shares of `questions` whose first (or one of the first three) passages holds the answer's sentence."""

    questions: int
    search_first: float
    search_first_3: float
    read_first: float
    read_first_3: float

    @property
    def error_taken_away(self) -> float:
        """The share of the search's errors at rank 1 that reading takes away."""
        return 1 - (1 - self.read_first) / (1 - self.search_first) if self.search_first < 1 else 0.0


def rank(index: Index, reader: Reader, questions: Sequence[tuple[str, Question]]) -> Ranking:
    """Asks each question, given with its article's report, of the whole index."""
    found: list[tuple[bool, ...]] = []
    for report, question in tqdm(questions, unit="q", disable=None):
        evidence = {report: fold(index.report(report).text)}
        right = [place for quote in question.evidence for place in places(quote, evidence)]
        asked = read_question(question.question)
        vector = embed_parts(replace(asked, parts=(asked.text,)), index.embedder)[0]
        hits = index.search(asked.text, vector, PASSAGES_READ)
        readings = reader.read(asked, asked.text, vector, hits, index)
        searched = [hit.chunk for hit in hits]
        read = list({r.chunk.id: r.chunk for r in readings}.values())
        firsts = (searched[:1], searched[:3], read[:1], read[:3])
        found.append(tuple(_holds(chunks, right) for chunks in firsts))
    return Ranking(len(found), *(fmean(column) for column in zip(*found, strict=True)))


def _holds(chunks: Sequence[Chunk], right: Sequence[Place]) -> bool:
    return any(p.report == c.report and p.start < c.end and c.start < p.end for c in chunks for p in right)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the shares as JSON; 2 when the corpus cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.ranking", description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--questions", type=int, default=500, help="how many, the same ones each time")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings()
        index = open_index(options.corpus / "index", load_embedder(settings.embed_model, settings.cache_dir))
        reader = load_reader(settings.cache_dir, settings.rerank_model)
        questions = [
            (path.stem, question)
            for path in find_question_files(options.corpus / "questions")
            for question in load_question_set(path).questions
            if question.answerable
        ]
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    Random(_SEED).shuffle(questions)
    result = rank(index, reader, questions[: options.questions])
    told = asdict(result) | {"error_taken_away": result.error_taken_away}
    print(json.dumps({name: round(value, 4) for name, value in told.items()}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
