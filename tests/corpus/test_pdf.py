"""PDF: reading order, titles, notes, tables, ruby, vertical lines, pages; and what cannot be read."""

import io

import pypdfium2
import pytest
from made_pdf import GOTHIC, HEIGHT, LEFT, MEASURE, MINCHO, SIZE, Pages, mapped_pdf
from parsed import MORE, PROSE, groups, paths, shape
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus import errors
from corpus.assemble import assemble
from corpus.formats.pdf import draft
from corpus.report import BlockKind

LONG = PROSE + MORE


def parsed(data):
    return assemble("nenpo.pdf", "0" * 64, draft("nenpo.pdf", data))


def texts(report):
    return [words for _, _, words in shape(report)]


def chapters():
    """Three pages with a running head, a chapter each, and printed numbers from 54 on."""
    pages = Pages()
    for number, title in enumerate(("灯台の現状", "職員の配置", "今後の課題")):
        pages.head(f"港湾年報 {number + 54}").heading(f"第{number + 1}章　{title}")
        pages.heading("１　概要", 13.0).paragraph(LONG).paragraph(MORE + PROSE).foot(number + 54).turn()
    return parsed(pages.done())


def test_titles_by_their_size_paragraphs_by_their_lines_and_no_running_heads():
    report = chapters()
    one, two, three = (f"第{n}章 {t}" for n, t in ((1, "灯台の現状"), (2, "職員の配置"), (3, "今後の課題")))
    assert [s.path for s in report.sections[1:]] == [
        *((one,), (one, "1 概要"), (two,), (two, "1 概要"), (three,), (three, "1 概要"))
    ]
    assert texts(report) == [
        words for title in (one, two, three) for words in (title, "1 概要", LONG, MORE + PROSE)
    ]


def test_pages_have_the_number_that_is_printed_on_them():
    report = chapters()
    assert [(page.number, page.printed, page.shown) for page in report.pages] == [
        (1, 54, 54),
        (2, 55, 55),
        (3, 56, 56),
    ]
    page = report.page_at(report.text.index("職員の配置"))
    assert page is not None and page.shown == 55 and report.page_count == 3


def test_without_a_printed_number_pages_are_counted():
    report = parsed(Pages().paragraph(LONG).turn().paragraph(MORE + PROSE).done())
    assert [(page.number, page.printed, page.shown) for page in report.pages] == [(1, None, 1), (2, None, 2)]


def test_a_paragraph_over_two_pages_is_one_and_the_note_between_comes_after_it():
    pages = Pages().heading("1　保守").paragraph(LONG)
    fit = int(MEASURE / SIZE)
    start = "沿岸局は昨年の春から秋にかけて、各地の灯台で点検を行い、その結果を"[: fit - 1]
    start = start + "慎重に検討したうえで関係する町や村に"[: fit - 1 - len(start)]
    pages.paragraph(start).at(LEFT, HEIGHT - 80, "1", 7).at(LEFT + 20, HEIGHT - 80, "年末の数による。", 7)
    pages.turn().paragraph("知らせるとともに広く公表した。", indent=False).paragraph(MORE)
    report = parsed(pages.done())
    joined = start + "知らせるとともに広く公表した。"
    assert shape(report)[1:] == [
        ("paragraph", "1 保守", LONG),
        ("paragraph", "1 保守", joined),
        ("note", "1 保守", "1 年末の数による。"),
        ("paragraph", "1 保守", MORE),
    ]
    shown = {
        words: [p.number for p in report.pages_of(b.start, b.end)]
        for b, words in zip(report.blocks, texts(report), strict=True)
    }
    assert (shown[joined], shown["1 年末の数による。"], shown[MORE]) == ([1, 2], [1], [2])


