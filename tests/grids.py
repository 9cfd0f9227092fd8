"""Grids and tables by hand.

A line is a row, its cells apart by `|`. `<` belongs to the cell on its left, `^` to the one above.
"""

from __future__ import annotations

from inspect import cleandoc

from zipingbiao.reconcile.layout import Layout, find_layout
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run, Source, Table

WIDTH, HEIGHT = 40.0, 20.0


def grid(text: str, page: int = 1, source: Source = Source.TEXT_LAYER) -> Grid:
    """A drawn grid: every cell has its spans and its box; all columns are equally wide."""
    rows = _rows(text)
    cells = tuple(
        _spanned(rows, row, column, page, source)
        for row, texts in enumerate(rows)
        for column, mark in enumerate(texts)
        if mark not in ("<", "^")
    )
    edges = tuple(WIDTH * column for column in range(len(rows[0]) + 1))
    box = Box(0, 0, edges[-1], HEIGHT * len(rows))
    return Grid(page, len(rows), len(rows[0]), cells, True, box, edges)


def dump(text: str, page: int = 1) -> Grid:
    """A dump's grid: no geometry, every slot a cell, what is merged stands in one of its slots."""
    rows = _rows(text)
    cells = tuple(
        Cell(row, column, 1, 1, mark, page, None, Source.DUMP)
        for row, texts in enumerate(rows)
        for column, mark in enumerate(texts)
    )
    box = Box(0, 0, len(rows[0]), len(rows))
    return Grid(page, len(rows), len(rows[0]), cells, False, box)


def line(text: str, top: float = 0.0, source: Source = Source.TEXT_LAYER) -> Run:
    """A line of text outside the grids."""
    return Run(text, Box(0, top, 100, top + 10), source)


def page(*items: Grid | Run, number: int = 1) -> Page:
    """A page with grids and lines."""
    grids = tuple(item for item in items if isinstance(item, Grid))
    lines = tuple(item for item in items if isinstance(item, Run))
    return Page(number, 595, 842, Source.TEXT_LAYER, grids=grids, lines=lines)


def table(made: Grid, *before: str) -> Table:
    """A table with the lines above it."""
    runs = tuple(line(text, 10.0 * index) for index, text in enumerate(before))
    return Table(made, runs)


def laid_out(made: Grid) -> tuple[View, Layout]:
    """A grid that has a layout, with it."""
    view = View(made)
    layout = find_layout(view)
    assert layout is not None
    return view, layout


def texts(made: Grid) -> list[list[str]]:
    """What the cells print, row by row; a covered slot gives nothing."""
    return [[c.text for c in made.cells if c.row == row] for row in range(made.rows)]


def _rows(text: str) -> list[list[str]]:
    rows = [[part.strip() for part in row.split("|")] for row in cleandoc(text).splitlines()]
    assert len({len(row) for row in rows}) == 1, "every row needs as many cells"
    return rows


def _spanned(rows: list[list[str]], row: int, column: int, page: int, source: Source) -> Cell:
    width = height = 1
    while column + width < len(rows[row]) and rows[row][column + width] == "<":
        width += 1
    while row + height < len(rows) and rows[row + height][column] == "^":
        height += 1
    x, y = WIDTH * column, HEIGHT * row
    box = Box(x, y, x + WIDTH * width, y + HEIGHT * height)
    text = rows[row][column].replace("\\n", "\n")
    return Cell(row, column, height, width, text, page, box, source)
