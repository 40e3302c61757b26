"""Section paths: numbered headings of several styles, and titles that carry no mark."""

import pytest
from parsed import MORE, PROSE, parsed, paths, shape, standing_in

from corpus.report import BlockKind


def with_prose(*headings: str) -> str:
    return "港湾年報\n\n" + "\n\n".join(f"{heading}\n\n{PROSE}" for heading in headings)


def test_chapters_sections_and_smaller_parts() -> None:
    report = parsed(
        with_prose(
            *("第１章　灯台の現状", "第1節　設備", "１　電源", "（１）太陽電池", "ア　容量", "イ　寿命"),
            *(
                "（２）蓄電池",
                "①　鉛",
                "②　その他",
                "２　光源",
                "第2節　人員",
                "１　配置",
                "第2章　今後の課題",
            ),
        )
    )
    assert report.title == "港湾年報"
    one, equipment = "第1章 灯台の現状", "第1章 灯台の現状 / 第1節 設備"
    power = f"{equipment} / 1 電源"
    assert paths(report) == [
        one,
        equipment,
        power,
        f"{power} / （1）太陽電池",
        f"{power} / （1）太陽電池 / ア 容量",
        f"{power} / （1）太陽電池 / イ 寿命",
        f"{power} / （2）蓄電池",
        f"{power} / （2）蓄電池 / ① 鉛",
        f"{power} / （2）蓄電池 / ② その他",
        f"{equipment} / 2 光源",
        f"{one} / 第2節 人員",
        f"{one} / 第2節 人員 / 1 配置",
        "第2章 今後の課題",
    ]
    assert [section.level for section in report.sections] == [0, 1, 2, 3, 4, 5, 5, 4, 5, 5, 3, 2, 3, 1]
    assert all(standing_in(report, s.title) == [s.title, PROSE] for s in report.sections[1:])


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["Ⅰ 設備", "1.1 電源", "1.2 光源", "Ⅱ 人員"], ["Ⅰ 設備", "Ⅰ 設備 / 1.1 電源", "Ⅰ 設備 / 1.2 光源", "Ⅱ 人員"]),
        (["1. 設備", "(1) 電源", "(2) 光源", "2. 人員"], ["1. 設備", "1. 設備 / (1) 電源", "1. 設備 / (2) 光源", "2. 人員"]),
        (["【概要】", "■ 設備", "■ 人員", "【課題】"], ["【概要】", "【概要】 / ■ 設備", "【概要】 / ■ 人員", "【課題】"]),
        (["第一部 設備", "第一章 電源", "第二章 光源", "第二部 人員"], ["第一部 設備", "第一部 設備 / 第一章 電源", "第一部 設備 / 第二章 光源", "第二部 人員"]),
        (["① 設備", "a) 電源", "b) 光源", "② 人員"], ["① 設備", "① 設備 / a) 電源", "① 設備 / b) 光源", "② 人員"]),
        (["◆設備", "（ア）電源", "（イ）光源", "◆人員"], ["◆設備", "◆設備 / （ア）電源", "◆設備 / （イ）光源", "◆人員"]),
    ],
)  # fmt: skip
def test_the_order_of_families_gives_the_level(headings: list[str], expected: list[str]) -> None:
    assert paths(parsed(with_prose(*headings))) == expected


def test_without_blank_lines() -> None:
    text = f"港湾年報\n{PROSE}\n設備\n{PROSE}\n1 保守\n{PROSE}\n（1）費用\n{PROSE}\n2 点検\n{PROSE}\n"
    assert paths(parsed(text)) == ["設備", "1 保守", "1 保守 / （1）費用", "2 点検"]


@pytest.mark.parametrize(
    "line",
    [
        "第1回の会合では、次の三つの点が話し合われた。",
        "2 人の職員が北の岬の灯台に常駐している。",
        "（1）の場合は、冬の清掃を行わない。",
        "2024年は、新しい灯台が建てられなかった。",
        "1.5倍の光が届くようになった。",
    ],
)
def test_a_sentence_that_begins_with_a_number_is_no_heading(line: str) -> None:
    report = parsed(with_prose("1 保守") + f"\n\n{line}\n\n{MORE}")
    assert paths(report) == ["1 保守"]
    assert standing_in(report, "1 保守") == ["1 保守", PROSE, line, MORE]


def test_numbered_lines_one_after_the_other_are_a_list() -> None:
    report = parsed(
        with_prose("1. 設備", "2. 手順").removesuffix(PROSE)
        + f"1. 受付\n2. 点検\n3. 報告\n\n3. 人員\n\n{PROSE}"
    )
    assert paths(report) == ["1. 設備", "2. 手順", "3. 人員"]
    assert standing_in(report, "2. 手順") == ["2. 手順", "1. 受付", "2. 点検", "3. 報告"]


def test_the_reports_title_may_take_lines_and_may_be_missing() -> None:
    assert parsed(f"令和5年版\n\n港湾年報\n\n{PROSE}").title == "令和5年版 港湾年報"
    without = parsed(f"{PROSE}\n\n1 保守\n\n{MORE}", name="港湾 年報.txt")
    assert without.title == "港湾 年報"
    # A file's name says nothing about the text: it is no part of a path.
    assert [section.path for section in without.sections] == [("港湾 年報",), ("1 保守",)]


