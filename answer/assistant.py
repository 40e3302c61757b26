"""From a question to an answer: the steps, in their order. Each step's work is another module's."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answer.claims import Answer, Mode, RetrievedPassage, Timings
from answer.editions import said_once, scopes
from answer.errors import ModeUnavailable
from answer.examples import example_questions
from answer.question import Question, read_question
from answer.quote import Piece, choose_pieces, cite, without_overlaps
from answer.read import Reader, Reading, load_reader
from answer.words import silent
from corpus.report import Report
from errors import Language
from index.embed import Embedder, load_embedder
from index.manifest import IndexedReport
from index.search import Hit, Index, open_index
from settings import Settings

#: A part of a question, its vector, and the passages found for it in one scope.
_Found = tuple[str, NDArray[np.float32], list[Hit]]
#: Passages given in the record, best first.
PASSAGES_SHOWN = 8
#: Sections named when the report is silent.
NEAREST_SECTIONS = 3


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions from one open index. Safe to use from several threads: it changes nothing."""

    index: Index
    reader: Reader
    threshold: float

    def ask(
        self,
        question: str,
        *,
        mode: Mode = "quote",
        report: str | Sequence[str] | None = None,
        history: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """The answer to a question, or that the report is silent.

        `report` restricts the search to one report, or to several; `history`, the earlier turns, is not read in quote
        mode. Raises QuestionProblem for a question that cannot be asked, ReportUnknown.
        """
        if mode != "quote":
            raise ModeUnavailable(mode=mode)
        begun = time.perf_counter()
        asked = read_question(question)
        found = self._search(asked, report)
        searched = time.perf_counter()
        readings = [self.reader.read(asked, text, vector, hits, self.index) for text, vector, hits in found]
        pieces, confidence = self._decide(asked, readings)
        done = time.perf_counter()
        timings = Timings(_ms(begun, searched), _ms(searched, done), None, _ms(begun, done))
        return self._answer(asked, pieces, confidence, _merged([hits for _, _, hits in found]), timings)

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

    def _search(self, asked: Question, report: str | Sequence[str] | None) -> list[_Found]:
        """What is found for each part of the question, in each of the editions that it compares."""
        vectors = self.index.embedder.embed_queries(asked.parts)
        within = scopes(asked.text, self.reports, [report] if isinstance(report, str) else report)
        return [
            (part, vector, self.index.search(part, vector, PASSAGES_SHOWN, scope))
            for part, vector in zip(asked.parts, vectors, strict=True)
            for scope in within
        ]

    def _decide(self, asked: Question, readings: Sequence[Sequence[Reading]]) -> tuple[list[Piece], float]:
        """The pieces to quote, none when the report is silent, and the probability that it is not."""
        best = [max((r.probability for r in of_part), default=0.0) for of_part in readings]
        confidence = max(best, default=0.0)
        if confidence < self.threshold:
            return [], confidence
        pieces: list[Piece] = []
        for of_part, certainty in zip(readings, best, strict=True):
            if certainty >= self.threshold:
                pieces += choose_pieces(asked, of_part, self.index)
        # One sentence may answer both halves of a question; it is quoted once.
        return said_once(without_overlaps(pieces), self.index), confidence

    def _answer(
        self,
        asked: Question,
        pieces: Sequence[Piece],
        confidence: float,
        hits: Sequence[Hit],
        timings: Timings,
    ) -> Answer:
        claims, citations = cite(pieces, self.index)
        nearest = () if claims else tuple(dict.fromkeys(h.chunk.section for h in hits))[:NEAREST_SECTIONS]
        lines = (f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}" for claim in claims)
        return Answer(
            question=asked.text,
            standalone_question=asked.text,
            mode="quote",
            abstained=not claims,
            text="\n".join(lines) if claims else silent(asked.language, nearest),
            claims=claims,
            citations=citations,
            passages=tuple(_shown(hit) for hit in hits),
            confidence=round(confidence, 4),
            timings_ms=timings,
            nearest=nearest,
        )

    def _answers(self, question: str) -> bool:
        return not self.ask(question).abstained


def open_assistant(settings: Settings, embedder: Embedder | None = None) -> Assistant:
    """An assistant over the current index. Raises IndexProblem when there is none that can be used."""
    model = embedder or load_embedder(settings.embed_model, settings.cache_dir)
    index = open_index(settings.index_dir, model, settings.chroma_url)
    return Assistant(index, load_reader(), settings.abstain_below)


def _merged(found: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The hits of all parts by score, each passage once, at its best."""
    best: dict[str, Hit] = {}
    for hit in (hit for hits in found for hit in hits):
        if hit.chunk.id not in best or hit.score > best[hit.chunk.id].score:
            best[hit.chunk.id] = hit
    return sorted(best.values(), key=lambda hit: -hit.score)


def _shown(hit: Hit) -> RetrievedPassage:
    chunk = hit.chunk
    return RetrievedPassage(
        chunk.report, chunk.section, chunk.page, chunk.text, chunk.start, chunk.end, round(hit.score, 4)
    )


def _ms(begun: float, ended: float) -> float:
    return round((ended - begun) * 1000, 1)
