"""The table that a form was read from, as it is printed, with the figures known by their keys."""

from __future__ import annotations

from zipingbiao.normalize.figures import amount_factor
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.roles import roles
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Cell
from zipingbiao.schemas.part import Part
from zipingbiao.schemas.printed import Printed, PrintedCell


def printed_form(read: Interpretation) -> Printed:
    """The shape of a form that was read from a grid; nothing in it for one that was not."""
    if read.grid is None or read.layout is None:
        return Printed(0, 0, ())
    parts = {part.cell: part for part in roles(read)}
    figures = dict(read.form.figures())
    return Printed(
        rows=read.grid.rows,
        columns=read.grid.columns,
        cells=tuple(_cell(cell, parts.get(cell), figures) for cell in read.grid.cells),
        edges=read.grid.edges,
        heading=read.layout.heading,
    )


def _cell(cell: Cell, part: Part | None, figures: dict[str, Figure]) -> PrintedCell:
    key = part.key if part else ""
    return PrintedCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        text=cell.text,
        key=key,
        shift=_shift(figures[key]) if key else 0,
        heading=part is not None and part.kind == "heading",
    )


def _shift(figure: Figure) -> int:
    """By how many places the number on the page differs from the value in the tables."""
    return -amount_factor(figure.unit).adjusted()
