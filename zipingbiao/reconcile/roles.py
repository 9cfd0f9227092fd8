"""What part each cell of a table plays in the form that was read from it: for people who look at
how it was read. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.header import field_names
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.layout import Layout, value_cell
from zipingbiao.reconcile.reading import place_of
from zipingbiao.reconcile.view import View, label_role
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Cell, Grid
from zipingbiao.schemas.part import Part

_KINDS = {"forms": "totals", "funds": "funds", "indicators": "indicators"}


def roles(read: Interpretation) -> tuple[Part, ...]:
    """The cells of a form that play a part, each once, in the order of the grid."""
    if read.grid is None or read.layout is None:
        return ()
    view, layout = View(read.grid), read.layout
    keys = _keys(view, layout, read.form)
    found: dict[Cell, Part] = {}
    for part in (
        *_headings(view, layout),
        *_leaves(view, layout),
        *_figures(keys),
        *_fund_labels(read.grid, read.form),
        *_fields(view, layout, read),
    ):
        found.setdefault(part.cell, part)
    named = (found[cell] for cell in read.grid.cells if cell in found)
    return tuple(replace(part, key=keys.get(part.cell, "")) for part in named)


def _headings(view: View, layout: Layout) -> Iterator[Part]:
    """The cells between the beginning of the heading and the first leaf, over their columns."""
    first = min((*layout.leaves, *layout.sums), default=layout.end)
    for row in range(layout.heading, first):
        for cell in view.starting(row):
            for column in layout.columns:
                if column.is_below(cell):
                    yield Part(cell, "heading", column.role)


def _leaves(view: View, layout: Layout) -> Iterator[Part]:
    for row in sorted((*layout.leaves, *layout.sums)):
        for column in layout.columns:
            cell = value_cell(view, layout, column.role, row)
            if cell is not None:
                yield Part(cell, "indicators", column.role)


def _figures(keys: dict[Cell, str]) -> Iterator[Part]:
    for cell, key in keys.items():
        table, _, column = key.split("/")
        yield Part(cell, _KINDS[table], column)


def _fund_labels(grid: Grid, form: Form) -> Iterator[Part]:
    cells = {place_of(cell): cell for cell in grid.cells if cell.box}
    for fund in form.funds:
        if fund.place in cells:
            yield Part(cells[fund.place], "funds", fund.item)


def _fields(view: View, layout: Layout, read: Interpretation) -> Iterator[Part]:
    """Labels of the header, and the texts beside them."""
    names = field_names(read.family)
    for row in range(layout.heading):
        for cell, following in view.with_next(row):
            name = label_role(cell, names)
            if name is not None:
                yield Part(cell, "header", name)
                if following is not None and label_role(following, names) is None:
                    yield Part(following, "header", f"{name} =")


def _keys(view: View, layout: Layout, form: Form) -> dict[Cell, str]:
    """The cells that print the figures of a form: found by their place, or where the source has
    none (text, office files) by row, column and text."""
    cells = {place_of(cell): cell for cell in view.grid.cells if cell.box}
    found: dict[Cell, str] = {}
    for key, figure in form.figures():
        placed = [cells[place] for place in figure.places if place in cells]
        if not placed and figure.text and all(place.box is None for place in figure.places):
            rows = _rows(view, layout, form, key)
            placed = [c for c in _printing(view, rows, figure) if c not in found][:1]
        for cell in placed:
            found.setdefault(cell, key)
    return found


def _printing(view: View, rows: Iterable[int], figure: Figure) -> Iterator[Cell]:
    for row in rows:
        yield from (cell for cell in view.row(row) if cell.text == figure.text)


def _rows(view: View, layout: Layout, form: Form, key: str) -> Iterator[int]:
    """The rows that a figure may stand in, the likely ones first: its leaf's; the row of totals, or
    those that print the label of its money line, then all others outside the body."""
    table, line, _ = key.split("/")
    if table == "indicators":
        yield layout.leaves[int(line) - 1]
        return
    body = {*layout.leaves, *layout.sums}
    outside = [row for row in range(view.grid.rows) if row not in body]
    if table == "forms":
        yield from (row for row in outside if row == layout.total)
    else:
        label = fold(form.funds[int(line) - 1].label)
        yield from (r for r in outside if any(label in fold(c.text) for c in view.starting(r)))
    yield from outside
