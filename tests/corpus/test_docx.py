"""Word files: headings by style, lists and their numbers, tables, notes, ruby, pages; and archives that harm."""

import io
import zipfile

import pytest
from made_docx import docx, listed, p, r, row
from parsed import MORE, PROSE, groups, paths, shape

from corpus import errors
from corpus.assemble import assemble
from corpus.formats.docx import draft
from corpus.report import BlockKind, Page


def parsed(body, **parts):
    return assemble("nenpo.docx", "0" * 64, draft("nenpo.docx", docx(body, **parts)))


def test_headings_are_those_of_the_styles_and_their_levels():
    report = parsed(
        p("港湾年報", "T")
        + p("総論", "H1")
        + p(PROSE)
        + p("設備", "H2")
        + p(PROSE)
        + p("電源", "H3")
        + p("短い段落")
        + p("人員", "H2")
        + p(MORE)
        + p("課題", properties='<w:outlineLvl w:val="0"/>')
        + p(MORE)
    )
    assert report.title == "港湾年報"
    assert paths(report) == ["総論", "総論 / 設備", "総論 / 設備 / 電源", "総論 / 人員", "課題"]
    assert ("paragraph", "電源", "短い段落") in shape(report)


def test_without_heading_styles_the_numbers_tell():
    report = parsed(
        p("港湾年報") + p("第1章 総論") + p(PROSE) + p("1 設備") + p(PROSE) + p("第2章 課題") + p(MORE)
    )
    assert paths(report) == ["第1章 総論", "第1章 総論 / 1 設備", "第2章 課題"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1章"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="l"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
)


def test_numbers_that_word_counts_stand_in_the_text():
    report = parsed(
        p("港湾年報", "T")
        + p("総論", "H1", properties=listed(1))
        + p("設備", "H2", properties=listed(1, 1))
        + p(PROSE)
        + p("人員", "H2", properties=listed(1, 1))
        + p(PROSE)
        + p("課題", "H1", properties=listed(1))
        + p("費用", "H2", properties=listed(1, 1))
        + p("清掃", properties=listed(2))
        + p("塗装", properties=listed(2))
        + p("春だけ", properties=listed(2, 1))
        + p("秋だけ", properties=listed(2, 1)),
        numbering=NUMBERING,
    )
    one, two = "第1章 総論", "第2章 課題"
    assert paths(report) == [one, f"{one} / 1.1 設備", f"{one} / 1.2 人員", two, f"{two} / 2.1 費用"]
    texts = [words for _, title, words in shape(report) if title == "2.1 費用"]
    assert texts == ["2.1 費用", "③ 清掃", "④ 塗装", "春だけ", "秋だけ"]
    assert ["春だけ", "秋だけ"] in groups(report)


def test_a_table_has_its_header_on_every_row_and_merged_cells_on_each_they_cover():
    merge = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    table = (
        row(("年", merge[1]), ("基数", '<w:gridSpan w:val="2"/>'), header=True)
        + row(("", merge[0]), "稼働", "休止", header=True)
        + row(("2020年", merge[1]), "307", "3")
        + row(("", merge[0]), "306", "4")
        + row("2021年", ("調査なし", '<w:gridSpan w:val="2"/>'))
    )
    report = parsed(
        p("港湾年報", "T") + p("総論", "H1") + p("表1 灯台の数") + f"<w:tbl>{table}</w:tbl>" + p(PROSE)
    )
    assert groups(report) == [
        [
            "年\t基数",
            "稼働\t休止",
            "年：2020年\t基数 稼働：307\t基数 休止：3",
            "年：2020年\t基数 稼働：306\t基数 休止：4",
            "年：2021年\t基数：調査なし",
        ]
    ]
    assert {title for kind, title, _ in shape(report) if kind == "row"} == {"表1 灯台の数"}


def test_a_table_of_one_cell_is_a_frame_around_text():
    framed = f"<w:tbl><w:tr><w:tc>{p('枠の題', 'H2')}{p(PROSE)}</w:tc></w:tr></w:tbl>"
    report = parsed(p("港湾年報", "T") + p("総論", "H1") + framed)
    assert paths(report) == ["総論", "総論 / 枠の題"]
    assert shape(report, BlockKind.PARAGRAPH) == [("paragraph", "枠の題", PROSE)]


