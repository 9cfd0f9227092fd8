"""Sheets as a reader would give them: drawn grids, page by page, without making a file."""

from __future__ import annotations

from collections.abc import Sequence

from generator.sheet import Placed, Sheet
from zipingbiao.normalize.stitch import stitch
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run, Source, Table

WIDTH, HEIGHT = 40.0, 20.0


def tables_of(sheet: Sheet, breaks: Sequence[int] = (), *, repeat: bool = False) -> list[Table]:
    """The tables of a sheet whose table goes on to a new page before each row of `breaks`.

    With `repeat`, every page but the first begins with the heading of the grid.
    """
    starts = [0, *breaks]
    ends = [*breaks, len(sheet.rows)]
    lines = [*sheet.titles, *sheet.above]
    head = [_line(text, 12.0 * number) for number, text in enumerate(lines)]
    pages = []
    for number, (first, end) in enumerate(zip(starts, ends, strict=True), start=1):
        header = sheet.header
        again = header is not None and repeat and number > 1 and first > header
        rows = [*([header] if again and header is not None else []), *range(first, end)]
        top = 12.0 * len(head) if number == 1 else 0.0
        grid = _grid(sheet, rows, number, top)
        around = list(head) if number == 1 else []
        if number == len(starts):
            around += [_line(text, top + HEIGHT * len(rows) + 5) for text in sheet.below]
        pages.append(Page(number, 595, 842, Source.TEXT_LAYER, grids=(grid,), lines=tuple(around)))
    return stitch(pages)


def dump_of(sheet: Sheet, *, middle: bool) -> list[Table]:
    """The table of a sheet as a text dump gives it: no spans, what is merged stands in the first of
    its rows, or in the middle one, and the other slots are blank."""
    texts = {}
    for placed in sheet.placed():
        down = (placed.slot.rows - 1) // 2 if middle else 0
        texts[placed.row + down, placed.col] = placed.slot.text
    columns = len(sheet.widths)
    cells = tuple(
        Cell(row, column, 1, 1, texts.get((row, column), ""), 1, None, Source.DUMP)
        for row in range(len(sheet.rows))
        for column in range(columns)
    )
    lines = [*sheet.titles, *sheet.above]
    grid = Grid(1, len(sheet.rows), columns, cells, False, Box(0, 0, columns, len(sheet.rows)))
    before = tuple(Run(text, Box(0, 0, 1, 1), Source.DUMP) for text in lines)
    return [Table(grid, before, tuple(_line(text, 0) for text in sheet.below))]


def _line(text: str, top: float) -> Run:
    return Run(text, Box(0, top, 100, top + 10), Source.TEXT_LAYER)


def _grid(sheet: Sheet, rows: Sequence[int], page: int, top: float) -> Grid:
    """Some rows of a sheet as one page's grid; a cell that a break cuts is two."""
    cells = [
        cell for placed in sheet.placed() if (cell := _cell(placed, rows, page, top)) is not None
    ]
    edges = tuple(WIDTH * column for column in range(len(sheet.widths) + 1))
    box = Box(0, top, edges[-1], top + HEIGHT * len(rows))
    return Grid(page, len(rows), len(sheet.widths), tuple(cells), True, box, edges)


def _cell(placed: Placed, rows: Sequence[int], page: int, top: float) -> Cell | None:
    covered = range(placed.row, placed.row + placed.slot.rows)
    here = [index for index, row in enumerate(rows) if row in covered]
    if not here:
        return None
    # A heading that the page repeats is a piece of its own.
    here = [index for index in here if index - here[0] == rows[index] - rows[here[0]]]
    text = placed.slot.text if rows[here[0]] == placed.row else ""
    x0, y0 = WIDTH * placed.col, top + HEIGHT * here[0]
    box = Box(x0, y0, x0 + WIDTH * placed.slot.cols, y0 + HEIGHT * len(here))
    return Cell(
        here[0], placed.col, len(here), placed.slot.cols, text, page, box, Source.TEXT_LAYER
    )
