"""A picture of a page → rules by image processing, runs by recognition of the cells' lines.

Straighten, find the rules, build the cells with the one grid builder, cut out the lines of type
of each cell and recognise them. Blank cells are never sent to the recogniser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from zipingbiao.extract.gutters import INFERRED, columns_of
from zipingbiao.extract.lines import paragraph_lines
from zipingbiao.extract.memory import share_one_heap
from zipingbiao.extract.notes import TURNED, joined_notes
from zipingbiao.extract.orientation import lie_of
from zipingbiao.extract.raster import (
    Ink,
    Pixels,
    framed,
    ink_of,
    legible,
    pale_stamp_of,
    stamp_of,
    type_boxes,
    type_tone,
    without_colour,
    without_stamp,
)
from zipingbiao.extract.recognise import Line, recognise
from zipingbiao.extract.ruled import Lattice, Slot, TooManyRules, find_lattices, slots_of
from zipingbiao.extract.rulings import SNAP, Rulings, find_rulings, walls
from zipingbiao.extract.secondlook import CellLines, Retained, retained
from zipingbiao.extract.straighten import Straight, straighten
from zipingbiao.extract.textlines import Area, clean, joined_bands, lines_in, with_letters
from zipingbiao.extract.ticks import with_boxes
from zipingbiao.extract.walls import drawn
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Reading, Rule, Run, Source

# No table is narrower (type sizes): boxes within a character of a title are none.
TABLE_WIDTH = 10.0
# A drawn table of fewer columns is a frame, not a table.
COLUMNS = 3
# Paper added around a page (share of its width): a table may be cut out along its outer rules.
MARGIN = 0.02
# No amount is printed with a leading zero: the arc of a stamp was read with it. It is hardly right.
_PADDED, HARDLY = re.compile(r"0\d[\d,.]*"), 0.5
# Type keeps at least this distance (share of the type size) from the rules.
INSET = 0.1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A straightened page: its type without the rules, and the way back to the page; `kept` is a
    small copy of it for a second look. `inferred`: its columns are told by the type, not by rules.
    """

    straight: Straight
    ink: Ink
    scale: float
    rules: tuple[Rule, ...]
    kept: Retained
    margin: int = 0
    inferred: bool = False

    def box(self, area: Box) -> Box:
        """A place on the straightened picture as page coordinates."""
        corners = [
            self.straight.origin(x, y) for x in (area.x0, area.x1) for y in (area.top, area.bottom)
        ]
        xs, ys = [x - self.margin for x, _ in corners], [y - self.margin for _, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys)).scaled(1 / self.scale)


def read_scan(picture: Pixels, number: int, scale: float, note: str = "") -> Page:
    """Read a picture of a page.

    Args:
        picture: (height, width, 3) BGR or (height, width) grey.
        number: the page's number, from 1.
        scale: pixels for one unit of page coordinates.
        note: why the page is read from its picture.
    """
    share_one_heap()
    picture = without_colour(picture)
    lying = lie_of(picture)
    if lying.turns:
        picture = np.ascontiguousarray(np.rot90(picture, lying.turns))
        note = joined_notes(filter(None, (note, TURNED)))
    sheet, lattices = sheet_of(picture, scale, lying.type_size)
    height, width = picture.shape[:2]
    grids = [_grid(sheet, lattice, number) for lattice in lattices]
    cells = {box: lines for _, held in grids for box, lines in held.items()}
    return Page(
        number,
        width / scale,
        height / scale,
        Source.OCR,
        tuple(_page_rule(sheet, rule) for rule in sheet.rules),
        (),
        tuple(grid for grid, _ in grids),
        paragraph_lines(_free_runs(sheet, lattices)),
        note,
        -90 * lying.turns % 360,
        replace(sheet.kept, cells=cells),
    )


