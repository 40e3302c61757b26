"""Makes the training examples of JaQuAD's questions: answered, not answered, and nearly answered.

Example number n is always the same for the same data and seed. Knows no model and no tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from models.pairs import Passage
from training.by_hand import ByHand, Unanswered
from training.edits import LONGEST, Marked, window, without_answer, without_answer_words
from training.foreign import Abroad
from training.jaquad import Asked, Paragraph
from training.lookalikes import Lookalikes, Piece
from training.names import Pool
from training.questions import (
    as_keywords,
    as_request,
    ask_something_else,
    exchange_in_both,
    exchange_in_passage,
    exchange_in_question,
    full_width,
    in_kana,
    narrow,
)
from training.rows import as_dated_notes, as_dated_rows, as_headed, as_items, as_rows
from training.unsaid import ask_detail, ask_finer, made_vague

#: Of a thousand examples, how many are made how. What cannot be made of a question becomes a neighbour.
SHARES = {
    "answered": 425,
    "exchanged in both": 50,
    "neighbour": 20,
    "elsewhere": 40,
    "exchanged in question": 105,
    "exchanged in passage": 30,
    "something else asked": 15,
    "narrowed": 20,
    "answer taken out": 40,
    "answer left unsaid": 180,
    "finer detail asked": 25,
    "other detail asked": 50,
}
ANSWERED = ("answered", "exchanged in both")
#: How many questions of a hundred are said in another language, where that is wanted.
ABROAD = 0.3
#: Of how many examples the question was written by hand, in other words or unanswered, where there are such.
PARAPHRASED = 0.4
UNANSWERED = 0.08
#: Of how many of those it was written for a report, where there is one.
ON_REPORTS = 0.4
NOTHING_BY_HAND = ByHand()
_POOL_SAMPLE = 1500
_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage, and the answer's `[start, end)` in its text (None: it does not answer)."""

    kind: str
    question: str
    passage: Passage
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written by hand, question by question."""

    paraphrases: Sequence[tuple[Paragraph, Asked]]
    unanswered: Sequence[Unanswered]

    @classmethod
    def of(cls, by_hand: ByHand) -> _Written:
        """The same as they are drawn from."""
        return cls([(p, asked) for p in by_hand.paraphrased for asked in p.asked], by_hand.unanswered)


class Examples:
    """The examples of a data set, by number."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        seed: int,
        abroad: Abroad | None = None,
        by_hand: ByHand = NOTHING_BY_HAND,
        on_reports: ByHand = NOTHING_BY_HAND,
    ) -> None:
        """`abroad` says a question in another language; some of them are then asked so."""
        self._paragraphs = [*paragraphs, *on_reports.paraphrased]
        self._seed, self._abroad = seed, abroad
        self.lookalikes = Lookalikes(self._paragraphs)
        self._questions = [(p, asked) for p in paragraphs for asked in p.asked]
        self._written = [_Written.of(by_hand), _Written.of(on_reports)]
        rng = Random(f"{seed} pool")
        sample = rng.sample(list(paragraphs), min(_POOL_SAMPLE, len(paragraphs)))
        self._pool = Pool.of(p.text for p in sample)
        self._titles = sorted({p.title for p in paragraphs})
        self._names_of: Callable[[int], Pool] = lru_cache(maxsize=None)(self._article_pool)
        self._order: Callable[[int], list[int]] = lru_cache(maxsize=2)(self._shuffled)

    def __len__(self) -> int:
        """Questions: after so many examples each has been used once."""
        return len(self._questions)

    def make(self, number: int) -> Example:
        """The example of that number; from `len` on, the questions come again in another order and made otherwise."""
        rng = Random(f"{self._seed} {number}")
        epoch, place = divmod(number, len(self))
        paragraph, asked = self._questions[self._order(epoch)[place]]
        way = rng.random()
        by_hand = self._by_hand(rng)
        if by_hand.unanswered and way < UNANSWERED:
            silent = rng.choice(by_hand.unanswered)
            return self._example("unanswered", silent.question, silent.title, Marked(silent.text, None), rng)
        if by_hand.paraphrases and way > 1 - PARAPHRASED:
            paragraph, asked = rng.choice(by_hand.paraphrases)
        kind = rng.choices(list(SHARES), list(SHARES.values()))[0]
        return self.make_kind(kind, paragraph, asked, rng)

    def make_kind(self, kind: str, paragraph: Paragraph, asked: Asked, rng: Random) -> Example:
        """An example of that kind where the question allows it, else one that is answered or has a neighbour."""
        longest = rng.choice((120, 180, 240, LONGEST, LONGEST))
        marked = window(paragraph.text, (asked.start, asked.end), longest, rng.random())
        question, title = asked.question, paragraph.title
        made: tuple[str, Marked] | None = None
        if kind in ("neighbour", "elsewhere"):
            return self._other_piece(kind, paragraph, asked, rng)
        if kind != "answered":
            made = self.altered(kind, paragraph, asked, marked, rng)
        if made is None and kind not in ANSWERED:
            return self._other_piece("neighbour", paragraph, asked, rng)
        question, marked = made or (question, marked)
        return self._example("answered" if made is None else kind, question, title, marked, rng)

    def altered(
        self, kind: str, paragraph: Paragraph, asked: Asked, marked: Marked, rng: Random
    ) -> tuple[str, Marked] | None:
        """Question and passage of a kind that alters one or both of them; None where it cannot."""
        pools = [self._names_of(paragraph.article), self._pool]
        return _altered(kind, asked.question, marked, paragraph.title, pools, rng)

    def _other_piece(self, kind: str, paragraph: Paragraph, asked: Asked, rng: Random) -> Example:
        answer = paragraph.text[asked.start : asked.end]
        same = kind == "neighbour"
        found: list[Piece] = []
        for within in (same, not same):
            found = found or self.lookalikes.nearest(
                asked.question, answer, paragraph.article, within, _CANDIDATES
            )
        if not found:
            return self._example("answered", asked.question, paragraph.title, _whole(paragraph, asked), rng)
        piece = rng.choice(found)
        return self._example(kind, asked.question, piece.title, Marked(piece.text, None), rng)

    def _example(self, kind: str, question: str, title: str, marked: Marked, rng: Random) -> Example:
        """The example as a question may be typed and a passage printed."""
        context = title
        if title and rng.random() < 0.12:
            context = f"{rng.choice(self._titles)} > {title}"
        headed = as_headed(marked) if rng.random() < 0.12 else None
        if headed:
            context, marked = f"{context} > {headed[0]}" if context else headed[0], headed[1]
        elif rng.random() < 0.2:
            context = ""
        marked = _printed(marked, rng)
        foreign = self._abroad(question, rng) if self._abroad and rng.random() < ABROAD else None
        typed = foreign[1] if foreign else _typed(question, title, rng)
        return Example(kind, typed, Passage(marked.text, context), marked.span)

    def _by_hand(self, rng: Random) -> _Written:
        jaquad, reports = self._written
        if not (reports.paraphrases or reports.unanswered):
            return jaquad
        return reports if rng.random() < ON_REPORTS else jaquad

    def _article_pool(self, article: int) -> Pool:
        return Pool.of(p.text for p in self._paragraphs if p.article == article)

    def _shuffled(self, epoch: int) -> list[int]:
        order = list(range(len(self._questions)))
        Random(f"{self._seed} order {epoch}").shuffle(order)
        return order


