"""Two editions of one report and a report beside them: which are searched, and what counts once."""

import pytest
from island import SPRING, write

from answer.__main__ import _told
from answer.assistant import Assistant
from answer.editions import said_once, scopes
from answer.quote import Piece, cite
from index.build import bring_in_line
from index.manifest import IndexedReport
from index.search import open_index
from settings import Settings

OLDER = """\
星見島の年次報告 令和5年版

1 人口と暮らし

星見島の人口は、2,455人であった。

2 灯台

岬の灯台は、明治三十年に建てられた石造りの灯台である。
"""
NEWER = OLDER.replace("令和5年版", "令和6年版").replace("2,455", "2,418")


def entry(id_, title, year=None, edition=""):
    return IndexedReport(id_, title, f"{id_}.txt", id_, 1, year=year, edition=edition)


REPORTS = (
    entry("r4", "港湾白書 令和4年版", 2022, "令和4年版"),
    entry("r6", "港湾白書 令和6年版", 2024, "令和6年版"),
    entry("r5", "港湾白書 令和5年版", 2023, "令和5年版"),
    entry("spring", "湯ノ沢温泉の報告"),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("入港船は何隻か", [None]),
        ("2023年の入港船は何隻か", [None]),
        ("入港船は前年比で何%増えたか", [None]),
        ("昨年と比べて何が変わったか", [("r6",), ("r5",)]),
        ("去年の白書から何が変わったか", [("r6",), ("r5",)]),
        ("What changed since last year?", [("r6",), ("r5",)]),
        ("How does it differ from the previous edition?", [("r6",), ("r5",)]),
        ("与去年相比有什么变化？", [("r6",), ("r5",)]),
        ("작년과 비교해 무엇이 바뀌었나", [("r6",), ("r5",)]),
        ("令和4年版と2024年版の違いは", [("r4",), ("r6",)]),
        ("令和４年版では入港船は何隻か", [("r4",)]),
        ("昨年版では入港船は何隻か", [("r5",)]),
        ("最新版では入港船は何隻か", [("r6",)]),
        ("令和元年版では", [None]),
    ],
)
def test_the_editions_a_question_is_about(question, expected):
    assert scopes(question, REPORTS, None) == expected


def test_a_chosen_report_stays_chosen():
    assert scopes("昨年と比べて何が変わったか", REPORTS, ["r5", "spring"]) == [("r5", "spring")]
    assert scopes("令和4年版では", REPORTS, ["r5"]) == [("r5",)]
    assert scopes("昨年と比べて何が変わったか", REPORTS, ["r4", "r5"]) == [("r5",), ("r4",)]
    assert scopes("昨年と比べて", REPORTS[3:], None) == [None], "there is nothing to compare with"


@pytest.fixture(scope="module")
def editions(tmp_path_factory, embedder, reader):
    folder = tmp_path_factory.mktemp("editions")
    write(folder / "reports", {"hoshimi-r5": OLDER, "hoshimi-r6": NEWER, "spring": SPRING})
    bring_in_line(folder / "index", [folder / "reports"], embedder)
    return Assistant(open_index(folder / "index", embedder), reader, Settings().abstain_below)


def test_what_the_index_knows_of_editions(editions):
    assert [(r.id, r.edition, r.year) for r in editions.reports] == [
        ("hoshimi-r5", "令和5年版", 2023),
        ("hoshimi-r6", "令和6年版", 2024),
        ("spring", "", None),
    ]


def test_a_comparison_finds_both_editions_and_says_which_is_which(editions):
    answer = editions.ask("星見島の人口は、昨年と比べてどう変わったか")
    quotes = {citation.report: citation.quote for citation in answer.citations}
    assert "2,418人" in quotes["hoshimi-r6"] and "2,455人" in quotes["hoshimi-r5"]
    told = _told(answer, editions.reports, "ja")
    assert "星見島の年次報告 令和6年版 › 1 人口と暮らし" in told
    assert "星見島の年次報告 令和5年版 › 1 人口と暮らし" in told


def test_the_same_sentence_in_two_editions_is_one_piece_of_evidence(editions):
    answer = editions.ask("岬の灯台はいつ建てられたか")
    tower = [c for c in answer.citations if "明治三十年" in c.quote]
    assert [c.report for c in tower] == ["hoshimi-r6"]
    shown = [p for p in answer.passages if "明治三十年" in p.text]
    assert [p.report for p in shown] == ["hoshimi-r6"]


def test_an_edition_asked_for_is_the_one_that_answers(editions):
    answer = editions.ask("令和5年版では、岬の灯台はいつ建てられたか")
    assert {p.report for p in answer.passages} == {"hoshimi-r5"}
    several = editions.ask("岬の灯台はいつ建てられたか", report=["hoshimi-r5", "spring"])
    assert {p.report for p in several.passages} == {"hoshimi-r5", "spring"}


def test_of_equal_quotes_the_newest_editions_stays_at_the_place_of_the_first(editions):
    index = editions.index
    chunks = [
        next(c for c in index.chunks if c.report == r and "灯台は" in c.text)
        for r in ("hoshimi-r5", "hoshimi-r6")
    ]
    same = [Piece(c, c.end - 10, c.end) for c in chunks]
    other = Piece(chunks[0], chunks[0].start, chunks[0].start + 4)
    assert said_once([same[0], other, same[1]], index) == [same[1], other]
    assert said_once([same[1], other, same[0]], index) == [same[1], other]
    assert [c.report for c in cite(said_once(same, index), index)[1]] == ["hoshimi-r6"]
