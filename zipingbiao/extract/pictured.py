"""Places of a PDF page → what they say, by recognition. The part of the page that holds them all is
drawn, once; it is straight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from zipingbiao.extract.raster import Ink, Pixels, ink_of, stamp_of, without_stamp
from zipingbiao.extract.recognise import recognise
from zipingbiao.extract.render import bounded, page_pixels
from zipingbiao.extract.scan import Said, read_lines, said
from zipingbiao.extract.textlines import Area, clean
from zipingbiao.schemas.page import Box

# Pixels a point: type of 9 points, the usual size, is then 27 pixels high.
SCALE = 3.0
# A character is so high (share of its type size): Chinese ones fill their square nearly.
TALL = 0.82
# Around the places so much of the page (points) is drawn too: more than is needed to tell the
# ground of their type, and a stamp across them.
AROUND = 45.0
# A border reaches no further into a cell than this (points), half of the thickest rule and its soft
# edge; its rows and columns are inked along nearly all of the cell.
BORDER, ALONG = 2.5, 0.8


def read_places(
    page: pdfium.PdfPage, cells: Sequence[Box], lines: Sequence[Box], em: float = 0.0
) -> tuple[list[Said], list[Said]]:
    """What stands in some places of a page (points from its top left).

    Args:
        page: the page, which is drawn.
        cells: places that hold any number of lines.
        lines: places that hold one line each.
        em: the usual type size in points; 0 where it has to be measured.
    """
    part = _part(page, [*cells, *lines], em)
    ink, scale = part.ink, part.scale
    areas = [_within(ink.mask, part.box(box), round(BORDER * scale)) for box in cells]
    in_cells = [said([line for _, line in read]) for read in read_lines(ink, areas)]
    spots = [_area(ink.mask, part.box(box)) for box in lines]
    crops = [ink.grey[spot.top : spot.bottom, spot.x0 : spot.x1] for spot in spots]
    return in_cells, [said(line) for line in recognise([[crop] for crop in crops])]


@dataclass(frozen=True, slots=True)
class _Part:
    """The ink of a part of a page, which begins at some pixel of it, in pixels a point."""

    ink: Ink
    left: int
    top: int
    scale: float

    def box(self, box: Box) -> Box:
        """A place on the page (points) in pixels of the part."""
        on_page = box.scaled(self.scale)
        x0, x1 = on_page.x0 - self.left, on_page.x1 - self.left
        return Box(x0, on_page.top - self.top, x1, on_page.bottom - self.top)


def _part(page: pdfium.PdfPage, places: Sequence[Box], em: float) -> _Part:
    """The part of a page around some places; all of it where its type size is to be measured."""
    scale = bounded(page, SCALE)
    width, height = (math.ceil(side * scale) for side in page.get_size())
    held = Box.around(places).scaled(scale) if em else Box(0, 0, width, height)
    reach = AROUND * scale
    left, right = _stretch(held.x0 - reach, held.x1 + reach, width)
    top, bottom = _stretch(held.top - reach, held.bottom + reach, height)
    picture = page_pixels(page, scale, (left, height - bottom, width - right, top))
    ink = _ink(picture, TALL * em * scale, min(width, height))
    return _Part(ink, left, top, scale)


def _stretch(start: float, end: float, most: int) -> tuple[int, int]:
    """From where to where a stretch of a side goes in whole pixels; it is not empty."""
    begin = min(max(0, int(start)), most - 1)
    return begin, min(max(begin + 1, int(end)), most)


def _ink(picture: Pixels, size: float, side: int) -> Ink:
    """The ink of a part of a page whose characters are so many pixels high (0 if nobody knows), and
    whose shorter side is so many pixels long."""
    ink = ink_of(picture, size, side)
    unstamped = without_stamp(ink, stamp_of(ink))
    return Ink(unstamped.grey, clean(unstamped.mask, ink.type_size), ink.type_size)


def _within(mask: Pixels, box: Box, border: int) -> Area:
    """A cell without the borders along its sides."""
    area = _area(mask, box)
    part = mask[area.top : area.bottom, area.x0 : area.x1] > 0
    if part.size == 0:
        return area
    rows, columns = part.mean(axis=1) > ALONG, part.mean(axis=0) > ALONG
    return Area(
        area.x0 + _border(columns, border),
        area.top + _border(rows, border),
        area.x1 - _border(columns[::-1], border),
        area.bottom - _border(rows[::-1], border),
    )


def _area(mask: Pixels, box: Box) -> Area:
    """A place as whole pixels of the page."""
    height, width = mask.shape
    x0, x1 = sorted(min(max(0, round(x)), width - 1) for x in (box.x0, box.x1))
    top, bottom = sorted(min(max(0, round(y)), height - 1) for y in (box.top, box.bottom))
    return Area(x0, top, x1 + 1, bottom + 1)


def _border(inked: np.ndarray[tuple[int], np.dtype[np.bool_]], most: int) -> int:
    """How many pixels the border at the beginning of a side takes, with one for its soft edge."""
    found = np.flatnonzero(inked[:most])
    return int(found[-1]) + 2 if len(found) else 0
