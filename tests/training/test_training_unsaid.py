"""Near misses where the passage leaves what is asked unsaid, on sentences checked by hand."""

from random import Random

import pytest

from training.edits import Marked
from training.unsaid import ask_detail, ask_finer, made_vague


def marked(text, answer):
    at = text.index(answer)
    return Marked(text, (at, at + len(answer)))


@pytest.mark.parametrize(
    ("text", "answer", "ways"),
    [
        ("橋は1953年に完成した。", "1953年", {"ある年", "ある時期", "その後", "のち", "別の機会", "同じ頃"}),
        ("港に20隻が入った。", "20隻", {"多くの船", "複数の船", "いくつかの船", "相当数の船"}),
        ("式には山田太郎が出た。", "山田太郎", {"ある人物", "関係者", "ある専門家", "責任者", "同行者"}),
        ("会議は京都で開かれた。", "京都", {"ある都市", "国内", "別の場所", "現地", "ある地方"}),
        ("彼は「海の歌」を書いた。", "「海の歌」", {"ある作品", "一つの文書", "別のもの", "ある事業"}),
    ],
)
def test_an_answer_of_a_known_kind_gives_way_to_vague_words(text, answer, ways):
    vague = made_vague(marked(text, answer), Random(1))
    assert vague is not None and vague.span is None
    before, after = text.split(answer)
    assert vague.text in {before + words + after for words in ways}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("橋は1953年に決まり1953年に完成した。", "1953年"),
        ("塔は高さ300メートルある。", "300メートル"),
        ("水は氷になる。", "氷になる"),
    ],
    ids=["said twice", "a measure, which has no vague word", "no name and no number"],
)
def test_what_has_no_vague_words_is_left(text, answer):
    assert made_vague(marked(text, answer), Random(1)) is None


def test_a_closer_detail_is_asked_only_where_nothing_stands_for_it():
    question = "橋が完成したのはいつですか?"
    year = Marked("橋は1953年に完成した。", (2, 7))
    day = Marked("橋は1953年5月3日午前に完成した。", (2, 11))
    asked = {ask_finer(question, year, Random(n)) for n in range(20)}
    assert "橋が完成したのは何月何日ですか?" in asked
    assert all("何月何日" not in (ask_finer(question, day, Random(n)) or "") for n in range(20))
    assert ask_finer("橋の名は何ですか?", year, Random(1)) is None


def test_a_detail_is_asked_of_what_the_passage_speaks_of_and_does_not_tell():
    passage = Marked("新しい橋は1953年に完成した。", None)
    asked = [ask_detail(passage, "山川橋", Random(n)) for n in range(60)]
    assert {question.split("の")[0] for question in asked} == {"新しい橋", "山川橋"}
    assert any("全長は何メートル" in question for question in asked)
    told = Marked("新しい橋は1953年に完成し、長さは300メートルである。", None)
    assert not any("全長" in (ask_detail(told, "山川橋", Random(n)) or "") for n in range(60))


def test_of_a_person_a_person_s_details_are_asked():
    passage = Marked("市は山田太郎を招いた。", None)
    asked = [ask_detail(passage, "市の歴史", Random(n)) for n in range(80)]
    of_him = [question for question in asked if question.startswith("山田太郎の")]
    assert of_him and not any(word in q for q in of_him for word in ("面積", "全長", "定員"))
