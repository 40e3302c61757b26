"""What one visitor has asked and been told. Knows nothing of HTML, of Gradio or of how answers are made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from answer.claims import Answer
from errors import AskError

#: Turns kept in a conversation. The whole of it is sent to the browser with every answer.
KEPT = 30


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with the problem that prevented one; neither while it is worked on."""

    number: int
    question: str
    answer: Answer | None = None
    problem: AskError | None = None

    @property
    def pending(self) -> bool:
        """Whether the question is still being worked on: searched for, or its answer being written."""
        return self.answer.pending if self.answer is not None else self.problem is None


@dataclass(frozen=True, slots=True)
class Session:
    """One visitor's conversation, oldest turn first. `asked` counts every question, also those let go."""

    turns: tuple[Turn, ...] = ()
    asked: int = 0

    def asking(self, question: str) -> Session:
        """The conversation with `question` under work. Turns that got no answer make way for it."""
        kept = tuple(turn for turn in self.turns if turn.answer is not None)
        number = self.asked + 1
        return Session((*kept, Turn(number, question))[-KEPT:], number)

    def answered(self, answer: Answer) -> Session:
        """The conversation with `answer` to its last question."""
        return replace(self, turns=(*self.turns[:-1], replace(self.turns[-1], answer=answer)))

    def failed(self, problem: AskError) -> Session:
        """The conversation with `problem` in place of an answer to its last question.

        An answer that was being written stays as far as it holds, with the problem beside it.
        """
        last = self.turns[-1]
        if last.answer is not None:
            return self.answered(replace(last.answer, pending=False, problem=problem))
        return replace(self, turns=(*self.turns[:-1], replace(last, problem=problem)))

    @property
    def pending(self) -> bool:
        """Whether the last question is still being worked on."""
        return bool(self.turns) and self.turns[-1].pending

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """Questions and answers so far, oldest first, as `Assistant.ask` takes them."""
        return tuple((turn.question, turn.answer.text) for turn in self.turns if turn.answer is not None)
