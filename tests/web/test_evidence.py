from dataclasses import replace

import pytest
from scripted import HEAD, HOSTILE, PASSAGE, QUOTE, SECTION, TAIL, TITLE, abstention, reply

from answer.claims import Citation, RetrievedPassage
from web.evidence import Surroundings, evidence_html, surroundings
from web.words import ENGLISH, JAPANESE

#: Positions 100 to 110 of a report.
DIGITS = RetrievedPassage("r", ("T",), None, "0123456789", 100, 110, 1.0)


def cited(start, end, quote, report="r"):
    return Citation(1, report, ("T",), None, quote, start, end)


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (cited(103, 106, "345"), Surroundings("012", "345", "6789")),
        (cited(100, 110, "0123456789"), Surroundings("", "0123456789", "")),
        (cited(98, 103, "ab012"), Surroundings("", "ab012", "3456789")),
        (cited(107, 112, "789cd"), Surroundings("0123456", "789cd", "")),
        (cited(98, 112, "ab0123456789cd"), Surroundings("", "ab0123456789cd", "")),
        (cited(110, 112, "cd"), Surroundings("", "cd", "")),
        (cited(103, 106, "3x5"), Surroundings("", "3x5", "")),
        (cited(103, 106, "345", report="other"), Surroundings("", "345", "")),
    ],
)
def test_cited_words_stand_in_their_passage(citation, expected):
    assert surroundings(citation, [DIGITS]) == expected


def test_the_passage_that_covers_most_of_the_words_is_taken():
    later = replace(DIGITS, text="56789abcde", start=105, end=115)
    citation = cited(104, 109, "45678")
    assert surroundings(citation, [later, DIGITS]) == Surroundings("0123", "45678", "9")
    assert surroundings(citation, [DIGITS, later]) == Surroundings("0123", "45678", "9")


def test_a_card_has_number_title_path_words_and_place():
    html = evidence_html(reply("戦死者は何人か"), "turn-1", {"kaiko": TITLE}, JAPANESE)
    start = PASSAGE.start + len(HEAD)
    assert 'id="turn-1-card-1"' in html
    assert f"<mark>{QUOTE}</mark>" in html
    assert ">北朝鮮兵士の派遣規模等（韓国国家情報院発表）</h3>" in html
    outer = "2\N{NO-BREAK SPACE}ロシア大統領の訪朝を契機に蜜月ぶりが加速する露朝関係"
    title = TITLE.replace("特集 ", "特集\N{NO-BREAK SPACE}")
    assert f'<ol class="trail" lang="ja"><li>{title}</li><li>{outer}</li></ol>' in html
    assert f"本文の {start:,}–{start + len(QUOTE):,} 文字目" in html
    assert "ほかに調べた箇所（7）" in html
    assert TAIL.strip() in html


def test_a_page_is_named_where_the_report_has_pages():
    html = evidence_html(reply("攻撃"), "turn-1", {}, ENGLISH)
    assert f"page 12, characters 900–{900 + len(HOSTILE)}" in html


def test_far_surroundings_are_folded_and_nothing_is_lost():
    html = evidence_html(reply("戦死者は何人か"), "turn-1", {"kaiko": TITLE}, JAPANESE)
    folded = HEAD[:-120].replace("\n\n", "\n")
    assert f'<span class="rest">{folded}</span>{HEAD[-120:]}<mark>' in html


def test_a_card_does_not_say_its_title_twice():
    answer = reply("戦死者は何人か")
    titled = f"{SECTION[-1]}\n\n前文。{QUOTE}"
    start = answer.citations[0].start - len(titled) + len(QUOTE)
    passage = replace(PASSAGE, text=titled, start=start, end=start + len(titled))
    html = evidence_html(replace(answer, passages=(passage,)), "turn-1", {"kaiko": TITLE}, JAPANESE)
    assert f'<div class="passage" lang="ja">前文。<mark>{QUOTE}</mark></div>' in html
    assert html.count(SECTION[-1]) == 2, "as the heading, and in what is copied"


def test_a_passage_directly_under_the_report_is_headed_with_the_reports_title():
    answer = reply("戦死者は何人か")
    answer = replace(answer, citations=(replace(answer.citations[0], section=(TITLE,)),), passages=())
    html = evidence_html(answer, "turn-1", {"kaiko": TITLE}, JAPANESE)
    assert f">{TITLE}</h3>" in html and 'class="trail"' not in html


def test_report_text_never_becomes_markup():
    html = evidence_html(reply("攻撃"), "turn-1", {"kaiko": "<i>題</i>"}, JAPANESE)
    assert "<img" not in html and "<b>" not in html and "<i>" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_an_abstention_has_no_card_but_what_was_looked_at():
    html = evidence_html(abstention("大統領選"), "turn-2", {}, JAPANESE)
    assert 'class="card"' not in html
    assert JAPANESE.no_citation in html
    assert "調べた箇所（8）" in html
