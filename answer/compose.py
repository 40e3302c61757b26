"""Compose mode: has the language model write, cuts its reply into sentences, and keeps those that hold.

In Japanese it writes from the best passages. In another language it says each quoted piece again, a call a
piece, and what is printed follows: what a sentence is to be held against is then known, which vectors alone tell
too seldom between languages.
Knows prompts and models; the steps before are another's.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from answer.claims import Answer
from answer.draft import Draft
from answer.errors import LlmProblem
from answer.evidence import Evidence, gather, of_piece
from answer.faults import Fault
from answer.form import says_nothing
from answer.literals import folded
from answer.llm import LanguageModel
from answer.question import Question
from answer.quote import Limits, Piece
from answer.sentences import sentences_of
from answer.support import Likeness
from answer.verify import Verdict, Verifier
from index.analysis import question_words
from index.chunk import Chunk
from index.search import Index
from prompts import Prompt, load_prompt

#: Passages the model is shown. How many characters of them, beside what is quoted, is the model's (`reads`).
PASSAGES_SHOWN = 6
#: Characters of a piece given as a hint, where no words stand out in it.
_HINT = 40
#: Tokens of a reply, and of one piece said again.
_REPLY, _GLOSS = 320, 160
#: Sentences of one piece said again.
_GLOSSES = 2
#: A reply that repeats itself so often is going round in circles.
_REPEATS = 2
_LANGUAGES = {"ja": "Japanese", "en": "English", "ko": "Korean", "zh": "Chinese"}


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes answers from one index with one model."""

    index: Index
    model: LanguageModel
    reply: Prompt = field(default_factory=lambda: load_prompt("compose"))
    gloss: Prompt = field(default_factory=lambda: load_prompt("gloss"))

    def compose(
        self,
        asked: Question,
        quoted: Answer,
        pieces: Sequence[Piece],
        passages: Sequence[Chunk],
        stop: threading.Event | None = None,
    ) -> Iterator[Answer]:
        """The answer after each sentence that holds, then whole. The last is not pending.

        `pieces` are what the quoted answer quotes, in the order of its citations; `passages` the best ones.
        Whatever the model or its server does wrong, the last answer stands: quoted, with the problem.
        """
        draft = Draft(quoted, self.model.name)
        shown = _shown(pieces, passages, self.model.reads)
        problem: LlmProblem | None = None
        try:
            steps = self._reply if asked.language == "ja" else self._glosses
            for _ in steps(draft, asked, pieces, shown, stop):
                yield draft.answer(pending=True)
        except LlmProblem as error:
            problem = error
        draft.quote_the_unsaid()
        yield draft.answer(problem=problem)

    def _reply(
        self,
        draft: Draft,
        asked: Question,
        pieces: Sequence[Piece],
        passages: Sequence[Chunk],
        stop: threading.Event | None,
    ) -> Iterator[Verdict]:
        evidence = gather(passages, self.index)
        verifier = self._verifier(asked, evidence, Likeness(self.index.embedder), passages)
        messages = self.reply.fill(
            passages=_listed(passages, evidence, pieces), hint=_hint(pieces, self.index), question=asked.text
        )
        yield from self._kept(draft, verifier, messages, None, _REPLY, stop)

    def _glosses(
        self,
        draft: Draft,
        asked: Question,
        pieces: Sequence[Piece],
        passages: Sequence[Chunk],
        stop: threading.Event | None,
    ) -> Iterator[Verdict]:
        likeness = Likeness(self.index.embedder)
        others = [e for e in gather(passages, self.index) if not e.is_heading]
        for number, (piece, citation) in enumerate(zip(pieces, draft.quoted.citations, strict=False)):
            own = of_piece(piece, -1 - number, self.index)
            if not own:
                continue
            apart = [e for e in others if e.end <= piece.start or piece.end <= e.start]
            # The headings over it are not in the prompt: what a model makes of them is nothing the piece says.
            verifier = self._verifier(asked, [own[0], *apart], likeness, passages)
            messages = self.gloss.fill(
                excerpt=own[0].text,
                language=_LANGUAGES[asked.language],
            )
            said = False
            for verdict in self._kept(draft, verifier, messages, own[0], _GLOSS, stop):
                said = True
                yield verdict
            # A small model leaves out what it cannot say: beside its words stands what is printed. A summary is
            # asked for to be short, and its quotes are among the passages.
            if not said or len(pieces) <= Limits().pieces:
                draft.quote(citation)

    def _kept(
        self,
        draft: Draft,
        verifier: Verifier,
        messages: tuple[str, str],
        about: Evidence | None,
        most_tokens: int,
        stop: threading.Event | None,
    ) -> Iterator[Verdict]:
        """The sentences of one reply that hold, each as soon as it is whole."""
        seen: set[str] = set()
        repeats = kept = 0
        for sentence in sentences_of(self.model.write(*messages, most_tokens, stop)):
            if says_nothing(sentence):
                continue
            verdict = verifier.hold(sentence, about)
            if folded(verdict.sentence) in seen:
                verdict, repeats = Verdict(verdict.sentence, (), Fault.REPEATED), repeats + 1
            seen.add(folded(verdict.sentence))
            if draft.take(verdict):
                kept += 1
                yield verdict
            if repeats >= _REPEATS or (about is not None and kept >= _GLOSSES):
                return

    def _verifier(
        self, asked: Question, evidence: Sequence[Evidence], likeness: Likeness, passages: Sequence[Chunk]
    ) -> Verifier:
        reports = [self.index.report(name) for name in dict.fromkeys(chunk.report for chunk in passages)]
        rubies = tuple(
            (report.text[start:end], reading)
            for report in reports
            for block in report.blocks
            for start, end, reading in block.readings
        )
        words = frozenset(question_words(asked.text))
        texts = "\n".join(report.text for report in reports)
        return Verifier(evidence, asked.language, words, self.index.lexical, likeness, rubies, texts)


