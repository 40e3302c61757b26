"""A passage with its answer marked, and edits that keep the mark in its place. Knows no data and no model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.sentences import sentence_spans

#: As `index.chunk` cuts: a run of whole sentences ends before this many characters.
LONGEST = 300
#: A phrase's particle behind its words: with both gone the sentence still stands, and says less.
_PARTICLE = re.compile(
    r"(?:によって|により|による|において|における|に対して|に対する|について|として|とともに|には|では|とは|にも|でも"
    r"|から|まで|など|に|で|を|が|は|へ|と|も|の)(?:、|(?=[^ぁ-んー、。]))"
)
#: Where a phrase begins: behind a mark, or behind another phrase's particle.
_PHRASE_BEGINS = re.compile(
    r"(?:^|[、。\n\t」』）)(（]|(?<=[^ぁ-ん])[はがをにでとへも]|から|まで|より|により|によって|として)$"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the span `[start, end)` of the answer in it (None: it does not answer)."""

    text: str
    span: tuple[int, int] | None

    @property
    def answer(self) -> str:
        """The words marked; empty where there are none."""
        return self.text[slice(*self.span)] if self.span else ""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `new` in the place of `[start, end)`."""

    start: int
    end: int
    new: str


def apply(marked: Marked, edits: Iterable[Edit]) -> Marked | None:
    """The text with the edits done and the mark moved; None where an edit touches the answer or another edit."""
    pieces: list[str] = []
    span, at, shift = marked.span, 0, 0
    for edit in sorted(edits, key=lambda e: e.start):
        if edit.start < at or (marked.span and edit.start < marked.span[1] and marked.span[0] < edit.end):
            return None
        pieces += [marked.text[at : edit.start], edit.new]
        at = edit.end
        shift += len(edit.new) - (edit.end - edit.start)
        if marked.span and edit.end <= marked.span[0]:
            span = (marked.span[0] + shift, marked.span[1] + shift)
    return Marked("".join((*pieces, marked.text[at:])), span)


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text`, without overlaps."""
    found: list[tuple[int, int]] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return found


def chunks(text: str, longest: int = LONGEST) -> list[tuple[int, int]]:
    """Spans of whole sentences in order, each as long as `longest` allows; a long sentence stands alone."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if found and end - found[-1][0] <= longest:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def window(text: str, span: tuple[int, int], longest: int, before: float) -> Marked:
    """Whole sentences around the answer, at most `longest` characters unless the answer's own have more.

    `before` in [0, 1] is the share of the room that sentences before the answer may take first.
    """
    sentences = sentence_spans(text)
    inside = [i for i, (a, b) in enumerate(sentences) if a < span[1] and span[0] < b]
    first, last = inside[0], inside[-1]
    room = longest - (sentences[last][1] - sentences[first][0])
    first_limit = sentences[first][0] - max(room, 0) * before
    while first > 0 and sentences[first - 1][0] >= first_limit:
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= longest:
        last += 1
    while first > 0 and sentences[last][1] - sentences[first - 1][0] <= longest:
        first -= 1
    start, end = min(sentences[first][0], span[0]), max(sentences[last][1], span[1])
    return Marked(text[start:end], (span[0] - start, span[1] - start))


def without_answer(marked: Marked) -> Marked | None:
    """The text without the sentences the answer stands in; None where nothing is left or it stands elsewhere too."""
    if marked.span is None:
        return None
    start, end = marked.span
    kept = [(a, b) for a, b in sentence_spans(marked.text) if not (a < end and start < b)]
    rest = "".join(marked.text[a:b] for a, b in kept)
    return None if not rest or marked.answer in rest else Marked(rest, None)


def without_answer_words(marked: Marked) -> Marked | None:
    """The text without the answer's own words and the particle behind them: it speaks of the thing and does not say it.

    None where more hangs on the words than a phrase (they are not a whole one), or they stand elsewhere too.
    """
    if marked.span is None:
        return None
    start, end = marked.span
    particle = _PARTICLE.match(marked.text, end)
    if particle is None or not _PHRASE_BEGINS.search(marked.text[:start]):
        return None
    rest = marked.text[:start] + marked.text[particle.end() :]
    return None if marked.answer in rest else Marked(rest, None)
