from itertools import pairwise

import pytest
from harbour import HARBOUR, LIBRARY

from corpus.reader import parse_text, read_report
from corpus.report import Block, BlockKind, Report, Section, SourceMap
from index.chunk import CHUNK_LENGTH, chunk_report
from settings import Settings

HEADING, PARAGRAPH, ROW, ITEM, NOTE, SOURCE = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ROW,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.SOURCE,
)


def report_of(*lines, paths=(("年報",), ("年報", "第1節"), ("年報", "第1節", "表"))):
    """A report with a block a line, each given as (section, kind, text) or (section, kind, text, group)."""
    text, blocks = "", []
    for section, kind, line, *group in lines:
        blocks.append(Block(kind, len(text), len(text) + len(line), section, group[0] if group else None))
        text += line + "\n"
    sections = tuple(Section(path[-1], path, len(path) - 1, 0, len(text), None) for path in paths)
    return Report("r", "年報", "r.txt", "0" * 64, text, sections, tuple(blocks), SourceMap((0,), (0,)))


def texts(report):
    return [chunk.text for chunk in chunk_report(report)]


def units(report, chunk):
    return [report.slice(unit.start, unit.end) for unit in chunk.units]


@pytest.fixture(params=["harbour", "library", "the report that comes along"])
def parsed(request):
    made = {"harbour": HARBOUR, "library": LIBRARY}
    if request.param in made:
        return parse_text("r.txt", made[request.param].encode())
    return read_report(Settings().corpus_dir / "kaiko-2025.txt")


def test_chunks_hold_every_block_once_in_order_and_never_cross_a_section(parsed):
    chunks = chunk_report(parsed)
    spans = [(unit.start, unit.end) for chunk in chunks for unit in chunk.units]
    assert spans == sorted(spans) and all(a < b for a, b in spans)
    assert all(one[1] <= next_[0] for one, next_ in pairwise(spans))
    for block in parsed.blocks:
        inside = [(a, b) for a, b in spans if a < block.end and b > block.start]
        covered = "".join(parsed.slice(max(a, block.start), min(b, block.end)) for a, b in inside)
        assert "".join(covered.split()) == "".join(parsed.slice(block.start, block.end).split())
        holders = {chunk.section for chunk in chunks if chunk.start <= block.start < chunk.end}
        assert holders == {parsed.sections[block.section].path}


def test_a_chunk_is_its_stretch_of_the_report(parsed):
    for chunk in chunk_report(parsed):
        assert chunk.text == parsed.slice(chunk.start, chunk.end)
        assert (chunk.start, chunk.end) == (chunk.units[0].start, chunk.units[-1].end)


def test_a_chunk_is_small_unless_one_unit_is_long_or_a_note_belongs_to_it(parsed):
    for chunk in chunk_report(parsed):
        body = [u for u in chunk.units if u.kind not in (HEADING, NOTE, SOURCE)]
        assert len(body) <= 1 or body[-1].end - body[0].start <= CHUNK_LENGTH


def test_ids_are_the_same_each_time_and_different_for_each_chunk():
    first, second = (chunk_report(parse_text("r.txt", HARBOUR.encode())) for _ in range(2))
    other = chunk_report(parse_text("other.txt", HARBOUR.encode()))
    ids = [chunk.id for chunk in first]
    assert ids == [chunk.id for chunk in second]
    assert len(set(ids)) == len(ids) and not set(ids) & {chunk.id for chunk in other}


def test_a_change_leaves_the_ids_of_what_stands_before_it():
    ids = [
        [chunk.id for chunk in chunk_report(parse_text("r.txt", text.encode()))]
        for text in (LIBRARY, LIBRARY.replace("夜間の開館", "早朝の開館"))
    ]
    assert ids[0][:2] == ids[1][:2] and ids[0][2] != ids[1][2]


