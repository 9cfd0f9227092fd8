"""Rules and glyphs (or runs) of a page → its grids and its free lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count, pairwise, starmap

import numpy as np

from zipingbiao.extract.glyphs import Glyphs
from zipingbiao.extract.lines import Lines, paragraph_lines
from zipingbiao.extract.notes import TOO_MANY_RULES
from zipingbiao.extract.plane import Column, Places
from zipingbiao.extract.ruled import Lattice, Slot, TooManyRules, find_lattices, slots_of
from zipingbiao.schemas.page import Cell, Grid, Rule, Run, Source

# The owner of glyphs that no cell holds; cells are counted from 0.
_OUTSIDE = -1
_BLANK = slice(0, 0)

Held = Mapping[tuple[int, int], slice]
"""Where the glyphs of a grid's cells are, by row and column; blank cells have none."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The grids of a page, and its lines of text outside them; where they are known, the glyphs,
    those of each cell together, where each grid's are, and the free lines before those at one
    height are one; what went wrong."""

    grids: tuple[Grid, ...]
    lines: tuple[Run, ...]
    held: tuple[Held, ...] = ()
    glyphs: Glyphs = field(default_factory=Glyphs.of)
    free: Lines = field(default_factory=lambda: Lines.of(Glyphs.of()))
    note: str = ""

    def of_cell(self, grid: int, row: int, column: int) -> slice:
        """Where the glyphs of a cell are."""
        return self.held[grid].get((row, column), _BLANK) if grid < len(self.held) else _BLANK


def grids_of_glyphs(glyphs: Glyphs, rules: Sequence[Rule], number: int, snap: float) -> Assembled:
    """Build the grids of page `number` and put each glyph into the cell that holds its middle."""
    try:
        lattices = find_lattices(rules, snap)
    except TooManyRules:
        return lines_alone(glyphs, note=TOO_MANY_RULES)
    if not lattices:
        return lines_alone(glyphs)
    slots = [slots_of(lattice) for lattice in lattices]
    firsts = [0, *accumulate(map(len, slots))]
    lines = Lines.of(glyphs, _owners(glyphs, lattices, slots))
    free, places = lines.within(_OUTSIDE, 0), _places(lines)
    texts = _texts(lines.within(0, firsts[-1]))
    tables = list(zip(lattices, slots, firsts, strict=False))
    return Assembled(
        tuple([_grid(*table, texts, number) for table in tables]),
        paragraph_lines(free.runs()),
        tuple([_held(cells, first, places) for _, cells, first in tables]),
        lines.glyphs,
        free,
    )


def lines_alone(glyphs: Glyphs, grids: tuple[Grid, ...] = (), note: str = "") -> Assembled:
    """A page whose glyphs are in no cell that would be known to hold them."""
    free = Lines.of(glyphs)
    return Assembled(grids, paragraph_lines(free.runs()), glyphs=free.glyphs, free=free, note=note)


def _owners(glyphs: Glyphs, lattices: Sequence[Lattice], slots: Sequence[Sequence[Slot]]) -> Places:
    """The cell that each glyph is in; those of all lattices are counted through."""
    xs, ys = glyphs.centers()
    owners = np.full(len(glyphs), _OUTSIDE, np.intp)
    numbers = count()
    for lattice, cells in zip(lattices, slots, strict=True):
        # A row and a column more, where what lies beyond any edge is looked up.
        cover = np.full((lattice.rows + 1, lattice.columns + 1), _OUTSIDE, np.intp)
        for slot in cells:
            rows = slice(slot.row, slot.row + slot.row_span)
            cover[rows, slot.column : slot.column + slot.column_span] = next(numbers)
        found = cover[_past(lattice.ys, ys), _past(lattice.xs, xs)]
        owners = np.where(owners == _OUTSIDE, found, owners)
    return owners


def _past(edges: Sequence[float], at: Column) -> Places:
    """The last edge that places are past; −1 before the first."""
    return np.searchsorted(edges, at, side="right") - 1


def _texts(lines: Lines) -> Mapping[int, str]:
    """What each cell says, a newline between its lines."""
    said: dict[int, list[str]] = defaultdict(list)
    for owner, text in zip(lines.groups.tolist(), lines.texts(), strict=True):
        if text:
            said[owner].append(text)
    return {owner: "\n".join(texts) for owner, texts in said.items()}


def _places(lines: Lines) -> Mapping[int, slice]:
    """Where the glyphs of each cell are."""
    new = np.flatnonzero(np.diff(lines.groups, prepend=_OUTSIDE))
    starts = [*lines.starts[new].tolist(), len(lines.glyphs)]
    return dict(zip(lines.groups[new].tolist(), starmap(slice, pairwise(starts)), strict=True))


def _held(slots: Sequence[Slot], first: int, places: Mapping[int, slice]) -> Held:
    """Where the glyphs of one table's cells are."""
    numbered = enumerate(slots, first)
    return {(slot.row, slot.column): places[n] for n, slot in numbered if n in places}


def _grid(
    lattice: Lattice, slots: Sequence[Slot], first: int, texts: Mapping[int, str], number: int
) -> Grid:
    cells = tuple(
        [
            Cell(
                slot.row,
                slot.column,
                slot.row_span,
                slot.column_span,
                texts.get(n, ""),
                number,
                slot.box,
                Source.TEXT_LAYER,
            )
            for n, slot in enumerate(slots, first)
        ]
    )
    return Grid(number, lattice.rows, lattice.columns, cells, True, lattice.box, lattice.xs)
