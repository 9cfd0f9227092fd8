"""A picture of a page → rules by image processing, runs by recognition of the cells' lines.

Straighten, find the rules, build the cells with the one grid builder, cut out the lines of type
of each cell and recognise them. Blank cells are never sent to the recogniser.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zipingbiao.extract.glyphs import paragraph_lines
from zipingbiao.extract.raster import Ink, Pixels, ink_of
from zipingbiao.extract.recognise import Line, recognise
from zipingbiao.extract.ruled import Lattice, Slot, find_lattices, slots_of
from zipingbiao.extract.rulings import SNAP, find_rulings, walls
from zipingbiao.extract.straighten import Straight, straighten
from zipingbiao.extract.textlines import Area, clean, joined_bands, lines_in
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Rule, Run, Source

# No table is narrower (type sizes): boxes within a character of a title are none.
TABLE_WIDTH = 10.0
# Type keeps at least this distance (share of the type size) from the rules.
INSET = 0.1


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A straightened page: its type without the rules, and the way back to the page."""

    straight: Straight
    ink: Ink
    scale: float

    def box(self, area: Box) -> Box:
        """A place on the straightened picture as page coordinates."""
        corners = [
            self.straight.origin(x, y) for x in (area.x0, area.x1) for y in (area.top, area.bottom)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys)).scaled(1 / self.scale)


def read_scan(picture: Pixels, number: int, scale: float, note: str = "") -> Page:
    """Read a picture of a page.

    Args:
        picture: (height, width, 3) BGR or (height, width) grey.
        number: the page's number, from 1.
        scale: pixels for one unit of page coordinates.
        note: why the page is read from its picture.
    """
    straight = straighten(picture)
    ink = ink_of(straight.picture)
    rulings = find_rulings(ink)
    lattices = [
        lattice
        for lattice in find_lattices(rulings.rules, SNAP * ink.type_size)
        if lattice.box.width >= TABLE_WIDTH * ink.type_size
    ]
    wall = walls(ink.mask.shape[:2], lattices, rulings.thickness) > 0
    type_mask = clean(np.where(wall, np.uint8(0), ink.mask), ink.type_size)
    grey = np.where(wall, np.uint8(255), ink.grey)
    sheet = _Sheet(straight, Ink(grey, type_mask, ink.type_size), scale)
    grids = tuple(_grid(sheet, lattice, number) for lattice in lattices)
    lines = paragraph_lines(_free_runs(sheet, lattices))
    height, width = picture.shape[:2]
    return Page(
        number,
        width / scale,
        height / scale,
        Source.OCR,
        tuple(_page_rule(sheet, rule) for rule in rulings.rules),
        (),
        grids,
        lines,
        note,
    )


def _page_rule(sheet: _Sheet, rule: Rule) -> Rule:
    """A rule on the page as given: the level one that lies nearest to the leaning one there."""
    ends = (
        Box(rule.start, rule.at, rule.end, rule.at),
        Box(rule.at, rule.start, rule.at, rule.end),
    )
    box = sheet.box(ends[0] if rule.horizontal else ends[1])
    if rule.horizontal:
        return Rule(True, box.center[1], box.x0, box.x1)
    return Rule(False, box.center[0], box.top, box.bottom)


def _grid(sheet: _Sheet, lattice: Lattice, number: int) -> Grid:
    cells = tuple(_cell(sheet, slot, number) for slot in slots_of(lattice))
    edges = tuple(x / sheet.scale for x in lattice.xs)
    box = sheet.box(lattice.box)
    return Grid(number, lattice.rows, lattice.columns, cells, True, box, edges)


def _cell(sheet: _Sheet, slot: Slot, number: int) -> Cell:
    inset = INSET * sheet.ink.type_size
    area = Area(
        round(slot.box.x0 + inset),
        round(slot.box.top + inset),
        round(slot.box.x1 - inset),
        round(slot.box.bottom - inset),
    )
    lines = [line for _, line in _read_lines(sheet, area) if line.text]
    return Cell(
        slot.row,
        slot.column,
        slot.row_span,
        slot.column_span,
        "\n".join(line.text for line in lines),
        number,
        sheet.box(slot.box),
        Source.OCR,
        min((line.confidence for line in lines), default=1.0),
        lines[0].readings if len(lines) == 1 else (),
    )


def _read_lines(sheet: _Sheet, area: Area) -> list[tuple[Area, Line]]:
    size = sheet.ink.type_size
    areas = joined_bands(list(lines_in(sheet.ink.mask, area, size)), size)
    return [(line, recognise(_crop(sheet, line, area))) for line in areas]


def _crop(sheet: _Sheet, line: Area, within: Area) -> Pixels:
    """The grey of a line with a little of its surroundings, but none of its neighbours.

    A mark that is lower than type (a dash) keeps the height of a line, so that it stays a dash.
    """
    extra = max(1, round(0.08 * sheet.ink.type_size))
    low = max(0.0, sheet.ink.type_size - (line.bottom - line.top)) / 2
    top = max(within.top, round(line.top - extra - low))
    bottom = min(within.bottom, round(line.bottom + extra + low))
    x0, x1 = max(within.x0, line.x0 - extra), min(within.x1, line.x1 + extra)
    crop: Pixels = sheet.ink.grey[top:bottom, x0:x1]
    return crop


def _free_runs(sheet: _Sheet, lattices: Sequence[Lattice]) -> list[Run]:
    """The lines of type above, between and below the tables, over the whole width."""
    height, width = sheet.ink.mask.shape
    tops = [0, *(round(lattice.ys[-1]) for lattice in lattices)]
    bottoms = [*(round(lattice.ys[0]) for lattice in lattices), height]
    margin = round(0.01 * width)
    runs: list[Run] = []
    for top, bottom in zip(tops, bottoms, strict=True):
        area = Area(margin, top + 4, width - margin, bottom - 4)
        for place, line in _read_lines(sheet, area):
            box = sheet.box(Box(place.x0, place.top, place.x1, place.bottom))
            if line.text:
                runs.append(Run(line.text, box, Source.OCR, line.confidence, line.readings))
    return runs
