"""Tables in plain text and Markdown: which row is a header, and that every row under it says what its cells are."""

import pytest
from parsed import MORE, PROSE, groups, parsed

from corpus.report import BlockKind


def rows(table: str, name: str = "nenpo.txt") -> list[str]:
    """The rows of a table that stands in a report between prose, its cells parted by ` | `."""
    report = parsed(f"港湾年報\n\n1 灯台\n\n{PROSE}\n\n{table}\n\n{MORE}\n", name)
    return [row.replace("\t", " | ") for group in groups(report) for row in group]


def tabs(*lines: str) -> str:
    return "\n".join(line.replace(" | ", "\t") for line in lines)


@pytest.mark.parametrize(
    ("table", "found"),
    [
        (
            ("年度 | 基数", "2020年度 | 1,310", "2021年度 | △20.5"),
            ("年度 | 基数", "年度：2020年度 | 基数：1,310", "年度：2021年度 | 基数：△20.5"),
        ),
        (
            ("区分 | 2019年 | 2020年", "基数 | 310 | －", "隻数 | 20 | 18"),
            (
                "区分 | 2019年 | 2020年",
                "区分：基数 | 2019年：310 | 2020年：－",
                "区分：隻数 | 2019年：20 | 2020年：18",
            ),
        ),
        (
            ("灯台 | 高さ", "北 | 30m", "南 | 25m", "東 | 20m"),
            ("灯台 | 高さ", "灯台：北 | 高さ：30m", "灯台：南 | 高さ：25m", "灯台：東 | 高さ：20m"),
        ),
        (
            (
                "施策 | 担当 | 内容",
                "更新 | 港湾課 | 北の灯台を新しくする。",
                "清掃 | 保守課 | 灯台を毎年清掃する。",
            ),
            None,
        ),
    ],
    ids=[
        "years in the rows",
        "years in the header",
        "one column of figures",
        "two rows of prose are too few",
    ],
)
def test_a_header_is_told_by_the_values_under_it(
    table: tuple[str, ...], found: tuple[str, ...] | None
) -> None:
    assert rows(tabs(*table)) == list(found or table)


def test_a_header_over_prose_is_told_by_its_brevity() -> None:
    table = (
        "施策 | 担当 | 内容",
        "更新 | 港湾課 | 北の灯台を新しくする。",
        "清掃 | 保守課 | 灯台を毎年清掃する。",
        "塗装 | 保守課 | 灯台を五年ごとに塗る。",
    )
    assert rows(tabs(*table))[3] == "施策：塗装 | 担当：保守課 | 内容：灯台を五年ごとに塗る。"


@pytest.mark.parametrize(
    "table",
    [
        ("1/1 | 点検した", "4/11 | 清掃した", "5/12 | 塗装した"),
        ("名称 | 北灯台", "高さ | 30m", "幅 | 10m", "完成 | 1950年"),
        ("担当 | 港湾課", "目的 | 船舶の安全な航行を助けること", "内容 | 灯台を清掃し、塗装し、点検すること"),
        ("北 | 30 | 20", "南 | 25 | 10", "東 | 20 | 5"),
        ("建設 | 1950年", "高さ | 30m", "幅 | 10m", "奥行 | 12m"),
        ("清掃 | 港湾課", "塗装 | 保守課", "点検 | 港湾課"),
        ("年度 | 基数", "2020年度 | 310"),
    ],
    ids=["dates", "names and values", "names and prose", "figures", "a year first", "texts", "a single row"],
)
def test_no_header_is_made_up(table: tuple[str, ...]) -> None:
    assert rows(tabs(*table)) == list(table)


def test_a_header_of_two_rows_and_its_cells_over_several_columns() -> None:
    table = (
        "年 | 契約数 |  | 売上",
        " | 固定 | 移動 | 固定 | 移動",
        "2019年 | 1 | 2 | 3 | 4",
        "2020年 | 5 | 6 | 7 | 8",
    )
    assert rows(tabs(*table))[2:] == [
        "年：2019年 | 契約数 固定：1 | 契約数 移動：2 | 売上 固定：3 | 売上 移動：4",
        "年：2020年 | 契約数 固定：5 | 契約数 移動：6 | 売上 固定：7 | 売上 移動：8",
    ]


def test_two_tables_apart_have_each_their_own_header() -> None:
    table = (
        tabs("年 | 基数", "2019年 | 310", "2020年 | 308") + "\n\n" + tabs("月 | 隻数", "4月 | 20", "5月 | 18")
    )
    assert rows(table)[4:] == ["月：4月 | 隻数：20", "月：5月 | 隻数：18"]


def test_rows_with_a_blank_line_between_all_of_them_are_one_table() -> None:
    table = tabs("年 | 基数", "2019年 | 310", "2020年 | 308").replace("\n", "\n\n")
    assert rows(table)[1:] == ["年：2019年 | 基数：310", "年：2020年 | 基数：308"]


def test_the_header_said_again_stays_as_it_is() -> None:
    table = tabs("年 | 基数", "2019年 | 310", "2020年 | 308", "2021年 | 300", "年 | 基数", "2022年 | 298")
    assert rows(table)[4:] == ["年 | 基数", "年：2022年 | 基数：298"]


@pytest.mark.parametrize("name", ["nenpo.md", "nenpo.txt"])
def test_markdown_says_which_row_is_the_header(name: str) -> None:
    table = "| 灯台 | 備考\\|注 | 係 |\r\n|:--|:-:|---|\r\n| 北 | 休止\\|中 | |\r\n| 南 | | 港湾課 |"
    assert rows(table, name) == [
        "灯台 | 備考|注 | 係",
        "灯台：北 | 備考|注：休止|中",
        "灯台：南 |  | 係：港湾課",
    ]


def test_a_markdown_table_without_bars_around_it_and_rules_that_are_none() -> None:
    assert rows("灯台 | 係\n--- | ---\n北 | 港湾課") == ["灯台 | 係", "灯台：北 | 係：港湾課"]
    assert rows("灯台 | 係\n---\n北 | 港湾課") == []


def test_the_way_back_to_the_file_leads_to_the_cell_and_ruby_stays_over_its_word() -> None:
    text = f"港湾年報\n\n{PROSE}\n\n年\t^{{とうだい}}灯台の数\n2019年\t310\n2020年\t308\n\n<ruby>岬<rt>みさき</rt></ruby>\n"
    report = parsed(text)
    row = [block for block in report.blocks if block.kind is BlockKind.ROW][-1]
    assert report.slice(row.start, row.end) == "年：2020年\t灯台の数：308"
    assert report.source_map.to_source(row.end - 3) == text.index("308")
    assert [(report.slice(a, b), said) for block in report.blocks for a, b, said in block.readings] == [
        ("灯台", "とうだい"),
        ("岬", "みさき"),
    ]
