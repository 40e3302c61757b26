"""Tells what a file is from its name and its first bytes, and what to say of one that is not read.

Knows formats by their outside alone; nothing is parsed here.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.errors import (
    FileDamaged,
    FileEncrypted,
    FormatConvertible,
    FormatMistaken,
    FormatUnsupported,
)

#: What is read, by the ending of the name.
TEXT, HTML, DOCX, PDF = "text", "html", "docx", "pdf"
_FORMATS = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
    ".markdown": TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".pdf": PDF,
}


@dataclass(frozen=True, slots=True)
class _Convertible:
    kind_ja: str
    kind_en: str
    need_ja: str
    need_en: str


_PLAIN = {"Word 文書（.docx）": "a Word document (.docx)", "PDF": "a PDF", "テキストか PDF": "text or PDF"}


def _office(ja: str, en: str, program: str, to: str) -> _Convertible:
    return _Convertible(
        ja, en, f"{program}で開き、{to}で保存し直してください。", f"Open it and save it as {_PLAIN[to]}."
    )


_WORD, _PDF = "Word 文書（.docx）", "PDF"
#: Formats a user may well have, by ending.
_KNOWN: dict[str, _Convertible] = {
    ".doc": _office("古い Word の形式", "the old Word format", "Word ", _WORD),
    ".dot": _office("古い Word の形式", "the old Word format", "Word ", _WORD),
    ".rtf": _office("リッチテキスト", "rich text", "Word ", _WORD),
    ".odt": _office("OpenDocument 文書", "an OpenDocument text", "LibreOffice ", _WORD),
    ".jtd": _office("一太郎の文書", "an Ichitaro document", "一太郎", _PDF),
    ".jtt": _office("一太郎の文書", "an Ichitaro document", "一太郎", _PDF),
    ".jtdc": _office("一太郎の文書", "an Ichitaro document", "一太郎", _PDF),
    ".xdw": _office("DocuWorks の文書", "a DocuWorks document", "DocuWorks ", _PDF),
    ".xbd": _office("DocuWorks の文書", "a DocuWorks document", "DocuWorks ", _PDF),
    ".pages": _office("Pages の文書", "a Pages document", "Pages ", _WORD),
    ".epub": _office("電子書籍", "an e-book", "閲覧ソフト", _PDF),
    ".mht": _office("ウェブアーカイブ", "a web archive", "ブラウザー", _PDF),
    ".mhtml": _office("ウェブアーカイブ", "a web archive", "ブラウザー", _PDF),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".ods"), _office("表計算", "a spreadsheet", "表計算ソフト", _PDF)),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), _office("スライド", "slides", "スライドのソフト", _PDF)),
}  # fmt: skip
_KNOWN |= dict.fromkeys(
    (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp", ".webp", ".heic"),
    _Convertible(
        "画像",
        "an image",
        "文字認識（OCR）をした PDF を入れてください。",
        "Run OCR on it and put in the PDF.",
    ),
)
_KNOWN |= dict.fromkeys(
    (".zip", ".lzh", ".7z", ".rar", ".gz", ".tar", ".tgz"),
    _Convertible(
        "圧縮ファイル",
        "an archive",
        "展開して、中のファイルを入れてください。",
        "Unpack it and put in the files.",
    ),
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: First bytes that tell a kind: (bytes, Japanese, English).
_MAGIC = (
    (b"%PDF-", " PDF ", "a PDF"),
    (b"PK\x03\x04", " Word 文書や圧縮ファイル", "a Word document or an archive"),
    (_OLE, "古い Office の文書", "an old Office document"),
    (b"{\\rtf", "リッチテキスト", "rich text"),
    (b"\x89PNG", "画像", "an image"),
    (b"\xff\xd8\xff", "画像", "an image"),
    (b"GIF8", "画像", "an image"),
    (b"II*\x00", "画像", "an image"),
    (b"MM\x00*", "画像", "an image"),
    (b"\x1f\x8b", "圧縮ファイル", "an archive"),
    (b"7z\xbc\xaf", "圧縮ファイル", "an archive"),
    (b"\x7fELF", "実行ファイル", "a program"),
    (b"MZ\x90", "実行ファイル", "a program"),
)
#: The name of the stream in which Word keeps a document that has a password.
_PACKED = "EncryptedPackage".encode("utf-16-le")
#: Where a PDF's header may stand at the latest (readers allow junk before it).
_PDF_HEADER = 1024


def format_of(name: str) -> str:
    """The format that the ending of `name` stands for. Raises FormatConvertible or FormatUnsupported."""
    ending = _ending(name)
    if ending in _FORMATS:
        return _FORMATS[ending]
    if known := _KNOWN.get(ending):
        raise FormatConvertible(
            name=name,
            kind_ja=known.kind_ja,
            kind_en=known.kind_en,
            need_ja=known.need_ja,
            need_en=known.need_en,
        )
    raise FormatUnsupported(name=name)


def require_kind(name: str, kind: str, data: bytes) -> None:
    """Raises when the bytes are not of the kind the name says: FormatMistaken, FileEncrypted, FileDamaged."""
    if kind == PDF and b"%PDF-" in data[:_PDF_HEADER]:
        return
    if kind == DOCX and data.startswith(b"PK"):
        return
    if kind == DOCX and data.startswith(_OLE) and _PACKED in data:
        raise FileEncrypted(name=name)
    found = next(((ja, en) for magic, ja, en in _MAGIC if data.startswith(magic)), None)
    if found is not None:
        raise FormatMistaken(name=name, kind_ja=found[0], kind_en=found[1])
    if kind in (PDF, DOCX) and data:
        raise FileDamaged(name=name, reason="no dataer")


def _ending(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""