def sheet_of(picture: Pixels, scale: float = 1.0, size: float = 0.0) -> tuple[Sheet, list[Lattice]]:
    """Straighten a page, find its tables, and clear their rules and stamps out of its type.

    Args:
        picture: (height, width, 3) BGR or (height, width) grey.
        scale: pixels for one unit of page coordinates.
        size: about how high a character is in pixels; measured where it is not known.
    """
    enlarged, factor = legible(without_colour(picture), size)
    margin = round(MARGIN * enlarged.shape[1])
    straight = straighten(framed(enlarged, margin), size * factor)
    ink = ink_of(straight.picture)
    rulings = find_rulings(ink)
    stamp, tone = stamp_of(ink), type_tone(ink)
    lattices = _tables(ink, stamp, rulings)
    inferred = not any(lattice.columns >= COLUMNS for lattice in lattices)
    if inferred:
        lattices = _ruled_between_rows(ink, rulings) or lattices
    wall = walls(ink, lattices, rulings.thickness)
    unstamped = without_stamp(ink, stamp | pale_stamp_of(ink, tone, wall), tone)
    # A wall is 255: as paper.
    grey = unstamped.grey | wall
    cleared = Ink(grey, clean(unstamped.mask & ~wall, ink.type_size), ink.type_size)
    kept = retained(grey, ink.grey | wall, ink.type_size)
    sheet = Sheet(straight, cleared, scale * factor, rulings.rules, kept, margin, inferred)
    return sheet, lattices


def _tables(ink: Ink, stamp: Pixels, rulings: Rulings) -> list[Lattice]:
    """The tables that the rules propose and the picture shows."""
    proposed = _wide(_lattices(rulings.rules, SNAP * ink.type_size), ink)
    seen = (drawn(lattice, rulings.rules, ink, stamp, rulings.thickness) for lattice in proposed)
    return [lattice for lattice in seen if lattice is not None]


def _ruled_between_rows(ink: Ink, rulings: Rulings) -> list[Lattice]:
    """Tables without upright rules: columns from the gaps in the type."""
    flat = [rule for rule in rulings.rules if rule.horizontal]
    snap = SNAP * ink.type_size
    uprights = columns_of(type_boxes(ink), flat, ink.type_size, snap)
    return _wide(_lattices([*flat, *uprights], snap), ink)


def _wide(lattices: Sequence[Lattice], ink: Ink) -> list[Lattice]:
    return [lattice for lattice in lattices if lattice.box.width >= TABLE_WIDTH * ink.type_size]


def _lattices(rules: Sequence[Rule], snap: float) -> list[Lattice]:
    """The tables that rules draw; a picture that is all lines has none."""
    try:
        return find_lattices(rules, snap)
    except TooManyRules:
        return []


def _page_rule(sheet: Sheet, rule: Rule) -> Rule:
    """A rule on the page as given: the level one that lies nearest to the leaning one there."""
    ends = (
        Box(rule.start, rule.at, rule.end, rule.at),
        Box(rule.at, rule.start, rule.at, rule.end),
    )
    box = sheet.box(ends[0] if rule.horizontal else ends[1])
    if rule.horizontal:
        return Rule(True, box.center[1], box.x0, box.x1)
    return Rule(False, box.center[0], box.top, box.bottom)


def _grid(sheet: Sheet, lattice: Lattice, number: int) -> tuple[Grid, dict[Box, CellLines]]:
    """A table's cells, and where their lines are."""
    slots = slots_of(lattice)
    areas = [_inside(sheet, slot) for slot in slots]
    read = [with_boxes(sheet.ink, lines) for lines in read_lines(sheet.ink, areas)]
    cells = tuple(
        _cell(sheet, slot, lines, number) for slot, lines in zip(slots, read, strict=True)
    )
    edges = tuple(x / sheet.scale for x in lattice.xs)
    box = sheet.box(lattice.box)
    lines = {
        cell.box: CellLines(tuple(line for line, _ in found), area)
        for cell, area, found in zip(cells, areas, read, strict=True)
        if cell.box is not None
    }
    return Grid(number, lattice.rows, lattice.columns, cells, True, box, edges), lines


