"""Kinds of blocks: items, rows, captions, sources, notes; and which list or table an item or a row is of."""

import pytest
from parsed import MORE, PROSE, groups, parsed, shape, standing_in

from corpus.lines import plain_kind
from corpus.report import BlockKind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- 清掃", BlockKind.ITEM),
        ("・清掃", BlockKind.ITEM),
        ("- ・清掃", BlockKind.ITEM),
        ("○清掃", BlockKind.ITEM),
        ("1月\t清掃", BlockKind.ROW),
        ("※冬を除く", BlockKind.NOTE),
        ("（注）冬を除く", BlockKind.NOTE),
        ("注1 冬を除く", BlockKind.NOTE),
        ("備考：冬を除く", BlockKind.NOTE),
        ("（沿岸局作成）", BlockKind.SOURCE),
        ("(各種資料に基づき沿岸局作成)", BlockKind.SOURCE),
        ("（出典）港湾年報", BlockKind.SOURCE),
        ("出典：港湾年報", BlockKind.SOURCE),
        ("資料: 沿岸局「港湾年報」", BlockKind.SOURCE),
        ("https://example.jp/nenpo", BlockKind.SOURCE),
        ("北の岬の灯台（写真提供：港の会）", BlockKind.CAPTION),
        ("▲北の岬の灯台", BlockKind.CAPTION),
        ("写真1：北の岬の灯台", BlockKind.CAPTION),
        ("灯台の映像（港の会〈https://example.jp/〉）", BlockKind.CAPTION),
        ("注意を要する", None),
        ("資料の保存", None),
        ("港の会が作成した記録", None),
        ("詳しくは https://example.jp/ を見ること。", None),
        ("-5度", BlockKind.ITEM),
        ("灯台の保守", None),
        ("灯台を直した。", None),
    ],
)
def test_the_looks_of_a_line(line: str, kind: BlockKind | None) -> None:
    assert plain_kind(line) is kind


def test_a_list_knows_its_title_and_its_items_lose_their_bullets() -> None:
    report = parsed(f"港湾年報\n\n{PROSE}\n\n主な作業\n\n- ・清掃\n- ・塗装\n- ・点検\n\n{MORE}")
    assert shape(report, BlockKind.ITEM) == [("item", "主な作業", word) for word in ("清掃", "塗装", "点検")]
    assert groups(report) == [["清掃", "塗装", "点検"]]


def test_a_note_under_an_item_is_of_its_list_and_one_apart_is_not() -> None:
    report = parsed(f"港湾年報\n\n主な作業\n\n- 清掃\n※冬は行わない\n- 塗装\n\n※暫定の一覧\n\n{MORE}")
    assert groups(report) == [["清掃", "※冬は行わない", "塗装"]]
    assert shape(report, BlockKind.NOTE)[1] == ("note", "主な作業", "※暫定の一覧")


def test_lists_of_two_boxes_are_two() -> None:
    report = parsed("港湾年報\n\n春の作業\n\n- 清掃\n- 塗装\n\n秋の作業\n\n- 点検\n- 報告\n")
    assert groups(report) == [["清掃", "塗装"], ["点検", "報告"]]
    assert standing_in(report, "秋の作業") == ["秋の作業", "点検", "報告"]


def test_a_list_and_a_table_of_one_box_are_two() -> None:
    report = parsed("港湾年報\n\n春の作業\n\n- 清掃\n- 塗装\n\n4月\t清掃\n5月\t塗装\n")
    assert groups(report) == [["清掃", "塗装"], ["4月\t清掃", "5月\t塗装"]]


def test_rows_know_the_title_of_their_table() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n{PROSE}\n\n主な出来事\n\n1/1\t点検\n4/11\t清掃 ▶ 5月まで\n\n（沿岸局作成）\n\n{MORE}"
    )
    assert shape(report, BlockKind.ROW, BlockKind.SOURCE) == [
        ("row", "主な出来事", "1/1\t点検"),
        ("row", "主な出来事", "4/11\t清掃 ▶ 5月まで"),
        ("source", "主な出来事", "（沿岸局作成）"),
    ]
    assert report.sections[-1].path == ("港湾年報", "1 保守", "主な出来事")


