"""Headings that stand glued to the line before, columns that count anew, lists that look like headings."""

import itertools

import pytest
from parsed import MORE, PROSE, parsed, paths, standing_in

from corpus.glued import glued_headings


def lines(text):
    cuts = [0, *glued_headings(text), len(text)]
    return "\n".join(text[a:b] for a, b in itertools.pairwise(cuts)).split("\n")


@pytest.mark.parametrize(
    ("before", "glued", "heading"),
    [
        ("2 https://example.jp/a/b.html", "", "2 人員の配置"),
        # The address ends in a digit, and only the count tells where the heading begins.
        ("2 https://example.jp/a/pr-20230227", "", "2 人員の配置、研修と採用"),
        ("URL:https://example.jp/data.html#f00229（資料集）", "", "2 人員・研修"),
        ("3 沿岸局「灯台の将来」（2020）", "", "2 人員の配置"),
        ("7 沿岸局の資料 https://example.jp/report", "", "2 人員"),
    ],
)
def test_a_heading_behind_a_note_or_an_address(before, glued, heading):
    text = f"第1節 設備\n1 電源\n{PROSE}\n{before}{glued}{heading}\n{MORE}"
    assert lines(text) == ["第1節 設備", "1 電源", PROSE, before, heading, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "図表2 灯台の数",
        "（出典）沿岸局会議 資料2 海の会「灯台の調査」",
        "2 https://example.jp/2023",
        "5 沿岸局会議第40回資料2 海の会「灯台の調査」",
        "3 年報第2 号による数である。",
        "図表3 灯台の数（2020年から2 月まで）",
    ],
)
def test_what_only_looks_like_one_stays(line):
    text = f"第1節 設備\n1 電源\n{PROSE}\n{line}\n{MORE}"
    assert lines(text) == text.split("\n")


def test_the_count_begins_again_in_each_section():
    note = "4 https://example.jp/a1"
    text = f"第1節 設備\n1 電源\n{PROSE}\n2 光源\n{PROSE}\n第2節 人員\n1 配置\n{PROSE}\n{note}2 研修\n{MORE}"
    assert lines(text)[-3:] == [note, "2 研修", MORE]
    # Nothing has been counted here: 2 cannot come next.
    assert lines(f"第3節 課題\n{note}3 研修\n{MORE}")[1] == f"{note}3 研修"


def test_a_label_that_opens_columns_again_and_again_is_cut_off():
    column = "港の話題"
    text = "\n".join(f"{PROSE}{column}\n灯台守の一日 その{n}\n{MORE}" for n in "一二三")
    assert lines(text)[:3] == [PROSE, column, "灯台守の一日 その一"]
    # Twice may be chance.
    twice = "\n".join(f"{PROSE}{column}\n灯台守の一日 その{n}\n{MORE}" for n in "一二")
    assert lines(twice) == twice.split("\n")


def test_a_column_whose_headings_count_anew_holds_them():
    report = parsed(
        f"港湾年報\n第1節 設備\n1 電源\n{PROSE}\n2 光源\n{PROSE}\n灯台の将来\n1 背景\n{PROSE}\n（1）経緯\n{MORE}\n2 今後\n{PROSE}\n"
        f"第2節 人員\n1 配置\n{PROSE}\n2 研修\n{MORE}\n"
    )
    one, two = "第1節 設備", "第2節 人員"
    column = f"{one} / 灯台の将来"
    assert paths(report) == [
        *(
            one,
            f"{one} / 1 電源",
            f"{one} / 2 光源",
            column,
            f"{column} / 1 背景",
            f"{column} / 1 背景 / （1）経緯",
        ),
        *(f"{column} / 2 今後", two, f"{two} / 1 配置", f"{two} / 2 研修"),
    ]


def test_what_goes_on_counting_after_a_column_stands_outside_it():
    report = parsed(
        f"港湾年報\n第1節 設備\n1 電源\n{PROSE}\n2 光源\n{PROSE}\n3 塗装\n{PROSE}\n灯台の将来\n1 背景\n{PROSE}\n4 清掃\n{PROSE}\n5 点検\n{MORE}\n"
    )
    one = "第1節 設備"
    assert paths(report)[-4:] == [
        f"{one} / 灯台の将来",
        f"{one} / 灯台の将来 / 1 背景",
        f"{one} / 4 清掃",
        f"{one} / 5 点検",
    ]


def test_a_list_of_figures_is_a_list_to_its_end():
    report = parsed(
        f"港湾年報\n第1章 設備\n{PROSE}\n第2章 図の一覧\n1-1 灯台の数\n1-2 灯台の光\n（資料）灯台の色\n1-3 灯台の高さ\n第3章 課題\n{MORE}\n"
    )
    assert paths(report) == ["第1章 設備", "第2章 図の一覧", "第3章 課題"]
    assert standing_in(report, "第2章 図の一覧")[1:3] == ["1-1 灯台の数", "1-2 灯台の光"]


def test_numbers_of_two_and_of_three_parts_are_two_levels():
    report = parsed(
        f"港湾年報\n\n1.1 設備\n\n{PROSE}\n\n1.1.1 電源\n\n{PROSE}\n\n1.1.2 光源\n\n{MORE}\n\n1.2 人員\n\n{MORE}"
    )
    assert paths(report) == ["1.1 設備", "1.1 設備 / 1.1.1 電源", "1.1 設備 / 1.1.2 光源", "1.2 人員"]
