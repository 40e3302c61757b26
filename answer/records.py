"""Question records as `python -m answer --stdin` takes them: one JSON object a line. Knows nothing of answers.

The format is the evaluation's; what is gold in it (nuggets, evidence and the like) is allowed and not read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from answer.errors import RecordFieldUnknown, RecordInvalid

_READ = ("id", "question", "history")
_GOLD = ("lang", "kind", "answerable", "nuggets", "forbidden", "evidence")


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question to be answered. `history` are the earlier turns as (question, answer)."""

    id: str | None
    question: str
    history: tuple[tuple[str, str], ...]


def read_record(line: bytes, number: int) -> QuestionRecord:
    """The record on a line. Raises RecordInvalid or RecordFieldUnknown, which name the line by `number` and the field."""
    try:
        record: object = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _invalid(number, "UTF-8 ではありません。", "It is not UTF-8.") from error
    # Not only JSONDecodeError: Python refuses to read a number of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise _invalid(number, "JSON ではありません。", "It is not JSON.") from error
    if not isinstance(record, dict):
        raise _invalid(number, "JSON のオブジェクトではありません。", "It is not a JSON object.")
    if unknown := [name for name in record if name not in _READ + _GOLD]:
        raise RecordFieldUnknown(line=number, field=unknown[0])
    return QuestionRecord(
        _text(record.get("id"), "id", number) if "id" in record else None,
        _text(record.get("question"), "question", number),
        _history(record.get("history", []), number),
    )


def _text(value: object, field: str, number: int) -> str:
    # JSON can spell half a surrogate pair, which no file and no terminal takes.
    if not isinstance(value, str) or any("\ud800" <= c <= "\udfff" for c in value):
        raise _invalid(number, f"{field} に文字列を入れてください。", f"Make {field} a text.")
    return value


def _history(value: object, number: int) -> tuple[tuple[str, str], ...]:
    turns = [_turn(turn) for turn in value] if isinstance(value, list) else [None]
    if None in turns:
        raise _invalid(
            number,
            "history は [質問, 回答] のリストにしてください。",
            "Make history a list of [question, answer].",
        )
    return tuple(turn for turn in turns if turn is not None)


def _turn(value: object) -> tuple[str, str] | None:
    match value:
        case [str() as question, str() as answer]:
            return question, answer
        case _:
            return None


def _invalid(number: int, reason_ja: str, reason_en: str) -> RecordInvalid:
    return RecordInvalid(line=number, reason_ja=reason_ja, reason_en=reason_en)
