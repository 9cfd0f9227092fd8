"""What no cell and no line of a form is as long as, wherever it was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zipingbiao.extract.notes import TOO_LONG, joined_notes
from zipingbiao.schemas.page import Cell, Grid, Page, Run

# Characters. The longest cells of forms hold some two thousand; everything that looks at a text
# takes milliseconds for one of this length.
MOST_TEXT = 20_000


def bounded(page: Page) -> Page:
    """The page; without texts that are too long for a form, if it has some, which is noted."""
    if not any(len(item.text) > MOST_TEXT for item in _texts(page)):
        return page
    return replace(
        page,
        runs=tuple(run for run in page.runs if len(run.text) <= MOST_TEXT),
        grids=tuple(map(_bounded, page.grids)),
        lines=tuple(line for line in page.lines if len(line.text) <= MOST_TEXT),
        note=joined_notes(filter(None, (page.note, TOO_LONG))),
    )


def _texts(page: Page) -> Iterable[Cell | Run]:
    yield from page.runs
    yield from page.lines
    for grid in page.grids:
        yield from grid.cells


def _bounded(grid: Grid) -> Grid:
    cells = (cell if len(cell.text) <= MOST_TEXT else replace(cell, text="") for cell in grid.cells)
    return replace(grid, cells=tuple(cells))
