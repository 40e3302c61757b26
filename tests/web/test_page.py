"""The page in a real browser, over a scripted assistant."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from scripted import HOSTILE, QUOTE, Scripted
from served import serving

from answer.claims import Claim
from errors import AskError
from index.progress import Progress, Stage


class NoReports(AskError):
    ja = "レポートが {folder} にありません。レポートを置いて、もう一度試してください。"
    en = "There is no report in {folder}. Put one there and try again."


class Unreadable(AskError):
    ja = "{name} は読めません。保存し直してください。"
    en = "{name} cannot be read. Save it again."


class Left:
    name = "broken.txt"
    error = Unreadable(name="broken.txt")


LIST = "食料の提供\n- ・防空装備の提供\n- ・石油の提供"


class Listing(Scripted):
    """Answers with a list, quoted from the first word of its first item on."""

    def ask(self, question, *, report=None, history=()):
        answer = super().ask(question, report=report, history=history)
        citation = replace(answer.citations[0], quote=LIST, end=answer.citations[0].start + len(LIST))
        return replace(answer, claims=(Claim(LIST, (1,)),), citations=(citation,))


@pytest.fixture(scope="module")
def scripted():
    return Scripted()


@pytest.fixture(scope="module")
def address(scripted):
    with serving(lambda note: (scripted, ())) as address:
        yield address


def test_it_opens_in_japanese_and_says_what_can_be_asked(address, open_tab):
    tab = open_tab(address)
    assert tab.page.evaluate("document.documentElement.lang") == "ja"
    assert tab.page.title() == "レポートに聞く"
    welcome = tab.text(".welcome")
    assert "特集 「新冷戦」を強調し、強硬路線を維持する北朝鮮" in welcome
    assert "1,274 箇所" in welcome
    assert tab.page.locator(".example").all_inner_texts()[0] == "戦死者は何人か"
    assert tab.page.get_attribute("#question textarea", "placeholder") == "レポートについて質問する"
    assert tab.faults == []


def test_it_opens_in_english_for_a_browser_that_prefers_it(address, open_tab):
    tab = open_tab(address, languages="en-GB,en;q=0.9,ja;q=0.2")
    assert tab.page.evaluate("document.documentElement.lang") == "en"
    assert tab.page.title() == "Ask the Report"
    assert tab.text("#send") == "Send"
    tab.ask("大統領選の結果は")
    assert "Not found in the reports" in tab.text(".reply")


def test_an_answer_shows_its_citation_and_the_click_brings_its_card(address, open_tab):
    tab = open_tab(address, height=520)
    tab.ask("北朝鮮はどのような攻撃を受けたか")
    assert tab.page.locator(".reply .cite").all_inner_texts() == ["[1]", "[2]"]
    assert tab.page.locator("#turn-1-card-1 mark").inner_text() == QUOTE
    assert not tab.in_view("#turn-1-card-2")
    tab.page.click(".reply .cite >> nth=1")
    assert tab.in_view("#turn-1-card-2")
    assert tab.page.evaluate("document.activeElement.id") == "turn-1-card-2"
    assert tab.page.input_value("#question textarea") == ""


def test_a_citation_of_an_older_answer_brings_that_answers_cards(address, open_tab):
    tab = open_tab(address)
    tab.ask("戦死者は何人か")
    tab.ask("北朝鮮はどのような攻撃を受けたか")
    assert tab.page.locator("#turn-2-card-1").is_visible()
    assert not tab.page.locator("#turn-1-card-1").is_visible()
    tab.page.click("#turn-1 .cite")
    assert tab.page.locator("#turn-1-card-1").is_visible()
    assert not tab.page.locator("#turn-2-card-1").is_visible()
    tab.ask("戦死者は何人か")
    assert tab.page.locator("#turn-3-card-1").is_visible()


def test_the_keyboard_reaches_a_card_and_the_way_back(address, open_tab):
    tab = open_tab(address)
    tab.ask("戦死者は何人か")
    tab.page.focus("#turn-1 .cite")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "turn-1-card-1"
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.className") == "cite"


def test_a_quote_can_be_copied_with_its_source(address, open_tab):
    tab = open_tab(address, permissions=["clipboard-read", "clipboard-write"])
    tab.ask("戦死者は何人か")
    tab.page.click("#turn-1-card-1 .copy")
    tab.page.wait_for_selector("text=コピーしました")
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        f"「{QUOTE}」（特集 「新冷戦」を強調し、強硬路線を維持する北朝鮮（2025年） › 2 ロシア大統領"
    )


def test_long_surroundings_unfold(address, open_tab):
    tab = open_tab(address)
    tab.ask("戦死者は何人か")
    card = tab.page.locator("#turn-1-card-1")
    folded = card.bounding_box()["height"]
    card.locator(".expand").click()
    assert card.bounding_box()["height"] > folded
    assert card.locator(".expand").get_attribute("aria-expanded") == "true"
    card.locator(".expand").click()
    assert card.bounding_box()["height"] == folded


def test_markup_in_question_answer_and_passage_is_shown_as_it_is(address, open_tab):
    tab = open_tab(address)
    question = (
        "<img src=x onerror=alert(1)> ![a](http://evil.example/a.png) $x$ <script>alert(2)</script> {{value}}"
    )
    tab.ask(question)
    tab.page.click(".others summary")
    assert tab.text(".turn .question p") == question
    assert tab.page.locator(".claim").nth(1).inner_text().startswith(HOSTILE)
    assert tab.page.locator("#turn-1-card-2 mark").inner_text() == HOSTILE
    assert tab.page.locator("#conversation img, #conversation script, #conversation b").count() == 0
    assert tab.dialogs == [] and tab.faults == []
    assert not any("evil" in url for url in tab.requests)


def test_an_abstention_says_so_and_names_the_nearest_sections(address, open_tab):
    tab = open_tab(address)
    tab.ask("大統領選の結果は")
    assert "レポートに見つかりませんでした" in tab.text(".reply.abstained")
    assert "1\N{NO-BREAK SPACE}日米韓の「軍事ブロック」を強く警戒、軍備強化を推進" in tab.text(".nearest")
    assert tab.page.locator(".reply .cite").count() == 0
    assert tab.page.locator(".other .passage").first.is_visible()


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("", "質問が空です。知りたいことを文で入力してください。"),
        (" 　\n", "質問が空です。知りたいことを文で入力してください。"),
        ("\x01\x02\x1b", "質問が空です。知りたいことを文で入力してください。"),
        ("あ" * 100_000, "質問が長すぎます（100000 文字）。2,000 文字以内にしてください。"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_one_line_and_stays(address, open_tab, question, line):
    tab = open_tab(address)
    tab.type(question)
    tab.page.click("#send")
    tab.page.wait_for_selector(".problem")
    assert tab.text(".problem p:last-child") == line
    assert tab.page.input_value("#question textarea") == question
    assert len(tab.text(".turn")) < 250
    tab.page.wait_for_selector("#send:enabled")
    tab.ask("戦死者は何人か")
    assert tab.page.locator(".turn").count() == 1, "the refused question makes way"


def test_a_fault_of_the_program_leaves_words_and_a_working_page(address, open_tab):
    tab = open_tab(address)
    tab.ask("fault")
    assert "回答の途中でプログラムが止まりました" in tab.text(".problem")
    assert tab.page.input_value("#question textarea") == "fault"
    tab.ask("戦死者は何人か")
    assert tab.page.locator(".reply .cite").count() == 1


def test_one_question_is_sent_once(address, open_tab, scripted):
    tab = open_tab(address)
    before = len(scripted.asked)
    scripted.free.clear()
    tab.type("戦死者は何人か")
    tab.page.press("#question textarea", "Enter")
    tab.page.wait_for_selector(".reply.busy")
    assert "レポートを検索して" in tab.text(".reply.busy")
    assert tab.page.locator("#send").is_disabled()
    tab.type("もう一度")
    tab.page.press("#question textarea", "Enter")
    tab.page.wait_for_timeout(300)
    scripted.free.set()
    tab.page.wait_for_selector(".reply .cite")
    assert [question for question, _ in scripted.asked[before:]] == ["戦死者は何人か"]
    assert tab.page.input_value("#question textarea") == "もう一度"


def test_an_example_is_asked_by_a_click_and_history_follows(address, open_tab, scripted):
    tab = open_tab(address)
    tab.page.click("text=戦死者は何人か")
    tab.page.wait_for_selector(".reply .cite")
    tab.ask("それはいつか")
    question, history = scripted.asked[-1]
    assert question == "それはいつか"
    assert history == (
        ("戦死者は何人か", "少なくとも約100人が死亡し、約1,000人が負傷したとされています。 [1]"),
    )
    tab.page.click(".restart")
    tab.page.wait_for_selector(".welcome")
    tab.ask("戦死者は何人か")
    assert scripted.asked[-1][1] == ()


def test_visitors_do_not_see_each_other(address, open_tab, scripted):
    first, second = open_tab(address), open_tab(address)
    first.ask("戦死者は何人か")
    assert second.page.locator(".turn").count() == 0
    second.ask("それはいつか")
    assert scripted.asked[-1] == ("それはいつか", ())
    assert "戦死者は何人か" not in second.text(".question")


def test_enter_that_ends_a_conversion_does_not_send(address, open_tab):
    tab = open_tab(address)
    tab.type("")
    tab.page.focus("#question textarea")
    devtools = tab.page.context.new_cdp_session(tab.page)
    devtools.send("Input.imeSetComposition", {"text": "せんししゃ", "selectionStart": 5, "selectionEnd": 5})
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
    devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
    devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    tab.page.wait_for_timeout(300)
    assert tab.page.locator(".turn").count() == 0
    devtools.send("Input.insertText", {"text": "戦死者は何人か"})
    tab.page.wait_for_timeout(50)
    safari = (
        "e => e.dispatchEvent(new KeyboardEvent('keypress', {key: 'Enter', keyCode: 229, bubbles: true}))"
    )
    tab.page.locator("#question textarea").evaluate(safari)
    tab.page.wait_for_timeout(300)
    assert tab.page.locator(".turn").count() == 0
    tab.page.press("#question textarea", "Shift+Enter")
    assert "\n" in tab.page.input_value("#question textarea")
    tab.page.press("#question textarea", "Enter")
    tab.page.wait_for_selector(".reply .cite")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_window_scrolls_only_down(address, open_tab, scheme):
    tab = open_tab(address, width=390, height=844, color_scheme=scheme)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.page.evaluate(wide) <= 0
    tab.ask("戦死者は何人か" + "W" * 300)
    tab.ask("<b>" + "北朝鮮はどのような攻撃を受けたか")
    assert tab.page.evaluate(wide) <= 0
    assert tab.in_view("#turn-2 .question")
    tab.page.click("#turn-2 .cite >> nth=1")
    assert tab.in_view("#turn-2-card-2")
    paper = tab.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(22, 25, 28)" if scheme == "dark" else "rgb(246, 244, 239)")


def test_the_page_asks_nothing_of_any_other_machine(address, open_tab):
    tab = open_tab(address)
    tab.ask("北朝鮮はどのような攻撃を受けたか")
    tab.page.click(".cite >> nth=0")
    tab.page.click(".restart")
    tab.page.wait_for_selector(".welcome")
    assert tab.hosts == {"127.0.0.1"}
    assert len(tab.requests) > 10


def test_progress_is_shown_and_the_page_becomes_usable_by_itself(serve, open_tab):
    reached, go_on = threading.Event(), threading.Event()

    def prepare(note):
        note(Progress(Stage.MODEL, 1, 1))
        note(Progress(Stage.EMBED, 120, 480))
        reached.set()
        go_on.wait(20)
        return Scripted(), (Left(),)

    tab = open_tab(serve(prepare))
    assert reached.wait(10)
    tab.page.wait_for_selector("text=120 / 480 箇所")
    assert tab.page.locator("#status progress").evaluate("bar => bar.position") == 0.25
    assert tab.text(".steps .now") == "本文を検索できる形にする"
    assert tab.page.locator("#question textarea").is_disabled()
    go_on.set()
    tab.page.wait_for_selector(".example")
    assert tab.page.locator("#status progress").count() == 0
    tab.page.click(".refused summary")
    assert "broken.txt は読めません。保存し直してください。" in tab.text(".refused")
    tab.ask("戦死者は何人か")


def test_a_failure_is_told_and_can_be_mended_without_a_restart(serve, open_tab):
    folder = {"empty": True}

    def prepare(note):
        note(Progress(Stage.PARSE, 0, 1))
        if folder["empty"]:
            raise NoReports(folder="/reports")
        return Scripted(), ()

    tab = open_tab(serve(prepare))
    tab.page.wait_for_selector(".failed")
    assert "レポートが /reports にありません。レポートを置いて、もう一度試してください。" in tab.text(
        ".failed"
    )
    assert tab.page.locator("#question textarea").is_disabled()
    folder["empty"] = False
    tab.page.click(".retry")
    tab.ask("戦死者は何人か")
    assert tab.page.locator(".failed").count() == 0


def test_a_program_that_has_ended_is_noticed_in_the_visitors_language(open_tab):
    with serving(lambda note: (Scripted(), ())) as address:
        tab = open_tab(address)
        tab.ask("戦死者は何人か")
        assert not tab.page.locator(".lost").is_visible()
    tab.type("それはいつか")
    tab.page.press("#question textarea", "Enter")
    tab.page.wait_for_selector(".lost", state="visible")
    assert "プログラムにつながりません" in tab.text(".lost")
    assert not tab.page.locator(".toast-body").is_visible(), "Gradio says it in English"


def test_a_question_too_long_to_lay_out_does_not_stop_the_page(address, open_tab, scripted):
    tab = open_tab(address)
    scripted.free.clear()
    tab.type("あ" * 2000)
    tab.page.press("#question textarea", "Enter")
    tab.page.wait_for_selector(".reply.busy")
    assert tab.text(".question p") == "あ" * 2000
    scripted.free.set()
    tab.page.wait_for_selector(".reply .cite")


def test_a_list_shows_one_dot_an_item_and_keeps_the_reports_marks(serve, open_tab):
    tab = open_tab(serve(lambda note: (Listing(), ())))
    tab.ask("戦死者は何人か")
    claim = tab.page.locator(".claim")
    assert claim.locator(".bullet").count() == 3
    assert claim.locator(".bullet").nth(1).evaluate("e => getComputedStyle(e, '::before').content") == '"・"'
    assert claim.locator(".bullet").nth(1).bounding_box()["width"] < 40
    assert tab.page.locator(".card mark").text_content() == LIST
