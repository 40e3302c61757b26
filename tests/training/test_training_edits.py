"""Windows hold their answer, and edits keep the mark on it."""

import pytest

from training.edits import (
    Edit,
    Marked,
    apply,
    chunks,
    occurrences,
    window,
    without_answer,
    without_answer_words,
)

#        0123456789         0123456789
TEXT = "港は北にある。灯台は南にある。山は西にある。"


def test_edits_before_the_answer_move_its_mark_and_edits_behind_it_do_not():
    marked = Marked(TEXT, (10, 11))
    assert marked.answer == "南"
    edited = apply(marked, [Edit(15, 16, "大きな山"), Edit(0, 1, "")])
    assert edited == Marked("は北にある。灯台は南にある。大きな山は西にある。", (9, 10))
    assert edited.answer == "南"


def test_something_put_in_right_before_the_answer_is_not_part_of_it():
    assert apply(Marked("南にある", (0, 1)), [Edit(0, 0, "・")]) == Marked("・南にある", (1, 2))
    assert apply(Marked("は南", (1, 2)), [Edit(2, 2, "。")]) == Marked("は南。", (1, 2))


@pytest.mark.parametrize("edits", [[Edit(9, 11, "の")], [Edit(0, 3, "x"), Edit(2, 4, "y")]])
def test_an_edit_of_the_answer_or_of_another_edit_is_refused(edits):
    assert apply(Marked(TEXT, (10, 11)), edits) is None


def test_occurrences_do_not_overlap():
    assert occurrences("ななななな", "なな") == [(0, 2), (2, 4)]
    assert occurrences("なな", "") == occurrences("なな", "の") == []


def test_chunks_are_whole_sentences_up_to_a_length():
    assert [TEXT[a:b] for a, b in chunks(TEXT, 15)] == ["港は北にある。灯台は南にある。", "山は西にある。"]
    assert [TEXT[a:b] for a, b in chunks(TEXT, 14)] == [
        "港は北にある。",
        "灯台は南にある。",
        "山は西にある。",
    ]
    assert [TEXT[a:b] for a, b in chunks(TEXT, 3)] == ["港は北にある。", "灯台は南にある。", "山は西にある。"]


@pytest.mark.parametrize(
    ("longest", "before", "expected"),
    [
        (3, 0.5, "灯台は南にある。"),
        (15, 1.0, "港は北にある。灯台は南にある。"),
        (15, 0.0, "灯台は南にある。山は西にある。"),
        (300, 0.0, TEXT),
        (300, 1.0, TEXT),
    ],
)
def test_a_window_is_whole_sentences_around_the_answer(longest, before, expected):
    marked = window(TEXT, (10, 11), longest, before)
    assert marked.text == expected and marked.answer == "南"


def test_an_answer_across_sentences_keeps_them_both():
    marked = window(TEXT, (5, 9), 1, 0.5)
    assert marked == Marked("港は北にある。灯台は南にある。", (5, 9))


def test_the_answers_sentence_is_taken_out_and_the_rest_stays():
    assert without_answer(Marked(TEXT, (10, 11))) == Marked("港は北にある。山は西にある。", None)


def test_nothing_is_taken_out_where_the_answer_stands_twice_or_alone():
    assert without_answer(Marked("南の港。南の山。", (0, 1))) is None
    assert without_answer(Marked("南の港。", (0, 1))) is None
    assert without_answer(Marked("北の港。", None)) is None


@pytest.mark.parametrize(
    ("text", "answer", "left"),
    [
        ("白浜村は1904年に灯台を建てた。", "1904年", "白浜村は灯台を建てた。"),
        ("館長は、鈴木花子が務めた。", "鈴木花子", "館長は、務めた。"),
        ("台風により、港が壊れた。", "台風", "港が壊れた。"),
        # What ends the sentence cannot go, nor half of a phrase, nor words that stand elsewhere too.
        ("館長は鈴木花子である。", "鈴木花子", None),
        ("長い歴史の港を直した。", "港", None),
        ("1904年に建て、1904年に灯した。", "1904年", None),
    ],
)
def test_the_answers_words_go_with_their_particle_where_a_sentence_is_left(text, answer, left):
    at = text.index(answer)
    dropped = without_answer_words(Marked(text, (at, at + len(answer))))
    assert dropped == (None if left is None else Marked(left, None))


def test_what_has_no_answer_has_no_words_to_drop():
    assert without_answer_words(Marked(TEXT, None)) is None