def test_a_title_is_all_a_report_may_have() -> None:
    report = parsed("港湾年報")
    assert shape(report) == [("heading", "港湾年報", "港湾年報")]


TABLE = "2020年\t310基\n2021年\t308基"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("灯台の数の推移", TABLE),
        ("主な作業", "- 清掃\n- 塗装"),
        ("図表1-2 灯台の数", TABLE),
        ("表3 灯台の数", TABLE),
    ],
)
def test_a_title_without_a_mark_leads_its_table_or_list_and_prose_goes_on_after_it(
    title: str, body: str
) -> None:
    report = parsed(
        with_prose("1 保守", f"（1）費用\n\n{PROSE}\n\n{title}\n\n{body}", "2 人員").replace(
            f"{body}\n\n{PROSE}", f"{body}\n\n{MORE}"
        )
    )
    assert paths(report) == ["1 保守", "1 保守 / （1）費用", f"1 保守 / （1）費用 / {title}", "2 人員"]
    assert standing_in(report, title) == [title, *(line.removeprefix("- ") for line in body.split("\n"))]
    assert standing_in(report, "（1）費用") == ["（1）費用", PROSE, MORE]


def test_a_box_holds_titled_points() -> None:
    points = "\n\n".join(
        f"{title}\n{title}に要する費用を国と町で分担" for title in ("灯台の電源", "灯台の光源")
    )
    report = parsed(f"港湾年報\n\n1 保守\n\n{PROSE}\n\n費用の考え方\n\n{points}\n\n2 人員\n\n{MORE}")
    box = "1 保守 / 費用の考え方"
    assert paths(report) == ["1 保守", box, f"{box} / 灯台の電源", f"{box} / 灯台の光源", "2 人員"]
    assert standing_in(report, "灯台の光源") == ["灯台の光源", "灯台の光源に要する費用を国と町で分担"]


def test_a_source_ends_its_figure() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n灯台の位置（概念図）\n\n（各種資料に基づき沿岸局作成）\n\n{PROSE}"
    )
    assert standing_in(report, "灯台の位置（概念図）") == [
        "灯台の位置（概念図）",
        "（各種資料に基づき沿岸局作成）",
    ]
    assert standing_in(report, "1 保守") == ["1 保守", PROSE]


def test_a_marked_title_over_prose_keeps_it() -> None:
    report = parsed(f"港湾年報\n\n1 保守\n\n{PROSE}\n\n【事例1】北の灯台\n\n{MORE}\n\n2 人員\n\n{PROSE}")
    assert paths(report) == ["1 保守", "1 保守 / 【事例1】北の灯台", "2 人員"]
    assert standing_in(report, "【事例1】北の灯台") == ["【事例1】北の灯台", MORE]


def test_a_column_keeps_its_prose() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n{PROSE}\n\nコラム 灯台守の一日\n\n{MORE}\n\n{PROSE}\n\n2 人員\n\n{MORE}"
    )
    assert paths(report) == ["1 保守", "1 保守 / コラム 灯台守の一日", "2 人員"]
    assert standing_in(report, "コラム 灯台守の一日") == ["コラム 灯台守の一日", MORE, PROSE]


def test_the_words_in_a_picture_are_labels_and_not_titles() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n{PROSE}\n\n作業の流れ\n\n受付\n\n点検\n\n報告\n\n（沿岸局作成）\n\n{MORE}"
    )
    assert paths(report) == ["1 保守", "1 保守 / 作業の流れ"]
    assert shape(report, BlockKind.LABEL) == [
        ("label", "作業の流れ", word) for word in ("受付", "点検", "報告")
    ]
    assert standing_in(report, "1 保守") == ["1 保守", PROSE, MORE]


def test_a_section_spans_its_heading_its_blocks_and_its_subsections() -> None:
    report = parsed(with_prose("1 保守", "（1）費用", "2 人員"))
    spans = {section.title: report.slice(section.start, section.end).strip() for section in report.sections}
    assert spans["1 保守"] == f"1 保守\n\n{PROSE}\n\n（1）費用\n\n{PROSE}"
    assert spans["（1）費用"] == f"（1）費用\n\n{PROSE}"
    assert spans["港湾年報"] == report.text
    parents = [section.parent for section in report.sections]
    assert parents == [None, 0, 1, 0]


def test_a_figure_in_a_box_gives_back_to_the_box() -> None:
    report = parsed(
        f"港湾年報\n\n1 保守\n\n{PROSE}\n\n費用の考え方\n\n{PROSE}\n\n図表1 費用の割合\n\n（沿岸局作成）\n\n{MORE}"
    )
    assert paths(report) == ["1 保守", "1 保守 / 費用の考え方", "1 保守 / 費用の考え方 / 図表1 費用の割合"]
    assert standing_in(report, "費用の考え方") == ["費用の考え方", PROSE, MORE]
