"""Files that cannot be read: what is said of each, and that none of them costs memory, time or the process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_docx import docx, p
from made_pdf import Pages
from parsed import MORE, PROSE

from corpus import errors, workshop
from corpus.formats.docx import draft as draft_docx
from corpus.kinds import format_of, require_kind
from corpus.reader import read_report
from corpus.report import Page
from settings import ROOT

LONG = PROSE + MORE
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def refused(path: Path) -> errors.CorpusError:
    with pytest.raises(errors.CorpusError) as raised:
        read_report(path)
    ja, en = raised.value.say("ja"), raised.value.say("en")
    assert ja.endswith("ください。") and en.endswith(".") and "\n" not in ja + en
    return raised.value


def written(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_each_format_is_read_by_its_own_parser(tmp_path):
    html = f"<title>年報</title><h1>港湾年報</h1><h2>総論</h2><p>{LONG}</p>".encode()
    pdf = (
        Pages()
        .heading("港湾年報", 20)
        .heading("総論")
        .paragraph(LONG)
        .foot(9)
        .turn()
        .paragraph(MORE)
        .foot(10)
        .done()
    )
    word = docx(p("港湾年報", "T") + p("総論", "H1") + p(LONG))
    for name, data in (("a.html", html), ("b.pdf", pdf), ("c.docx", word), ("d.HTM", html)):
        report = read_report(written(tmp_path, name, data))
        assert (report.title, report.name) == ("港湾年報", name)
        assert [section.path for section in report.sections] == [("港湾年報",), ("港湾年報", "総論")]
        assert LONG in report.text
    assert read_report(tmp_path / "b.pdf").page_at(0) == Page(0, 1, 9)


@pytest.mark.parametrize(
    ("name", "needed_ja", "needed_en"),
    [
        ("a.doc", "Word で開き、Word 文書（.docx）で保存", "Word document (.docx)"),
        ("a.jtd", "一太郎で開き、PDFで保存", "PDF"),
        ("a.xdw", "DocuWorks で開き、PDFで保存", "PDF"),
        ("a.RTF", "リッチテキスト", "rich text"),
        ("a.xlsx", "表計算", "spreadsheet"),
        ("a.ppt", "スライド", "slides"),
        ("a.tiff", "文字認識", "OCR"),
        ("a.zip", "展開して", "Unpack"),
    ],
)
def test_a_known_format_that_is_not_read_says_how_to_convert_it(tmp_path, name, needed_ja, needed_en):
    error = refused(written(tmp_path, name, OLE))
    assert isinstance(error, errors.FormatConvertible)
    assert needed_ja in error.say("ja") and needed_en in error.say("en") and name in error.say("ja")


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"%PDF-1.7\n" + bytes(100), errors.FormatMistaken),
        ("a.txt", b"PK\x03\x04" + bytes(100), errors.FormatMistaken),
        ("a.md", OLE, errors.FormatMistaken),
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(100), errors.FormatMistaken),
        ("a.pdf", LONG.encode(), errors.FileDamaged),
        ("a.pdf", b"PK\x03\x04" + bytes(100), errors.FormatMistaken),
        ("a.docx", OLE, errors.FormatMistaken),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), errors.FileEncrypted),
        ("a.docx", LONG.encode(), errors.FileDamaged),
        ("a.docx", b"PK\x03\x04" + bytes(100), errors.FileDamaged),
        ("a.pdf", b"", errors.ReportEmpty),
        ("a.docx", b"", errors.ReportEmpty),
        ("a.html", b"", errors.ReportEmpty),
        ("a.txt", bytes(3000), errors.TextNotProse),
        ("a.txt", ("港湾年報\n" + LONG).encode("utf-16")[:-1], errors.TextNotProse),
    ],
)
def test_content_that_is_not_what_the_name_says(tmp_path, name, data, error):
    assert type(refused(written(tmp_path, name, data))) is error


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html"])
def test_five_hundred_megabytes_are_not_read(tmp_path, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(500_000_000)
    error = refused(path)
    assert isinstance(error, errors.FileTooLarge) and "500 MB" in error.say("ja")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_no_report(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert isinstance(refused(tmp_path / "pipe.txt"), errors.FileUnreadable)


@pytest.mark.parametrize(
    "name", ["a\nb.pdf", "\x1b[2J.docx", "txt.\u202efdp.html", "a\u200b.pdf", "-x.pdf", "日本 語.docx"]
)
def test_hostile_names_are_shown_on_one_harmless_line(tmp_path, name):
    error = refused(written(tmp_path, name, b"%PDF-1.7\nPK"))
    for sentence in (error.say("ja"), error.say("en")):
        assert all(char.isprintable() for char in sentence)


def test_a_name_that_is_no_unicode_is_read_all_the_same(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.html"))
    try:
        path.write_bytes(f"<h1>港湾年報</h1><p>{LONG}</p>".encode())
    except OSError:
        pytest.skip("the file system takes no such names")
    assert LONG in read_report(path).text


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(workshop, "_SECONDS", 1)
    monkeypatch.setattr(workshop, "_SECONDS_A_MEGABYTE", 0)
    slow = Pages()
    for _ in range(40):
        for line in range(60):
            slow.at(20, 60 + line * 12, LONG[:50])
        slow.turn()
    heavy = slow.done()
    with pytest.raises(errors.ParsingExceeded) as raised:
        workshop.draft_apart("pdf", "slow.pdf", _repeated(heavy))
    assert "slow.pdf" in raised.value.say("ja") and "1 s" in raised.value.say("en")


def _repeated(pdf: bytes) -> bytes:
    """A PDF of very many pages: those of `pdf` over and over."""
    import io

    import pypdfium2

    source, made, out = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(20):
        made.import_pages(source)
    made.save(out)
    return out.getvalue()


def test_what_takes_too_much_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(workshop, "_MEMORY", 60_000_000)
    with pytest.raises((errors.ParsingExceeded, errors.ParsingFailed)):
        workshop.draft_apart("docx", "big.docx", docx(p(LONG * 200_000)))


def test_a_draft_comes_back_from_the_child_as_it_was_made():
    data = docx(p("港湾年報", "T") + p("総論", "H1") + p(LONG))
    assert workshop.draft_apart("docx", "a.docx", data) == draft_docx("a.docx", data)


def test_the_child_says_what_is_wrong_and_nothing_else():
    done = subprocess.run(
        [sys.executable, "-m", "corpus.formats", "pdf", "a.pdf", "30", "3000000000"],
        input=b"%PDF-1.7\n",
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert json.loads(done.stdout) == {"error": "FileDamaged", "fields": {"name": "a.pdf", "reason": "PDF"}}


def test_a_pdf_with_something_before_its_header_is_one():
    require_kind("a.pdf", "pdf", b"\n\n junk %PDF-1.4")
    with pytest.raises(errors.FileDamaged):
        require_kind("a.pdf", "pdf", b" " * 2000 + b"%PDF-1.4")


def test_hidden_names_have_no_ending():
    with pytest.raises(errors.FormatUnsupported):
        format_of(".pdf")


def test_a_parser_that_breaks_takes_nothing_with_it(monkeypatch):
    monkeypatch.setattr(workshop, "_MEMORY", "no number")
    with pytest.raises(errors.ParsingFailed) as raised:
        workshop.draft_apart("pdf", "a.pdf", b"%PDF-1.7")
    assert "a.pdf" in raised.value.say("ja") and "ValueError" in raised.value.say("en")
