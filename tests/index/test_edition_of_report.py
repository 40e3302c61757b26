from dataclasses import dataclass

import pytest

from index.editions import Edition, edition_of, series, years_named


@pytest.mark.parametrize(
    ("title", "name", "text", "edition"),
    [
        ("令和５年版　情報通信白書", "joho.pdf", "", Edition("令和5年版", 2023)),
        ("環境白書 平成元年版", "a.txt", "", Edition("平成元年版", 1989)),
        ("2024年版 中小企業白書", "a.txt", "", Edition("2024年版", 2024)),
        ("漁業の動向 令和4年度", "a.txt", "", Edition("令和4年度", 2022)),
        ("港湾統計 ２０２１年", "a.txt", "", Edition("2021年", 2021)),
        ("科学技術の振興", "kagaku_R06_ch5.pdf", "", Edition("令和6年", 2024)),
        ("年次報告", "report-h30.txt", "", Edition("平成30年", 2018)),
        ("年次報告", "nenji_2025.docx", "", Edition("2025年", 2025)),
        ("年次報告", "令和3年度_年次報告.txt", "", Edition("令和3年度", 2021)),
        ("年次報告", "a.txt", "年次報告\n令和2年版\n\n1 はじめに", Edition("令和2年版", 2020)),
        # The edition is what the title says, not what it is about, nor a date in the name.
        ("令和6年版 2030年への展望", "a_1999.txt", "", Edition("令和6年版", 2024)),
        ("年次報告", "20240401.txt", "", None),
        ("H2Oの利用", "h2o.txt", "", None),
        ("年次報告", "a.txt", "令和2年の水害から五年がたった。", None),
        ("年次報告", "a.txt", "前文。" * 200 + "令和2年版", None),
    ],
)
def test_the_edition_is_read_where_reports_say_it(title, name, text, edition):
    assert edition_of(title, name, text) == edition


@dataclass
class Titled:
    id: str
    title: str
    name: str
    year: int | None


def grouped(*reports):
    return sorted([report.id for report in group] for group in series(reports))


def test_reports_that_differ_in_their_edition_alone_are_a_series():
    reports = (
        Titled("a", "令和4年版 港湾白書", "kowan_r4.pdf", 2022),
        Titled("b", "港湾白書（2024年版）", "x.pdf", 2024),
        Titled("c", "港湾白書　令和５年版", "y.txt", 2023),
        Titled("d", "空港白書 令和5年版", "z.txt", 2023),
        Titled("e", "港湾白書", "w.txt", None),
    )
    assert grouped(*reports) == [["b", "c", "a"], ["d"], ["e"]]


def test_a_file_name_tells_a_series_as_well():
    reports = (
        Titled("a", "特集 霧の年", "kaiko-2023.txt", 2023),
        Titled("b", "特集 波の年", "kaiko-2024.txt", 2024),
        Titled("c", "令和5年版", "2023.txt", 2023),
        Titled("d", "令和6年版", "2024.txt", 2024),
    )
    assert grouped(*reports) == [["b", "a"], ["c"], ["d"]]


def test_the_same_title_and_year_twice_are_no_editions():
    assert grouped(Titled("a", "港湾白書", "a.txt", 2023), Titled("b", "港湾白書", "b.txt", 2023)) == [
        ["a"],
        ["b"],
    ]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和４年版と令和5年版の違いは", [2022, 2023]),
        ("2023年版では何と書いているか", [2023]),
        ("what does the 2023 edition say, and the 2022 report?", [2023, 2022]),
        ("2023年の出生数は", []),
        ("令和5年版と2023年版", [2023]),
    ],
)
def test_the_editions_a_question_names(text, years):
    assert years_named(text) == years
