"""Glyphs and rules of a PDF page by PDFium, the fast way.

pdfplumber gives the same in ten times the time; `plumber.py` keeps it as the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import filterfalse, repeat

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.glyphs import Glyphs
from zipingbiao.extract.pdfcalls import Address
from zipingbiao.extract.pdfglyphs import Crowded, text_of
from zipingbiao.extract.pdfpaths import around, bounds, drawn_by
from zipingbiao.extract.plane import UNMOVED, Matrix, ToPage
from zipingbiao.schemas.page import Box, Rule

_PATH, _IMAGE, _TEXT, _FORM = (
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_FORM,
)
# A page of drawn type, each stroke a path, has some ten thousand objects.
MOST_OBJECTS = 200_000
_WALKED = {_PATH, _IMAGE, _TEXT}


@dataclass(frozen=True, slots=True)
class Content:
    """What one PDF page holds. `pictures` are the boxes of its images, `shapes` those of drawings
    that are neither rules nor shading, and of text that has no characters."""

    width: float
    height: float
    glyphs: Glyphs
    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    shapes: tuple[Box, ...] = ()


def page_content(page: pdfium.PdfPage) -> Content:
    """Glyphs, rules and pictures of a page, from its top left, as a reader sees it turned."""
    width, height = page.get_size()
    left, bottom, right, top = page.get_cropbox()
    to_page = ToPage(left, bottom, right, top, page.get_rotation())
    text = text_of(page, to_page)
    pictures: list[Box] = []
    shapes: list[Box] = []
    objects = list(_objects(page, text.objects))
    paths = [(Address(item), matrix) for kind, item, matrix in objects if kind == _PATH]
    drawn = drawn_by(paths, to_page)
    shaped = iter(drawn.shaped)
    for kind, item, matrix in objects:
        if kind == _IMAGE:
            pictures.append(_unit_square(matrix @ _matrix_of(item), to_page))
        elif kind == _TEXT or next(shaped):
            shapes.append(bounds(Address(item), matrix, to_page))
    return Content(width, height, text.glyphs, drawn.rules, tuple(pictures), tuple(shapes))


def _objects(
    page: pdfium.PdfPage, known: frozenset[int]
) -> Iterator[tuple[int, int, Matrix[float]]]:
    """Every path, image and text that is not known yet, by its address, with the matrix of the
    forms that hold it."""
    at = Address(pdfcalls.address_of(page.raw))
    (count,) = pdfcalls.object_count.each([at])
    _refuse_crowd(count)
    pending = [_typed(pdfcalls.object_at.each(repeat(at), range(count)), known, UNMOVED)]
    while pending:
        for kind, item, matrix in pending[-1]:
            if kind == _FORM:
                inner, held = matrix @ _matrix_of(item), _held(Address(item))
                count += len(held)
                _refuse_crowd(count)
                pending.append(_typed(held, known, inner))
                break
            if kind in _WALKED:
                yield kind, item, matrix
        else:
            pending.pop()


def _refuse_crowd(count: int) -> None:
    if count > MOST_OBJECTS:
        raise Crowded


def _typed(
    items: Iterable[int], known: frozenset[int], matrix: Matrix[float]
) -> Iterator[tuple[int, int, Matrix[float]]]:
    """Objects that lie in one form, each with its kind."""
    new = list(filterfalse(known.__contains__, items))
    return zip(pdfcalls.kind_of.each(map(Address, new)), new, repeat(matrix))


def _held(form: Address) -> list[int]:
    """The objects of a form."""
    (count,) = pdfcalls.held_count.each([form])
    _refuse_crowd(count)
    return pdfcalls.held_at.each(repeat(form), range(count))


def _matrix_of(item: int) -> Matrix[float]:
    return Matrix(*pdfcalls.matrices([Address(item)])[0].tolist())


def _unit_square(matrix: Matrix[float], to_page: ToPage) -> Box:
    """Where an image, which fills the unit square (ISO 32000-1, 8.9.5), is shown."""
    return around([to_page(*matrix.apply(x, y)) for x in (0.0, 1.0) for y in (0.0, 1.0)])
