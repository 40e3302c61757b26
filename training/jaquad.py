"""Reads JaQuAD (So et al. 2022, arXiv:2202.01764; CC BY-SA 3.0), in SQuAD's JSON. Knows nothing of models."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.errors import DataInvalid, DataMissing

Part = Literal["train", "dev"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and its answer at `[start, end)` of its paragraph."""

    id: str
    question: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article with the questions on it. `article` is the article's number in the data."""

    article: int
    title: str
    text: str
    asked: tuple[Asked, ...]


def load_paragraphs(folder: Path, part: Part) -> list[Paragraph]:
    """The paragraphs of a part, in the order of its files. Raises DataMissing or DataInvalid."""
    paths = sorted(folder.glob(f"jaquad_{part}_*.json"))
    if not paths:
        raise DataMissing(folder=folder, part=part)
    paragraphs: list[Paragraph] = []
    article = 0
    for path in paths:
        try:
            for entry in json.loads(path.read_text(encoding="utf-8"))["data"]:
                paragraphs += [_paragraph(article, entry["title"], each) for each in entry["paragraphs"]]
                article += 1
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            raise DataInvalid(path=path, reason=f"{type(error).__name__}: {error}") from error
    return paragraphs


def _paragraph(article: int, title: str, entry: dict[str, object]) -> Paragraph:
    text, asked = entry["context"], entry["qas"]
    if not isinstance(text, str) or not isinstance(asked, list):
        raise TypeError("a paragraph without context or qas")
    return Paragraph(article, title.replace("_", " "), text, tuple(_asked(text, each) for each in asked))


def _asked(text: str, entry: dict[str, list[dict[str, str]]]) -> Asked:
    answer = entry["answers"][0]
    start = int(answer["answer_start"])
    end = start + len(answer["text"])
    if text[start:end] != answer["text"] or start == end:
        raise ValueError(f"the answer of {entry['id']} is not at its place")
    return Asked(str(entry["id"]), str(entry["question"]), start, end)
