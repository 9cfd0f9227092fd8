"""Glyphs and rules of a PDF page by PDFium, the fast way.

pdfplumber gives the same in ten times the time; `plumber.py` keeps it as the reference.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from zipingbiao.extract.glyphs import Glyph
from zipingbiao.schemas.page import Box, Rule

Point = tuple[float, float]
ToPage = Callable[[float, float], Point]

# A filled area thinner than this (points) is a drawn rule, not an area; Word draws rules so.
THIN = 3.0
# How far (points) a rule may lean and still be meant as axis-parallel.
LEAN = 0.75
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE


@dataclass(frozen=True, slots=True)
class Content:
    """What one PDF page holds. `pictures` are the boxes of its images."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]


def page_content(page: pdfium.PdfPage) -> Content:
    """Glyphs, rules and pictures of a page, from its top left, as a reader sees it turned."""
    width, height = page.get_size()
    to_page = _to_page(page)
    rules: list[Rule] = []
    pictures: list[Box] = []
    for kind, item, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules.extend(_path_rules(item, matrix, to_page))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_unit_square(matrix @ Matrix.of(item), to_page))
    glyphs = tuple(_glyphs(page, to_page))
    return Content(width, height, glyphs, tuple(rules), tuple(pictures))


@dataclass(frozen=True, slots=True)
class Matrix:
    """An affine map, written as PDF writes it (ISO 32000-1, 8.3.3)."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    @staticmethod
    def of(item: raw.FPDF_PAGEOBJECT) -> Matrix:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(item, matrix)
        return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)

    def apply(self, x: float, y: float) -> Point:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def __matmul__(self, inner: Matrix) -> Matrix:
        """First `inner`, then this."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )


def _to_page(page: pdfium.PdfPage) -> ToPage:
    """User space → points from the top left of the turned page."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    turned: dict[int, ToPage] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turned[turn]


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, raw.FPDF_PAGEOBJECT, Matrix]]:
    """Every path and image with the matrix of the forms that hold it."""
    count = raw.FPDFPage_CountObjects(page.raw)
    pending = [(raw.FPDFPage_GetObject(page.raw, i), Matrix()) for i in range(count)]
    pending.reverse()
    while pending:
        item, matrix = pending.pop()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = matrix @ Matrix.of(item)
            held = raw.FPDFFormObj_CountObjects(item)
            pending.extend(
                (raw.FPDFFormObj_GetObject(item, i), inner) for i in reversed(range(held))
            )
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            yield kind, item, matrix


def _path_rules(item: raw.FPDF_PAGEOBJECT, matrix: Matrix, to_page: ToPage) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    place = matrix @ Matrix.of(item)
    for polygon in _polygons(item, place, to_page):
        if stroke.value:
            yield from sides(polygon)
        else:
            yield from thin_area(polygon)


def _polygons(item: raw.FPDF_PAGEOBJECT, matrix: Matrix, to_page: ToPage) -> Iterator[list[Point]]:
    """The straight subpaths; a curve ends one."""
    polygon: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = to_page(*matrix.apply(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_LINETO:
            polygon.append(point)
        else:
            if len(polygon) > 1:
                yield polygon
            polygon = [point]
        if raw.FPDFPathSegment_GetClose(segment) and polygon:
            polygon.append(polygon[0])
    if len(polygon) > 1:
        yield polygon


def sides(polygon: list[Point]) -> Iterator[Rule]:
    """The axis-parallel sides of a stroked polygon."""
    for (x0, y0), (x1, y1) in pairwise(polygon):
        if abs(y1 - y0) <= LEAN < abs(x1 - x0):
            yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= LEAN < abs(y1 - y0):
            yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def thin_area(polygon: list[Point]) -> Iterator[Rule]:
    """A filled area is a rule if it is thin."""
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
        yield Rule(True, (y0 + y1) / 2, x0, x1)
    elif x1 - x0 <= THIN and y1 - y0 > x1 - x0:
        yield Rule(False, (x0 + x1) / 2, y0, y1)


def _unit_square(matrix: Matrix, to_page: ToPage) -> Box:
    """Where an image, which fills the unit square (ISO 32000-1, 8.9.5), is shown."""
    corners = [to_page(*matrix.apply(x, y)) for x in (0, 1) for y in (0, 1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _glyphs(page: pdfium.PdfPage, to_page: ToPage) -> Iterator[Glyph]:
    text = page.get_textpage()
    try:
        yield from _text_glyphs(text, to_page)
    finally:
        text.close()


def _text_glyphs(text: pdfium.PdfTextPage, to_page: ToPage) -> Iterator[Glyph]:
    rect = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    high, spaced = "", False
    clips = _Clips(to_page)
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
            high = chr(code)
            continue
        char, high = _char(high, code), ""
        if char.isspace() or raw.FPDFText_IsGenerated(text.raw, index) == 1:
            spaced = spaced or raw.FPDFText_IsGenerated(text.raw, index) == 0
            continue
        if not raw.FPDFText_GetLooseCharBox(text.raw, index, rect):
            continue
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        x0, top = to_page(rect.left, rect.top)
        x1, bottom = to_page(rect.right, rect.bottom)
        box = Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))
        item = raw.FPDFText_GetTextObject(text.raw, index)
        shown = clips.visible_part(item, box)
        if shown is None:
            continue
        hidden = raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
        yield Glyph(char, shown, to_page(x.value, y.value)[1], box.height, hidden, spaced)
        spaced = False


class _Clips:
    """What the clip path of a text object leaves visible (spreadsheets clip cells at a page's
    end, and print the whole text on both pages)."""

    def __init__(self, to_page: ToPage) -> None:
        self._to_page = to_page
        self._item: int | None = None
        self._clip: Box | None = None

    def visible_part(self, item: raw.FPDF_PAGEOBJECT, box: Box) -> Box | None:
        """The part of `box` inside the clip of `item`; None if nothing is."""
        address = ctypes.cast(item, ctypes.c_void_p).value
        if address != self._item:
            self._item, self._clip = address, _clip_box(item, self._to_page)
        if self._clip is None:
            return box
        return box.shared(self._clip)


def _clip_box(item: raw.FPDF_PAGEOBJECT, to_page: ToPage) -> Box | None:
    """What all clip paths of an object have in common, by their bounds; None if unclipped."""
    path = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    clip: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, count)):
        corners = []
        for number in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            segment = raw.FPDFClipPath_GetPathSegment(path, index, number)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append(to_page(x.value, y.value))
        if len(corners) < 3:
            continue
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        bounds = Box(min(xs), min(ys), max(xs), max(ys))
        clip = bounds if clip is None else clip.shared(bounds) or Box(0, 0, 0, 0)
    return clip


def _char(high: str, code: int) -> str:
    if high and 0xDC00 <= code < 0xE000:
        return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")
    return chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
