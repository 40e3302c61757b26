"""Each alteration of a question or its passage, on sentences checked by hand."""

from random import Random

import pytest

from training.edits import Marked
from training.names import Pool, names, other, proper_names
from training.questions import (
    as_keywords,
    as_request,
    ask_something_else,
    exchange_in_both,
    exchange_in_passage,
    exchange_in_question,
    full_width,
    in_kana,
    narrow,
)

TEXT = "京都の祭りでは1904年に山車が200台出た。"
YEAR = Marked(TEXT, (7, 12))
QUESTION = "京都の祭りで山車が200台出たのは何年ですか?"
ONLY_OSAKA = [Pool({"地名": ["大阪"]})]


def kinds(text):
    return {(name.kind, name.text) for name in names(text)}


def test_names_numbers_dates_and_roles_are_found_with_their_places():
    text = "1904年、京都の陸軍は12台を失い、兄は300人と大阪へ行った。"
    found = {(n.kind, n.text) for n in names(text)}
    assert found >= {("date", "1904年"), ("地名", "京都"), ("role", "陸軍"), ("number", "12"), ("role", "兄")}
    assert all(text[n.start : n.end] == n.text for n in names(text))


def test_a_word_that_only_holds_a_role_is_none():
    assert ("role", "父") not in kinds("秩父の山")
    assert ("role", "父") in kinds("彼の父は医者")


def test_a_surname_and_a_first_name_are_one_name():
    assert [n.text for n in proper_names("山田太郎が来た")] == ["山田太郎"]


def test_a_number_is_exchanged_for_another_and_a_role_for_its_neighbour():
    year, role = names("1904年の")[0], names("監督の")[0]
    new = other(year, [], "1904年", Random(3))
    assert new != "1904年" and new.endswith("年") and 1874 <= int(new[:-1]) <= 1934
    assert other(role, [], "監督", Random(3)) in "脚本 主演 原作 作曲 作詞 編曲 撮影 製作".split()


def test_nothing_is_exchanged_for_what_the_text_already_says():
    assert other(names("長男の")[0], [], "長男 次男 三男 長女 次女", Random(1)) is None
    assert other(proper_names("京都へ")[0], ONLY_OSAKA, "京都と大阪", Random(1)) is None


def test_the_question_gets_a_name_that_its_passage_lacks():
    question = "京都の祭りが始まったのは何年ですか?"
    assert exchange_in_question(question, YEAR, "祭り", ONLY_OSAKA, Random(1)) == (
        "大阪の祭りが始まったのは何年ですか?"
    )


def test_a_question_that_shares_no_name_with_its_passage_is_left():
    assert exchange_in_question("祭りはいつですか?", YEAR, "祭り", ONLY_OSAKA, Random(1)) is None


def test_the_passage_gets_another_name_wherever_the_old_one_stood():
    marked = Marked("京都は古い。1904年に京都で祭りがあった。", (6, 11))
    edited = exchange_in_passage("京都の祭りは何年ですか?", marked, "祭り", ONLY_OSAKA, Random(1))
    assert edited == Marked("大阪は古い。1904年に大阪で祭りがあった。", (6, 11))


def test_a_name_of_the_title_is_not_exchanged_in_the_passage():
    assert exchange_in_passage("京都の祭りは何年?", YEAR, "京都の祭り", ONLY_OSAKA, Random(1)) is None


def test_a_name_of_the_answer_is_never_exchanged():
    marked = Marked("祭りは京都で始まった。", (3, 5))
    assert exchange_in_passage("京都ですか?", marked, "祭り", ONLY_OSAKA, Random(1)) is None
    assert exchange_in_question("京都ですか?", marked, "祭り", ONLY_OSAKA, Random(1)) is None


def test_exchanged_in_both_the_answer_is_what_it_was():
    marked = Marked("京都の祭りは1904年に始まった。", (6, 11))
    question, edited = exchange_in_both("京都の祭りは何年から?", marked, "祭り", ONLY_OSAKA, Random(1))
    assert question == "大阪の祭りは何年から?"
    assert edited.text == "大阪の祭りは1904年に始まった。" and edited.answer == "1904年"


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("灯台はいつ建ったか", "灯台は1904年に建った。", "灯台はなぜ建ったか"),
        ("灯台は何年に建ったか", "灯台は1904年に建った。", "灯台はなぜ建ったか"),
        ("灯台はいつ建ったか", "船が沈んだため1904年に建った。", "灯台は何人で建ったか"),
        ("灯台はいつ建ったか", "船が沈んだため50人が3万円で建てた。", None),
        ("灯台は何年から光るか", "灯台は1904年に建った。", None),
        ("灯台の高さは", "灯台は高い。", None),
    ],
)
def test_another_thing_is_asked_of_which_the_passage_shows_no_sign(question, text, expected):
    assert ask_something_else(question, Marked(text, None)) == expected


def test_a_question_is_narrowed_to_a_place_or_year_the_passage_lacks():
    question = "山車は何台出たか"
    found = {narrow(question, YEAR, "祭り", ONLY_OSAKA, Random(seed)) for seed in range(12)}
    assert all(each.endswith(question) and each != question for each in found)
    assert "大阪において、山車は何台出たか" in found
    assert not any("1904" in each for each in found)


def test_keywords_are_the_content_words_alone():
    assert as_keywords("東大寺が建立されたのは何年ですか?") == "東大寺 建立 年"
    assert as_keywords("誰ですか?") is None


def test_a_question_becomes_a_request():
    found = {as_request("守り手の名前は何ですか?", Random(seed)) for seed in range(30)}
    assert found == {
        "守り手の名前は何か教えてください。",
        "守り手の名前は？",
        "守り手の名前を知りたい",
        "守り手の名前は何？",
        "守り手の名前を教えてください",
        "守り手の名前",
    }


def test_a_question_that_says_more_than_what_is_left_alone():
    assert as_request("守り手は何歳で亡くなりましたか?", Random(1)) is None


def test_spellings_of_the_same_question():
    assert full_width("1904年の12台") == "１９０４年の１２台"
    assert in_kana("灯台はいつ", Random(1)) == "とうだいはいつ"
    assert in_kana("いつですか", Random(1)) is None
