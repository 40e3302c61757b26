"""Lines put right: sentences over a page break joined, and nothing else joined; pictures' descriptions dropped."""

import pytest
from parsed import MORE, PROSE, parsed

from corpus.normalize import Mapped
from corpus.repair import repair

#: Breaks off in the middle of a sentence: on a particle, on an open verb form, on a comma, within a word.
BROKEN = [
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で点検の結果を", "まとめて公表した。"),
    ("沿岸局は点検を終えた。局はその結果を春に公表し", "、意見を聞いた。"),
    ("沿岸局は点検を終えた。これを受けて、各地の事務所は、", "清掃を始めた。"),
    ("沿岸局は点検を終えた。その結果は広く受け止められ", "る見通しである。"),
    ("沿岸局は点検を終えた。その結果を分", "析し、次の年の計画に生かした。"),
    ("沿岸局は、灯台の保守を続けるとともに、灯台の電源を太陽電", "池に改めた。"),
    ("沿岸局は点検を終えた。その対象となった灯台", "は、北の岬に集まっている。"),
    ("局長は「北の岬の灯台は", "必要だ」と述べた。"),
    ("灯台の数（2020年から", "2024年まで）を次に示す。"),
]


@pytest.mark.parametrize(("before", "after"), BROKEN)
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n\n\n\n", "\n\n12\n\n", "\n- 12 -\n"])
def test_a_sentence_cut_by_a_break_is_joined(before: str, after: str, between: str) -> None:
    assert repair(Mapped.of(before + between + after)).text == before + after


def test_a_sentence_cut_twice_is_joined_twice() -> None:
    pieces = [
        "沿岸局は昨年の春から秋にかけて、各地の灯台で点検を",
        "行い、その結果を関係する町や村の役場に知らせるとともに",
        "広く公表した。",
    ]
    assert repair(Mapped.of("\n\n".join(pieces))).text == "".join(pieces)


@pytest.mark.parametrize("joint", ["with the\nharbour", "の Harbour\n\nOffice を"])
def test_latin_words_are_joined_with_a_space(joint: str) -> None:
    before = "沿岸局は昨年の春から、各地の灯台で点検（"
    assert (
        repair(Mapped.of(f"{before}{joint}）をした。")).text
        == before + " ".join(joint.split()) + "）をした。"
    )


APART = [
    (PROSE, MORE),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "第2節 人員"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "2 人員"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "（2）人員"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の作業を", "- 清掃"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の作業を", "① 清掃"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "※暫定の結果"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "図表1 点検の結果"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で次の点検を", "1月\t10基"),
    ("1月\t沿岸局は昨年の春から秋にかけて、各地の灯台で点検を", "行った。"),
    ("沿岸局は昨年の春から秋にかけて、各地の灯台で点検を", "12"),
    ("安全な航行に向けて", PROSE),
    ("誰もが安全に通れる海を", PROSE),
    ("灯台の保守と点検の記録", PROSE),
    ("各地の灯台の光の強さと、光の届く距離の移り変わり、2020年以降", PROSE),
    ("「灯台の日」の式典が開かれる。", "」を付けた題名の展示もある。"),
    ("局長は次のように述べた：", "灯台は必要である。"),
    ("In the spring the bureau made", "a report of it."),
]


@pytest.mark.parametrize(("before", "after"), APART)
def test_what_begins_anew_is_not_joined(before: str, after: str) -> None:
    assert repair(Mapped.of(f"{before}\n\n{after}")).text == f"{before}\n\n{after}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("灯台は海を照らす。第2節 人員の配置\n本文。", ["灯台は海を照らす。", "第2節 人員の配置", "本文。"]),
        ("灯台は海を照らす。2 人員の配置", ["灯台は海を照らす。", "2 人員の配置"]),
        ("灯台は海を照らす。（2） 人員の配置", ["灯台は海を照らす。", "（2） 人員の配置"]),
        ("灯台は海を照らす。2 人は休む。", ["灯台は海を照らす。2 人は休む。"]),
        ("図表1 灯台の数の移り変わり", ["図表1 灯台の数の移り変わり"]),
        ("図表1 灯台の数の内訳3 人員の配置", ["図表1 灯台の数の内訳", "3 人員の配置"]),
    ],
)
def test_a_heading_glued_to_a_line_is_cut_off(text: str, lines: list[str]) -> None:
    assert repair(Mapped.of(text)).text.split("\n") == lines


@pytest.mark.parametrize(
    "description",
    [
        "The image shows a white lighthouse on a cliff above the sea.",
        "This photograph depicts two workers, who paint a tower (「灯台」).",
        "A simple line chart that compares the years 2020 and 2024.",
        "![灯台の写真](images/tower.png)",
    ],
)
def test_a_pictures_description_is_no_report_text(description: str) -> None:
    report = parsed(f"{description}\n\n港湾年報\n\n{PROSE}\n\n{description}\n\n{MORE}")
    assert report.title == "港湾年報"
    assert report.text == f"港湾年報\n\n{PROSE}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "The office of the harbour is open in the morning.",
        "The image: short.",
        "The image 号は、沿岸局が使う船であり、各地の灯台を回って職員を運んでいる。",
        "Lighthouse Act, Article 4, as amended in the spring of 2024.",
    ],
)
def test_other_latin_lines_stay(line: str) -> None:
    assert line in parsed(f"港湾年報\n\n{PROSE}\n\n{line}\n\n{MORE}").text


def test_a_report_in_english_may_speak_of_pictures() -> None:
    line = "The image shows a white lighthouse on a cliff above the sea."
    assert line in parsed(f"Annual report\n\nThe bureau keeps 31 lighthouses.\n\n{line}").text
