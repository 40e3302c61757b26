"""The page in a real browser over everything real: the bundled model, an index made on first start, the assistant."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from served import serving_site

from settings import Settings, load_settings
from web.site import site_of


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page that has still to make its index, of the shortest report that comes with the program."""
    given = load_settings()
    corpus = tmp_path_factory.mktemp("reports")
    texts = (path for path in Settings().corpus_dir.glob("*.txt"))
    shutil.copy(min(texts, key=lambda path: path.stat().st_size), corpus)
    (corpus / "broken.txt").write_bytes(b"\xff\xfe\x00\xd8" * 40)
    settings = replace(given, corpus_dir=corpus, index_dir=tmp_path_factory.mktemp("index"))
    with serving_site(site_of(settings)) as address:
        yield address


def test_first_start_ends_in_an_answer_with_its_evidence(address, open_tab):
    tab = open_tab(address, height=620)
    assert tab.page.locator("#question textarea").is_disabled() or tab.page.locator(".example").count()
    tab.page.wait_for_selector(".example", timeout=120_000)
    assert "broken.txt" in tab.page.locator(".refused").inner_text(timeout=1000)
    tab.ask("北朝鮮兵の派遣規模は？")
    assert "1万2,000人" in tab.page.locator(".claim").first.inner_text()
    assert "1万2,000人" in tab.page.locator(".card mark").first.inner_text()
    tab.page.click(".reply .cite >> nth=0")
    card = tab.page.evaluate("document.activeElement.id")
    assert card.startswith("turn-1-card-") and tab.in_view(f"#{card}")
    assert tab.page.locator("#conversation .cite").count() >= 1
    assert tab.dialogs == [] and tab.faults == []
    assert tab.hosts == {"127.0.0.1"}


def test_every_mark_is_the_citations_own_words(address, open_tab):
    tab = open_tab(address)
    tab.page.wait_for_selector(".example", timeout=120_000)
    tab.page.click(".example >> nth=0")
    tab.page.wait_for_selector(".card mark")
    cards = tab.page.locator(".card").all()
    for card in cards:
        marked = card.locator("mark").text_content()
        assert marked.strip()
        assert f"「{marked}」" in card.locator(".copy").get_attribute("data-copy")


def test_what_the_report_does_not_say_is_said_to_be_missing(address, open_tab):
    tab = open_tab(address, languages="en-US,en")
    tab.page.wait_for_selector(".example", timeout=120_000)
    tab.ask("東京の明日の天気は？")
    assert "Not found in the reports" in tab.text(".reply.abstained")
    assert tab.page.locator(".nearest li").count() >= 1


@pytest.mark.parametrize("question", ["", " \n　", "\x00\x07\x1b", "あ" * 100_000])
def test_questions_that_cannot_be_asked_get_one_line(address, open_tab, question):
    tab = open_tab(address)
    tab.page.wait_for_selector(".example", timeout=120_000)
    tab.type(question)
    tab.page.click("#send")
    tab.page.wait_for_selector(".problem")
    assert "\n" not in tab.text(".problem p:last-child")


def test_an_order_to_the_page_is_only_a_question(address, open_tab):
    tab = open_tab(address)
    tab.page.wait_for_selector(".example", timeout=120_000)
    question = "<img src=x onerror=alert(1)> ![a](http://evil.example/a.png) $x$ 北朝鮮兵の派遣規模は？"
    tab.ask(question)
    assert tab.text(".turn .question p") == question
    assert tab.page.locator("#conversation img").count() == 0
    assert tab.dialogs == [] and not any("evil" in url for url in tab.requests)
