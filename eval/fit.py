"""`python -m eval.fit`: fits the weights of `answer.read` on development questions.

A unit that overlaps an evidence quote is an answer, every other unit read is not; a question the report
does not answer has none. L2-regularised logistic regression (scikit-learn). Never run on test questions.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from answer.assistant import PASSAGES_SHOWN
from answer.question import read_question
from answer.read import WEIGHTS, Features, featurize
from errors import AskError, terminal_language
from eval.metrics.citations import Place, places
from eval.metrics.match import Folded, fold
from eval.questions import FOLDER, Question, load_question_sets
from index.embed import load_embedder
from index.search import Index, open_index
from settings import load_settings

#: The development questions, and questions about other things altogether, which `dev.jsonl` has none of: without
#: them nothing tells the fit that a report on one subject does not answer on another.
QUESTIONS = [FOLDER / "dev.jsonl", Path(__file__).parent / "fitting" / "elsewhere.jsonl"]
#: Inverse strength of the regularisation. Features are standardised before, so that it bears on all alike.
_C = 0.03


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, shape (n, features), whether each unit answers, shape (n,), and its question's number, shape (n,)."""

    features: NDArray[np.float64]
    answers: NDArray[np.bool_]
    questions: NDArray[np.int64]


def collect(index: Index, questions: Sequence[Question]) -> Examples:
    """Every unit read for the questions, with whether it answers."""
    texts: dict[str, Folded] = {r.id: fold(index.report(r.id).text) for r in index.manifest.reports}
    features: list[NDArray[np.float64]] = []
    answers: list[bool] = []
    numbers: list[int] = []
    for number, gold in enumerate(questions):
        asked = read_question(gold.question)
        evidence = [place for quote in gold.evidence for place in places(quote, texts)]
        for part, vector in zip(asked.parts, index.embedder.embed_queries(asked.parts), strict=True):
            hits = index.search(part, vector, PASSAGES_SHOWN)
            for hit, unit, known in featurize(asked, part, vector, hits, index):
                features.append(known.vector())
                answers.append(
                    any(_overlap(place, hit.chunk.report, unit.start, unit.end) for place in evidence)
                )
                numbers.append(number)
    return Examples(np.array(features), np.array(answers), np.array(numbers))


def fit(examples: Examples) -> NDArray[np.float64]:
    """Weights for features as they are, shape (features,); the first is the constant's."""
    values = examples.features[:, 1:]
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread < 1e-9] = 1.0
    model = LogisticRegression(C=_C, max_iter=5000).fit((values - mean) / spread, examples.answers)
    slopes = model.coef_[0] / spread
    return np.concatenate([[model.intercept_[0] - slopes @ mean], slopes])


def out_of_fold(examples: Examples, folds: int = 10) -> NDArray[np.float64]:
    """Each unit's probability by weights fitted without its question, shape (n,)."""
    probabilities = np.zeros(len(examples.answers))
    for fold_number in range(folds):
        held = examples.questions % folds == fold_number
        weights = fit(Examples(examples.features[~held], examples.answers[~held], examples.questions[~held]))
        probabilities[held] = 1 / (1 + np.exp(-examples.features[held] @ weights))
    return probabilities


def _overlap(place: Place, report: str, start: int, end: int) -> bool:
    return place.report == report and place.start < end and start < place.end


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits the weights and writes them; prints what they are worth on questions they were not fitted on."""
    parser = argparse.ArgumentParser(prog="python -m eval.fit", description=__doc__)
    parser.add_argument("--questions", nargs="+", type=Path, default=QUESTIONS, metavar="FILE")
    parser.add_argument("--index", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        settings = load_settings()
        index_dir = options.index.resolve() if options.index else settings.index_dir
        index = open_index(index_dir, load_embedder(settings.embed_model, settings.cache_dir))
        questions = [q for each in load_question_sets(options.questions) for q in each.questions]
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    examples = collect(index, questions)
    weights = fit(examples)
    named = {
        field.name: round(float(weight), 4) for field, weight in zip(fields(Features), weights, strict=True)
    }
    fitted_on = [path.name for path in options.questions]
    options.out.write_text(
        json.dumps({"fitted_on": fitted_on, "weights": named}, indent=1) + "\n", encoding="utf-8"
    )
    _report(examples, questions)
    return 0


def _report(examples: Examples, questions: Sequence[Question]) -> None:
    """For each threshold, out of fold: answerable questions refused, unanswerable ones abstained on."""
    probabilities = out_of_fold(examples)
    best = np.array([probabilities[examples.questions == n].max(initial=0.0) for n in range(len(questions))])
    answerable = np.array([q.answerable for q in questions])
    elsewhere = np.array([q.kind == "elsewhere" for q in questions])
    japanese = np.array([q.lang == "ja" for q in questions])
    first = [
        bool(examples.answers[examples.questions == n][probabilities[examples.questions == n].argmax()])
        for n in range(len(questions))
        if answerable[n]
    ]
    print(
        f"{len(questions)} questions, {len(examples.answers)} units; best unit answers: {np.mean(first):.3f}"
    )
    for threshold in np.arange(0.04, 0.5, 0.03):
        refused = best < threshold
        near, far = refused[~answerable & ~elsewhere], refused[elsewhere]
        own, other = refused[answerable & japanese], refused[answerable & ~japanese]
        print(
            f"threshold {threshold:.2f}: refused, Japanese {own.mean():.3f}, others {other.mean():.3f}; abstained, near misses {near.mean():.3f}, "
            f"elsewhere {far.mean():.3f}"
        )


if __name__ == "__main__":
    sys.exit(main())
