"""Glyphs and rules of a PDF page by PDFium, the fast way.

pdfplumber gives the same in ten times the time; `plumber.py` keeps it as the reference.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.glyphs import Glyph
from zipingbiao.extract.pdfglyphs import text_of
from zipingbiao.extract.plane import Matrix, Point, ToPage
from zipingbiao.schemas.page import Box, Rule

# A filled area thinner than this (points) is a drawn rule, not an area; Word draws rules so.
THIN = 3.0
# How far (points) a rule may lean and still be meant as axis-parallel.
LEAN = 0.75
# A polygon with more corners than this (a rectangle that is closed twice has 6 points) is a shape.
CORNERS = 6
_WALKED = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT)


@dataclass(frozen=True, slots=True)
class Content:
    """What one PDF page holds. `pictures` are the boxes of its images, `shapes` those of drawings
    that are neither rules nor shading, and of text that has no characters."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    shapes: tuple[Box, ...] = ()


def page_content(page: pdfium.PdfPage) -> Content:
    """Glyphs, rules and pictures of a page, from its top left, as a reader sees it turned."""
    width, height = page.get_size()
    to_page = ToPage(*page.get_cropbox(), page.get_rotation())
    text = text_of(page, to_page)
    rules: list[Rule] = []
    pictures: list[Box] = []
    shapes: list[Box] = []
    for kind, item, matrix in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_unit_square(matrix @ _matrix_of(item), to_page))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawing = _drawing(item, matrix, to_page)
            rules.extend(drawing.rules)
            shapes.extend(drawing.shapes)
        elif item not in text.objects:
            shapes.append(_bounds(item, matrix, to_page))
    return Content(width, height, text.glyphs, tuple(rules), tuple(pictures), tuple(shapes))


def _matrix_of(item: int) -> Matrix:
    matrix = raw.FS_MATRIX()
    pdfcalls.place_of(item, ctypes.addressof(matrix))
    return Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, int, Matrix]]:
    """Every path, image and text, by its address, with the matrix of the forms that hold it."""
    at = pdfcalls.address_of(page.raw)
    whole = Matrix()
    pending = [(pdfcalls.object_at(at, i), whole) for i in range(pdfcalls.object_count(at))]
    pending.reverse()
    while pending:
        item, matrix = pending.pop()
        kind = pdfcalls.kind_of(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            inner = matrix @ _matrix_of(item)
            held = pdfcalls.held_count(item)
            pending.extend((pdfcalls.held_at(item, i), inner) for i in reversed(range(held)))
        elif kind in _WALKED:
            yield kind, item, matrix


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What a path draws: rules, and the boxes of what is no rule (type as outlines, a tick)."""

    rules: tuple[Rule, ...] = ()
    shapes: tuple[Box, ...] = ()


def _drawing(item: int, matrix: Matrix, to_page: ToPage) -> _Drawing:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfcalls.draw_mode_of(item, ctypes.addressof(fill), ctypes.addressof(stroke))
    if not fill.value and not stroke.value:
        return _Drawing()
    polygons, curved = _polygons(item, matrix @ _matrix_of(item), to_page)
    rules: list[Rule] = []
    shaped = curved or any(map(_is_shape, polygons))
    for polygon in polygons:
        if stroke.value:
            rules.extend(sides(polygon))
        elif not shaped:
            rules.extend(thin_area(polygon))
    shapes = (_bounds(item, matrix, to_page),) if shaped else ()
    return _Drawing(tuple(rules), shapes)


def _polygons(item: int, matrix: Matrix, to_page: ToPage) -> tuple[list[list[Point]], bool]:
    """The straight subpaths, and whether there are curves, each of which ends one."""
    polygons: list[list[Point]] = []
    polygon: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    end = ctypes.addressof(x), ctypes.addressof(y)
    for index in range(pdfcalls.segment_count(item)):
        segment = pdfcalls.segment_at(item, index)
        kind = pdfcalls.segment_kind(segment)
        pdfcalls.segment_end(segment, *end)
        point = to_page(*matrix.apply(x.value, y.value))
        if kind == raw.FPDF_SEGMENT_LINETO:
            polygon.append(point)
        else:
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            polygons.append(polygon)
            polygon = [point]
        if pdfcalls.segment_closes(segment) and polygon:
            polygon.append(polygon[0])
    polygons.append(polygon)
    return [polygon for polygon in polygons if len(polygon) > 1], curved


def _is_shape(polygon: list[Point]) -> bool:
    """Whether a polygon is more than a box or a line: it has many corners, and slanted sides or
    more than four of another kind. One slanted line strikes out a cell and says nothing."""
    if len(polygon) < 3 or len(polygon) > CORNERS:
        return len(polygon) > CORNERS
    slanted = [
        abs(x1 - x0) > LEAN and abs(y1 - y0) > LEAN for (x0, y0), (x1, y1) in pairwise(polygon)
    ]
    return sum(slanted) > 1


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
    return _around([to_page(*matrix.apply(x, y)) for x in (0, 1) for y in (0, 1)])


def _bounds(item: int, matrix: Matrix, to_page: ToPage) -> Box:
    """Where an object is shown; a point at the corner if PDFium does not say."""
    edges = [ctypes.c_float() for _ in range(4)]
    pdfcalls.bounds_of(item, *map(ctypes.addressof, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return _around([to_page(*matrix.apply(x, y)) for x in (left, right) for y in (bottom, top)])


def _around(corners: list[Point]) -> Box:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
