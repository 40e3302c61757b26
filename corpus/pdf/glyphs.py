"""Reads a PDF's glyphs and bookmarks with PDFium. Knows places on a page, not words.

With `drawings`, the only module that knows pypdfium2. Coordinates are points from the page's top left corner, y downwards, as
the page is shown: cropped and turned.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import FileDamaged, FileEncrypted
from corpus.pdf.drawings import Place, Rule, drawings

#: Glyphs of a page that are read: a page full of the smallest print holds 20,000.
_GLYPHS = 200_000
#: Bookmarks that are read.
_BOOKMARKS = 20_000
#: No print is smaller, in points; sizes of nothing are mistakes.
_SMALLEST = 0.5

#: The length that a web-optimised PDF says it has, in its first bytes (ISO 32000-1, annex F).
_LINEAR = re.compile(rb"/Linearized.{0,200}?/L\s+([0-9]{1,12})\b", re.DOTALL)
_HEAD = 2_048
#: The mark that ends a PDF stands in its last bytes; some programs put a few more behind it.
_TAIL = 4_096


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its box `[x0, x1] × [y0, y1]`, its baseline, its size in points.

    `angle` is that of its line, in quarter turns to the left. `spaced` says whether white space comes before
    it: 2 where the file has some, 1 where PDFium supposes it from the gap. `known` is False where the font
    has no character for it.
    """

    char: str
    x0: float
    x1: float
    y0: float
    y1: float
    base: float
    size: float
    bold: bool
    font: int
    angle: int
    spaced: int
    known: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: `number` from 1, its size, what is printed on it; `images` is how much of it images cover, 0 to 1."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    images: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A title of the PDF's own outline, its level from 0 and its page (None when it names none)."""

    title: str
    level: int
    page: int | None


class Document:
    """An open PDF. `title` is the one in its properties."""

    def __init__(self, name: str, data: bytes) -> None:
        """Raises FileEncrypted when it wants a password, FileDamaged when it cannot be opened."""
        self._name = name
        if _is_cut(data):
            # PDFium would mend it and go without the pages that are gone.
            raise FileDamaged(name=name, reason="PDF")
        try:
            self._pdf = pdfium.PdfDocument(data)
            self.count = len(self._pdf)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower() or getattr(error, "err_code", 0) == raw.FPDF_ERR_PASSWORD:
                raise FileEncrypted(name=name) from error
            raise FileDamaged(name=name, reason="PDF") from error
        if not self.count:
            raise FileDamaged(name=name, reason="PDF")

    @property
    def title(self) -> str:
        """The title in the document's properties; empty where there is none."""
        return str(self._pdf.get_metadata_value("Title") or "").strip()

    def sheets(self) -> Iterator[Sheet]:
        """The pages, one after the other. A page that cannot be loaded is empty."""
        for i in range(self.count):
            try:
                page = self._pdf[i]
                text = page.get_textpage()
            except pdfium.PdfiumError:
                yield Sheet(i + 1, 0.0, 0.0, (), (), 0.0)
                continue
            yield _sheet(i + 1, page, text)
            text.close()
            page.close()

    def bookmarks(self) -> list[Bookmark]:
        """The PDF's own outline."""
        found: list[Bookmark] = []
        for item in islice(self._pdf.get_toc(max_depth=8), _BOOKMARKS):
            target = item.get_dest()
            page = target.get_index() if target else None
            found.append(Bookmark(item.get_title().strip(), item.level, None if page is None else page + 1))
        return found


def _is_cut(data: bytes) -> bool:
    """Whether the file's end is missing: the mark that ends a PDF, or bytes that a web-optimised one counts."""
    linear = _LINEAR.search(data[:_HEAD])
    if linear is not None and int(linear.group(1)) > len(data):
        return True
    return b"%%EOF" not in data[-_TAIL:] and b"startxref" not in data[-_TAIL:]


def _sheet(number: int, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90 % 4
    place: Place = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[turn]
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    glyphs = tuple(
        g for g in _glyphs(text, place, turn) if -2 < g.x0 < width + 2 and -2 < g.base < height + 2
    )
    rules, images = drawings(page, place)
    return Sheet(number, width, height, glyphs, rules, images / max(width * height, 1.0))


def _glyphs(text: pdfium.PdfTextPage, place: Place, turn: int) -> Iterator[Glyph]:
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    looks: dict[int, tuple[int, bool, float, int]] = {}
    spaced = 0
    for i in range(min(text.count_chars(), _GLYPHS)):
        char = chr(raw.FPDFText_GetUnicode(text, i))
        drawn = raw.FPDFText_GetTextObject(text, i)
        # What PDFium makes of a hyphen at a line's end.
        char = "-" if char == "\x02" else char
        if not drawn or char.isspace() or char in "\ufffe\u00ad":
            # White space, and what PDFium puts in where it guesses a space or a line's end.
            spaced = max(spaced, 2 if drawn and char.isspace() else 1)
            continue
        raw.FPDFText_GetLooseCharBox(text, i, box)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        key = ctypes.cast(drawn, ctypes.c_void_p).value or 0
        if key not in looks:
            raw.FPDFText_GetMatrix(text, i, matrix)
            looks[key] = _look(text, i, drawn, matrix, turn)
        font, bold, size, angle = looks[key]
        (ax, ay), (bx, by) = place(box.left, box.top), place(box.right, box.bottom)
        base = place(x.value, y.value)[1]
        known = not raw.FPDFText_HasUnicodeMapError(text, i) and char not in "\x00\ufffd"
        x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        char = char if known else "\ufffd"
        yield Glyph(char, x0, x1, y0, y1, base, size, bold, font, angle, spaced, known)
        spaced = 0


def _look(
    text: pdfium.PdfTextPage, at: int, drawn: object, matrix: raw.FS_MATRIX, turn: int
) -> tuple[int, bool, float, int]:
    """A text object's font, whether that is bold, its size in points, its angle in quarter turns."""
    font = raw.FPDFTextObj_GetFont(drawn)
    name = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, 128)
    bold = bool(raw.FPDFFont_GetWeight(font) >= 600) or any(
        part in name.value.lower() for part in (b"bold", b"heavy", b"black", b"-w7", b"-w8", b"-w9")
    )
    size = max(raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0), _SMALLEST)
    angle = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) - turn
    # The base name without the six letters that mark a subset.
    family = name.value.split(b"+")[-1]
    return zlib.crc32(family), bold, size, angle % 4
