from dataclasses import replace

from scripted import HOSTILE, NoWords, Scripted, TooLong, abstention, reply

from web.conversation import conversation_html
from web.session import Session
from web.states import Ready, Starting

READY = Ready(Scripted(), {"ja": ("戦死者は何人か",), "en": ("How many were killed?",)})


def test_before_the_first_question_the_page_says_what_it_is_for():
    html = conversation_html(Session(), READY, "ja")
    assert 'role="log"' in html and 'aria-live="polite"' in html
    assert "特集 「新冷戦」" in html and "1,274 箇所" in html
    assert ">戦死者は何人か</button>" in html
    english = conversation_html(Session(), READY, "en")
    assert ">How many were killed?</button>" in english and "1,274 passages" in english


def test_before_the_reports_are_ready_nothing_is_offered():
    html = conversation_html(Session(), Starting(), "ja")
    assert "example" not in html and "箇所" in html


def test_each_sentence_has_links_to_its_own_turns_cards():
    session = Session().asking("一").answered(reply("一")).asking("攻撃").answered(reply("攻撃"))
    html = conversation_html(session, READY, "ja")
    assert html.count('class="cite"') == 3
    for target in ("turn-1-card-1", "turn-2-card-1", "turn-2-card-2"):
        assert f'href="#{target}"' in html and f'id="{target}"' in html
    assert 'class="turn current" id="turn-2"' in html
    assert 'class="turn" id="turn-1"' in html


def test_text_never_becomes_markup():
    session = Session().asking(HOSTILE).answered(reply(HOSTILE)).asking(HOSTILE).failed(NoWords())
    html = conversation_html(session, READY, "ja")
    assert "<img" not in html and "<b>" not in html
    assert html.count("&lt;img src=x onerror=alert(1)&gt;") >= 4


def test_an_abstention_looks_different_and_names_sections():
    html = conversation_html(Session().asking("大統領選").answered(abstention("大統領選")), READY, "en")
    assert 'class="reply abstained"' in html
    assert "Not found in the reports" in html and "Nearest sections" in html
    assert "北朝鮮兵士の派遣規模等" in html
    assert 'class="cite"' not in html


def test_a_question_under_work_says_what_is_being_done():
    html = conversation_html(Session().asking("一"), READY, "ja")
    assert "レポートを検索して、該当する箇所を読んでいます" in html


def test_a_problem_is_one_message_with_the_questions_beginning():
    session = Session().asking("あ" * 100_000).failed(TooLong(length=100_000))
    html = conversation_html(session, READY, "en")
    assert "The question is too long (100000 characters). Keep it within 2,000." in html
    assert len(html) < 1500
    assert 'class="question"' not in conversation_html(Session().asking(" ").failed(NoWords()), READY, "ja")
    assert "turn current" not in html, "the evidence beside it stays that of the last answer"


def test_a_greeting_is_answered_by_its_line_without_sources():
    hello = replace(reply("こんにちは"), text="聞いてください。", claims=(), citations=(), passages=())
    html = conversation_html(Session().asking("こんにちは").answered(hello), READY, "ja")
    assert ">聞いてください。</p>" in html
    assert 'class="sources"' not in html and 'class="cite"' not in html and 'class="evidence' not in html
    after = Session().asking("一").answered(reply("一")).asking("どうも").answered(hello)
    html = conversation_html(after, READY, "ja")
    assert 'class="turn current" id="turn-1"' in html, "the evidence beside it stays that of the last answer"
