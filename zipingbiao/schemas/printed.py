"""A form in the shape in which it is printed: its table, with merged cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell as it is printed. `key` is that of the figure in it (`table/line/column`), whose value
    times 10^`shift` is the number printed: amounts are kept in 万元, whatever the page says."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = ""
    key: str = ""
    shift: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """The table of a form over all its pages. `edges` are the x of the column edges, where the
    source has any; `heading` is the row that heads the indicators."""

    rows: int
    columns: int
    cells: tuple[PrintedCell, ...]
    edges: tuple[float, ...] = ()
    heading: int = 0
