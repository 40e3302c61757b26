"""What a question is: language, wants, parts; and what is said of a text that is none."""

import pytest

from answer.errors import QuestionEmpty, QuestionTooLong, QuestionUnreadable
from answer.question import LONGEST, Want, read_question


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("島の人口は何人か", "ja"),
        ("サクラとは", "ja"),
        ("NATOの加盟国は", "ja"),
        # Han alone is Japanese where nothing speaks for Chinese; 的, 了, 那 and 没 do not by themselves.
        ("人口推移", "ja"),
        ("歴史的背景", "ja"),
        ("終了時期", "ja"),
        ("那覇市人口", "ja"),
        ("没収金額", "ja"),
        ("是正措置一覧", "ja"),
        ("2024年？", "ja"),
        ("12/24", "ja"),
        ("岛上的人口是多少？", "zh"),
        ("日本的人口是多少", "zh"),
        ("為什麼停航", "zh"),
        ("誰是島主", "zh"),
        ("这是什么", "zh"),
        ("轮船", "zh"),
        ("섬의 인구는 몇 명입니까?", "ko"),
        ("金正恩은 누구인가", "ko"),
        ("How many people live there?", "en"),
        ("ＷＨＯ ＩＳ ＩＴ", "en"),
        ("Who is 桜井太郎?", "en"),
        ("what does the report say about “航路の再編”?", "en"),
        ("Who is 김정은?", "en"),
        ("WHO の報告は何と述べたか", "ja"),
        ("AI", "en"),
    ],
)
def test_the_language(text, language):
    assert read_question(text).language == language


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (want, text)
        for want, texts in {
            Want.NUMBER: (
                "組合員は何人か",
                "何便が欠航したか",
                "何か国が参加したか",
                "費用は何ドルか",
                "運賃はいくら",
                "参加した人数は？",
                "条例は第何号か",
                "How many ships came?",
                "배는 몇 척입니까?",
                "有多少只船？",
            ),
            Want.DATE: (
                "いつ始まったか",
                "何年のことか",
                "When did it open?",
                "언제 열렸습니까?",
                "什么时候开始的？",
            ),
            Want.DAY: (
                "何月何日か",
                "開催の日付は",
                "On what date was it?",
                "며칠에 열렸습니까?",
                "几号举行的？",
            ),
            Want.PERSON: ("誰が発表したか", "Who said so?", "누가 발표했습니까?", "谁发表的？"),
            Want.PLACE: (
                "どこで行われたか",
                "どの都市で開かれたか",
                "工場があるのは何県か",
                "Where was it held?",
                "What city was it held in?",
                "어디에서 열렸습니까?",
                "어느 도시에서 열렸습니까?",
                "在哪里举行的？",
                "在哪个城市举行的？",
            ),
            Want.SOURCE: (
                "この図の出典は",
                "表は何を基に作ったのか",
                "来島者の数はどこの調査か",
                "乗客数を公表したのはどこですか",
                "What is the source of the table?",
                "Who published the figures?",
                "이 그림의 출처는?",
                "数据的来源是什么？",
            ),
            Want.REASON: (
                "なぜ欠航したか",
                "値上げの背景は",
                "Why was it cancelled?",
                "왜 결항했습니까?",
                "为什么停航？",
            ),
            Want.LIST: (
                "すべて挙げよ",
                "主な行事は",
                "List the events.",
                "모두 나열하시오",
                "有哪些地区？",
            ),
            Want.COMPARISON: (
                "二つの違いは",
                "前年と比べてどうか",
                "Compare the two.",
                "차이는 무엇입니까?",
                "有什么区别？",
            ),
        }.items()
        for text in texts
    ],
)
def test_what_is_wanted(want, text):
    assert want in read_question(text).wants


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("貝の名は何か", set()),
        ("何が変わったか", set()),
        ("ほかに何かあったか", set()),
        ("祭りは何日間続いたか", {Want.NUMBER}),
        ("何時間かかるか", {Want.NUMBER}),
        ("何時に始まるか", {Want.DATE}),
        ("何日に始まったか", {Want.DATE, Want.DAY}),
        ("いつ、どこで、誰が始めたか", {Want.DATE, Want.PLACE, Want.PERSON}),
        ("運航する会社はどこか", set()),
        ("会社の本社はどこか", {Want.PLACE}),
        ("役場が公表した計画の名は", set()),
        ("調査は何年に行われたか", {Want.DATE}),
        ("Tell me about the harbour", set()),
        ("ＨＯＷ　ＭＡＮＹ ships came", {Want.NUMBER}),
    ],
)
def test_what_is_wanted_and_nothing_else(text, wants):
    assert read_question(text).wants == wants


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "高速船は何往復か。欠航したのは何便か。",
            ("高速船は何往復か", "欠航したのは何便か"),
        ),
        ("いつ始まったか、また、だれが始めたか？", ("いつ始まったか", "だれが始めたか")),
        ("稚貝の放流の回数と、作業した人数を教えて", ("稚貝の放流の回数", "作業した人数は")),
        (
            "町長が来たのは何月で、知事が来たのは何月ですか",
            ("町長が来たのは何月で", "知事が来たのは何月ですか"),
        ),
        ("議長は誰で、副議長は誰ですか", ("議長は誰で、副議長は誰ですか",)),
        ("会議が開かれたのは何月で、何日間続きましたか", ("会議が開かれたのは何月で、何日間続きましたか",)),
        ("町長が就任したのは何月で、退任したのは何年か", ("町長が就任したのは何月で、退任したのは何年か",)),
        ("大会の日付および参加した組の数は？", ("大会の日付", "参加した組の数は")),
        ("When did it open, and how many people came?", ("When did it open", "how many people came")),
        ("섬의 인구는 몇 명입니까? 배는 언제 옵니까?", ("섬의 인구는 몇 명입니까", "배는 언제 옵니까")),
        ("岛上有多少人居住？轮船什么时候来？", ("岛上有多少人居住", "轮船什么时候来")),
    ],
)
def test_two_questions_in_one(text, parts):
    assert read_question(text).parts == parts


