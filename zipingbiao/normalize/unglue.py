"""Rows of a dump that an OCR pushed into one: figures glued to the heading below them.

`4210.50 分值` is a figure of the row above and a heading word; `310.` beside `25 三级指标` is
one figure cut in two, and a heading word. The figures get a row of their own again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from zipingbiao.normalize.figures import parse_number
from zipingbiao.normalize.text import fold, label
from zipingbiao.schemas.page import Cell, Grid
from zipingbiao.schemas.vocabulary import vocabulary

_GLUED = re.compile(r"^(?P<figure>\d[\d,.\s]*?)\s+(?P<word>\D.*)$", re.DOTALL)
_CUT = re.compile(r"^\d[\d,]*\.$")


@cache
def _heading_words() -> frozenset[str]:
    return frozenset(fold(word) for words in vocabulary().columns.values() for word in words)


def unglue(grid: Grid) -> Grid:
    """A dump's grid with glued rows taken apart; other grids as they are."""
    if grid.spanned:
        return grid
    by_row: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        by_row[cell.row].append(cell)
    rows: list[list[Cell]] = []
    for cells in by_row:
        rows.extend(_taken_apart(sorted(cells, key=lambda cell: cell.column)))
    if len(rows) == grid.rows:
        return grid
    breaks = tuple(sum(line[0].row < at for line in rows) for at in grid.breaks)
    moved = tuple(replace(cell, row=row) for row, line in enumerate(rows) for cell in line)
    return replace(grid, rows=len(rows), cells=moved, breaks=breaks)


def _taken_apart(cells: Sequence[Cell]) -> list[list[Cell]]:
    """One row, or two: the figures, and the heading that they were glued to."""
    figures = [replace(cell, text="") for cell in cells]
    words = list(cells)
    found = False
    for index, cell in enumerate(cells):
        match = _GLUED.match(cell.text)
        if match is None or label(match["word"]) not in _heading_words():
            continue
        whole, at = match["figure"], index
        if index and _CUT.match(cells[index - 1].text):
            whole, at = cells[index - 1].text + whole, index - 1
            words[at] = replace(words[at], text="")
        if parse_number(whole) is None:
            continue
        figures[at] = replace(figures[at], text=whole)
        words[index] = replace(words[index], text=match["word"])
        found = True
    return [figures, words] if found else [list(cells)]
