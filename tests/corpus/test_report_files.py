"""Files: which are found, how they are decoded, and what is said of those that cannot be read."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from parsed import MORE, PROSE

from corpus import errors
from corpus.reader import find_reports, parse_text, read_report, report_id

TEXT = f"港湾年報\r\n\r\n１　保守\r\n\r\n{PROSE}\r\n"


def says(error: errors.CorpusError, *needed: str) -> None:
    """Both sentences name what is wrong, on one line, and end with what to do."""
    for language, ask in (("ja", "ください。"), ("en", ".")):
        sentence = error.say(language)
        assert all(word in sentence for word in needed), sentence
        assert "\n" not in sentence and "{" not in sentence and sentence.endswith(ask)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "nenpo.txt"
    path.write_bytes(TEXT.encode(encoding))
    report = read_report(path)
    assert report.text == f"港湾年報\n\n1 保守\n\n{PROSE}"
    assert (report.id, report.name, report.title) == ("nenpo", "nenpo.txt", "港湾年報")
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    decoded = path.read_bytes().decode("utf-16" if encoding == "utf-16" else "utf-8")
    start = report.text.index(PROSE)
    assert decoded[report.source_map.to_source(start) :].startswith(PROSE)


def test_big_endian_utf_16_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "nenpo.txt"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_report(path).title == "港湾年報"


@pytest.mark.parametrize("suffix", [".txt", ".TXT", ".md", ".text"])
def test_suffixes_that_are_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"nenpo{suffix}"
    path.write_text(TEXT, encoding="utf-8")
    assert read_report(path).title == "港湾年報"


@pytest.mark.parametrize("name", ["nenpo.csv", "nenpo.", "nenpo"])
def test_a_suffix_that_is_not(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(errors.FormatUnsupported) as raised:
        read_report(path)
    says(raised.value, f"{name}", ".txt", ".md")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\r\n ",
        "\ufeff".encode(),
        "\u3000\n\u3000".encode(),
        "\u200b\u200b\n".encode(),
        b"<table></table>",
        b"12\n\n- 13 -\n\n-----\n",
    ],
)
def test_nothing_in_it(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "kara.txt"
    path.write_bytes(data)
    with pytest.raises(errors.ReportEmpty) as raised:
        read_report(path)
    says(raised.value, "kara.txt")


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        ("Émile à la carte, déjà vu".encode("latin-1"), 1),
        ("中国的港口年度报告包括以下内容，我们在这里说明。".encode("gbk") * 2, 1),
        (b"abc\xff\xfe", 4),
        ("港湾".encode() + b"\x93", 7),
        (b"\xff\xfe\x2f", 3),
    ],
)
def test_not_utf_8(tmp_path: Path, data: bytes, byte: int) -> None:
    path = tmp_path / "sjis.txt"
    path.write_bytes(data)
    with pytest.raises(errors.EncodingUnreadable) as raised:
        read_report(path)
    says(raised.value, "sjis.txt", "UTF-8", str(byte))


@pytest.mark.parametrize(
    "data", [bytes(range(128)) * 4, b"PK\x03\x04" + b"\x00" * 200, ("灯" * 90 + "\uf0b7" * 10).encode()]
)
def test_binary_that_decodes(data: bytes) -> None:
    with pytest.raises(errors.TextNotProse) as raised:
        parse_text("kagi.txt", data)
    says(raised.value, "kagi.txt")


@pytest.mark.parametrize("padding", ["\u00a0", "\u3000", "\u200b", "\u2003", "\u00ad"])
def test_a_text_full_of_invisible_characters_is_still_a_text(padding: str) -> None:
    assert parse_text("nenpo.txt", (padding.join(PROSE)).encode()).text.replace(" ", "") == PROSE


@contextmanager
def without_privileges() -> Iterator[None]:
    """As a user whom permissions bind: the superuser reads everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "himitsu.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(errors.FileUnreadable) as raised, without_privileges():
        read_report(path)
    says(raised.value, "himitsu.txt", "Permission denied")


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name in ("folder.txt", "gone.txt"):
        with pytest.raises(errors.FileUnreadable) as raised:
            read_report(tmp_path / name)
        says(raised.value, name)


def test_a_hostile_name_is_shown_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nb\x1b[31m.exe"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(errors.FormatUnsupported) as raised:
        read_report(path)
    says(raised.value, r"a\nb\x1b[31m.exe")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kaiko-2025.txt", "kaiko-2025"),
        ("港湾 年報（R5）.txt", "港湾-年報-R5"),
        ("ＮＥＮＰＯ　１.txt", "NENPO-1"),
        ("a b&c;rm.md", "a-b-c-rm"),
        ("….txt", "..."),
        ("！？.txt", "report"),
    ],
)
def test_ids_are_short_and_safe(name: str, expected: str) -> None:
    assert report_id(name) == expected


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports among other things, beside a file that is not meant to be read."""
    inside = tmp_path / "reports"
    for name in (
        "b.txt",
        "a.md",
        "deep/er/c.txt",
        "d.pdf",
        "SOURCES.md",
        "README.md",
        ".hidden.txt",
        ".cache/e.txt",
    ):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "outside.txt").write_text(MORE, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "f.txt").write_text(MORE, encoding="utf-8")
    return inside


def names(found: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def test_a_folders_reports_by_name(folder: Path) -> None:
    # d.pdf too: a file that cannot be read is refused by name, and not passed over in silence.
    assert names(find_reports([folder]), folder) == ["a.md", "b.txt", "d.pdf", "deep/er/c.txt"]


def test_links_in_a_folder_lead_nowhere(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder.parent / "outside.txt")
    (folder / "linked").symlink_to(folder.parent / "elsewhere")
    (folder / "broken.txt").symlink_to(folder / "nothing.txt")
    (folder / "round").symlink_to(folder)
    assert names(find_reports([folder]), folder) == ["a.md", "b.txt", "d.pdf", "deep/er/c.txt"]


def test_what_is_named_is_taken_once_even_a_link_or_a_hidden_folder(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder / "deep")
    assert names(find_reports([folder / "b.txt", folder / "b.txt"]), folder) == ["b.txt"]
    assert names(find_reports([folder / ".cache"]), folder) == [".cache/e.txt"]
    assert find_reports([link]) == [link / "er" / "c.txt"]


def test_a_missing_folder(tmp_path: Path) -> None:
    missing = tmp_path / "nai"
    with pytest.raises(errors.FolderMissing) as raised:
        find_reports([tmp_path, missing])
    says(raised.value, "nai", ".txt")


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "SOURCES.md").write_text("# 出典", encoding="utf-8")
    with pytest.raises(errors.FolderEmpty) as raised:
        find_reports([tmp_path])
    says(raised.value, ".txt", ".md")
    assert str(tmp_path)[:40] in raised.value.say("ja")


def test_a_path_that_no_system_takes() -> None:
    with pytest.raises(errors.FileUnreadable) as raised:
        find_reports([Path("a" * 5000)])
    says(raised.value, "aaa")


def test_characters_that_are_lost_already_stand_as_such_and_are_said():
    report = parse_text("nenpo.txt", f"港湾年報\n\n灯\ufffdは3\ue123基である。{PROSE}".encode())
    assert "灯〓は3〓基である。" in report.text
    (warning,) = report.warnings
    assert "2 個を「〓」" in warning.say("ja") and "灯〓は3〓基" in warning.say("en")
    assert report.source_map.to_source(report.text.index("基である")) == 11
