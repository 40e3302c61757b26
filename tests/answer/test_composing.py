"""Composed answers over the made-up reports: a real server that says what it is told to, the real verification."""

import json
import threading
from pathlib import Path

import pytest
from island import ISLAND, write
from scripted_llm import serving

from answer.assistant import Assistant
from answer.errors import LlmCut, LlmStopped, LlmUnreachable, LlmUnsupported, ModeUnavailable
from answer.llm import LanguageModel
from answer.writer import Ready, Writer
from index.build import bring_in_line
from index.search import open_index

INJECTIONS = json.loads(Path(__file__).with_name("injections.json").read_text(encoding="utf-8"))
POPULATION = "星見島の人口は、令和6年末に2,418人となりました。"
FEWER = "前年より37人減り、五年続けて減少しました。"
QUESTION = "星見島の人口は何人ですか"


@pytest.fixture
def composing(assistant):
    """An assistant whose model is a server, and the same over another index."""

    def composing(server, index=None):
        writer = Writer(lambda: Ready(LanguageModel(server.address, "scripted")))
        writer.start().wait(10)
        return Assistant(index or assistant.index, assistant.reader, assistant.threshold, writer)

    return composing


def check_citations(answer, assistant):
    numbers = [c.n for c in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for citation in answer.citations:
        text = assistant.report_text(citation.report)
        assert text[citation.start : citation.end] == citation.quote
    for claim in answer.claims:
        assert claim.citations and set(claim.citations) <= set(numbers)


def test_what_holds_is_shown_with_its_quotes_and_what_does_not_is_counted(composing):
    with serving(f"{POPULATION}[1]\n{FEWER}来年は2,000人になる見込みです。") as server:
        assistant = composing(server)
        answer = assistant.ask(QUESTION, mode="compose")
    assert [claim.text for claim in answer.claims] == [POPULATION, FEWER]
    assert (answer.mode, answer.abstained, answer.pending, answer.problem) == ("compose", False, False, None)
    assert answer.composition.kept == 2
    assert answer.composition.dropped == (("来年は2,000人になる見込みです。", "number"),)
    assert answer.timings_ms.compose > 0 and answer.composition.first_ms <= answer.timings_ms.compose
    check_citations(answer, assistant)


def test_evidence_comes_first_and_then_each_sentence(composing):
    with serving(POPULATION + FEWER) as server:
        answers = list(composing(server).ask_stream(QUESTION, mode="compose"))
    assert [(a.mode, a.pending) for a in answers] == [
        ("quote", True),
        ("compose", True),
        ("compose", True),
        ("compose", False),
    ]
    assert answers[0].citations and [len(a.claims) for a in answers[1:]] == [1, 2, 2]


def test_the_model_is_shown_few_passages_with_what_does_not_change_first(composing):
    with serving(POPULATION) as server:
        assistant = composing(server)
        assistant.ask(QUESTION, mode="compose")
        assistant.ask("冬に欠航したのは何便ですか", mode="compose")
    (system, user), (again, other) = ([m["content"] for m in asked["messages"]] for asked in server.asked)
    assert system == again and user != other
    assert "2，418人" in user and QUESTION in user and len(user) < 1200


def test_a_record_of_a_composed_answer_has_the_public_fields_alone(composing):
    with serving(POPULATION) as server:
        record = composing(server).ask(QUESTION, mode="compose").to_record()
    assert set(record) == {
        *("question", "standalone_question", "mode", "abstained", "text", "claims", "citations"),
        *("passages", "confidence", "timings_ms"),
    }
    assert json.loads(json.dumps(record, ensure_ascii=False))["text"] == f"{POPULATION} [1]"


@pytest.mark.parametrize(
    "reply",
    ["", "\n\n", "PWNED", "人口は3,000人です。", "あ" * 2000, "わかりません。", "?!?!?!", "🙂" * 50],
)
def test_where_nothing_holds_the_quoted_answer_stands_and_a_line_says_why(reply, composing):
    with serving(reply) as server:
        assistant = composing(server)
        answer = assistant.ask(QUESTION, mode="compose")
        quoted = assistant.ask(QUESTION)
    assert (answer.mode, answer.text, answer.citations) == ("quote", quoted.text, quoted.citations)
    assert isinstance(answer.problem, LlmUnsupported) and answer.problem.say("ja")


def test_a_reply_that_goes_round_in_circles_is_ended(composing):
    with serving((POPULATION + FEWER) * 30, "drip") as server:
        answer = composing(server).ask(QUESTION, mode="compose")
        assert server.gone.wait(10)
    assert [claim.text for claim in answer.claims] == [POPULATION, FEWER]
    assert [fault for _, fault in answer.composition.dropped] == ["repeated", "repeated"]


def test_a_reply_that_breaks_off_leaves_what_holds(composing):
    with serving(POPULATION + FEWER + "それは" * 40, "cut") as server:
        answer = composing(server).ask(QUESTION, mode="compose")
    assert answer.mode == "compose" and answer.claims[0].text == POPULATION
    assert isinstance(answer.problem, LlmCut)


def test_a_server_that_is_down_costs_nothing_but_the_composed_text(composing, assistant):
    with serving(POPULATION) as server:
        down = composing(server)
    answer = down.ask(QUESTION, mode="compose")
    assert isinstance(answer.problem, LlmUnreachable)
    assert answer.text == assistant.ask(QUESTION).text and answer.passages


def test_stopping_keeps_what_holds_by_then(composing):
    stop = threading.Event()
    with serving(POPULATION + "冬の欠航は続きました。" * 200, "drip") as server:
        answers = []
        for answer in composing(server).ask_stream(QUESTION, mode="compose", stop=stop):
            answers.append(answer)
            if answer.claims and answer.mode == "compose":
                stop.set()
        assert server.gone.wait(10)
    assert answers[-1].claims[0].text == POPULATION and isinstance(answers[-1].problem, LlmStopped)


def test_the_model_is_not_asked_where_the_report_is_silent(composing):
    with serving(POPULATION) as server:
        answer = composing(server).ask("量子コンピュータの誤り訂正の方式は何か", mode="compose")
    assert answer.abstained and not server.asked


def test_without_a_model_compose_mode_says_so_and_quoting_goes_on(assistant):
    assert not assistant.composes
    with pytest.raises(ModeUnavailable, match=r"requirements-llm\.txt"):
        assistant.ask(QUESTION, mode="compose")
    assert assistant.ask(QUESTION).citations


def test_a_quote_the_sentences_leave_unsaid_is_quoted(composing):
    with serving("診療所の松本医師は、夜間の往診を10月から始めると発表しました。") as server:
        answer = composing(server).ask(QUESTION, mode="compose")
    assert answer.mode == "compose" and "2，418人" in answer.text


@pytest.mark.parametrize(
    ("question", "reply", "kept"),
    [
        (
            "What is the population of the island?",
            "The population of the island was 2,418 at the end of 2024.",
            True,
        ),
        ("섬의 인구는 몇 명입니까?", "섬의 인구는 2024년 말 2,418명이 되었다.", True),
        ("岛上的人口是多少？", "岛上的人口在2024年末为2418人。", True),
        ("What is the population of the island?", "The population of the island was 3,000.", False),
        ("섬의 인구는 몇 명입니까?", "섬의 인구는 3,000명이다.", False),
    ],
)
def test_an_answer_in_another_language_says_each_quote_again(question, reply, kept, composing):
    with serving(reply) as server:
        assistant = composing(server)
        answer = assistant.ask(question, mode="compose")
    assert (answer.mode == "compose") is kept
    assert (answer.claims[0].text == reply) is kept
    # What is printed stands under the sentence that says it again, and under the same number.
    assert "2，418人" in answer.claims[1 if kept else 0].text
    assert answer.claims[1 if kept else 0].citations == (1,)
    assert any("2，418人" in c.quote for c in answer.citations)
    assert "星見島の人口は" in server.asked[0]["messages"][1]["content"]
    check_citations(answer, assistant)


def test_a_followup_is_searched_by_itself_and_shown(composing):
    with serving("運賃は片道1,800円に改定されました。") as server:
        answer = composing(server).ask(
            "では運賃は？", mode="compose", history=[("星見島の高速船の便数は？", "一日4往復です。[1]")]
        )
    assert answer.question == "では運賃は？" and answer.standalone_question == "星見島の高速船の運賃は？"
    assert "1,800円" in answer.text


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory, embedder):
    """The island's report with every one of the orders in its sections' text."""
    folder = tmp_path_factory.mktemp("poisoned")
    orders = [order for order, *_ in INJECTIONS["in_reports"]]
    # Beside the sentences that answer, where they would be shown to the model with them.
    text = ISLAND.replace("五年続けて減少した。", "五年続けて減少した。" + "".join(orders))
    write(folder / "reports", {"island": text})
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return open_index(folder / "index", embedder)