def _altered(
    kind: str, question: str, marked: Marked, title: str, pools: list[Pool], rng: Random
) -> tuple[str, Marked] | None:
    """Question and passage of a kind that alters one of them; None where it cannot."""
    if kind == "exchanged in both":
        return exchange_in_both(question, marked, title, pools, rng)
    if kind == "exchanged in passage":
        passage = exchange_in_passage(question, marked, title, pools, rng)
    elif kind == "answer taken out":
        passage = without_answer(marked)
    elif kind == "answer left unsaid":
        passage = without_answer_words(marked) or made_vague(marked, rng)
    else:
        passage = marked
        asked = {
            "exchanged in question": lambda: exchange_in_question(question, marked, title, pools, rng),
            "something else asked": lambda: ask_something_else(question, marked),
            "finer detail asked": lambda: ask_finer(question, marked, rng),
            "other detail asked": lambda: ask_detail(marked, title, rng),
            "narrowed": lambda: narrow(question, marked, title, pools, rng),
        }[kind]()
        if asked is None:
            return None
        question = asked
    return (question, Marked(passage.text, None)) if passage else None


def _printed(marked: Marked, rng: Random) -> Marked:
    """The text as sentences, rows, notes or items."""
    way = rng.random()
    if way < 0.12:
        return as_dated_rows(marked) or as_rows(marked) or marked
    if way < 0.2:
        return as_dated_notes(marked) or marked
    return as_items(marked, rng) or marked if way < 0.28 else marked


def _typed(question: str, title: str, rng: Random) -> str:
    way = rng.random()
    if way < 0.08:
        return as_keywords(question) or question
    if way < 0.12:
        return full_width(question)
    if way < 0.15:
        return in_kana(question, rng) or question
    if way < 0.17:
        return f"{title.rpartition(' > ')[2]}について、{question}"
    if way < 0.37:
        return as_request(question, rng) or question
    return question


def _whole(paragraph: Paragraph, asked: Asked) -> Marked:
    return window(paragraph.text, (asked.start, asked.end), LONGEST, 0.5)