def test_two_columns_are_read_one_after_the_other_under_what_runs_across():
    pages = Pages().heading("第1章　灯台の現状")
    width = MEASURE / 2 - SIZE
    top = pages.y
    left, right = "左の段の文である。" + LONG, "右の段の文である。" + MORE + PROSE
    pages.paragraph(left, LEFT, width).paragraph("左の段の終わりの段落である。" + PROSE, LEFT, width)
    pages.y = top
    pages.paragraph(right, LEFT + MEASURE / 2 + SIZE, width).paragraph(
        "右の段の終わりの段落である。" + MORE, LEFT + MEASURE / 2 + SIZE, width
    )
    pages.y += 30
    pages.paragraph("全体にわたる段落である。" + LONG)
    report = parsed(pages.done())
    assert texts(report) == [
        "第1章 灯台の現状",
        left,
        "左の段の終わりの段落である。" + PROSE,
        right,
        "右の段の終わりの段落である。" + MORE,
        "全体にわたる段落である。" + LONG,
    ]


def test_ruby_is_a_reading_and_no_text():
    pages = Pages().paragraph(LONG).paragraph("北の岬には古い灯台が立っている。")
    at = LEFT + SIZE * (1 + len("北の岬には古い"))
    pages.at(at, pages.y - 1.7 * SIZE - SIZE * 0.95, "とうだい", SIZE / 2)
    report = parsed(pages.done())
    assert texts(report) == [LONG, "北の岬には古い灯台が立っている。"]
    start = report.text.index("灯台が立って")
    assert [b.readings for b in report.blocks] == [(), ((start, start + 2, "とうだい"),)]


def test_vertical_lines_are_read_from_the_right():
    pages = Pages(vertical=True)
    column = 28
    text = "　" + "縦書きの文は「上」から下へと読み、" + LONG
    for number, start in enumerate(range(0, len(text), column)):
        line = text[start : start + column]
        pages.at(450 - number * 20, 120 + (SIZE if line.startswith("　") else 0), line.lstrip("　"))
    assert texts(parsed(pages.done())) == [text.strip()]


def test_a_ruled_table_has_its_header_on_every_row():
    rows = [
        ("年", "基数", None),
        ("2020年", "307", "休止3"),
        ("2021年", "306", "休止4"),
        ("2022年", "301", ""),
    ]
    pages = Pages().heading("1　保守").paragraph(LONG).at(LEFT, 400, "表1　灯台の数")
    pages.y = 410
    pages.table(rows, (100, 80, 90)).paragraph(MORE)
    report = parsed(pages.done())
    assert groups(report) == [
        [
            "年\t基数",
            "年：2020年\t基数：307\t基数：休止3",
            "年：2021年\t基数：306\t基数：休止4",
            "年：2022年\t基数：301",
        ]
    ]
    assert {title for kind, title, _ in shape(report) if kind == "row"} == {"表1 灯台の数"}
    assert shape(report)[-1] == ("paragraph", "1 保守", MORE)


def test_a_table_without_rules_is_found_by_its_columns():
    pages = Pages().heading("1　保守").paragraph(LONG)
    for row in (
        ("事務所", "職員数", "基数"),
        ("横浜", "320", "45"),
        ("神戸", "280", "38"),
        ("函館", "150", "61"),
    ):
        pages.y += 18
        for column, text in enumerate(row):
            pages.at(LEFT + 130 * column, pages.y, text)
    report = parsed(pages.done())
    assert groups(report) == [
        [
            "事務所\t職員数\t基数",
            "事務所：横浜\t職員数：320\t基数：45",
            "事務所：神戸\t職員数：280\t基数：38",
            "事務所：函館\t職員数：150\t基数：61",
        ]
    ]


def test_a_box_around_prose_is_no_table():
    pages = Pages().heading("1　保守").paragraph(LONG)
    pages.canvas.rect(LEFT - 5, HEIGHT - pages.y - 100, MEASURE + 10, 100)
    pages.y += 20
    report = parsed(pages.paragraph(MORE + PROSE).done())
    assert texts(report) == ["1 保守", LONG, MORE + PROSE]


