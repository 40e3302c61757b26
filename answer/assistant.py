"""From a question to an answer: the steps, in their order. Each step's work is another module's."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from answer.answered import PASSAGES_SHOWN, line, quoted, ranked
from answer.claims import Answer, Mode, Timings
from answer.compared import compared
from answer.compose import Composer
from answer.editions import said_once, scopes
from answer.enumerated import enumerated
from answer.errors import ModeUnavailable
from answer.examples import example_questions
from answer.followup import standalone
from answer.look import PASSAGES_READ
from answer.orders import gives_orders
from answer.question import Question, read_question
from answer.quote import Piece, choose_pieces, without_overlaps
from answer.read import Reader, Reading, load_reader
from answer.smalltalk import reply, talk_of, without_orders
from answer.summary import pieces_of, section_passages, wanted
from answer.vectors import embed_parts
from answer.writer import Off, Writer, shared_writer
from answer.writer import Ready as Written
from corpus.report import Report
from errors import Language
from index.chunk import Chunk
from index.embed import Embedder, load_embedder
from index.manifest import IndexedReport
from index.search import Hit, Index, open_index
from models.memory import after_answer, give_back
from settings import Settings

#: A part of a question, its vector, and the passages found for it in one scope.
_Found = tuple[str, NDArray[np.float32], list[Hit]]
#: An answer in quotes, what it quotes, and the passages it was found among with their scores, best first.
_Quoted = tuple[Answer, list[Piece], list[tuple[Chunk, float]]]


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one open index. Safe to use from several threads: it changes nothing."""

    index: Index
    reader: Reader
    threshold: float
    writer: Writer = field(default_factory=lambda: Writer(None))

    def ask(
        self,
        question: str,
        *,
        mode: Mode = "quote",
        report: str | Sequence[str] | None = None,
        history: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """The answer to a question, or that the report is silent: the last of `ask_stream`."""
        *_, answer = self.ask_stream(question, mode=mode, report=report, history=history)
        return answer

    def ask_stream(
        self,
        question: str,
        *,
        mode: Mode = "quote",
        report: str | Sequence[str] | None = None,
        history: Sequence[tuple[str, str]] = (),
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        """The answer as it grows: first quoted, then, in compose mode, after each sentence that holds. The last is whole.

        `report` restricts the search to one report, or to several; `history`, the earlier turns, is what a follow-up goes
        on from. `stop`, once set, ends the writing; what holds by then is the answer. Raises QuestionProblem
        for a question that cannot be asked, ReportUnknown.
        """
        self._require(mode)
        begun = time.perf_counter()
        said = read_question(question)
        if talk := talk_of(said.text):
            yield line(said, reply(talk, said), _ms(begun, time.perf_counter()))
            return
        asked = _standing_alone(said, history, [report.title for report in self.reports])
        answer, pieces, passages = self._summed_up(asked, report, begun) or self._found(asked, report, begun)
        answer = replace(answer, question=said.text)
        composer = self._composer() if mode == "compose" and not answer.abstained else None
        yield replace(
            answer, pending=bool(composer), problem=self.writer.problem if mode == "compose" else None
        )
        if composer:
            yield from composer.compose(asked, answer, pieces, [chunk for chunk, _ in passages], stop)
        # The answer is out: nobody waits for this.
        after_answer()

    @property
    def composes(self) -> bool:
        """Whether there is a language model, be it still loading: what compose mode needs."""
        return not isinstance(self.writer.state, Off)

    def examples(self, count: int = 4, language: Language = "ja") -> tuple[str, ...]:
        """Up to `count` questions made from what is indexed, each of which gets an answer."""
        return example_questions(self.index, self._answers, count, language)

    @property
    def reports(self) -> tuple[IndexedReport, ...]:
        """What is indexed."""
        return self.index.manifest.reports

    @property
    def index_fingerprint(self) -> str:
        """Model, versions and reports of the index, for the record of a result."""
        return self.index.manifest.fingerprint

    def require_report(self, report_id: str) -> None:
        """Raises ReportUnknown, which names what there is, unless the report is indexed."""
        self.index.manifest.entry(report_id)

    def report(self, report_id: str) -> Report:
        """A report with its sections and warnings. Raises ReportUnknown."""
        return self.index.report(report_id)

    def report_text(self, report_id: str) -> str:
        """A report's normalised text. Raises ReportUnknown."""
        return self.index.report(report_id).text

    def prepare(self, mode: Mode) -> None:
        """Waits until the mode can be served as well as it will be. Raises ModeUnavailable where it cannot be at all."""
        self._require(mode)
        if mode == "compose":
            self.writer.wait()

    def _require(self, mode: Mode) -> None:
        if mode == "compose":
            if not self.composes:
                raise ModeUnavailable(mode=mode)
            self.writer.start()

    def _composer(self) -> Composer | None:
        state = self.writer.state
        return Composer(self.index, state.model) if isinstance(state, Written) else None

    def _found(self, asked: Question, report: str | Sequence[str] | None, begun: float) -> _Quoted:
        """What a search and a reading of the passages give."""
        found = self._search(asked, report)
        searched = time.perf_counter()
        readings = [self.reader.read(asked, text, vector, hits, self.index) for text, vector, hits in found]
        pieces, confidence = self._decide(asked, readings)
        done = time.perf_counter()
        timings = Timings(_ms(begun, searched), _ms(searched, done), None, _ms(begun, done))
        passages = ranked([hits for _, _, hits in found], readings)
        return quoted(asked, pieces, confidence, passages, timings, self.index), pieces, passages

    def _summed_up(self, asked: Question, report: str | Sequence[str] | None, begun: float) -> _Quoted | None:
        """The sentences that stand for the section or report that is to be summed up, where one is."""
        within = [report] if isinstance(report, str) else report
        if (meant := wanted(asked, self.index, within)) is None:
            return None
        pieces = pieces_of(meant, self.index)
        took = _ms(begun, time.perf_counter())
        passages = section_passages(meant, self.index)
        timings = Timings(took, None, None, took)
        return quoted(asked, pieces, 1.0, passages, timings, self.index), pieces, passages

    def _search(self, asked: Question, report: str | Sequence[str] | None) -> list[_Found]:
        """What is found for each part of the question, in each of the editions that it compares."""
        within = scopes(asked.text, self.reports, [report] if isinstance(report, str) else report)
        if len(within) > 1:
            asked = replace(asked, parts=tuple(compared(part, asked.language) for part in asked.parts))
        vectors = embed_parts(asked, self.index.embedder)
        count = max(PASSAGES_READ // (len(asked.parts) * len(within)), PASSAGES_SHOWN)
        return [
            (part, vector, self.index.search(part, vector, count, scope))
            for part, vector in zip(asked.parts, vectors, strict=True)
            for scope in within
        ]

    def _decide(self, asked: Question, readings: Sequence[Sequence[Reading]]) -> tuple[list[Piece], float]:
        """The pieces to quote, none when the report is silent, and the probability that it is not."""
        counted = [enumerated(asked, of_part, self.index) for of_part in readings]
        best = [
            max(self.reader.certainty(asked, of_part), listed.certainty)
            for of_part, listed in zip(readings, counted, strict=True)
        ]
        confidence = max(best, default=0.0)
        if confidence < self.threshold:
            return [], confidence
        pieces: list[Piece] = []
        for of_part, listed, certainty in zip(readings, counted, best, strict=True):
            if certainty >= self.threshold:
                pieces += listed.pieces or choose_pieces(asked, of_part, self.index)
        # One sentence may answer both halves of a question; it is quoted once.
        return said_once(without_overlaps(pieces), self.index), confidence

    def _answers(self, question: str) -> bool:
        return not self.ask(question).abstained


def open_assistant(settings: Settings, embedder: Embedder | None = None) -> Assistant:
    """An assistant over the current index. Raises IndexProblem when there is none that can be used."""
    model = embedder or load_embedder(settings.embed_model, settings.cache_dir)
    index = open_index(settings.index_dir, model, settings.chroma_url)
    reader = load_reader(settings.cache_dir, settings.rerank_model)
    # Loading, and indexing before it, hold much for a moment.
    give_back()
    return Assistant(index, reader, settings.abstain_below, shared_writer(settings))


def _standing_alone(said: Question, history: Sequence[tuple[str, str]], titles: Sequence[str]) -> Question:
    """The question as it is searched: without orders to the assistant, with what it takes from earlier turns. `titles` are
    those of the reports it may speak of."""
    own = replace(said, text=without_orders(said.text)) if gives_orders(said.text) else said
    return replace(read_question(standalone(own, history), titles), language=said.language)


def _ms(begun: float, ended: float) -> float:
    return round((ended - begun) * 1000, 1)
