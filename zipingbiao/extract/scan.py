"""A picture of a page → rules by image processing, runs by recognition of the cells' lines.

Straighten, find the rules, build the cells with the one grid builder, cut out the lines of type
of each cell and recognise them. Blank cells are never sent to the recogniser.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from zipingbiao.extract.glyphs import paragraph_lines
from zipingbiao.extract.raster import Ink, Pixels, ink_of
from zipingbiao.extract.recognise import Line, recognise
from zipingbiao.extract.ruled import Lattice, Slot, find_lattices, slots_of
from zipingbiao.extract.straighten import Straight, horizontal_ink, straighten
from zipingbiao.extract.textlines import Area, clean, joined_bands, lines_in
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Rule, Run, Source

# Edges closer than this share of the type size are one rule; rows are never that low.
SNAP = 0.4
# Rules in type sizes: a flat one is longer than a stroke of the largest title, an upright one
# longer than a stroke of the body, and both are thinner than a stroke is long.
LONG_FLAT, LONG_UPRIGHT, THICK = 2.3, 1.2, 0.5
# Beside a rule (as far as this share of the type size) is paper, along most of its length;
# beside a row of strokes is the rest of the characters.
BESIDE, FREE = 0.25, 0.6
# A line this long (type sizes) is a rule wherever it ends.
SURE = 6.0
# A rule goes on behind a gap of so many snaps.
GAP = 8.0
# No table is narrower (type sizes): boxes within a character of a title are none.
TABLE_WIDTH = 10.0
# Type keeps at least this distance (share of the type size) from the rules.
INSET = 0.1
# What is rubbed out along a wall (type sizes).
WALL_WIDTH = 0.28


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A straightened page: its ink, its type without the rules, and the way back to the page."""

    straight: Straight
    ink: Ink
    type_mask: Pixels
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
    rules = find_rules(ink)
    lattices = [
        lattice
        for lattice in find_lattices(rules, SNAP * ink.type_size)
        if lattice.box.width >= TABLE_WIDTH * ink.type_size
    ]
    type_mask = clean(np.where(_walls(ink, lattices) > 0, np.uint8(0), ink.mask), ink.type_size)
    sheet = _Sheet(straight, ink, type_mask, scale)
    grids = tuple(_grid(sheet, lattice, number) for lattice in lattices)
    lines = paragraph_lines(_free_runs(sheet, lattices))
    height, width = picture.shape[:2]
    return Page(
        number,
        width / scale,
        height / scale,
        Source.OCR,
        tuple(_page_rule(rule, scale) for rule in rules),
        (),
        grids,
        lines,
        note,
    )


def find_rules(ink: Ink) -> tuple[Rule, ...]:
    """The rules of a straightened page, in its pixels.

    A stroke of a character is no rule: it is shorter than `LONG_FLAT`, or it does not reach from
    one rule to another.
    """
    size, mask = ink.type_size, ink.mask
    turned = np.ascontiguousarray(mask.T)
    drawn = [
        *(_Drawn(Rule(True, *place), t) for place, t in _thin_parts(mask, LONG_FLAT, size)),
        *(_Drawn(Rule(False, *place), t) for place, t in _thin_parts(turned, LONG_UPRIGHT, size)),
    ]
    usual = _usual_thickness(drawn, SURE * size)
    rules = [d.rule for d in drawn if d.rule.length >= SURE * size or d.thickness <= usual]
    return anchored(rules, SNAP * size, SURE * size)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A rule with the thickness (pixels) that it was drawn with."""

    rule: Rule
    thickness: float


def _usual_thickness(drawn: Sequence[_Drawn], sure: float) -> float:
    """What a short rule may be at most: twice as thick as the page's long rules."""
    long = [d.thickness for d in drawn if d.rule.length >= sure]
    return 2 * float(np.median(long)) if long else math.inf