def test_rows_fill_a_chunk_up_to_its_length():
    # 98 + 1 + 100 + 1 + 100 = 300 characters: just full. A fourth row begins the next.
    rows = ["a" * 98, "b" * 100, "c" * 100, "d" * 10]
    assert texts(report_of(*((0, ROW, row, 0) for row in rows))) == ["\n".join(rows[:3]), rows[3]]
    rows[0] += "a"
    assert texts(report_of(*((0, ROW, row, 0) for row in rows))) == ["\n".join(rows[:2]), "\n".join(rows[2:])]


def test_a_paragraph_is_cut_between_sentences_only():
    sentences = ["あ" * 149 + "。", "い" * 149 + "。", "う" * 20 + "。"]
    assert texts(report_of((0, PARAGRAPH, "".join(sentences)))) == ["".join(sentences[:2]), sentences[2]]
    long = "え" * 700 + "。"
    assert texts(report_of((0, PARAGRAPH, long + sentences[2]))) == [long, sentences[2]]


def test_a_heading_stays_with_what_it_leads():
    heading, long = (1, HEADING, "第1節"), (1, PARAGRAPH, "お" * 400 + "。")
    assert texts(report_of(heading, long)) == ["第1節\n" + "お" * 400 + "。"]


def test_a_short_source_stays_with_its_table_and_a_long_one_stands_alone():
    rows = [(2, ROW, "ア" * 150, 0), (2, ROW, "イ" * 149, 0)]
    # 300 characters are full without the source.
    assert len(texts(report_of(*rows, (2, SOURCE, "（" + "局" * 98 + "）")))) == 1
    assert len(texts(report_of(*rows, (2, SOURCE, "（" + "局" * 99 + "）")))) == 2


def test_a_note_directly_under_an_item_is_one_unit_with_it():
    report = report_of(
        (1, ITEM, "測量船の改修", 4),
        (1, NOTE, "※ 予算は翌年度", 4),
        (1, ITEM, "浮標の交換", 4),
        (1, NOTE, "※ 全体の注"),
    )
    (chunk,) = chunk_report(report)
    assert units(report, chunk) == ["測量船の改修\n※ 予算は翌年度", "浮標の交換", "※ 全体の注"]
    assert [unit.kind for unit in chunk.units] == [ITEM, ITEM, NOTE]


def test_the_model_reads_where_a_passage_stands_but_not_the_reports_title():
    report = report_of(
        (0, HEADING, "年報"), (1, PARAGRAPH, "本文。"), (2, HEADING, "表"), (2, ROW, "4/1\t開始", 0)
    )
    title, body, table = chunk_report(report)
    assert (title.context, title.embedded) == ("", "年報")
    assert (body.context, body.embedded) == ("第1節", "第1節\n本文。")
    # The heading is in the text already.
    assert (table.context, table.embedded) == ("第1節", "第1節\n表\n4/1\t開始")
    assert table.section == ("年報", "第1節", "表")


def test_a_table_of_several_chunks_has_its_title_in_each():
    rows = [(2, ROW, f"{n}/1\t" + "荷" * 140, 0) for n in range(1, 6)]
    first, *rest = chunk_report(report_of((2, HEADING, "表"), *rows))
    assert first.text.startswith("表\n1/1")
    assert rest and all(chunk.context == "第1節 > 表" for chunk in rest)
    assert all(chunk.section[-1] == "表" for chunk in (first, *rest))


def test_a_section_taken_up_again_after_a_box_is_another_chunk_of_it():
    lines = (1, PARAGRAPH, "前の文。"), (2, PARAGRAPH, "囲みの文。"), (1, PARAGRAPH, "後の文。")
    chunks = chunk_report(report_of(*lines))
    assert [(chunk.section[-1], chunk.text) for chunk in chunks] == [
        ("第1節", "前の文。"),
        ("表", "囲みの文。"),
        ("第1節", "後の文。"),
    ]


def test_a_chunk_knows_the_ruby_of_its_own_words():
    chunks = chunk_report(parse_text("r.txt", HARBOUR.encode()))
    assert [chunk.readings for chunk in chunks if chunk.readings] == [("さくらい・たろう",)]
    assert "桜井太郎" in next(chunk.text for chunk in chunks if chunk.readings)


def test_a_report_without_blocks_has_no_chunks():
    assert chunk_report(report_of()) == []
