"""One drawn table may hold several forms, one below the other: each becomes a table of its own.

A form begins at the title that the table prints in a row of its own, else at the first label of a
header block (项目名称 …), that follows scored rows and is followed by another grid's heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from zipingbiao.reconcile.headings import is_heading
from zipingbiao.reconcile.view import View, holds_any, role_of
from zipingbiao.schemas.page import Cell, Grid, Table
from zipingbiao.schemas.vocabulary import vocabulary

# Labels that begin a header block.
_OWNERS = ("project", "department", "supervising_department", "local_department")


def parts_of(table: Table) -> list[Table]:
    """The table's forms, top to bottom; the table itself where it holds one or none."""
    starts = _starts(View(table.grid))
    if not starts:
        return [table]
    rows = [0, *starts, table.grid.rows]
    parts = [Table(_rows_of(table.grid, a, b)) for a, b in pairwise(rows)]
    parts[0] = replace(parts[0], before=table.before)
    parts[-1] = replace(parts[-1], after=table.after)
    return parts


def _starts(view: View) -> list[int]:
    """The rows at which the second form and the later ones begin."""
    headings = [row for row in range(view.grid.rows) if is_heading(view, row)]
    found = (_start(view, above, below) for above, below in pairwise(headings))
    return [row for row in found if row is not None]


def _start(view: View, above: int, below: int) -> int | None:
    """Where between two headings a new form begins; None if the lower one is a repetition."""
    between = range(above + 1, below)
    owners = [row for row in between if _names_an_owner(view, row)]
    if not owners:
        return None
    titles = [row for row in between if row < owners[0] and _is_title(view, row)]
    return titles[0] if titles else owners[0]


def _names_an_owner(view: View, row: int) -> bool:
    first = view.first_starting(row)
    name = role_of(first.text.partition("：")[0].partition(":")[0], _owners()) if first else None
    return name is not None


def _owners() -> dict[str, tuple[str, ...]]:
    return {name: vocabulary().fields[name] for name in _OWNERS}


def _is_title(view: View, row: int) -> bool:
    cell = view.alone(row)
    return cell is not None and holds_any(cell.text, vocabulary().titles)


def _rows_of(grid: Grid, first: int, end: int) -> Grid:
    """The rows `first`…`end`-1 of a grid as a grid; what spans a cut is cut there."""
    cells = tuple(_moved(grid, first, end))
    breaks = tuple(row - first for row in grid.breaks if first < row < end)
    return replace(grid, rows=end - first, cells=cells, breaks=breaks)


def _moved(grid: Grid, first: int, end: int) -> Iterator[Cell]:
    for cell in grid.cells:
        top, bottom = max(cell.row, first), min(cell.last_row, end - 1)
        if top <= bottom:
            yield replace(cell, row=top - first, row_span=bottom - top + 1)
