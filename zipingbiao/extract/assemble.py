"""Rules and glyphs (or runs) of a page → its grids and its free lines."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.extract.glyphs import Glyph, joined, paragraph_lines, text_lines
from zipingbiao.extract.notes import TOO_MANY_RULES
from zipingbiao.extract.ruled import Lattice, Slot, TooManyRules, find_lattices, slots_of
from zipingbiao.schemas.page import Cell, Grid, Rule, Run, Source


@dataclass(frozen=True, slots=True)
class Assembled:
    """The grids of a page, and its lines of text outside them; the glyphs of each cell (a grid's
    by row and column) and of the lines, where they are known; what went wrong."""

    grids: tuple[Grid, ...]
    lines: tuple[Run, ...]
    held: tuple[Mapping[tuple[int, int], Sequence[Glyph]], ...] = ()
    free: tuple[Glyph, ...] = ()
    note: str = ""


def grids_of_glyphs(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], number: int, snap: float
) -> Assembled:
    """Build the grids of page `number` and put each glyph into the cell that holds its middle."""
    try:
        lattices = find_lattices(rules, snap)
    except TooManyRules:
        lines = paragraph_lines(text_lines(glyphs))
        return Assembled((), lines, free=tuple(glyphs), note=TOO_MANY_RULES)
    held: list[dict[tuple[int, int], list[Glyph]]] = [defaultdict(list) for _ in lattices]
    finders = [_finder(lattice) for lattice in lattices]
    free: list[Glyph] = []
    for glyph in glyphs:
        for cells, find in zip(held, finders, strict=True):
            slot = find(*glyph.box.center)
            if slot is not None:
                cells[slot.row, slot.column].append(glyph)
                break
        else:
            free.append(glyph)
    grids = tuple(
        _grid(lattice, cells, number) for lattice, cells in zip(lattices, held, strict=True)
    )
    return Assembled(grids, paragraph_lines(text_lines(free)), tuple(held), tuple(free))


def _finder(lattice: Lattice) -> Callable[[float, float], Slot | None]:
    """A function from a point to the slot that covers it."""
    cover = {
        (row, column): slot
        for slot in slots_of(lattice)
        for row in range(slot.row, slot.row + slot.row_span)
        for column in range(slot.column, slot.column + slot.column_span)
    }

    def find(x: float, y: float) -> Slot | None:
        return cover.get((bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, x) - 1))

    return find


def _grid(lattice: Lattice, held: dict[tuple[int, int], list[Glyph]], number: int) -> Grid:
    cells = tuple(
        Cell(
            slot.row,
            slot.column,
            slot.row_span,
            slot.column_span,
            joined(text_lines(held.get((slot.row, slot.column), []))),
            number,
            slot.box,
            Source.TEXT_LAYER,
        )
        for slot in slots_of(lattice)
    )
    return Grid(number, lattice.rows, lattice.columns, cells, True, lattice.box, lattice.xs)
