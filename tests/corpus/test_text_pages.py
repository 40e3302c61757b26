"""Texts with form feeds: pages, their printed numbers, running heads; tables of contents in texts."""

import pytest
from parsed import MORE, PROSE, parsed, paths, shape

from corpus.contents import contents_lines
from corpus.pagination import page_number, printed_numbers


def texts(report):
    return [words for _, _, words in shape(report)]


def page(number, body, head="港湾年報　令和6年版"):
    return f"{head}\n\n{body}\n\n- {number} -\n"


def test_pages_their_numbers_and_what_runs_along():
    bodies = (f"1 保守\n\n{PROSE}", f"2 人員\n\n{MORE}", f"3 予算\n\n{PROSE}", f"4 課題\n\n{MORE}")
    report = parsed("\f".join(page(n, body) for n, body in enumerate(bodies, 12)))
    assert [(p.number, p.printed) for p in report.pages] == [(1, 12), (2, 13), (3, 14), (4, 15)]
    assert texts(report) == ["1 保守", PROSE, "2 人員", MORE, "3 予算", PROSE, "4 課題", MORE]
    assert "令和6年版" not in report.text and "13" not in report.text


def test_a_sentence_over_a_page_is_one_and_stands_on_both():
    first = "沿岸局は昨年の春から秋にかけて、各地の灯台で点検の結果を"
    report = parsed("\f".join((page(1, first), page(2, "まとめて公表した。"), page(3, PROSE))))
    assert texts(report) == [first + "まとめて公表した。", PROSE]
    assert [p.shown for p in report.pages_of(0, len(first) + 9)] == [1, 2]


@pytest.mark.parametrize("breaks", ["\f", "\n\f\n", "\r\n\f"])
def test_a_form_feed_at_the_end_makes_no_page(breaks):
    report = parsed(PROSE + breaks + MORE + "\n\f\n")
    assert report.page_count == 2 and [p.number for p in report.pages] == [1, 2]


def test_without_form_feeds_there_are_no_pages():
    report = parsed(f"港湾年報\n\n{PROSE}\n\n12\n\n{MORE}")
    assert report.pages == () and report.page_count is None and report.page_at(0) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [("12", 12), ("- 12 -", 12), ("― １２ ―", 12), ("12/300", 12), ("p. 12", 12), ("12ページ", 12), ("12年", None), ("1.2", None), ("第12", None), ("", None)],
)  # fmt: skip
def test_a_page_number_by_its_looks(line, number):
    assert page_number(line) == number


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        ([[5], [6], [7]], [5, 6, 7]),
        ([[5], [], [7]], [5, 6, 7]),
        ([[], [2], [3], [4]], [None, 2, 3, 4]),
        ([[1], [9], [3], [2020, 4]], [1, 2, 3, 4]),
        ([[], [], [1], [2]], [None, None, 1, 2]),
        ([[4], [7], [12]], [None, None, None]),
        ([[3]], [3]),
        ([], []),
    ],
)
def test_numbers_are_believed_that_count_on(found, printed):
    assert printed_numbers(found) == printed


def test_the_headings_and_marks_of_markdown():
    report = parsed(
        f"# 港湾年報\n\n## 1 総論\n\n{PROSE}\n\n### **背景**\n\n局は`年報`を[公表](https://example.jp/a)した。\n\n"
        f"> 引用の文である。\n\n- 清掃\n- 塗装\n\n```\n符号\n```\n\n## 2 課題 ##\n\n{MORE}\n\n| 年 | 基数 |\n|---|---|\n| 1年 | 3 |\n",
        "nenpo.md",
    )
    assert report.title == "港湾年報"
    assert paths(report) == ["1 総論", "1 総論 / 背景", "2 課題"]
    assert texts(report) == [
        *(
            "港湾年報",
            "1 総論",
            PROSE,
            "背景",
            "局は年報を公表した。",
            "引用の文である。",
            "清掃",
            "塗装",
            "符号",
        ),
        *("2 課題", MORE, "年\t基数", "年：1年\t基数：3"),
    ]


def test_a_text_that_is_no_markdown_keeps_its_signs():
    assert "# 総論" in parsed(f"港湾年報\n\n# 総論\n\n**{PROSE}**").text
    underlined = parsed(f"港湾年報\n===\n\n総論\n===\n\n{PROSE}\n\n課題\n===\n\n{MORE}\n", "a.md")
    assert [s.title for s in underlined.sections][1:] == ["港湾年報", "総論", "課題"]


def test_a_table_of_contents_is_left_out():
    contents = "目次\n第1章　総論………………1\n1　背景 ・・・・・・ 2\n2　目的 ........ 3\n第2章　課題……………10\n"
    report = parsed(f"港湾年報\n\n{contents}\n第1章　総論\n\n{PROSE}\n\n第2章　課題\n\n{MORE}")
    assert texts(report) == ["港湾年報", "第1章 総論", PROSE, "第2章 課題", MORE]
    assert paths(report) == ["第1章 総論", "第2章 課題"]


def test_an_index_of_figures_is_left_out_with_what_stands_between_its_titles():
    body = [line for n in range(1, 11) for line in (f"図表１-{n}　港{n}の船の数", PROSE)]
    listed = ["図表索引", "第1章　港の今"]
    listed += [line for n in range(1, 11) for line in (f"1-{n}　港{n}の船の数", "（資料）港の記録")]
    lines = ["港湾年報", *body, *listed, "参考文献"]
    first, last = lines.index("1-1　港1の船の数"), lines.index("1-10　港10の船の数")
    assert contents_lines(lines) == set(range(first, last + 1))
    # Nine are too few to tell; and where no sentence parts body and list, nothing is taken for a list.
    assert contents_lines(["港湾年報", *body[:18], *listed[:20]]) == set()
    assert contents_lines([line for line in lines if line != PROSE]) == set()


def test_contents_without_leaders_only_under_their_heading():
    lines = ["目次", "第1章 総論 1", "1 背景 2", "2 目的 3", "第2章 課題 10", "第1章 総論"]
    assert contents_lines(lines) == {0, 1, 2, 3, 4}
    assert contents_lines(lines[1:]) == set()
    assert contents_lines(["目次", "灯台の数 310", "人員 12", PROSE]) == set()
    assert contents_lines(["光は…消える", "灯台は…………立つ。", "（出典）……12"]) == set()
