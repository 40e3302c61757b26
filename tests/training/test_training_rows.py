"""Sentences as rows and list items, the answer still marked."""

from random import Random

import pytest

from training.edits import Marked
from training.rows import as_dated_notes, as_dated_rows, as_headed, as_items, as_rows

TEXT = "建設の費用は3万円であった。守り手は、山田太郎である。冬も働いた。"


def marked(answer):
    start = TEXT.index(answer)
    return Marked(TEXT, (start, start + len(answer)))


def test_a_topic_becomes_a_cell_and_the_copula_goes():
    rows = as_rows(marked("山田太郎"))
    assert rows.text == "建設の費用\t3万円\n守り手\t山田太郎\n冬も働いた"
    assert rows.answer == "山田太郎"


def test_sentences_become_items_on_lines_of_their_own():
    items = as_items(marked("3万円"), Random(1))
    bullet = items.text.removesuffix("冬も働いた").rsplit("\n", 1)[1]
    assert items.text == f"{bullet}建設の費用は3万円\n{bullet}守り手は、山田太郎\n{bullet}冬も働いた"
    assert items.answer == "3万円"


def test_a_text_without_a_topic_has_no_rows():
    assert as_rows(Marked("冬も働いた。または、休んだ。これはじまり。", None)) is None


def test_a_topic_that_is_in_the_answer_is_not_cut():
    text = "標語は「海は広い」である。"
    assert as_rows(Marked(text, (3, 9))).text == "標語\t「海は広い」"
    assert as_rows(Marked(text, (0, 4))) is None


HISTORY = "1904年4月、岬に灯台を建設した。1921年に、港で船が沈んだ。守り手は山田太郎である。"


@pytest.mark.parametrize("answer", ["1904年4月", "灯台", "1921年", "山田太郎"])
def test_dates_become_the_heads_of_rows(answer):
    start = HISTORY.index(answer)
    rows = as_dated_rows(Marked(HISTORY, (start, start + len(answer))))
    assert rows.text == "1904年4月\t岬に灯台を建設\n1921年\t港で船が沈んだ\n守り手は山田太郎"
    assert rows.answer == answer


@pytest.mark.parametrize("answer", ["1904年4月", "4月", "灯台", "1921年", "山田太郎"])
def test_a_date_goes_behind_what_happened_and_takes_the_mark_along(answer):
    start = HISTORY.index(answer)
    note = as_dated_notes(Marked(HISTORY, (start, start + len(answer))))
    assert note.text == "岬に灯台を建設(1904年4月)。1921年に、港で船が沈んだ。守り手は山田太郎である。"
    assert note.answer == answer


def test_without_a_date_to_begin_with_there_is_no_dated_row_and_no_note():
    text = "灯台は1904年に建った。"
    assert as_dated_rows(Marked(text, (3, 8))) is None and as_dated_notes(Marked(text, (3, 8))) is None


def test_what_the_first_sentence_is_about_becomes_a_heading():
    heading, rest = as_headed(marked("3万円"))
    assert heading == "建設の費用"
    assert rest.text == "3万円であった。守り手は、山田太郎である。冬も働いた。" and rest.answer == "3万円"


def test_a_heading_is_not_made_of_the_answer():
    assert as_headed(marked("費用")) is None
