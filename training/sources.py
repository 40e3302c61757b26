"""Puts together what the reader is trained on: JaQuAD, the questions written by hand, the dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training.by_hand import load_by_hand
from training.examples import Examples
from training.foreign import Language, interpreter
from training.jaquad import load_paragraphs
from training.on_reports import load_on_reports


def load_examples(
    data: Path, seed: int, languages: Sequence[Language] = (), reports: Sequence[Path] = ()
) -> Examples:
    """The examples of JaQuAD in `data`, of what was written by hand for it, and of what was written for `reports`.

    Raises DataMissing, DataInvalid, LinesInvalid, DictionariesMissing, ReportWithoutQuestions, ReportOther and the
    errors of `corpus.reader`.
    """
    abroad = interpreter(languages) if languages else None
    paragraphs = load_paragraphs(data, "train")
    articles = 1 + max(paragraph.article for paragraph in paragraphs)
    on_reports = load_on_reports(reports, articles)
    return Examples(paragraphs, seed, abroad, load_by_hand(paragraphs), on_reports)
