"""Reports made from a text in a test, and what of them a test compares."""

from collections.abc import Iterable

from corpus.reader import parse_text
from corpus.report import Block, BlockKind, Report

#: Paragraphs long enough to be prose, of a report no one wrote.
PROSE = "灯台の保守は各地の事務所が担い、点検の結果は毎年春に公表され、誰でも閲覧できるようになっている。"
MORE = "局は計画を見直し、作業の順を入れ替え、冬の清掃を取りやめ、その分の人手を点検に充てることを決めた。"


def parsed(text: str, name: str = "nenpo.txt") -> Report:
    return parse_text(name, text.encode())


def paths(report: Report) -> list[str]:
    """The section paths without the report's own title, ` / ` between the titles."""
    return [" / ".join(section.path[1:]) for section in report.sections[1:]]


def words_of(report: Report, block: Block) -> str:
    return report.slice(block.start, block.end)


def shape(report: Report, *kinds: BlockKind) -> list[tuple[str, str, str]]:
    """Each block (of `kinds`, where any are named): its kind, its section's title, its text."""
    return [
        (block.kind.value, report.sections[block.section].title, words_of(report, block))
        for block in report.blocks
        if not kinds or block.kind in kinds
    ]


def standing_in(report: Report, title: str) -> list[str]:
    """The texts of a section's own blocks."""
    return [words for _, section, words in shape(report) if section == title]


def groups(report: Report) -> list[list[str]]:
    """The lists and tables: the texts of the blocks of each, in order."""
    numbers: Iterable[int] = sorted({b.group for b in report.blocks if b.group is not None})
    return [[words_of(report, b) for b in report.blocks if b.group == number] for number in numbers]
