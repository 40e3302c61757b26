"""`python -m training.as_reports --data FOLDER --out FOLDER [--languages en ko zh]`: JaQuAD's dev part as reports to index and question files.

Each article becomes a report and a question file of the same name, in the evaluation's format: questions as they
are, near misses that the report does not answer, and questions of other articles. `eval.fit` fits the reading on one half of them and tells
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
from training.examples import ABROAD, Examples
from training.foreign import Abroad, add_languages, interpreter
from training.jaquad import Asked, Paragraph, load_paragraphs
from training.unsaid import made_vague

#: Of a hundred questions, how many are asked as they are and how many are made into what.
SHARES = {
    "answered": 60,
    "left unsaid": 14,
    "exchanged in question": 12,
    "something else asked": 3,
    "narrowed": 3,
    "finer detail asked": 3,
    "other detail asked": 5,
}
#: One more for so many of an article's own is asked of it that belongs to another article.
_OWN_FOR_EACH_ELSEWHERE = 7
_ALTERED_FROM = 300
_SEED = 11


@dataclass(frozen=True, slots=True)
class Written:
    """A report's text, paragraph by paragraph, and its questions as records of the evaluation."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    questions: tuple[dict[str, object], ...]


def articles_of(
    paragraphs: Sequence[Paragraph], seed: int = _SEED, abroad: Abroad | None = None
) -> Iterator[Written]:
    """Every article with its questions, some of them said by `abroad`; the same ones each time."""
    examples = Examples(paragraphs, seed)
    everything = [(p, asked) for p in paragraphs for asked in p.asked]
    for article, members in groupby(paragraphs, key=lambda p: p.article):
        own = list(members)
        name = f"jaquad-{article:03d}"
        written = [_paragraph(p, examples, Random(f"{seed} {name} {n}")) for n, p in enumerate(own)]
        questions = [record for _, records in written for record in records]
        questions += _elsewhere(everything, own, len(questions), Random(f"{seed} {name} elsewhere"))
        rng = Random(f"{seed} {name} abroad")
        numbered = tuple(
            {"id": f"{name}-{n:03d}", "lang": "ja", **_said(record, abroad, rng)}
            for n, record in enumerate(questions)
        )
        yield Written(name, own[0].title, tuple(text for text, _ in written), numbered)


def _elsewhere(
    everything: Sequence[tuple[Paragraph, Asked]], own: Sequence[Paragraph], count: int, rng: Random
) -> list[dict[str, object]]:
    """Questions of other articles, whose answers this one has nowhere: one for every seven of the `count` it has."""
    text = "".join(p.text for p in own)
    drawn = rng.sample(everything, min(len(everything), count))
    foreign = [
        asked
        for p, asked in drawn
        if p.article != own[0].article and p.text[asked.start : asked.end] not in text
    ]
    return [
        {"kind": "elsewhere", "question": asked.question, "answerable": False}
        for asked in foreign[: -(-count // _OWN_FOR_EACH_ELSEWHERE)]
    ]


def _said(record: dict[str, object], abroad: Abroad | None, rng: Random) -> dict[str, object]:
    """The record, its question in another language where the dice say so and it can be said."""
    said = abroad(str(record["question"]), rng) if abroad and rng.random() < ABROAD else None
    return {**record, "lang": said[0], "question": said[1]} if said else record


def _paragraph(paragraph: Paragraph, examples: Examples, rng: Random) -> tuple[str, list[dict[str, object]]]:
    """The paragraph's text, at most one answer left unsaid in it, and the questions on it."""
    text, unsaid = paragraph.text, False
    kinds = [rng.choices(list(SHARES), list(SHARES.values()))[0] for _ in paragraph.asked]
    records: list[dict[str, object]] = []
    for kind, asked in zip(kinds, paragraph.asked, strict=True):
        if kind != "left unsaid" or unsaid:
            continue
        marked = Marked(paragraph.text, (asked.start, asked.end))
        silent = without_answer_words(marked) or made_vague(marked, rng)
        if silent:
            text, unsaid = silent.text, True
            records.append({"kind": kind, "question": asked.question, "answerable": False})
    for kind, asked in zip(kinds, paragraph.asked, strict=True):
        record = _record(kind, paragraph, asked, examples, rng) if kind != "left unsaid" else None
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
    add_languages(parser)
    options = parser.parse_args(arguments)
    try:
        paragraphs = load_paragraphs(options.data, "dev")
        abroad = interpreter(options.languages) if options.languages else None
    except AskError as error:
        print(error.say(terminal_language()), file=sys.stderr)
        return 2
    for folder in ("reports", "questions"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for article in articles_of(paragraphs, abroad=abroad):
        write(article, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
