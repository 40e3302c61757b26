"""Reads a PDF's glyphs, rules and bookmarks with PDFium. Knows places on a page, not words.

The only module that knows pypdfium2. Coordinates are points from the page's top left corner, y downwards, as
the page is shown: cropped and turned.
"""

from __future__ import annotations

import ctypes
import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import FileDamaged, FileEncrypted

#: Objects of a page looked through for rules: drawings have more, tables never.
_OBJECTS = 20_000
#: Segments of a path that can still be a table's rules.
_SEGMENTS = 2_000
#: A rule is thinner than this and longer than that, in points.
_THIN, _LONG = 2.5, 6.0
#: Glyphs of a page that are read: a page full of the smallest print holds 20,000.
_GLYPHS = 200_000
#: No print is smaller, in points; sizes of nothing are mistakes.
_SMALLEST = 0.5

_Place = Callable[[float, float], tuple[float, float]]


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
class Rule:
    """A thin line of the page, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


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
        for item in self._pdf.get_toc(max_depth=8):
            target = item.get_dest()
            page = target.get_index() if target else None
            found.append(Bookmark(item.get_title().strip(), item.level, None if page is None else page + 1))
        return found


def _sheet(number: int, page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Sheet:
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() // 90 % 4
    place: _Place = (
        lambda x, y: (x - left, top - y),
        lambda x, y: (y - bottom, x - left),
        lambda x, y: (right - x, y - bottom),
        lambda x, y: (top - y, right - x),
    )[turn]
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    glyphs = tuple(
        g for g in _glyphs(text, place, turn) if -2 < g.x0 < width + 2 and -2 < g.base < height + 2
    )
    rules, images = _drawings(page, place)
    return Sheet(number, width, height, glyphs, rules, images / max(width * height, 1.0))


def _glyphs(text: pdfium.PdfTextPage, place: _Place, turn: int) -> Iterator[Glyph]:
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


def _drawings(page: pdfium.PdfPage, place: _Place) -> tuple[tuple[Rule, ...], float]:
    """The page's rules, and the area its images cover."""
    rules: list[Rule] = []
    images = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for i in range(min(raw.FPDFPage_CountObjects(page), _OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, i)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        (ax, ay), (bx, by) = place(left.value, top.value), place(right.value, bottom.value)
        bounds = Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += (bounds.x1 - bounds.x0) * (bounds.y1 - bounds.y0)
        else:
            rules += _rules_of(drawn, bounds, place)
    return tuple(rules), images


def _rules_of(drawn: object, bounds: Rule, place: _Place) -> Iterator[Rule]:
    """The rules a path draws: itself when it is thin, else its level and upright segments."""
    width, height = bounds.x1 - bounds.x0, bounds.y1 - bounds.y0
    if min(width, height) <= _THIN:
        if max(width, height) >= _LONG:
            yield bounds
        return
    count = raw.FPDFPath_CountSegments(drawn)
    if not 2 <= count <= _SEGMENTS:
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = place(
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO and before:
            yield from _rule(before, here)
        if raw.FPDFPathSegment_GetClose(segment) and first:
            yield from _rule(here, first)
        before = here


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (ax, ay), (bx, by) = one, other
    rule = Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    width, height = rule.x1 - rule.x0, rule.y1 - rule.y0
    if min(width, height) <= 0.5 and max(width, height) >= _LONG:
        yield rule