def test_the_table_of_contents_is_no_text():
    pages = Pages().heading("目次")
    for title, page in (
        ("第1章　灯台の現状", 2),
        ("1　保守", 2),
        ("第2章　職員の配置", 3),
        ("第3章　課題", 4),
    ):
        pages.at(LEFT, pages.y, title + "…" * (35 - len(title))).at(LEFT + 420, pages.y, str(page))
        pages.y += 20
    report = parsed(pages.turn().heading("第1章　灯台の現状").paragraph(LONG).done())
    assert texts(report) == ["第1章 灯台の現状", LONG]


def test_raised_numbers_stay_apart_from_the_numbers_of_the_text():
    words = "灯台は2020年に310基あり、前年と同じである"
    pages = Pages().paragraph(LONG).at(LEFT, 300, words)
    end = LEFT + stringWidth(words, MINCHO, SIZE)
    pages.at(end, 296, "12", 6).at(end + 7, 300, "。")
    assert any("同じである¹²。" in words for words in texts(parsed(pages.done())))


def test_a_cropped_and_turned_page_is_read_as_it_is_shown():
    pages = Pages()
    pages.at(20, 20, "断裁の印").heading("1　保守").paragraph(LONG)
    pages.canvas.setCropBox((50, 50, 560, 800))
    assert texts(parsed(pages.done())) == ["1 保守", LONG]
    turned = Pages()
    turned.canvas.setPageRotation(90)
    turned.canvas.saveState()
    turned.canvas.translate(595, 0)
    turned.canvas.rotate(90)
    for number, line in enumerate((LONG[:35], LONG[35:70], LONG[70:])):
        turned.canvas.setFont(GOTHIC, 11)
        turned.canvas.drawString(80, 400 - 19 * number, line)
    turned.canvas.restoreState()
    assert texts(parsed(turned.done())) == [LONG]


def test_pages_without_text_are_said_and_the_others_go_in():
    pages = Pages().heading("1　保守").paragraph(LONG).turn()
    pages.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)
    report = parsed(pages.turn().paragraph(MORE + PROSE).done())
    assert [w.say("en") for w in report.warnings] == [
        "1 of 3 pages hold no text and are left out (page 2). If they are scanned images, run character recognition (OCR)"
        " on the file and put it in again."
    ]
    assert [page.number for page in report.pages] == [1, 3]


def scanned():
    pages = Pages()
    for _ in range(3):
        pages.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 0, 0, 595, 842)
        pages.canvas.showPage()
    return pages.done()


def good():
    return Pages().heading("1　保守").paragraph(LONG).turn().paragraph(MORE).done()


CODES = bytes(range(0x41, 0x5B)) * 12
PRIVATE = {code: chr(0xE000 + code) for code in range(0x41, 0x5B)}
RARE = {code: chr(0x9F00 + code) for code in range(0x41, 0x5B)}
FOREIGN = {code: chr(0x0E00 + code) for code in range(0x41, 0x5B)}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (Pages(encrypt=StandardEncryption("secret")).paragraph(LONG).done(), errors.FileEncrypted),
        (good()[:300], errors.FileDamaged),
        (b"%PDF-1.7\n" + bytes(500), errors.FileDamaged),
        (scanned(), errors.PdfScanned),
        (Pages().turn().done(), errors.ReportEmpty),
        (mapped_pdf(CODES, PRIVATE), errors.PdfGarbled),
        (mapped_pdf(CODES, RARE), errors.PdfGarbled),
        (mapped_pdf(CODES, FOREIGN), errors.PdfGarbled),
        (mapped_pdf(bytes(range(0x21, 0x40)) * 9, {0x21: "!"}), errors.PdfGarbled),
    ],
    ids=["encrypted", "cut", "no PDF", "scanned", "blank", "private", "rare", "foreign", "signs"],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, error):
    with pytest.raises(error) as raised:
        draft("nenpo.pdf", data)
    assert "nenpo.pdf" in raised.value.say("ja") and "nenpo.pdf" in raised.value.say("en")


def test_a_pdf_that_only_its_owner_may_change_is_read():
    locked = StandardEncryption("", ownerPassword="owner", canModify=0)
    assert texts(parsed(Pages(encrypt=locked).paragraph(LONG).done())) == [LONG]