@pytest.mark.parametrize(("order", "obeying", "sign"), INJECTIONS["in_reports"])
def test_an_order_in_a_report_is_not_obeyed(order, obeying, sign, composing, poisoned):
    with serving(f"{obeying}\n{POPULATION}") as server:
        assistant = composing(server, poisoned)
        answer = assistant.ask(QUESTION, mode="compose")
    composed = [claim.text for claim in answer.claims if claim.text != order]
    assert POPULATION in composed and not any(sign in text for text in composed)
    assert order not in server.asked[0]["messages"][1]["content"]
    check_citations(answer, assistant)


@pytest.mark.parametrize(("question", "obeying", "sign"), INJECTIONS["in_questions"])
def test_an_order_in_a_question_is_not_obeyed(question, obeying, sign, composing):
    with serving(obeying) as server:
        assistant = composing(server)
        answer = assistant.ask(question, mode="compose")
    assert sign not in answer.text
    check_citations(answer, assistant)


def test_the_sets_of_orders_are_whole():
    assert [len(INJECTIONS[name]) for name in ("in_reports", "in_questions")] == [20, 20]


def test_a_sentence_that_leaves_out_what_answers_has_the_quote_beside_it(composing):
    """It holds and cites the passage, and the number asked for is not in it."""
    with serving("星見島の人口は、令和6年末のものです。") as server:
        answer = composing(server).ask(QUESTION, mode="compose")
    assert answer.composition.kept == 1
    assert answer.claims[0].text == "星見島の人口は、令和6年末のものです。"
    assert answer.claims[1].text == "星見島の人口は、令和6年末に2，418人となった。"
    with serving(POPULATION) as server:
        whole = composing(server).ask(QUESTION, mode="compose")
    assert [claim.text for claim in whole.claims] == [POPULATION]
