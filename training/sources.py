"""Puts together what the reader is trained on: JaQuAD, the questions written by hand, the dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.by_hand import ByHand, load_by_hand
from training.examples import Examples
from training.foreign import Abroad, Language, interpreter
from training.jaquad import Paragraph, load_paragraphs
from training.on_reports import load_on_reports


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read and checked; to make examples of it takes a search index more."""

    paragraphs: Sequence[Paragraph]
    abroad: Abroad | None
    by_hand: ByHand
    on_reports: ByHand

    def examples(self, seed: int) -> Examples:
        """The examples of all of it."""
        return Examples(self.paragraphs, seed, self.abroad, self.by_hand, self.on_reports)


def load_sources(data: Path, languages: Sequence[Language] = (), reports: Sequence[Path] = ()) -> Sources:
    """JaQuAD in `data`, what was written by hand for it, and what was written for `reports`.

    Raises DataMissing, DataInvalid, LinesInvalid, DictionariesMissing, ReportWithoutQuestions, ReportOther and the
    errors of `corpus.reader`.
    """
    abroad = interpreter(languages) if languages else None
    paragraphs = load_paragraphs(data, "train")
    articles = 1 + max(paragraph.article for paragraph in paragraphs)
    return Sources(paragraphs, abroad, load_by_hand(paragraphs), load_on_reports(reports, articles))
