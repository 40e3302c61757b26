"""Question records: what a line may hold, and what is said of one that cannot be read."""

import json

import pytest

from answer.errors import RecordFieldUnknown, RecordInvalid
from answer.records import QuestionRecord, read_record


def line(**fields):
    return json.dumps(fields, ensure_ascii=False).encode()


def test_a_question_alone():
    assert read_record(line(question="人口は？"), 1) == QuestionRecord(None, "人口は？", ())


def test_everything_the_format_has():
    record = read_record(
        line(
            id="k1",
            lang="ja",
            kind="number",
            question="それは何人か",
            history=[["島の人口は？", "2418人です。[1]"]],
            answerable=True,
            nuggets=[["2418人"]],
            forbidden=["37人"],
            evidence=["2418人となった"],
        ),
        1,
    )
    assert record == QuestionRecord("k1", "それは何人か", (("島の人口は？", "2418人です。[1]"),))


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        (b"{", "JSON ではありません。", "It is not JSON."),
        ("人口は？".encode(), "JSON ではありません。", "It is not JSON."),
        (b"[" * 100_000, "JSON ではありません。", "It is not JSON."),
        (b'{"question": "a", "id": ' + b"1" * 5000 + b"}", "JSON ではありません。", "It is not JSON."),
        ('{"question": "人口は"}'.encode("shift_jis"), "UTF-8 ではありません。", "It is not UTF-8."),
        (b"[]", "JSON のオブジェクトではありません。", "It is not a JSON object."),
        (b"null", "JSON のオブジェクトではありません。", "It is not a JSON object."),
        (b"{}", "question に文字列を入れてください。", "Make question a text."),
        (line(question=1), "question に文字列を入れてください。", "Make question a text."),
        (line(question="a", id=7), "id に文字列を入れてください。", "Make id a text."),
        (line(question="a", id=None), "id に文字列を入れてください。", "Make id a text."),
        (b'{"question": "a", "id": "\\ud800"}', "id に文字列を入れてください。", "Make id a text."),
        *(
            (
                line(question="a", history=history),
                "history は [質問, 回答] のリストにしてください。",
                "Make history a list of [question, answer].",
            )
            for history in ("x", {"a": "b"}, ["ab"], [["a"]], [["a", "b", "c"]], [["a", 1]], [None], None)
        ),
    ],
)
def test_a_line_that_cannot_be_read(text, ja, en):
    with pytest.raises(RecordInvalid) as raised:
        read_record(text, 7)
    assert raised.value.say("ja") == f"7 行目の質問レコードが読めません。{ja}"
    assert raised.value.say("en") == f"The question record on line 7 cannot be read. {en}"


def test_a_field_the_format_does_not_have():
    with pytest.raises(RecordFieldUnknown) as raised:
        read_record(line(question="人口は", answers=[]), 3)
    assert "3 行目" in raised.value.say("ja") and "「answers」" in raised.value.say("ja")
    assert "line 3" in raised.value.say("en") and "“answers”" in raised.value.say("en")