@pytest.mark.parametrize(
    "text",
    [
        "島の人口は何人か？",
        "真珠貝と、稚貝を放流した回数は？",
        "桜と、梅を植えた理由は",
        "気温が3.5度上がったのはいつか",
        "Who brought pearls and shells?",
        "島の人口は何人か。なぜ？",
        "東浜、中里、西岬の三つの地区に整えられたものは",
        "人口は何人か。面積は何平方キロか。役場はどこか。村長は誰なのか。名産は何だろうか。",
    ],
)
def test_one_question_is_its_own_only_part(text):
    assert read_question(text).parts == (text,)


def test_a_question_is_cleaned_of_what_cannot_be_seen():
    assert read_question("\ufeff 島の\u3000人口は\x00何人か\u200b？\r\n").text == "島の 人口は 何人か ？"


@pytest.mark.parametrize(
    ("text", "error", "ja", "en"),
    [
        ("", QuestionEmpty, "質問が空です。", "The question is empty."),
        (" \t\r\n\u3000", QuestionEmpty, "質問が空です。", "The question is empty."),
        (
            "\x00\x07\x1b\x7f\x9b",
            QuestionUnreadable,
            "質問に読める文字がありません。",
            "The question has no readable characters.",
        ),
        (
            "？！…。—",
            QuestionUnreadable,
            "質問に読める文字がありません。",
            "The question has no readable characters.",
        ),
        (
            "\u200b\ud800😀",
            QuestionUnreadable,
            "質問に読める文字がありません。",
            "The question has no readable characters.",
        ),
        (
            "島" * 2001,
            QuestionTooLong,
            "質問が長すぎます（2,001 文字）。2,000 文字以内にしてください。",
            "The question is too long (2,001 characters). Keep it within 2,000.",
        ),
        (
            "島" * 100_000,
            QuestionTooLong,
            "質問が長すぎます（100,000 文字）。2,000 文字以内にしてください。",
            "The question is too long (100,000 characters). Keep it within 2,000.",
        ),
    ],
)
def test_what_is_no_question(text, error, ja, en):
    with pytest.raises(error) as raised:
        read_question(text)
    assert raised.value.say("ja").startswith(ja) and raised.value.say("en").startswith(en)


def test_the_longest_question_is_taken():
    assert read_question("島" * 2000).text == "島" * LONGEST
