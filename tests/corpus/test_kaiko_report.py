"""The report that lies in corpus/reports, as a person who reads the file sees it."""

import re
import unicodedata
from pathlib import Path

import pytest
from parsed import groups, paths, shape, standing_in

from corpus.reader import read_report
from corpus.report import BlockKind, Report
from settings import ROOT

FILE: Path = ROOT / "corpus" / "reports" / "kaiko-2025.txt"
JAPAN, RUSSIA, CHINA = (
    "1 日米韓の「軍事ブロック」を強く警戒、軍備強化を推進",
    "2 ロシア大統領の訪朝を契機に蜜月ぶりが加速する露朝関係",
    "3 外交関係樹立75周年を迎えるも距離感が垣間見える中朝関係",
)


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(FILE)


@pytest.fixture(scope="module")
def source() -> str:
    return FILE.read_bytes().decode("utf-8")


def test_sections(report: Report) -> None:
    assert report.title == "特集 「新冷戦」を強調し、強硬路線を維持する北朝鮮"
    talks = f"{RUSSIA} / 露朝首脳会談（6月）のポイント"
    visits = f"{RUSSIA} / 露朝間における軍事協力 / 露朝間における軍関係者の往来"
    troops = f"{RUSSIA} / 北朝鮮によるロシアへの兵士派遣をめぐる動向"
    assert paths(report) == [
        JAPAN,
        f"{JAPAN} / 朝鮮半島情勢をめぐる北朝鮮の認識（相関図）",
        f"{JAPAN} / 2024年のミサイル発射回数",
        RUSSIA,
        talks,
        f"{talks} / 「軍事介入条項」の復活",
        f"{talks} / 国際的な孤立イメージの払拭",
        f"{talks} / 「制裁」への対抗意思を表明",
        f"{talks} / 軍事技術協力の可能性",
        f"{RUSSIA} / 露朝間における軍事協力",
        visits,
        f"{visits} / ＜上写真の右人物が持つ書類の記載内容＞",
        troops,
        f"{troops} / 北朝鮮兵士の派遣規模等（韓国国家情報院発表）",
        f"{RUSSIA} / 過去に北朝鮮が海外派兵した主な事例",
        f"{RUSSIA} / 北朝鮮及びロシアの反応",
        CHINA,
        f"{CHINA} / 2024年の主な中朝関連動向",
        f"{CHINA} / 金正恩体制以降の中朝・露朝間における代表团往来状況",
    ]


def test_the_prose_of_a_chapter_stays_its_own_around_its_figures(report: Report) -> None:
    openings = ["1 日米韓の", "北朝鮮は、「米国が", "具体的には、", "また、米国に対", "北朝鮮は、「核保"]
    assert [
        words[: len(opening)] for words, opening in zip(standing_in(report, JAPAN), openings, strict=True)
    ] == openings


def test_sentences_over_page_breaks(report: Report) -> None:
    for joined in (
        "ロシアと共にこれに対抗する姿勢を鮮明にした。",
        "「敵に我が方の対応意志を知らせる」",
        "中国批判とも受け止められる論評（下表参照）も見られた。",
    ):
        assert joined in report.text


def test_ruby(report: Report) -> None:
    assert "また、米国に対しては、金正恩総書記が、" in report.text
    readings = [(report.slice(a, b), reading) for block in report.blocks for a, b, reading in block.readings]
    assert [(base[:3], reading) for base, reading in readings] == [("金正恩", "キム・ジョンウン")]


def test_the_table_of_the_year(report: Report) -> None:
    rows = [words for _, title, words in shape(report, BlockKind.ROW) if title == "2024年の主な中朝関連動向"]
    assert [row.split("\t")[0] for row in rows] == ["1/1", "4/11", "5/27", "7/11", "9/15", "10/1", "10/6"]
    assert all(row.count("\t") == 1 and "<" not in row for row in rows)


def test_lists_sources_and_captions(report: Report) -> None:
    assert [len(group) for group in groups(report)] == [7, 1, 5, 3, 2, 7]
    assert groups(report)[3] == ["ベトナム戦争", "第4次中東戦争（エジプトに派兵）", "アンゴラ内戦"]
    assert [words for _, _, words in shape(report, BlockKind.SOURCE)] == [
        "（北朝鮮報道に基づき当庁作成）",
        "(各種報道に基づき当庁作成)",
        "（各種公開情報を基に当庁作成）",
        "（北朝鮮報道等に基づき当庁作成）",
    ]
    assert [words[:10] for _, _, words in shape(report, BlockKind.CAPTION)] == [
        "プーチン大統領から贈",
        "（写真提供：SPUT",
        "北朝鮮兵がロシア軍か",
    ]


def bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_no_words_are_lost(report: Report, source: str) -> None:
    """Every line of the file is in the text, but for the picture's description, ruby's notation and tags."""
    dropped = [line for line in source.splitlines() if line.startswith("The image features a background")]
    assert len(dropped) == 1
    text = bare(report.text)
    for line in source.splitlines():
        if line not in dropped:
            kept = re.sub(r"\^\{[^}]*\}|</?(?:div|p)\b[^>]*>", "", line)
            assert bare(kept) in text, line


def test_every_block_is_found_in_the_file(report: Report, source: str) -> None:
    for block in report.blocks:
        here = report.source_map.to_source(block.start), report.source_map.to_source(block.end - 1) + 1
        found = re.sub(r"\^\{[^}]*\}|</?(?:div|p)\b[^>]*>", "", source[here[0] : here[1]])
        assert bare(found) == bare(report.slice(block.start, block.end))
