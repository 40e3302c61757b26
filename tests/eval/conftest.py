"""A small report, and questions and answers over it with everything a test does not care for filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from answer.claims import Answer, Citation, Claim, Mode, RetrievedPassage, Timings
from errors import AskError
from eval.conditions import Conditions
from eval.questions import Question
from eval.run import Ground, Scored, score

TEXT = "北朝鮮軍の一部が１２月から戦闘に投入。\n少なくとも約100人が死亡し、約1,000人が負傷。\n観光を再開した。\n観光を再開した。"

AnswerMaker = Callable[..., Answer]
Scorer = Callable[..., Scored]


def cite(quote: str, n: int = 1, text: str = TEXT) -> Citation:
    """A citation of the first place where `quote` stands in `text`."""
    start = text.index(quote)
    return Citation(n, "kaiko", ("節",), None, quote, start, start + len(quote))


def answer_with(
    text: str = "約100人が死亡した。[1]",
    *,
    quotes: Sequence[str] = ("約100人が死亡し",),
    passages: Sequence[str] = (TEXT,),
    abstained: bool = False,
    confidence: float = 0.75,
    total: float = 100.0,
) -> Answer:
    """An answer of one claim that cites each of `quotes`."""
    citations = () if abstained else tuple(cite(quote, n) for n, quote in enumerate(quotes, 1))
    numbers = tuple(citation.n for citation in citations)
    return Answer(
        question="戦死者は何人か",
        standalone_question="戦死者は何人か",
        mode="quote",
        abstained=abstained,
        text=text,
        claims=() if abstained else (Claim(text, numbers),),
        citations=citations,
        passages=tuple(RetrievedPassage("kaiko", (), None, each, 0, len(each), 1.0) for each in passages),
        confidence=confidence,
        timings_ms=Timings(search=40.0, read=60.0, compose=None, total=total),
    )


def scored_with(
    answer: Answer | None = None, *, failure: AskError | None = None, set_name: str = "test", **gold: object
) -> Scored:
    """A scored question: by default answerable, and answered rightly."""
    defaults: dict[str, object] = {
        "id": "k001",
        "question": "戦死者は何人か",
        "answerable": True,
        "nuggets": (("100人", "百人"),),
        "evidence": ("少なくとも約100人が死亡し",),
    }
    question = Question(**{**defaults, **gold})  # type: ignore[arg-type]
    given = answer or (None if failure else answer_with())
    return score(set_name, question, given, failure, Ground({"kaiko": TEXT}))


@dataclass(frozen=True)
class NamedReport:
    id: str = "kaiko"


@dataclass
class Scripted:
    """Replies to each question with what was set down for it: the tests are about what is done with replies."""

    replies: dict[str, Answer | AskError]
    asked: list[tuple[str, Mode, str | None, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    index_fingerprint: str = "index-1"
    reports: tuple[NamedReport, ...] = (NamedReport(),)

    def report_text(self, report_id: str) -> str:
        return {"kaiko": TEXT}[report_id]

    def ask(
        self, question: str, *, mode: Mode, report: str | None, history: Sequence[tuple[str, str]]
    ) -> Answer:
        self.asked.append((question, mode, report, tuple(history)))
        reply = self.replies[question]
        if isinstance(reply, AskError):
            raise reply
        return reply


@pytest.fixture
def make_answer() -> AnswerMaker:
    return answer_with


@pytest.fixture
def make_scored() -> Scorer:
    return scored_with


@pytest.fixture
def made() -> Conditions:
    return Conditions(
        date="2025-04-01T09:00:00+00:00",
        commit="0123456789abcdef+",
        mode="quote",
        report=None,
        index="index-1",
        settings={"embed_model": "bundled"},
        questions={"test": "ab", "dev": "cd"},
        libraries={"numpy": "2.0"},
        python="3.11.0",
        machine="Linux x86_64",
        cores=2,
    )


@pytest.fixture
def scripted() -> type[Scripted]:
    return Scripted


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
