"""What holds for any text: blocks in order and apart, each in a section that spans it, nothing left out."""

import random
import re
from itertools import pairwise

import pytest
from parsed import MORE, PROSE, parsed, words_of

from corpus.lines import lines_of
from corpus.report import BlockKind, Report

LINES = [
    *("第1章 総論", "第２節　動向", "1 概況", "2 経済", "3 予算", "（1） 背景", "(2) 対応", "ア 国内", "イ 海外"),
    *("① 調査", "② 分析", "Ⅰ 序", "1.2 細目", "a) 小目", "■ 観測の体制", "■ 予算", "【概要】", "【事例1】北の岬"),
    *("図表1 灯台の数の移り変わり", "図2 割合", "コラム 灯台の話", "年表", "関係機関の一覧", "＜参考＞"),
    *("- 点検", "・清掃", "- ・塗装", "1. 受付", "2. 審査", "1月\t10件", "\t20件", "3月\t", "| 4月 | 5件 |", "|---|---|"),
    *("（海の局作成）", "出典: 年報", "※暫定値", "注1 参考値", "（写真提供：港の会）", "▲港の全景", "https://example.jp/a"),
    *("1 詳細は「年報」", "2 年報（2020）", "短い文。", "…（後略）", "A line in English.", "12", "- 3 -", "-----", "　"),
    *(PROSE, MORE, "灯台の数は減っている 1 。", "沿岸局は点検を終えた。その結果を分", "析し、春に公表した。", "「閉じない括弧"),
    *("<tr><td>甲</td><td>乙</td></tr>", "<p>段落</p>", "^{とう}灯台", "\u200b", "。", "」", "□", "-", "2", "第3章", "灯\ue000台"),
]  # fmt: skip


def mixture(seed: int) -> str:
    chance = random.Random(seed)
    breaks = chance.choice([["\n"], ["\n\n"], ["\n", "\n\n", "\r\n", "\f", "\n\n\n\n"]])
    lines = [chance.choice(LINES) for _ in range(chance.randint(1, 30))]
    return PROSE + "\n\n" + "".join(line + chance.choice(breaks) for line in lines)


def holds(report: Report) -> None:
    assert report.blocks and report.sections[0].start == 0 and report.sections[0].end == len(report.text)
    for before, after in pairwise(report.blocks):
        assert before.end <= after.start
    for block in report.blocks:
        assert 0 <= block.start < block.end <= len(report.text)
        section = report.sections[block.section]
        assert section.start <= block.start and block.end <= section.end
        assert words_of(report, block) == words_of(report, block).strip(" \n") and "\n" not in words_of(
            report, block
        )
        assert (block.group is not None) or block.kind not in (BlockKind.ITEM, BlockKind.ROW)
        assert all(block.start <= start <= end <= block.end for start, end, _ in block.readings)


def holds_for_sections(report: Report) -> None:
    for number, section in enumerate(report.sections[1:], 1):
        assert section.parent is not None and section.parent < number
        parent = report.sections[section.parent]
        assert parent.start <= section.start < section.end <= parent.end
        assert section.level == parent.level + 1 and section.path[-1] == section.title
        assert report.slice(section.start, section.start + len(section.title)) == section.title
    for before, after in pairwise(report.sections):
        assert before.start <= after.start
        assert before.end <= after.start or after.end <= before.end


@pytest.mark.parametrize("seed", range(400))
def test_holds_for_mixtures_of_lines(seed: int) -> None:
    report = parsed(mixture(seed))
    holds(report)
    holds_for_sections(report)
    # Every line of the text is a block, but for rules, page numbers and the bullets before items.
    in_blocks = "".join(words_of(report, block) for block in report.blocks)
    in_lines = "".join(line.text for line in lines_of(report.text))
    assert re.sub(r"[-・■□ ]", "", in_blocks) == re.sub(r"[-・■□ ]", "", in_lines)


@pytest.mark.parametrize("seed", range(60))
def test_any_characters_at_all_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    pool = "灯台の保守は。、「」（）※・-■①第1章2節 \t\n\n\r\f^{}<>/trdp&;#|\u3000\u200b\ufeff\u3099が ｶﾞＡ１\ue000𠮷👩‍🚒"
    text = "灯" + "".join(chance.choice(pool) for _ in range(chance.randint(1, 400)))
    report = parsed(text)
    holds(report)
    holds_for_sections(report)
    back = [report.source_map.to_source(i) for i in range(len(report.text))]
    assert back == sorted(back) and back[0] >= 0 and back[-1] < len(text)


def test_parsing_is_a_function_of_the_file_alone() -> None:
    text = mixture(7)
    assert parsed(text) == parsed(text)