def test_a_few_unknown_characters_are_shown_as_such():
    words = "the lighthouse is the light of the house. " * 6
    letters = sorted(set(words))
    mapped = {0x41 + i: char for i, char in enumerate(letters)}
    codes = bytes(0x41 + letters.index(char) for char in words)
    report = parsed(mapped_pdf(codes[:100] + b"\x5a" + codes[100:], {**mapped, 0x5A: "\ue123"}))
    assert "〓" in report.text and "\ue123" not in report.text
    assert [w.loss.value for w in report.warnings] == ["characters_unknown"]


def test_half_a_file_is_read_as_far_as_it_goes_or_refused():
    whole = good()
    for share in range(1, 10):
        try:
            report = parsed(whole[: len(whole) * share // 10])
        except errors.CorpusError:
            continue
        assert report.text and "\ufffd" not in report.text


def test_the_text_is_the_same_every_time():
    assert parsed(good()) == parsed(good())
    assert io.BytesIO(good()).read(5) == b"%PDF-"


def test_bullets_are_items():
    pages = Pages().heading("1　保守").paragraph("次の作業を行う。" + PROSE)
    for item in ("清掃", "塗装", "点検"):
        pages.at(LEFT + SIZE, pages.y, f"・{item}")
        pages.y += 1.7 * SIZE
    report = parsed(pages.done())
    assert shape(report, BlockKind.ITEM) == [("item", "1 保守", word) for word in ("清掃", "塗装", "点検")]
    assert paths(report) == [""]


@pytest.mark.parametrize("again", [True, False])
def test_a_table_over_two_pages_keeps_its_header(again):
    header = ("年", "基数", "備考")
    first, second = (
        [("2020年", "310", "速報"), ("2021年", "308", "")],
        [("2022年", "301", "確定"), ("2023年", "299", "")],
    )
    pages = Pages().heading("1　保守").paragraph(LONG).table([header, *first], (100, 80, 90)).turn()
    pages.table([header, *second] if again else second, (100, 80, 90)).paragraph(MORE)
    report = parsed(pages.done())
    assert groups(report) == [
        [
            "年\t基数\t備考",
            "年：2020年\t基数：310\t備考：速報",
            "年：2021年\t基数：308",
            "年：2022年\t基数：301\t備考：確定",
            "年：2023年\t基数：299",
        ]
    ]
    row = report.text.index("2022年")
    assert [p.number for p in report.pages_of(row, row + 5)] == [2]


def test_print_with_a_shadow_is_read_once_and_latin_words_are_put_together():
    pages = Pages().heading("1　保守").paragraph(LONG)
    pages.at(LEFT, 400, "北の岬の灯台").at(LEFT + 0.7, 400.7, "北の岬の灯台")
    words = (
        "The Harbour Office will publish the results of the inspec-",
        "tion every spring, and they can be read by anyone who is inter-",
        "ested in them.",
    )
    for number, line in enumerate(words):
        pages.at(LEFT, 430 + 18 * number, line, 14, "Helvetica")
    found = texts(parsed(pages.done()))
    assert found.count("北の岬の灯台") == 1 and not any("北の岬の灯台北の" in words for words in found)
    assert (
        "The Harbour Office will publish the results of the inspection every spring, and they can be read by anyone who is interested in them."
        in found
    )


def joined(*files):
    """The pages of several PDFs as one."""
    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    for data in files:
        made.import_pages(pypdfium2.PdfDocument(data))
    made.save(out)
    return out.getvalue()


def test_a_page_that_reads_as_garbage_is_left_out_and_said():
    report = parsed(
        joined(
            Pages().heading("1　保守").paragraph(LONG * 4).done(), mapped_pdf(CODES[:100], PRIVATE), good()
        )
    )
    assert [w.say("ja") for w in report.warnings] == [
        "4 ページのうち 1 ページは文字が化けているため、入っていません（2 ページ）。元のファイルから PDF を作り直してください。"
    ]
    assert [page.number for page in report.pages] == [1, 3, 4] and "\ue041" not in report.text
