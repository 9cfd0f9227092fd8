"""Tables without rules, by camelot: columns from the alignment of the words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from zipingbiao.extract.assemble import Assembled
from zipingbiao.extract.glyphs import Glyph, paragraph_lines, text_lines
from zipingbiao.extract.pdfium import Content
from zipingbiao.schemas.page import Box, Cell, Grid, Source

# A line of a table has gaps wider than this many characters; prose has none.
GAP = 2.0
# A table without rules is taken for one from this many such lines on.
MIN_LINES = 3


def looks_tabular(glyphs: Sequence[Glyph]) -> bool:
    """Whether several lines fall into three or more parts, as the rows of a table do."""
    parted = 0
    for line in text_lines(glyphs):
        inside = sorted(
            (g for g in glyphs if line.box.contains(*g.box.center)), key=lambda g: g.box.x0
        )
        gaps = sum(
            right.box.x0 - left.box.x1 > GAP * right.size for left, right in pairwise(inside)
        )
        parted += gaps >= 2
    return parted >= MIN_LINES


def unruled_grids(path: Path, number: int, content: Content) -> Assembled:
    """The grids that camelot's network parser finds on a page without rules."""
    from camelot.io import read_pdf

    tables = read_pdf(str(path), pages=str(number), flavor="network", suppress_stdout=True)
    grids = tuple(_grid(table, number, content.height) for table in tables)
    free = [
        glyph
        for glyph in content.glyphs
        if not any(grid.box and grid.box.contains(*glyph.box.center) for grid in grids)
    ]
    return Assembled(grids, paragraph_lines(text_lines(free)))


def _grid(table: object, number: int, height: float) -> Grid:
    """camelot's cells (origin at the bottom left) as ours; without rules no span is known."""
    rows: list[list[object]] = getattr(table, "cells", [])
    cells = tuple(
        Cell(
            r,
            c,
            1,
            1,
            str(getattr(cell, "text", "")).strip(),
            number,
            _box(cell, height),
            Source.TEXT_LAYER,
        )
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    boxes = [cell.box for cell in cells if cell.box is not None]
    return Grid(number, len(rows), len(rows[0]), cells, False, Box.around(boxes))


def _box(cell: object, height: float) -> Box:
    x1, y1, x2, y2 = (float(getattr(cell, name)) for name in ("x1", "y1", "x2", "y2"))
    return Box(x1, height - y2, x2, height - y1)
