"""What in a text shows that it could answer what is wanted."""

import pytest

from answer.question import Want
from answer.signs import unmet


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.NUMBER, "45人が参加した"),
        (Want.NUMBER, "三割を占めた"),
        (Want.DATE, "令和6年に始まった"),
        (Want.DATE, "2/3\t節分祭"),
        (Want.DAY, "4月1日に増便した"),
        (Want.REASON, "霧が出たため欠航した"),
        (Want.REASON, "霧が出たことを受け、欠航した"),
        (Want.PERSON, "松本が発表した"),
        (Want.PERSON, "担当の大臣が述べた"),
        (Want.PLACE, "大阪で開かれた"),
        (Want.SOURCE, "（各種統計を基に作成）"),
        (Want.SOURCE, "来島者の数（観光協会発表）"),
    ],
)
def test_a_sign_is_there(want, text):
    assert unmet({want}, text, "") == 0


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.NUMBER, "船が増えた"),
        (Want.NUMBER, "一部の住民"),
        (Want.DATE, "45人が参加した"),
        (Want.DAY, "4月に増便した"),
        (Want.REASON, "船が欠航した"),
        (Want.PERSON, "真珠貝を育てた"),
        (Want.PLACE, "真珠貝を育てた"),
        (Want.SOURCE, "来島者が増えた"),
    ],
)
def test_a_sign_is_missing(want, text):
    assert unmet({want}, text, "") == 1


def test_a_number_of_a_rule_is_no_number_of_ships():
    assert unmet({Want.NUMBER}, "条例第12号を定めた", "条例は第何号か") == 0
    assert unmet({Want.NUMBER}, "船が12隻ある", "条例は第何号か") == 1


def test_it_is_the_share_of_what_is_wanted():
    wants = {Want.NUMBER, Want.DATE, Want.DAY, Want.REASON}
    assert unmet(wants, "10月に68便が欠航した", "") == 1 / 2
    assert unmet(wants, "風のため10月に68便が欠航した", "") == 1 / 4


def test_what_has_no_sign_is_not_counted():
    assert unmet({Want.LIST, Want.COMPARISON}, "船", "") == 0
    assert unmet({Want.LIST, Want.NUMBER}, "船", "") == 1
    assert unmet((), "船", "") == 0


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("何人が参加したか", "45人が参加した", 0),
        ("何名が参加したか", "45人が参加した", 0),
        ("何人が参加したか", "12隻が参加した", 1),
        ("砲弾は何万発か", "12隻が参加した", 1),
        ("砲弾は何万発か", "３万発を渡した", 0),
        ("何か国が加わったか", "8カ国が加わった", 0),
        ("何か国が加わったか", "8か所が加わった", 1),
        ("運賃はいくらか", "片道1,800円に改定された", 0),
        ("運賃はいくらか", "68便が欠航した", 1),
        # What is counted is not said.
        ("どれくらいの規模か", "12隻が参加した", 0),
    ],
)
def test_a_number_must_be_of_the_things_counted(question, text, missing):
    assert unmet({Want.NUMBER}, text, question) == missing


@pytest.mark.parametrize(
    ("want", "question", "text", "missing"),
    [
        (Want.PERSON, "松本と話したのは誰か", "松本が話した", 1),
        (Want.PERSON, "松本と話したのは誰か", "松本が高橋と話した", 0),
        (Want.PERSON, "話したのは誰か", "担当の大臣が話した", 0),
        (Want.PERSON, "話した大臣の氏名は何か", "担当の大臣が話した", 1),
        (Want.PLACE, "大阪のどこで開かれたか", "大阪で開かれた", 1),
        (Want.PLACE, "大阪のどこで開かれたか", "大阪の難波で開かれた", 0),
    ],
)
def test_a_name_of_the_question_is_no_answer(want, question, text, missing):
    assert unmet({want}, text, question) == missing


@pytest.mark.parametrize(
    ("text", "an_office"),
    [
        ("市長が述べた", True),
        ("国防相も述べた", True),
        ("町長、知事らが出席", True),
        ("利用が成長した", False),
        ("相互に増えた", False),
        ("長い間、相談した", False),
        ("委員会が述べた", False),
        ("代表的な例", False),
    ],
)
def test_offices_are_told_from_words_that_look_like_them(text, an_office):
    assert unmet({Want.PERSON}, text, "誰が述べたか") == 1 - an_office


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("委員長は誰ですか", "委員会の委員長が選ばれた", 1),
        ("委員長は誰ですか", "委員長に松本さんが選ばれた", 0),
        ("市長は誰と会いましたか", "市長は知事と会った", 0),
        ("Who is the chair of the committee?", "委員長が選ばれた", 1),
        ("위원장은 누구인가?", "委員長が選ばれた", 1),
        ("委员长是谁？", "委員長が選ばれた", 1),
    ],
)
def test_who_holds_an_office_is_told_by_a_name(question, text, missing):
    assert unmet({Want.PERSON}, text, question) == missing


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("How many people took part?", "45人が参加した", 0),
        ("How many people took part?", "12隻が参加した", 1),
        ("How often did the ship sail?", "一日4往復、計12回運航した", 0),
        ("What share of households has it?", "世帯の78.9%が持つ", 0),
        ("What share of households has it?", "1,200世帯が持つ", 1),
        ("How much did the bridge cost?", "橋は2020年に完成した", 1),
        ("How much did the bridge cost?", "橋には3億円がかかった", 0),
        ("몇 명이 참가했습니까?", "45人が参加した", 0),
        ("몇 명이 참가했습니까?", "12隻が参加した", 1),
        ("다리의 비용은 얼마입니까?", "橋は2020年に完成した", 1),
        ("有多少人参加？", "45人が参加した", 0),
        ("有多少人参加？", "12隻が参加した", 1),
        ("桥花了多少钱？", "橋は2020年に完成した", 1),
        ("How many bridges are there?", "橋は3本ある", 0),
    ],
)
def test_what_is_counted_in_other_languages_is_looked_for_too(question, text, missing):
    assert unmet({Want.NUMBER}, text, question) == missing