def test_footnotes_stand_after_their_paragraph_with_their_number():
    note = "".join(
        f'<w:footnote w:id="{i}"{kind}>{p(text)}</w:footnote>'
        for i, kind, text in (
            (0, ' w:type="separator"', "――"),
            (5, "", "年末の数による。"),
            (6, "", "速報値。"),
        )
    )
    runs = r("灯台は減った") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + r("。人も減った")
    runs += '<w:r><w:footnoteReference w:id="6"/></w:r>' + r("。")
    report = parsed(p("総論", "H1") + p(runs=runs) + p(PROSE), footnotes=note)
    assert shape(report)[1:] == [
        ("paragraph", "総論", "灯台は減った¹。人も減った²。"),
        ("note", "総論", "1 年末の数による。"),
        ("note", "総論", "2 速報値。"),
        ("paragraph", "総論", PROSE),
    ]


def test_ruby_is_a_reading_and_what_is_not_shown_is_no_text():
    ruby = f"<w:r><w:ruby><w:rt>{r('とうだい')}</w:rt><w:rubyBase>{r('灯台')}</w:rubyBase></w:ruby></w:r>"
    hidden = r("隠し文", "<w:vanish/>") + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{p('箱の中の文である。')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('箱の中の文である。')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    changed = f"<w:del>{r('三')}</w:del><w:ins>{r('二')}</w:ins>"
    runs = (
        r("北の")
        + ruby
        + hidden
        + r("は")
        + changed
        + r("基、10m")
        + r("2", '<w:vertAlign w:val="superscript"/>')
        + r("である。")
        + box
    )
    report = parsed(p("総論", "H1") + p(runs=runs))
    assert [words for _, _, words in shape(report)] == [
        "総論",
        "北の灯台は二基、10m²である。",
        "箱の中の文である。",
    ]
    at = report.text.index("灯台")
    assert [b.readings for b in report.blocks if b.readings] == [((at, at + 2, "とうだい"),)]
    assert ["変更履歴 2 か所" in w.say("ja") for w in report.warnings] == [True]


def test_the_table_of_contents_is_left_out():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目次')}{p('総論 3')}</w:sdtContent></w:sdt>"
    )
    report = parsed(control + p("課題 5", "TOC1") + p("総論", "H1") + p(PROSE))
    assert [words for _, _, words in shape(report)] == ["総論", PROSE]


def test_pages_are_known_where_word_marked_them():
    broken = r("局は春に") + "<w:r><w:lastRenderedPageBreak/><w:t>知らせた。</w:t></w:r>"
    report = parsed(
        p("総論", "H1")
        + p(PROSE)
        + p(runs=broken)
        + p(runs="<w:r><w:lastRenderedPageBreak/><w:t>終わり。</w:t></w:r>")
    )
    assert report.page_count == 3
    assert [report.page_at(report.text.index(w)) for w in ("総論", "局は春", "知らせた", "終わり")] == [
        Page(0, 1),
        Page(0, 1),
        Page(report.text.index("知らせた"), 2),
        Page(report.text.index("終わり"), 3),
    ]
    assert parsed(p("総論", "H1") + p(PROSE)).pages == ()


def damaged(change):
    """A good file with its bytes changed."""
    return change(docx(p("総論", "H1") + p(PROSE * 50)))


def bomb():
    made = io.BytesIO(docx(p(PROSE)))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.xml", bytes(30_000_000))
    return made.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (damaged(lambda d: d[: len(d) // 2]), errors.FileDamaged),
        (damaged(lambda d: d.replace(b"word/document.xml", b"word/documemt.xml")), errors.FileDamaged),
        (docx("<w:p>"), errors.FileDamaged),
        (bomb(), errors.ArchiveSuspicious),
        (docx("", extra=[("word/document.xml", ENTITIES)]), errors.MarkupSuspicious),
        (docx("<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400), errors.MarkupSuspicious),
        (docx(p("")), errors.ReportEmpty),
        (docx("", extra=[("_rels/.rels", "<a/>"), ("word/document.xml", "<a/>")]), errors.ReportEmpty),
    ],
    ids=["cut", "renamed", "unclosed", "bomb", "entities", "nested", "blank", "no body"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, error):
    with pytest.raises(error) as raised:
        draft("nenpo.docx", data)
    assert "nenpo.docx" in raised.value.say("ja")


def test_an_archive_that_is_no_word_file():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "灯台")
    with pytest.raises(errors.FormatMistaken):
        draft("nenpo.docx", made.getvalue())


def test_what_is_embedded_is_said_to_be_left_out():
    report = parsed(p("総論", "H1") + p(runs=r("次の表による。") + "<w:r><w:object/></w:r>"))
    assert [w.say("en") for w in report.warnings] == [
        "The content of 1 embedded parts (drawings, formulas, other files) is left out."
    ]