def test_a_table_scarred_by_html_is_rows_of_one_table() -> None:
    report = parsed(
        "港湾年報\n\n灯台の数\n\n<table>\n<tr><th>年</th><th>基数</th></tr>\n"
        "<tr>\n  <td>2020年</td>\n  <td>310基<br>（うち休止3基）</td>\n</tr>\n</table>\n\n"
        '主な出来事\n\n5/27\t局が反発 <div style="margin: 5px 0;"> <p>「灯台は残す」</p> </div>\n6/1\t局が撤回\n'
    )
    assert groups(report) == [
        ["年\t基数", "2020年\t310基 （うち休止3基）"],
        ["5/27\t局が反発 「灯台は残す」", "6/1\t局が撤回"],
    ]
    assert {section for _, section, _ in shape(report, BlockKind.ROW)} == {"灯台の数", "主な出来事"}


def test_a_markdown_table_is_rows() -> None:
    report = parsed(
        "港湾年報\n\n灯台の数\n\n| 年 | 基数 |\n|----|-----:|\n| 2020年 | 310基 |\n| 2021年 | 308基 |\n"
    )
    assert groups(report) == [["年\t基数", "年：2020年\t基数：310基", "年：2021年\t基数：308基"]]


def test_a_bullet_after_a_word_is_no_list() -> None:
    line = "北の岬 ● 点検を終えた灯台"
    report = parsed(f"港湾年報\n\n{PROSE}\n\n{line}\n\n{MORE}")
    assert line in [words for _, _, words in shape(report)]
    assert shape(report, BlockKind.ITEM) == []


def test_footnotes_are_notes_and_not_headings() -> None:
    text = (
        "港湾年報\n1 保守\n灯台の数は減っている 1 。その訳は後に述べる 2 。\n"
        f"{PROSE}\n1 2020年は310基であった。\n2 沿岸局（2020）「灯台の将来」\n2 人員\n{MORE}\n"
    )
    report = parsed(text)
    assert [words for _, _, words in shape(report, BlockKind.NOTE)] == [
        "1 2020年は310基であった。",
        "2 沿岸局（2020）「灯台の将来」",
    ]
    assert [section.title for section in report.sections] == ["港湾年報", "1 保守", "2 人員"]


def test_ruled_lines_and_page_numbers_are_no_blocks() -> None:
    report = parsed(f"港湾年報\n\n{PROSE}\n\n------\n\n- 12 -\n\n{MORE}\n\n13\n")
    assert [words for _, _, words in shape(report)] == ["港湾年報", PROSE, MORE]


def test_notes_go_on_counting_where_the_text_refers_to_them_no_more() -> None:
    report = parsed(
        f"港湾年報\n1 保守\n灯台の数は減っている 1 。\n{PROSE}\n1 年末の数による。\n2 ただし、休止した灯台は数えない。\n{MORE}\n"
    )
    assert [words for _, _, words in shape(report, BlockKind.NOTE)] == [
        "1 年末の数による。",
        "2 ただし、休止した灯台は数えない。",
    ]


def test_numbered_sentences_are_a_list_and_a_single_one_is_prose() -> None:
    report = parsed(
        f"港湾年報\n\n{PROSE}\n\n作業の順\n\n1. 灯台を清掃する。\n2. 灯台を塗装する。\n\n{MORE}\n\n（1）の場合は、冬を除く。\n\n{PROSE}"
    )
    assert groups(report) == [["1. 灯台を清掃する。", "2. 灯台を塗装する。"]]
    assert ("paragraph", "港湾年報", "（1）の場合は、冬を除く。") in shape(report)


def test_a_list_that_counts_only_ones_is_a_list() -> None:
    report = parsed(f"港湾年報\n\n{PROSE}\n\n1. 清掃\n1. 塗装\n1. 点検\n\n{MORE}")
    assert groups(report) == [["1. 清掃", "1. 塗装", "1. 点検"]]


def test_the_last_square_of_a_list_is_an_item_and_one_over_prose_a_heading() -> None:
    report = parsed(f"港湾年報\n\n{PROSE}\n\n■ 清掃\n■ 塗装\n\n{MORE}\n\n■ 人員\n\n{PROSE}")
    assert groups(report) == [["清掃", "塗装"]]
    assert [section.title for section in report.sections] == ["港湾年報", "■ 人員"]


def test_notes_and_further_sources_under_a_source_are_of_its_figure() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n図表1 灯台の数\n\n（出典）港湾年報\n\n（出典）灯台年報\n\n※暫定値\n\n{PROSE}"
    )
    assert standing_in(report, "図表1 灯台の数") == [
        "図表1 灯台の数",
        "（出典）港湾年報",
        "（出典）灯台年報",
        "※暫定値",
    ]
    assert standing_in(report, "1 保守") == ["1 保守", PROSE]
