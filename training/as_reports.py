"""`python -m training.as_reports --data FOLDER --out FOLDER`: JaQuAD's dev part as reports to index and question files.

Each article becomes a report and a question file of the same name, in the evaluation's format: questions as they
are, and near misses that the report does not answer. `eval.fit` fits the reading on one half of them and tells
on the other how well its probabilities hold. Knows no model.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random

from corpus.sentences import sentence_spans
from errors import AskError, terminal_language
from training.edits import Marked, window, without_answer_words
from training.examples import Examples
from training.jaquad import Asked, Paragraph, load_paragraphs

#: Of a hundred questions, how many are asked as they are and how many are made into what.
SHARES = {
    "answered": 60,
    "words dropped": 16,
    "exchanged in question": 16,
    "something else asked": 4,
    "narrowed": 4,
}
_ALTERED_FROM = 300
_SEED = 11


@dataclass(frozen=True, slots=True)
class Written:
    """A report's text, paragraph by paragraph, and its questions as records of the evaluation."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[dict[str, object], ...]


def articles_of(paragraphs: Sequence[Paragraph], seed: int = _SEED) -> Iterator[Written]:
    """Every article with its questions; the same ones each time."""
    examples = Examples(paragraphs, seed)
    for article, members in groupby(paragraphs, key=lambda p: p.article):
        own = list(members)
        name = f"jaquad-{article:03d}"
        written = [_paragraph(p, examples, Random(f"{seed} {name} {n}")) for n, p in enumerate(own)]
        questions = (record for _, records in written for record in records)
        numbered = tuple(
            {"id": f"{name}-{n:03d}", "lang": "ja", **record} for n, record in enumerate(questions)
        )
        yield Written(name, own[0].title, tuple(text for text, _ in written), numbered)


def _paragraph(paragraph: Paragraph, examples: Examples, rng: Random) -> tuple[str, list[dict[str, object]]]:
    """The paragraph's text, without the words of at most one answer, and the questions on it."""
    text, gap = paragraph.text, None
    kinds = [rng.choices(list(SHARES), list(SHARES.values()))[0] for _ in paragraph.asked]
    records: list[dict[str, object]] = []
    for kind, asked in zip(kinds, paragraph.asked, strict=True):
        dropped = without_answer_words(Marked(paragraph.text, (asked.start, asked.end)))
        if kind == "words dropped" and dropped and gap is None:
            text, gap = dropped.text, (asked.start, len(paragraph.text) - len(dropped.text))
            records.append({"kind": kind, "question": asked.question, "answerable": False})
    for kind, asked in zip(kinds, paragraph.asked, strict=True):
        record = _record(kind, paragraph, asked, examples, rng) if kind != "words dropped" else None
        evidence = record.get("evidence", []) if record else []
        if record and isinstance(evidence, list) and all(quote in text for quote in evidence):
            records.append(record)
    return text, records


def _record(
    kind: str, paragraph: Paragraph, asked: Asked, examples: Examples, rng: Random
) -> dict[str, object] | None:
    if kind == "answered":
        sentences = sentence_spans(paragraph.text)
        quotes = [paragraph.text[a:b] for a, b in sentences if a < asked.end and asked.start < b]
        answer = paragraph.text[asked.start : asked.end]
        return {
            "kind": kind,
            "question": asked.question,
            "answerable": True,
            "nuggets": [[answer]],
            "evidence": quotes,
        }
    marked = window(paragraph.text, (asked.start, asked.end), _ALTERED_FROM, 0.5)
    altered = examples.altered(kind, paragraph, asked, marked, rng)
    return {"kind": kind, "question": altered[0], "answerable": False} if altered else None


def write(article: Written, out: Path) -> None:
    """Writes `reports/NAME.txt` and `questions/NAME.jsonl` under `out`, whose folders exist."""
    body = "\n\n".join((article.title, *article.paragraphs))
    (out / "reports" / f"{article.name}.txt").write_text(body + "\n", encoding="utf-8")
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in article.questions)
    (out / "questions" / f"{article.name}.jsonl").write_text("".join(lines), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the files; 2 when the data cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m training.as_reports", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="FOLDER", help="with jaquad_dev_*.json")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args(arguments)
    try:
        paragraphs = load_paragraphs(options.data, "dev")
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    for folder in ("reports", "questions"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for article in articles_of(paragraphs):
        write(article, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