def _thin_parts(
    mask: Pixels, types: float, size: float
) -> Iterator[tuple[tuple[float, float, float], float]]:
    """Horizontal ink at least `types` type sizes long with paper above and below: its place
    (at, start, end) and its thickness."""
    lines = horizontal_ink(mask, round(types * size), max(4, round(THICK * size)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    margin = round(BESIDE * size)
    for x, y, w, h, _ in stats[1:].tolist():
        if w < types * size:
            continue
        around = mask[max(0, y - margin) : y + h + margin, x : x + w] > 0
        if (around.sum(axis=0) <= h + 1).mean() >= FREE:
            thickness = float(np.median((mask[y : y + h, x : x + w] > 0).sum(axis=0)))
            yield (y + h / 2, float(x), float(x + w)), thickness


def anchored(rules: Sequence[Rule], reach: float, sure: float) -> tuple[Rule, ...]:
    """The rules that are longer than any stroke (`sure`), or end at others: both ends at the
    level of a rule of the other direction.

    Collinear fragments (a rule with gaps) count as one here. What hung on a dropped rule is
    dropped in its turn.
    """
    kept = list(rules)
    while True:
        flats = sorted(rule.at for rule in kept if rule.horizontal)
        uprights = sorted(rule.at for rule in kept if not rule.horizontal)
        still = [
            rule
            for chain in _chains(kept, reach)
            for rule in _held(chain, uprights if chain[0].horizontal else flats, 2 * reach, sure)
        ]
        if len(still) == len(kept):
            return tuple(kept)
        kept = still


def _chains(rules: Sequence[Rule], reach: float) -> list[list[Rule]]:
    """Fragments of one rule: at the same place, with gaps that a stroke would not leave."""
    chains: list[list[Rule]] = []
    ordered = sorted(rules, key=lambda r: (r.horizontal, r.start))
    for rule in ordered:
        home = next(
            (
                chain
                for chain in chains
                if chain[-1].horizontal == rule.horizontal
                and abs(chain[-1].at - rule.at) <= reach
                and rule.start - max(r.end for r in chain) <= GAP * reach
            ),
            None,
        )
        if home is None:
            chains.append([rule])
        else:
            home.append(rule)
    return chains


def _held(chain: Sequence[Rule], levels: Sequence[float], reach: float, sure: float) -> list[Rule]:
    """The long fragments, and those from the first that starts at a level to the last that ends
    at one."""
    starts = [i for i, rule in enumerate(chain) if _near(rule.start, levels, reach)]
    ends = [i for i, rule in enumerate(chain) if _near(rule.end, levels, reach)]
    inside = range(starts[0], ends[-1] + 1) if starts and ends else range(0)
    return [rule for i, rule in enumerate(chain) if i in inside or rule.length >= sure]


def _near(place: float, levels: Sequence[float], reach: float) -> bool:
    index = bisect_left(levels, place - reach)
    return index < len(levels) and levels[index] <= place + reach


def _walls(ink: Ink, lattices: Sequence[Lattice]) -> Pixels:
    """The ink of the walls of the tables; a long dash in a cell is type and stays."""
    walls = np.zeros_like(ink.mask)
    width = max(3, round(WALL_WIDTH * ink.type_size))
    for lattice in lattices:
        xs, ys = [round(x) for x in lattice.xs], [round(y) for y in lattice.ys]
        for j, row in enumerate(lattice.across):
            for i, wall in enumerate(row):
                if wall:
                    cv2.line(walls, (xs[i], ys[j]), (xs[i + 1], ys[j]), 255, width)
        for j, row in enumerate(lattice.down):
            for i, wall in enumerate(row):
                if wall:
                    cv2.line(walls, (xs[i], ys[j]), (xs[i], ys[j + 1]), 255, width)
    return walls


def _page_rule(rule: Rule, scale: float) -> Rule:
    return replace(rule, at=rule.at / scale, start=rule.start / scale, end=rule.end / scale)


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
    areas = joined_bands(list(lines_in(sheet.type_mask, area, size)), size)
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
    height, width = sheet.type_mask.shape
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
