"""Tables without upright rules, or without any: columns from the gaps in the type.

What is ruled between its rows goes through the one grid builder, with the gaps as uprights; what
has no rules at all goes to camelot. Either way the columns are inferred, and the cells say so by
their confidence: a figure of theirs is believed when a sum confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np

from zipingbiao.extract.assemble import Assembled, grids_of_glyphs, lines_alone
from zipingbiao.extract.gutters import INFERRED, columns_of
from zipingbiao.extract.lines import Lines
from zipingbiao.extract.notes import NOT_PARTED
from zipingbiao.extract.pdfium import Content
from zipingbiao.schemas.page import Box, Cell, Grid, Source

# A line of a table has gaps wider than this many characters; prose has none.
GAP = 2.0
# Pages of more characters are not given to camelot, which compares them with each other.
MOST_GLYPHS = 20_000
# A table without rules is taken for one from this many such lines on.
MIN_LINES = 3


def looks_tabular(lines: Lines) -> bool:
    """Whether several lines fall into three or more parts, as the rows of a table do."""
    parted = lines.numbers[lines.gaps > GAP * lines.glyphs.sizes]
    return int((np.bincount(parted) >= 2).sum()) >= MIN_LINES


def partly_ruled_grids(content: Content, number: int, snap: float) -> Assembled | None:
    """The grids of a page whose tables are ruled between their rows only; None if none is."""
    glyphs = content.glyphs
    size = median(glyphs.sizes.tolist())
    # Characters of one line stand in one row, whatever their own heights.
    boxes = [Box(g.x0, g.base - g.size, g.x1, g.base) for g in glyphs]
    uprights = columns_of(boxes, content.rules, size, snap)
    flat = [rule for rule in content.rules if rule.horizontal]
    assembled = grids_of_glyphs(glyphs, [*flat, *uprights], number, snap)
    if not assembled.grids:
        return None
    grids = tuple(
        replace(grid, cells=tuple(replace(cell, confidence=INFERRED) for cell in grid.cells))
        for grid in assembled.grids
    )
    return Assembled(grids, assembled.lines)


def unruled_grids(path: Path, number: int, content: Content) -> Assembled:
    """The grids that camelot's network parser finds on a page without rules."""
    tables = _tables(path, number) if len(content.glyphs) <= MOST_GLYPHS else None
    found = grids_of_camelot(tables or (), number, content)
    return found if tables is not None else replace(found, note=NOT_PARTED)


def _tables(path: Path, number: int) -> list[object] | None:
    """camelot's tables of a page; None if it cannot take the page apart.

    It follows forms that call themselves until the process dies, so a file in which one form calls
    another is tried out first.
    """
    from camelot.io import read_pdf

    from zipingbiao.extract.pdfweight import is_plain
    from zipingbiao.extract.probe import is_bearable

    if not is_plain(path.read_bytes()) and not is_bearable(str(path), number):
        return None
    try:
        return list(read_pdf(str(path), pages=str(number), flavor="network", suppress_stdout=True))
    except Exception:  # whatever it stumbles over, the page has been read without it
        return None


def grids_of_camelot(tables: Iterable[object], number: int, content: Content) -> Assembled:
    """camelot's tables as grids, and the lines of the page outside them."""
    grids = tuple(_grid(table, number, content.height) for table in tables)
    free = [
        not any(grid.box and grid.box.contains(*glyph.center) for grid in grids)
        for glyph in content.glyphs
    ]
    return lines_alone(content.glyphs.those(np.array(free, np.bool_)), grids)


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
            INFERRED,
        )
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    boxes = [cell.box for cell in cells if cell.box is not None]
    return Grid(number, len(rows), len(rows[0]), cells, False, Box.around(boxes))


def _box(cell: object, height: float) -> Box:
    x1, y1, x2, y2 = (float(getattr(cell, name)) for name in ("x1", "y1", "x2", "y2"))
    return Box(x1, height - y2, x2, height - y1)
