"""Asks the questions and holds each answer against its gold. Knows nothing of means, tables or thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tqdm import tqdm

from answer.claims import Answer, Mode
from errors import AskError
from eval.errors import ReportNotIndexed
from eval.metrics import answers, citations, composition, retrieval
from eval.metrics.match import Folded, fold
from eval.questions import Question, QuestionSet


class IndexedReport(Protocol):
    """A report the assistant answers from."""

    @property
    def id(self) -> str:
        """Its short, stable name."""


class Assistant(Protocol):
    """What is evaluated: `answer.assistant.Assistant`, as far as it is used here."""

    @property
    def index_fingerprint(self) -> str:
        """Changes with the reports, the chunking and the embedding model."""

    @property
    def reports(self) -> Sequence[IndexedReport]:
        """What is indexed."""

    def prepare(self, mode: Mode) -> None:
        """Waits until the mode can be served. Raises AskError where it cannot be."""

    def report_text(self, report_id: str) -> str:
        """The normalised text of a report: what citations' positions count in."""

    def ask(
        self, question: str, *, mode: Mode, report: str | None, history: Sequence[tuple[str, str]]
    ) -> Answer:
        """The answer. Raises AskError when there can be none."""


@dataclass(frozen=True)
class Ground:
    """The normalised texts of the reports, by id: where evidence is found and quotes are checked."""

    texts: Mapping[str, str]

    @cached_property
    def folded(self) -> Mapping[str, Folded]:
        """The texts as they are compared; made once, for it takes about a second a million characters."""
        return {report: fold(text) for report, text in self.texts.items()}


@dataclass(frozen=True, slots=True)
class Scored:
    """A question, its answer, and how the one stands to the other.

    A question that could not be asked has no `answer` but a `failure`, and scores as one answered with
    nothing. The scores mean something only for an answerable question, except `verbatim` and `cited`.
    `unlocated` are the evidence quotes that no report contains: they count as missed. `numbers_held` and `names_held` are
    None for an answer that is quoted.
    """

    set_name: str
    question: Question
    answer: Answer | None
    failure: AskError | None
    ranks: retrieval.Ranks
    nuggets: tuple[bool, ...]
    forbidden: bool
    citation_precision: float | None
    citation_recall: float | None
    verbatim: float | None
    cited: float | None
    unlocated: tuple[str, ...]
    numbers_held: float | None = None
    names_held: float | None = None

    @property
    def abstained(self) -> bool:
        """Whether the answer was that the report is silent. A failure is no such answer."""
        return self.answer is not None and self.answer.abstained

    @property
    def correct(self) -> float | None:
        """1 or 0; None for an unanswerable question and for one whose gold names no nuggets."""
        return answers.fully_correct(self.nuggets, self.forbidden) if self.question.answerable else None


def ask_all(
    assistant: Assistant, sets: Sequence[QuestionSet], mode: Mode = "quote", report: str | None = None
) -> tuple[Scored, ...]:
    """Asks every question, in order, with a progress bar where stderr is a terminal.

    `report` restricts the search to one report. Raises ReportNotIndexed when there is no such report.
    """
    known = [indexed.id for indexed in assistant.reports]
    if report is not None and report not in known:
        raise ReportNotIndexed(report=report, known=", ".join(known))
    ground = Ground({each: assistant.report_text(each) for each in known})
    return tuple(
        score(name, question, *_ask(assistant, question, mode, report), ground)
        for name, question in _with_progress(sets)
    )


def score(
    set_name: str, question: Question, answer: Answer | None, failure: AskError | None, ground: Ground
) -> Scored:
    """Holds `answer` (None after a `failure`) against the gold of `question`."""
    evidence = [citations.places(quote, ground.folded) for quote in question.evidence]
    said = answer.text if answer and not answer.abstained else ""
    cited = answer.citations if answer else ()
    return Scored(
        set_name=set_name,
        question=question,
        answer=answer,
        failure=failure,
        ranks=retrieval.ranks(question.evidence, [p.text for p in answer.passages] if answer else []),
        nuggets=answers.nuggets_found(question.nuggets, said),
        forbidden=answers.forbidden_said(question.forbidden, said),
        citation_precision=citations.precision(cited, evidence),
        citation_recall=citations.recall(cited, evidence),
        verbatim=citations.verbatim(cited, ground.texts),
        cited=citations.cited(answer.claims, cited) if answer else None,
        unlocated=tuple(q for q, found in zip(question.evidence, evidence, strict=True) if not found),
        numbers_held=composition.numbers_held(answer) if answer else None,
        names_held=composition.names_held(answer, ground.texts) if answer else None,
    )


def _ask(
    assistant: Assistant, question: Question, mode: Mode, report: str | None
) -> tuple[Answer | None, AskError | None]:
    try:
        return assistant.ask(question.question, mode=mode, report=report, history=question.history), None
    except AskError as error:
        return None, error


def _with_progress(sets: Sequence[QuestionSet]) -> Iterator[tuple[str, Question]]:
    pairs = [(each.name, question) for each in sets for question in each.questions]
    yield from tqdm(pairs, unit="q", disable=None)