def _inside(sheet: Sheet, slot: Slot) -> Area:
    """Where type may stand in a cell."""
    inset = INSET * sheet.ink.type_size
    return Area(
        round(slot.box.x0 + inset),
        round(slot.box.top + inset),
        round(slot.box.x1 - inset),
        round(slot.box.bottom - inset),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What several lines of type say together."""

    text: str
    confidence: float
    readings: tuple[Reading, ...]


def said(lines: Sequence[Line]) -> Said:
    """The lines of one cell as its text; no line is nothing, for sure."""
    printed = [line for line in lines if line.text]
    text = "\n".join(line.text for line in printed)
    confidence = min((line.confidence for line in printed or lines), default=1.0)
    return Said(
        text,
        min(confidence, HARDLY) if _PADDED.fullmatch(text) else confidence,
        printed[0].readings if len(printed) == 1 else (),
    )


def _cell(sheet: Sheet, slot: Slot, read: Sequence[tuple[Area, Line]], number: int) -> Cell:
    whole = said([line for _, line in read])
    return Cell(
        slot.row,
        slot.column,
        slot.row_span,
        slot.column_span,
        whole.text,
        number,
        sheet.box(slot.box),
        Source.OCR,
        min(whole.confidence, INFERRED if sheet.inferred else 1.0),
        whole.readings,
    )


def read_lines(ink: Ink, areas: Sequence[Area]) -> list[list[tuple[Area, Line]]]:
    """The lines of type in each area, all recognised together."""
    return _read(ink, areas, [_lines(ink, area) for area in areas])


def _lines(ink: Ink, area: Area) -> list[Area]:
    return joined_bands(list(lines_in(ink.mask, area, ink.type_size)), ink.type_size)


def _read(
    ink: Ink, areas: Sequence[Area], found: Sequence[Sequence[Area]]
) -> list[list[tuple[Area, Line]]]:
    """What the lines found in each area say."""
    pairs = list(zip(areas, found, strict=True))
    read = recognise([[_crop(ink, line, area) for line in lines] for area, lines in pairs])
    return [list(zip(lines, text, strict=True)) for lines, text in zip(found, read, strict=True)]


def _crop(ink: Ink, line: Area, within: Area) -> Pixels:
    """The grey of a line with a little of its surroundings, but none of its neighbours.

    A mark that is lower than type (a dash) keeps the height of a line, so that it stays a dash.
    """
    extra = max(1, round(0.08 * ink.type_size))
    low = max(0.0, ink.type_size - (line.bottom - line.top)) / 2
    top = max(within.top, round(line.top - extra - low))
    bottom = min(within.bottom, round(line.bottom + extra + low))
    x0, x1 = max(within.x0, line.x0 - extra), min(within.x1, line.x1 + extra)
    crop: Pixels = ink.grey[top:bottom, x0:x1]
    return crop


def _free_runs(sheet: Sheet, lattices: Sequence[Lattice]) -> list[Run]:
    """The lines of type above, between and below the tables, over the whole width."""
    height, width = sheet.ink.mask.shape
    tops = [0, *(round(lattice.ys[-1]) for lattice in lattices)]
    bottoms = [*(round(lattice.ys[0]) for lattice in lattices), height]
    margin = round(0.01 * width)
    areas = [
        Area(margin, top + 4, width - margin, bottom - 4)
        for top, bottom in zip(tops, bottoms, strict=True)
    ]
    found = [_lines(sheet.ink, area) for area in areas]
    found = with_letters(found, sheet.ink.mask, sheet.ink.type_size)
    return [
        Run(line.text, _place(sheet, place), Source.OCR, line.confidence, line.readings)
        for lines in _read(sheet.ink, areas, found)
        for place, line in lines
        if line.text
    ]


def _place(sheet: Sheet, area: Area) -> Box:
    return sheet.box(Box(area.x0, area.top, area.x1, area.bottom))
