"""What stands around a question and asks nothing is not searched and not read."""

import pytest

from answer.framing import unframed
from answer.question import read_question

TITLES = ["令和5年版 港湾白書", "星見島の年次報告"]


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        # Where the answer is to be looked for.
        ("この報告書によると、島の人口はいくつですか", "島の人口はいくつですか"),
        ("本報告書において、漁船は何隻ありますか", "漁船は何隻ありますか"),
        ("白書では、漁船は何隻ありますか", "漁船は何隻ありますか"),
        ("2024年版の白書では、漁船は何隻ありますか", "漁船は何隻ありますか"),
        ("レポートの中で、灯台はどう述べられているか", "灯台はどう述べられているか"),
        ("報告書に書かれている欠航の理由は", "欠航の理由は"),
        ("島の人口は、資料によれば何人ですか", "島の人口は、何人ですか"),
        ("港湾白書によれば漁船は何隻ありますか", "漁船は何隻ありますか"),
        ("令和5年版 港湾白書では漁船は何隻ありますか", "漁船は何隻ありますか"),
        # Courtesies.
        ("お世話になっております。漁船は何隻ありますか。よろしくお願いします。", "漁船は何隻ありますか。"),
        ("次の点を確認しています。漁船は何隻ありますか", "漁船は何隻ありますか"),
        # The asking to be told.
        ("灯台を建てたのは誰か教えてください", "灯台を建てたのは誰か"),
        ("灯台がいつ建てられたか知りたいのですが", "灯台がいつ建てられたか"),
        ("灯台がいつ建てられたのか答えなさい。", "灯台がいつ建てられたのか"),
        ("灯台の高さを教えてください。", "灯台の高さは？"),
        ("船はどこから出ると書かれていますか", "船はどこから出るか"),
    ],
)
def test_a_question_without_what_stands_around_it(question, bare):
    assert unframed(question, "ja", TITLES) == bare
    assert unframed(bare, "ja", TITLES) == bare


@pytest.mark.parametrize(
    "question",
    [
        # Asked of the report itself.
        "この報告書は誰が作成したか",
        "報告書の発行日はいつですか",
        "この報告書には何が書かれていますか",
        "白書ではない資料はどれですか",
        # Another document, which the report speaks of, and a place.
        "隣国の国防白書では何と呼ばれていますか",
        "防衛白書では何を述べていますか",
        "資料館では何を展示していますか",
        # All that asks.
        "灯台について教えてください",
        "漁船を全部挙げてください",
        "町長は何と述べましたか",
        "教えて",
    ],
)
def test_what_asks_stays(question):
    assert unframed(question, "ja", TITLES) == question


@pytest.mark.parametrize(
    ("language", "question", "bare"),
    [
        ("en", "According to the report, how many boats are there?", "how many boats are there?"),
        ("en", "How many boats are there, according to this annual report?", "How many boats are there?"),
        ("en", "Who wrote the report?", "Who wrote the report?"),
        ("ko", "이 보고서에 따르면 어선은 몇 척입니까?", "어선은 몇 척입니까?"),
        ("ko", "보고서의 제목은?", "보고서의 제목은?"),
        ("zh", "根据这份报告，渔船有多少艘？", "渔船有多少艘？"),
        ("zh", "报告中，渔船有多少艘？", "渔船有多少艘？"),
        ("zh", "这份报告的作者是谁？", "这份报告的作者是谁？"),
    ],
)
def test_in_other_languages(language, question, bare):
    assert unframed(question, language) == bare


def test_the_question_is_kept_as_it_was_put():
    question = read_question("本報告書において、漁船は何隻ありますか。灯台はいつ建てられましたか")
    assert question.text == "本報告書において、漁船は何隻ありますか。灯台はいつ建てられましたか"
    assert question.parts == ("漁船は何隻ありますか", "灯台はいつ建てられましたか")


@pytest.mark.parametrize(
    "asked",
    [
        "本報告書において、{}",
        "お世話になっております。星見島の年次報告によると{}",
        "白書では、{}",
    ],
)
def test_an_answer_does_not_depend_on_how_it_is_asked_for(asked, assistant):
    bare = assistant.ask("星見島の人口は何人ですか")
    framed = assistant.ask(asked.format("星見島の人口は何人ですか"))
    assert not bare.abstained and framed.citations == bare.citations
    assert framed.confidence == pytest.approx(bare.confidence, abs=0.02)
