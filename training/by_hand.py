"""Questions written for JaQuAD's passages by hand: in other words, and such as they do not answer. Knows no model.

JaQuAD's own questions were written over their passages and share their words; those who ask a report have not read
it, and ask of much that it does not say. Both files were written for the training part and are CC BY-SA 3.0, as it
is; the passages stay where the data is.

- `paraphrases.tsv`: `id<TAB>question`, the question of that id asked in other words.
- `unanswered.tsv`: `paragraph<TAB>start<TAB>end<TAB>question`, where `[start, end)` of the paragraph's text says
  nothing of what is asked. A paragraph's id is its questions' without their last number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.errors import LinesInvalid
from training.jaquad import Paragraph

#: The files that come with the project.
PARAPHRASES = Path(__file__).with_name("paraphrases.tsv")
UNANSWERED = Path(__file__).with_name("unanswered.tsv")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question, and the text of the article `title` that does not answer it."""

    title: str
    text: str
    question: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """What was written by hand for a data set.

    `paraphrased` are its paragraphs that are asked in other words, with those questions only; one that only has
    unanswered questions has none.
    """

    paraphrased: Sequence[Paragraph] = ()
    unanswered: Sequence[Unanswered] = ()


def load_by_hand(
    paragraphs: Sequence[Paragraph], paraphrases: Path = PARAPHRASES, unanswered: Path = UNANSWERED
) -> ByHand:
    """What was written for these paragraphs; lines for others are left. Raises LinesInvalid."""
    return ByHand(_paraphrased(paragraphs, paraphrases), _unanswered(paragraphs, unanswered))


def _paraphrased(paragraphs: Sequence[Paragraph], path: Path) -> list[Paragraph]:
    wordings: dict[str, list[str]] = {}
    for number, line in enumerate(lines_of(path), start=1):
        id_, tab, question = line.partition("\t")
        if not (id_ and tab and question.strip()):
            raise LinesInvalid(path=path, line=number)
        wordings.setdefault(id_, []).append(question.strip())
    found = [_in_other_words(paragraph, wordings) for paragraph in paragraphs]
    return [paragraph for paragraph in found if paragraph.asked]


def _in_other_words(paragraph: Paragraph, wordings: dict[str, list[str]]) -> Paragraph:
    asked = [
        replace(asked, question=question)
        for asked in paragraph.asked
        for question in wordings.get(asked.id, ())
    ]
    return replace(paragraph, asked=tuple(asked))


def _unanswered(paragraphs: Sequence[Paragraph], path: Path) -> list[Unanswered]:
    known = {each.asked[0].id.rpartition("-")[0]: each for each in paragraphs if each.asked}
    found: list[Unanswered] = []
    for number, line in enumerate(lines_of(path), start=1):
        try:
            id_, start, end, question = line.split("\t")
            span = slice(int(start), int(end))
        except ValueError as error:
            raise LinesInvalid(path=path, line=number) from error
        paragraph = known.get(id_)
        if paragraph and paragraph.text[span]:
            found.append(Unanswered(paragraph.title, paragraph.text[span], question))
    return found


def lines_of(path: Path) -> list[str]:
    """The file's lines. Raises LinesInvalid where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LinesInvalid(path=path, line=0) from error
