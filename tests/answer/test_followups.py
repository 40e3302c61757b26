"""Follow-ups made to stand alone, by rules, in four languages; and what stands alone already, left as it is."""

import pytest

from answer.followup import standalone
from answer.question import read_question
from answer.topic import is_bare, noun_with_head, topic_of

SIZE = [("派遣部隊の規模は？", "1万2,000人です。[1]")]
BOATS = [("星見島の高速船の便数は？", "一日4往復です。[1]")]


@pytest.mark.parametrize(
    ("earlier", "question", "alone"),
    [
        # Bare noun phrases, of the same thing as before.
        (SIZE, "戦死者は何人か", "派遣部隊の戦死者は何人か"),
        (SIZE, "では負傷者は？", "派遣部隊の負傷者は？"),
        (SIZE, "なぜ？", "派遣部隊の規模について、なぜ？"),
        # One thing replaced.
        ([("2024年のミサイル発射回数は？", "3回")], "では2023年は？", "2023年のミサイル発射回数は？"),
        ([("4月の欠航便数は？", "2便")], "5月は？", "5月の欠航便数は？"),
        ([("ロシアとの関係はどうなっていますか", "…")], "中国は？", "中国との関係はどうなっていますか"),
        ([("What happened in 2024?", "…")], "And in 2023?", "What happened in 2023?"),
        ([("2024年有哪些动向？", "…")], "那2023年呢？", "2023年有哪些动向？"),
        # What is pointed at.
        (
            [("調印された条約は何ですか", "「包括的戦略的パートナーシップ条約」です")],
            "その条約の第4条は何を規定していますか",
            "「包括的戦略的パートナーシップ条約」の第4条は何を規定していますか",
        ),
        ([("プーチン大統領はいつ訪朝しましたか", "6月")], "その目的は？", "プーチン大統領の訪朝の目的は？"),
        (
            [("国防次官の訪朝は何月ですか", "7月")],
            "それは何が異例でしたか",
            "国防次官の訪朝は何が異例でしたか",
        ),
        (
            [("露朝の条約について教えてください", "…")],
            "それに対して韓国はどうしましたか",
            "露朝の条約に対して韓国はどうしましたか",
        ),
        (
            [("What is the treaty signed in June?", "…")],
            "What does it say about intervention?",
            "Regarding the treaty signed in June: What does it say about intervention?",
        ),
        (
            [("러시아에 파병한 병력은 몇 명입니까?", "1만 2천")],
            "그중 사망자는 몇 명입니까?",
            "러시아에 파병한 병력에 대해, 그중 사망자는 몇 명입니까?",
        ),
        ([("派往俄罗斯的士兵有多少人？", "…")], "其中死了多少人？", "关于派往俄罗斯的士兵，其中死了多少人？"),
        # What was asked of it by name is not what it goes on to be asked.
        (SIZE, "では、どこで訓練しましたか", "派遣部隊について、どこで訓練しましたか"),
        (
            [("港の工事の名称を教えてください", "…")],
            "いつ始まりましたか",
            "港の工事について、いつ始まりましたか",
        ),
        # A noun that more is said of than its owner, and words that ask: no 島の10代は, no 親善の年の誰が.
        (
            [("島の最も多い年代はどれですか", "…")],
            "10代は多いですか",
            "島の最も多い年代について、10代は多いですか",
        ),
        (
            [("親善の年の開幕式はいつですか", "4月")],
            "誰が来ましたか",
            "親善の年の開幕式について、誰が来ましたか",
        ),
        # A part of what was spoken of.
        (
            [("二国が結んだ条約の名前は何ですか", "…")],
            "第4条には何が書かれていますか",
            "二国が結んだ条約の第4条には何が書かれていますか",
        ),
        # A day for a day, an era's year for an era's year.
        ([("10月6日に何がありましたか", "…")], "10月1日は？", "10月1日に何がありましたか"),
        ([("10月6日に何がありましたか", "…")], "11月は？", "11月に何がありましたか"),
        ([("令和4年の整備率は何％ですか", "…")], "令和3年は？", "令和3年の整備率は何％ですか"),
        # Who does it is another; what it points at is what it was done to.
        (
            [("北朝鮮は日米の動きをどう呼びましたか", "…"), ("中国はそれに同調しましたか", "…")],
            "ロシアは？",
            "ロシアは日米の動きに同調しましたか",
        ),
        (
            [("北朝鲜派遣了多少士兵？", "…")],
            "他们在哪里训练？",
            "关于北朝鲜派遣了士兵，他们在哪里训练？",
        ),
        # Over two turns.
        (
            [*BOATS, ("では運賃は？", "1,800円です。")],
            "いつから？",
            "星見島の高速船の運賃について、いつから？",
        ),
    ],
)
def test_a_followup_stands_alone_with_what_it_goes_on_from(earlier, question, alone):
    assert standalone(read_question(question), earlier) == alone


@pytest.mark.parametrize(
    "question",
    [
        "習近平国家主席の祝電はいつ送られましたか",
        "星見島の診療所の往診はいつから始まりますか",
        "日本の拉致被害者は何人ですか",
        "What did Xi Jinping send to Pyongyang in October?",
        "북한의 미사일 발사 횟수는 몇 번입니까?",
        "朝鲜和中国的外交关系建立了多少周年？",
    ],
)
@pytest.mark.parametrize("earlier", [[], SIZE, BOATS])
def test_a_new_topic_does_not_drag_the_old_one_along(question, earlier):
    assert standalone(read_question(question), earlier) == question


def test_the_topic_of_a_question_is_what_it_asks_about():
    assert topic_of("派遣部隊の規模は何人か") == "派遣部隊の規模"
    assert topic_of("How many boats sail in winter?") == "boats sail in winter"
    assert topic_of("プーチン大統領はいつ訪朝しましたか") == "プーチン大統領の訪朝"


def test_a_noun_is_found_by_its_last_part_where_there_is_only_one():
    assert noun_with_head("条約", "「友好協力条約」に調印した") == "「友好協力条約」"
    assert noun_with_head("大会", "大凧揚げ大会を開いた") == "大凧揚げ大会"
    assert noun_with_head("条約", "甲条約と乙条約") is None
    assert noun_with_head("条約", "条約に調印した") is None


@pytest.mark.parametrize(
    "text", ["主な行事は？", "灯籠流しの日は", "交通安全について", "避難所 一覧", "運賃の改定とは？"]
)
def test_a_question_that_only_names_its_topic(text):
    assert is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        "人口は何人か",
        "なぜ？",
        "灯籠流しはいつ",
        "人口が減った",
        "運賃を教えて",
        "は？",
        "。",
        "",
        "港、駅、空港",
    ],
)
def test_a_question_that_asks_something_of_it(text):
    assert not is_bare(text)
