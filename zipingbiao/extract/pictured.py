"""Parts of a PDF page → what they say, by recognition. The page is drawn, once, and is straight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium

from zipingbiao.extract.raster import Ink, Pixels, ink_of, stamp_of, without_stamp
from zipingbiao.extract.render import bounded, page_pixels
from zipingbiao.extract.scan import Said, read_lines, said
from zipingbiao.extract.textlines import Area, clean
from zipingbiao.schemas.page import Box

# Pixels a point: type of 9 points, the usual size, is then 27 pixels high.
SCALE = 3.0
# A border reaches no further into a cell than this (points), half of the thickest rule and its soft
# edge; its rows and columns are inked along most of the cell.
BORDER, ALONG = 2.5, 0.6


def read_boxes(page: pdfium.PdfPage, boxes: Sequence[Box]) -> list[Said]:
    """What stands in each of some places of a page (points from its top left)."""
    scale = bounded(page, SCALE)
    ink = _ink(page_pixels(page, scale))
    areas = [_within(ink.mask, box.scaled(scale), round(BORDER * scale)) for box in boxes]
    return [said([line for _, line in lines]) for lines in read_lines(ink, areas)]


def _ink(picture: Pixels) -> Ink:
    ink = ink_of(picture)
    unstamped = without_stamp(ink, stamp_of(ink))
    return Ink(unstamped.grey, clean(unstamped.mask, ink.type_size), ink.type_size)


def _within(mask: Pixels, box: Box, border: int) -> Area:
    """A place on the page without the borders along its sides."""
    height, width = mask.shape
    x0, x1 = max(0, round(box.x0)), min(width, round(box.x1))
    top, bottom = max(0, round(box.top)), min(height, round(box.bottom))
    part = mask[top:bottom, x0:x1] > 0
    if part.size == 0:
        return Area(x0, top, x0, top)
    rows, columns = part.mean(axis=1) > ALONG, part.mean(axis=0) > ALONG
    return Area(
        x0 + _border(columns, border),
        top + _border(rows, border),
        x1 - _border(columns[::-1], border),
        bottom - _border(rows[::-1], border),
    )


def _border(inked: np.ndarray[tuple[int], np.dtype[np.bool_]], most: int) -> int:
    """How many pixels the border at the beginning of a side takes, with one for its soft edge."""
    found = np.flatnonzero(inked[:most])
    return int(found[-1]) + 2 if len(found) else 0
