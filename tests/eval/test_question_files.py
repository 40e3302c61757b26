from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from errors import AskError
from eval import errors
from eval.metrics.match import fold
from eval.questions import FOLDER, Question, find_question_files, load_question_set, load_question_sets

GOOD = '{"id": "k1", "question": "何人か", "answerable": true}'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(*lines: str | bytes, name: str = "dev.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
        return path

    return write_file


def with_field(**fields: object) -> str:
    return json.dumps({"id": "k2", "question": "q", "answerable": True, **fields}, ensure_ascii=False)


def test_reads_a_whole_record_and_the_defaults(write: Callable[..., Path]) -> None:
    record = {
        "id": "k001",
        "lang": "en",
        "kind": "number",
        "question": "How many?",
        "history": [["規模は？", "1万2,000人規模です。[1]"]],
        "answerable": True,
        "nuggets": [["100人", "百人"]],
        "forbidden": ["1万人"],
        "evidence": ["約100人が死亡"],
    }
    found = load_question_set(write("\ufeff" + GOOD, "", json.dumps(record) + "\r", ""))
    assert found.name == "dev"
    assert found.questions[0] == Question("k1", "何人か", True)
    assert (found.questions[0].lang, found.questions[0].kind) == ("ja", "fact")
    assert found.questions[1] == Question(
        id="k001",
        lang="en",
        kind="number",
        question="How many?",
        history=(("規模は？", "1万2,000人規模です。[1]"),),
        answerable=True,
        nuggets=(("100人", "百人"),),
        forbidden=("1万人",),
        evidence=("約100人が死亡",),
    )


@pytest.mark.parametrize(
    ("line", "error", "words"),
    [
        (b'{"id": "\xff"}', errors.LineNotUtf8, "at byte 9"),
        ('{"id": "k2",}', errors.LineNotJson, "at character 13"),
        ("[1]", errors.LineNotRecord, "{…}"),
        (with_field(chunk="c1"), errors.FieldUnknown, "“chunk”"),
        ('{"id": "k2", "id": "k3"}', errors.FieldTwice, "“id” twice"),
        ('{"question": "q", "answerable": true}', errors.FieldMissing, "lacks the field “id”"),
        ('{"id": "k2", "answerable": true}', errors.FieldMissing, "lacks the field “question”"),
        ('{"id": "k2", "question": "q"}', errors.FieldMissing, "lacks the field “answerable”"),
        (GOOD, errors.IdTwice, "“k1” is that of line 1"),
    ],
)
def test_a_bad_line_is_named_with_its_fault(
    write: Callable[..., Path], line: str | bytes, error: type[AskError], words: str
) -> None:
    path = write(GOOD, "", line)
    with pytest.raises(error) as caught:
        load_question_set(path)
    assert "dev.jsonl, line 3" in caught.value.say("en")
    assert "dev.jsonl の 3 行目" in caught.value.say("ja")
    assert words in caught.value.say("en")
    assert "\n" not in caught.value.say("en")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 1),
        ("id", " "),
        ("question", None),
        ("question", "\ud800"),
        ("answerable", "true"),
        ("answerable", 1),
        ("lang", ""),
        ("kind", []),
        ("history", [["only the question"]]),
        ("history", ["ab"]),
        ("nuggets", ["100人"]),
        ("nuggets", [[]]),
        ("nuggets", [["。"]]),
        ("forbidden", "1万人"),
        ("forbidden", [""]),
        ("evidence", [1]),
        ("evidence", None),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(write: Callable[..., Path], field: str, value: object) -> None:
    line = json.dumps({"id": "k2", "question": "q", "answerable": True, field: value})
    with pytest.raises(errors.FieldWrong, match=f"line 2: the field “{field}” cannot be used. It must be"):
        load_question_set(write(GOOD, line))


def test_missing_and_empty_files(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(errors.QuestionsUnreadable, match="No such file"):
        load_question_set(tmp_path / "gone.jsonl")
    with pytest.raises(errors.QuestionsUnreadable, match="directory"):
        load_question_set(tmp_path)
    with pytest.raises(errors.QuestionsEmpty, match=r"dev\.jsonl"):
        load_question_set(write("", " \r", ""))


def test_finds_the_files_of_a_folder_and_tells_sets_apart(write: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(errors.QuestionsMissing, match="--questions"):
        find_question_files(tmp_path)
    paths = [write(GOOD, name="dev.jsonl"), write(GOOD, name="test.jsonl")]
    write(GOOD, name="notes.txt")
    assert find_question_files(tmp_path) == paths
    assert [each.name for each in load_question_sets(paths)] == ["dev", "test"]
    with pytest.raises(errors.NamedTwice, match="dev"):
        load_question_sets([paths[0], paths[0]])


@pytest.mark.parametrize(("name", "answerable"), [("hakusho-r5", 97), ("hakusho-r5-unseen", 54)])
def test_what_a_right_answer_must_contain_stands_in_its_evidence(name: str, answerable: int) -> None:
    """Of the questions on a report that is not here to look it up in."""
    questions = load_question_set(FOLDER.parent / "fitting" / f"{name}.jsonl").questions
    lacking = [
        (question.id, nugget)
        for question in questions
        for nugget in question.nuggets
        if not any(fold("\n".join(question.evidence)).contains(each) for each in nugget)
    ]
    assert lacking == [] and sum(question.answerable for question in questions) == answerable