def _shown(pieces: Sequence[Piece], passages: Sequence[Chunk], reads: int) -> list[Chunk]:
    """The passages shown: those that are quoted, then the best of the others, `reads` characters of them at most."""
    quoted = {p.chunk.id: p.chunk for p in pieces}
    shown, left = list(quoted.values())[:PASSAGES_SHOWN], reads
    for chunk in passages:
        if chunk.id not in quoted and len(chunk.text) <= left and len(shown) < PASSAGES_SHOWN:
            shown.append(chunk)
            left -= len(chunk.text)
    return shown


def _listed(passages: Sequence[Chunk], evidence: Sequence[Evidence], pieces: Sequence[Piece]) -> str:
    """The passages as the model reads them: numbered, under their titles, without units that give orders.

    Of a passage that is quoted, what is quoted and the unit before, which says what 「その際」 means.
    """
    parts: list[str] = []
    for number, chunk in enumerate(passages):
        units = [e for e in evidence if e.passage == number and not e.is_heading]
        kept = [
            e for e, after in zip(units, [*units[1:], None], strict=False) if _is_quoted(e, after, pieces)
        ]
        parts.append("\n".join((f"[{number + 1}] {chunk.section[-1]}", *(e.text for e in kept or units))))
    return "\n\n".join(parts)


def _is_quoted(unit: Evidence, after: Evidence | None, pieces: Sequence[Piece]) -> bool:
    """Whether a piece quotes of the unit, or of the one that comes after it."""
    end = after.end if after else unit.end
    return any(p.chunk.report == unit.chunk.report and p.start < end and unit.start < p.end for p in pieces)


def _hint(pieces: Sequence[Piece], index: Index) -> str:
    """The words that answer in the best two pieces, or how these begin."""
    spans = [(p.chunk.report, p.span or (p.start, min(p.end, p.start + _HINT))) for p in pieces[:2]]
    return " / ".join(index.report(name).slice(*span).replace("\n", " ") for name, span in spans)
