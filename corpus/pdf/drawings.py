"""Reads what a page draws besides glyphs: thin rules, level and upright, and how much images cover. Knows no table."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

#: Objects of a page looked through for rules: drawings have more, tables never.
_OBJECTS = 20_000
#: Segments of a path that can still be a table's rules.
_SEGMENTS = 2_000
#: A rule is thinner than this and longer than that, in points.
_THIN, _LONG = 2.5, 6.0

#: From a point of the page's own space to where it is shown.
Place = Callable[[float, float], tuple[float, float]]


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


def drawings(page: pdfium.PdfPage, place: Place) -> tuple[tuple[Rule, ...], float]:
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


def _rules_of(drawn: object, bounds: Rule, place: Place) -> Iterator[Rule]:
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
