"""Answers that are written: the page in a real browser, over a scripted assistant that writes when told to."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from scripted import HOSTILE, QUOTE, SENTENCES, Composing, Loader, composed, reply
from served import serving

from answer.claims import Composition
from answer.errors import LlmLoading, LlmSlow, LlmUnreachable, LlmUnsupported
from web.conversation import conversation_html
from web.evidence import evidence_html
from web.service import Service
from web.session import Session
from web.states import Model, Ready
from web.status import model_html
from web.words import ENGLISH, JAPANESE
from web.writings import Writings

QUESTION = "それは何人か"


@pytest.fixture(scope="module")
def assistant():
    return Composing()


@pytest.fixture(scope="module")
def address(assistant):
    with serving(lambda note: (assistant, ())) as address:
        yield address


def said(tab):
    return tab.page.locator("#conversation .turn:last-child .claim").all_inner_texts()


def asked(tab, assistant, question=QUESTION):
    """The page with the quoted answer to a question, whose sentences are still to come."""
    tab.ask(question)
    tab.page.wait_for_selector(".halt")
    assert said(tab) == ["少なくとも約100人が死亡し、約1,000人が負傷したとされています。[1]"]
    assert not assistant.ended.is_set()
    return tab


def test_each_sentence_is_shown_once_it_holds_with_its_own_evidence(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    assert "文を書いています…" in tab.text(".writing")
    assert tab.page.locator("#send").is_disabled()
    assert tab.text(".searched") == f"検索した質問: {QUESTION}（{HOSTILE}）"
    assert tab.page.locator("#turn-1 .card").count() == 1
    assistant.go_on.release()
    tab.page.wait_for_selector("#turn-1-card-1 mark strong")
    assert said(tab) == [f"{SENTENCES[0].text}[1]"]
    assert tab.page.locator(".writing").count() == 1, "the last is still to come"
    assert tab.page.locator("#turn-1-card-1 mark strong").inner_text() == "約100人が死亡"
    assert tab.page.locator("#turn-1-card-1 mark").inner_text() == QUOTE
    assistant.go_on.release()
    tab.page.wait_for_selector("#send:enabled")
    assert said(tab) == [f"{SENTENCES[0].text}[1]", f"{SENTENCES[1].text}[2]"]
    assert tab.page.locator("#turn-1 .card").count() == 2
    assert tab.page.locator(".writing").count() == 0
    assert tab.text(".note") == "確かめられなかった 1 文を除きました。"
    assert "行方不明" not in tab.page.content()
    assert tab.page.locator("#conversation img, #conversation b").count() == 0
    assert tab.dialogs == [] and tab.faults == []


def test_the_stop_button_ends_the_writing_and_what_holds_stays(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    assistant.go_on.release()
    tab.page.wait_for_selector("#turn-1-card-1 mark strong")
    tab.page.click(".halt")
    tab.page.wait_for_selector("#send:enabled")
    assert assistant.ended.wait(5)
    assert said(tab) == [f"{SENTENCES[0].text}[1]"]
    assert tab.text(".note") == "作文を止めました。"


def test_what_is_unfolded_stays_so_at_the_next_sentence(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    tab.page.click("#turn-1-card-1 .expand")
    tab.page.click("#turn-1 .others > summary")
    assistant.go_on.release()
    tab.page.wait_for_selector("#turn-1-card-1 mark strong")
    assert (
        tab.page.locator("#turn-1-card-1.open .expand[aria-expanded=true]").inner_text() == JAPANESE.collapse
    )
    assert tab.page.locator("#turn-1 .others[open]").count() == 1
    tab.page.click("#turn-1-card-1 .expand")
    assistant.go_on.release()
    tab.page.wait_for_selector("#send:enabled")
    assert tab.page.locator("#turn-1-card-1.open").count() == 0, "what was folded again stays so too"
    tab.page.click(".restart")
    tab.page.wait_for_selector(".welcome")
    asked(tab, assistant)
    assert tab.page.locator(".card.open, .others[open]").count() == 0, "another conversation begins folded"


def test_the_keyboard_stays_on_the_stop_button_at_the_next_sentence(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    tab.page.focus(".halt")
    assistant.go_on.release()
    tab.page.wait_for_selector("#turn-1-card-1 mark strong")
    focused = "document.activeElement.className"
    tab.page.wait_for_function(f"{focused} === 'halt'")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("#send:enabled")
    assert tab.text(".note") == "作文を止めました。"
    tab.page.wait_for_function("document.activeElement.matches('#question textarea')")


def test_a_new_conversation_ends_the_writing_and_is_not_written_over(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    tab.page.click(".restart")
    tab.page.wait_for_selector(".welcome")
    assert assistant.ended.wait(5)
    tab.page.wait_for_selector("#send:enabled")
    assert tab.page.locator(".turn").count() == 0
    asked(tab, assistant)
    tab.page.click(".halt")
    tab.page.wait_for_selector("#send:enabled")


def test_a_page_that_is_closed_ends_its_writing(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant)
    tab.page.close()
    assert assistant.ended.wait(10)


def test_a_fault_while_writing_leaves_what_was_shown(address, assistant, open_tab):
    tab = asked(open_tab(address), assistant, "fault")
    assistant.go_on.release()
    tab.page.wait_for_selector("#send:enabled")
    assert len(said(tab)) == 1 and tab.page.locator(".writing").count() == 0
    assert "回答の途中でプログラムが止まりました" in tab.text(".note")


def test_the_page_says_by_whom_answers_are_worded(serve, open_tab):
    loader = Loader(LlmLoading())
    tab = open_tab(serve(lambda note: (Composing(loader), ())), languages="en")
    tab.page.wait_for_selector(".model.loading")
    assert tab.text("#model") == ENGLISH.model_loading and loader.started == 1
    tab.ask(QUESTION)
    assert tab.text(".note") == LlmLoading.en
    loader.problem = None
    tab.page.wait_for_selector(".model.ready")
    assert tab.text("#model") == ENGLISH.model_ready


def test_the_line_on_the_model_has_words_for_each_state():
    assert model_html(None, "ja") == ""
    assert JAPANESE.model_none in model_html(Model(none=True), "ja")
    down = LlmUnreachable(address="http://<b>")
    assert "&lt;b&gt;" in model_html(Model(problem=down), "en")


def test_what_became_of_the_writing_is_one_line_each():
    quoted = replace(composed(reply("一"), 1), pending=False)

    def notes(answer):
        html = conversation_html(Session().asking("一").answered(answer), Ready(Composing(), {}), "en")
        return html.split('<p class="note">')[1:]

    dropped = Composition(1, (("一", "number"), ("二", "name")), None, "scripted")
    (slow,) = notes(replace(quoted, problem=LlmSlow(seconds=60)))
    assert slow.startswith("The language model wrote nothing for 60 seconds")
    (left_out,) = notes(replace(quoted, composition=dropped))
    assert left_out.startswith("Sentences left out because they could not be verified: 2.")
    (once,) = notes(replace(quoted, composition=dropped, problem=LlmUnsupported(dropped=2)))
    assert "(2 sentences left out)" in once
    again = Composition(1, (("一", "number"), ("二", "repeated")), None, "scripted")
    (one,) = notes(replace(quoted, composition=again))
    assert one.startswith("Sentences left out because they could not be verified: 1.")
    assert notes(replace(quoted, composition=Composition(1, again.dropped[1:], None, "scripted"))) == []
    assert notes(quoted) == []


@pytest.mark.parametrize(
    ("span", "marked"),
    [
        ((103, 105), "A<strong>・B</strong>C"),
        ((102, 106), "A・BC"),
        ((90, 103), "<strong>A</strong>・BC"),
        ((200, 210), "A・BC"),
        (None, "A・BC"),
    ],
)
def test_the_words_that_answer_are_marked_within_the_quote(span, marked):
    answer = reply("一")
    citation = replace(answer.citations[0], quote="A・BC", start=102, end=106, span=span)
    html = evidence_html(replace(answer, citations=(citation,), passages=()), "turn-1", {}, JAPANESE)
    assert f"<mark>{marked}</mark>" in html


def test_an_answer_is_stopped_for_its_own_page_alone():
    writings = Writings()
    first, second = writings.begin("a"), writings.begin("b")
    writings.stop("a")
    assert first.stop.is_set() and not first.unwanted.is_set() and not second.stop.is_set()
    third = writings.begin("b")
    assert second.unwanted.is_set() and second.stop.is_set()
    writings.over("b", second)
    assert writings.is_on("b"), "what is over is not the one under work"
    writings.over("b", third)
    assert not writings.is_on("b")
    writings.stop("b")


def test_the_model_is_loaded_once_the_reports_are_ready():
    seen, loader = [], Loader()
    reached = threading.Event()

    def start():
        seen.append(type(service.state))
        reached.set()

    loader.start = start
    service = Service(lambda note: (Composing(loader), ()))
    assert service.model is None
    service.start()
    assert reached.wait(10)
    assert seen == [Ready] and service.model == Model()
