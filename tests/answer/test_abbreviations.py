"""Countries abbreviated to a letter are read in full where the other of question and passage has them in full."""

import math

import pytest

from answer.abbreviations import Spelling
from models.pairs import Passage

EVERY = "北朝鮮、韓国、米国、中国、ロシア、日本、英国、フランス、ドイツ、イタリア、オーストラリア、インド、台湾、ベトナム"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("露朝首脳会談が開かれた。", "ロシア・北朝鮮首脳会談が開かれた。"),
        ("第2回日米韓首脳会合", "第2回日本・米国・韓国首脳会合"),
        ("日米豪印", "日本・米国・オーストラリア・インド"),
        ("中ロ両国", "中国・ロシア両国"),
        ("4月に訪朝した。", "4月に北朝鮮を訪問した。"),
        ("趙委員長、訪朝（4月）", "趙委員長、北朝鮮訪問（4月）"),
        ("5月に来日した。", "5月に日本を訪問した。"),
        ("駐日大使", "日本駐在大使"),
        ("露国防次官", "ロシア国防次官"),
        ("露軍", "ロシア軍"),
        ("日中首脳会談", "日本・中国首脳会談"),
        # Of the day, of the place, of the paper; parts of other words.
        ("日中の気温", "日中の気温"),
        ("中越地震", "中越地震"),
        ("朝日新聞", "朝日新聞"),
        ("米中心の食事", "米中心の食事"),
        ("本来日本にいた", "本来日本にいた"),
        ("歴訪中に", "歴訪中に"),
        ("在日米軍基地", "在日米国軍基地"),
        ("10日中に", "10日中に"),
        ("10日米朝会談", "10日米国・北朝鮮会談"),
        ("期間中露軍は", "期間中露軍は"),
        ("終日中央公園", "終日中央公園"),
    ],
)
def test_what_is_read_where_the_question_names_the_countries(text, read):
    assert Spelling.of(EVERY, [Passage(text)]).text(text) == read


@pytest.mark.parametrize(
    "question", ["Where did Russia and North Korea meet?", "러시아와 북한은 어디서 만났습니까?"]
)
def test_a_question_in_another_language_names_them_too(question):
    assert Spelling.of(question, [Passage("露朝会談")]).text("露朝会談") == "ロシア・北朝鮮会談"


def test_what_the_question_does_not_speak_of_stays():
    spelling = Spelling.of("ロシアの次官が北朝鮮を訪れたのはいつか", [Passage("露朝と米韓")])
    assert spelling.text("露朝と米韓は日米韓に") == "ロシア・北朝鮮と米韓は日米韓に"


def test_what_both_abbreviate_stays():
    spelling = Spelling.of("露朝は何に調印したか", [Passage("露朝は条約に調印した。")])
    assert spelling.question == "露朝は何に調印したか"
    assert spelling.text("露朝は条約に調印した。") == "露朝は条約に調印した。"


def test_a_question_that_alone_abbreviates_is_read_in_full():
    spelling = Spelling.of("露朝は何に調印したか", [Passage("ロシアと北朝鮮は条約に調印した。")])
    assert spelling.question == "ロシア・北朝鮮は何に調印したか"


def test_places_are_those_of_the_passage():
    """訪朝 (4–6) is read as 北朝鮮訪問 (4–9), three letters longer."""
    passage = Passage("次官が、訪朝（7月）", "", ((0, 10),))
    spelled = Spelling.of("北朝鮮を訪れたのはいつか", [passage]).passage(passage)
    assert spelled.passage == Passage("次官が、北朝鮮訪問（7月）", "", ((0, 13),))
    assert spelled.original(10, 12) == (7, 9), "7月"
    assert spelled.original(4, 9) == (4, 6), "訪朝"


TAKEN = [
    ("中国と北朝鮮の間の貿易額はいくらか", "2023年の中朝貿易額は約23億ドルであった。"),
    ("李強首相が日本を訪れたのはいつか", "中国の李強首相は2023年5月に来日した。"),
]


def relevances(question, text, reader):
    """The logits of the text as it is printed and as it is read for the question."""
    passage = Passage(text)
    spelling = Spelling.of(question, [passage])
    as_printed = reader.model.read(question, [passage], 1)[0]
    read = reader.model.read(spelling.question, [spelling.passage(passage).passage], 1)[0]
    return as_printed.relevance, read.relevance


@pytest.mark.parametrize(("question", "text"), TAKEN)
def test_the_reader_takes_it_for_an_answer(question, text, reader):
    as_printed, read = relevances(question, text, reader)
    assert read > 0 > as_printed


@pytest.mark.parametrize(
    ("question", "text"),
    [
        *TAKEN,
        ("ロシアと北朝鮮の首脳会談はいつ行われたか", "露朝首脳会談は6月に平壌で行われた。"),
    ],
)
def test_the_reader_takes_it_for_an_answer_far_sooner(question, text, reader):
    """By odds of twenty to one."""
    as_printed, read = relevances(question, text, reader)
    assert as_printed < 0 and read - as_printed > math.log(20)
