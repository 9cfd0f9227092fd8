"""Rules and glyphs (or runs) of a page → its grids and its free lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.extract.glyphs import SIDES, Glyph, Row, lines_of, rows_of, text_of
from zipingbiao.extract.notes import TOO_MANY_RULES
from zipingbiao.extract.ruled import Lattice, Slot, TooManyRules, find_lattices, slots_of
from zipingbiao.schemas.page import Cell, Grid, Rule, Run, Source

Held = Mapping[tuple[int, int], Sequence[Glyph]]
"""The glyphs of a grid's cells, by row and column; blank cells have none."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The grids of a page, and its lines of text outside them; the glyphs of each cell (a grid's
    by row and column) and of the lines, where they are known; what went wrong. `rows` are the lines
    before those at one height are one."""

    grids: tuple[Grid, ...]
    lines: tuple[Run, ...]
    held: tuple[Held, ...] = ()
    free: tuple[Glyph, ...] = ()
    note: str = ""
    rows: tuple[Row, ...] = ()


def grids_of_glyphs(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], number: int, snap: float
) -> Assembled:
    """Build the grids of page `number` and put each glyph into the cell that holds its middle."""
    try:
        lattices = find_lattices(rules, snap)
    except TooManyRules:
        return Assembled((), lines_of(rows_of(glyphs)), free=tuple(glyphs), note=TOO_MANY_RULES)
    free = list(glyphs)
    grids: list[Grid] = []
    held: list[Held] = []
    for lattice in lattices:
        slots = slots_of(lattice)
        cells, free = _shared_out(free, lattice, slots)
        grids.append(_grid(lattice, slots, cells, number))
        held.append(cells)
    rows = tuple(rows_of(free))
    return Assembled(tuple(grids), lines_of(rows), tuple(held), tuple(free), rows=rows)


def _shared_out(
    glyphs: Sequence[Glyph], lattice: Lattice, slots: Sequence[Slot]
) -> tuple[Held, list[Glyph]]:
    """The glyphs of each cell, by the cell's row and column, and those outside."""
    cells: list[list[Glyph]] = [[] for _ in slots]
    free: list[Glyph] = []
    cover = {
        (row, column): cell
        for slot, cell in zip(slots, cells, strict=True)
        for row in range(slot.row, slot.row + slot.row_span)
        for column in range(slot.column, slot.column + slot.column_span)
    }
    xs, ys = lattice.xs, lattice.ys
    for glyph, (x0, top, x1, bottom) in zip(glyphs, map(SIDES, glyphs), strict=True):
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        cover.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), free).append(glyph)
    filled = zip(slots, cells, strict=True)
    return {(slot.row, slot.column): cell for slot, cell in filled if cell}, free


def _grid(lattice: Lattice, slots: Sequence[Slot], held: Held, number: int) -> Grid:
    cells = tuple(
        Cell(
            slot.row,
            slot.column,
            slot.row_span,
            slot.column_span,
            text_of(held.get((slot.row, slot.column), ())),
            number,
            slot.box,
            Source.TEXT_LAYER,
        )
        for slot in slots
    )
    return Grid(number, lattice.rows, lattice.columns, cells, True, lattice.box, lattice.xs)
