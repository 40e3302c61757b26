from dataclasses import replace

import pytest
from scripted import HEAD, HOSTILE, PASSAGE, QUOTE, TAIL, TITLE, abstention, reply

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
    assert "<li>北朝鮮兵士の派遣規模等（韓国国家情報院発表）</li>" in html
    assert f"<li>{TITLE}</li>" not in html, "the title stands above the path already"
    assert f"本文の {start:,}–{start + len(QUOTE):,} 文字目" in html
    assert "ほかに調べた箇所（7）" in html
    assert TAIL.strip() in html


def test_a_page_is_named_where_the_report_has_pages():
    html = evidence_html(reply("攻撃"), "turn-1", {}, ENGLISH)
    assert f"page 12, characters 900–{900 + len(HOSTILE)}" in html


def test_far_surroundings_are_folded_and_nothing_is_lost():
    html = evidence_html(reply("戦死者は何人か"), "turn-1", {"kaiko": TITLE}, JAPANESE)
    folded = HEAD[:-120].replace("\n\n", "\n")
    assert f'<span class="rest before">{folded}</span>{HEAD[-120:]}<mark>' in html


def test_report_text_never_becomes_markup():
    html = evidence_html(reply("攻撃"), "turn-1", {"kaiko": "<i>題</i>"}, JAPANESE)
    assert "<img" not in html and "<b>" not in html and "<i>" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_an_abstention_has_no_card_but_what_was_looked_at():
    html = evidence_html(abstention("大統領選"), "turn-2", {}, JAPANESE)
    assert 'class="card"' not in html
    assert JAPANESE.no_citation in html
    assert "調べた箇所（8）" in html
