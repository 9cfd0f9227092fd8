"""Parts of a PDF page → what they say, by recognition. The page is drawn, once, and is straight."""

from __future__ import annotations

from collections.abc import Sequence

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
    scale = bounded(page, SCALE)
    ink = _ink(page_pixels(page, scale), TALL * em * scale)
    areas = [_within(ink.mask, box.scaled(scale), round(BORDER * scale)) for box in cells]
    in_cells = [said([line for _, line in read]) for read in read_lines(ink, areas)]
    spots = [_area(ink.mask, box.scaled(scale)) for box in lines]
    crops = [ink.grey[spot.top : spot.bottom, spot.x0 : spot.x1] for spot in spots]
    return in_cells, [said(line) for line in recognise([[crop] for crop in crops])]


def _ink(picture: Pixels, size: float) -> Ink:
    """The ink of a page whose characters are so many pixels high; 0 if nobody knows."""
    ink = ink_of(picture, size)
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
