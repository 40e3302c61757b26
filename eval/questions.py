"""Questions with their gold, read strictly from JSON Lines. Knows nothing of how they are asked or scored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path

from errors import AskError
from eval.errors import (
    FieldMissing,
    FieldTwice,
    FieldUnknown,
    FieldWrong,
    IdTwice,
    LineNotJson,
    LineNotRecord,
    LineNotUtf8,
    NamedTwice,
    QuestionsEmpty,
    QuestionsMissing,
    QuestionsUnreadable,
)
from eval.metrics.match import normalise_for_match

#: Where the questions lie that are asked when none are named.
FOLDER = Path(__file__).resolve().parent / "questions"


@dataclass(frozen=True, slots=True)
class Question:
    """One record of the question format.

    Each of `nuggets` is a tuple of alternatives; `evidence` are verbatim quotes of the report;
    `history` are the earlier turns as (question, answer).
    """

    id: str
    question: str
    answerable: bool
    lang: str = "ja"
    kind: str = "fact"
    history: tuple[tuple[str, str], ...] = ()
    nuggets: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file; `name` is the file's, without its ending. `sha256` is of its bytes."""

    name: str
    sha256: str
    questions: tuple[Question, ...]


def find_question_files(folder: Path = FOLDER) -> list[Path]:
    """Every question file in `folder`, by name. Raises QuestionsMissing when there is none."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise QuestionsMissing(path=folder)
    return paths


def load_question_sets(paths: Sequence[Path]) -> tuple[QuestionSet, ...]:
    """The question set of each path. Raises NamedTwice when two could not be told apart in the results."""
    seen: set[str] = set()
    for path in paths:
        if path.stem in seen:
            raise NamedTwice(name=path.stem)
        seen.add(path.stem)
    return tuple(load_question_set(path) for path in paths)


def load_question_set(path: Path) -> QuestionSet:
    """The questions in the file at `path`; blank lines are skipped.

    Raises an EvalError for the first thing wrong, naming the file, the line and the mend.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QuestionsUnreadable(path=path, reason=error.strerror or error) from error
    questions: list[Question] = []
    lines_of: dict[str, int] = {}
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        question = _Line(path.name, number).question(line)
        if question.id in lines_of:
            raise IdTwice(name=path.name, line=number, id=question.id, first=lines_of[question.id])
        lines_of[question.id] = number
        questions.append(question)
    if not questions:
        raise QuestionsEmpty(name=path.name)
    return QuestionSet(path.stem, hashlib.sha256(data).hexdigest(), tuple(questions))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a question file, which knows its place when something is wrong with it."""

    name: str
    number: int

    def question(self, line: bytes) -> Question:
        values = self._record(line)
        for unknown in [name for name in values if name not in _READ]:
            raise self._fault(FieldUnknown, field=unknown, known=", ".join(_READ))
        for missing in [name for name in _REQUIRED if name not in values]:
            raise self._fault(FieldMissing, field=missing)
        return Question(**{name: self._value(name, value) for name, value in values.items()})  # type: ignore[arg-type]

    def _record(self, line: bytes) -> dict[str, object]:
        try:
            value: object = json.loads(line.decode("utf-8"), object_pairs_hook=self._once)
        except UnicodeDecodeError as error:
            raise self._fault(LineNotUtf8, byte=error.start + 1) from error
        except json.JSONDecodeError as error:
            raise self._fault(LineNotJson, column=error.pos + 1, reason=error.msg) from error
        if not isinstance(value, dict):
            raise self._fault(LineNotRecord)
        return value

    def _once(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        record = dict(pairs)
        if len(record) < len(pairs):
            names = [name for name, _ in pairs]
            raise self._fault(FieldTwice, field=next(n for n in names if names.count(n) > 1))
        return record

    def _value(self, name: str, value: object) -> object:
        read, need_ja, need_en = _READ[name]
        try:
            return read(value)
        except (TypeError, ValueError) as error:
            raise self._fault(FieldWrong, field=name, need_ja=need_ja, need_en=need_en) from error

    def _fault(self, kind: type[AskError], **more: object) -> AskError:
        return kind(name=self.name, line=self.number, **more)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # a lone surrogate from a \ud800 escape raises here, a ValueError
    if not value.strip():
        raise ValueError
    return value


def _matchable(value: object) -> str:
    text = _text(value)
    # What the comparison drops altogether could never be found, or forbidden.
    if not normalise_for_match(text):
        raise ValueError
    return text


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _quotes(value: object) -> tuple[str, ...]:
    return tuple(_matchable(each) for each in _list(value))


def _nuggets(value: object) -> tuple[tuple[str, ...], ...]:
    nuggets = tuple(_quotes(each) for each in _list(value))
    if not all(nuggets):
        raise ValueError
    return nuggets


def _history(value: object) -> tuple[tuple[str, str], ...]:
    turns = [_list(turn) for turn in _list(value)]
    return tuple((_text(question), _text(answer)) for question, answer in turns)


_TEXT = ("空でない文字列にしてください。", "It must be text that is not empty.")
_QUOTES = (
    "記号だけではない文字列のリストにしてください。",
    "It must be a list of texts that are more than punctuation.",
)
#: For each field how it is read, and what it must be, in Japanese and English.
_READ: dict[str, tuple[Callable[[object], object], str, str]] = {
    "id": (_text, *_TEXT),
    "question": (_text, *_TEXT),
    "answerable": (_truth, "true か false にしてください。", "It must be true or false."),
    "lang": (_text, *_TEXT),
    "kind": (_text, *_TEXT),
    "history": (
        _history,
        "[質問, 答え] の組のリストにしてください。",
        "It must be a list of pairs [question, answer].",
    ),
    "nuggets": (
        _nuggets,
        '言い換えのリストのリストにしてください。例: [["100人", "百人"]]',
        'It must be a list of lists of alternatives, as [["100人", "百人"]].',
    ),
    "forbidden": (_quotes, *_QUOTES),
    "evidence": (_quotes, *_QUOTES),
}
_REQUIRED = tuple(field.name for field in fields(Question) if field.default is MISSING)
