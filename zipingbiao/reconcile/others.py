"""What stands in columns whose heading names none that is known: kept as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zipingbiao.normalize.text import compact, fold, unwrapped
from zipingbiao.reconcile.funds import (
    Block,
    find_block,
    first_column,
    items_of,
    line_labels,
    rows_of_funds,
)
from zipingbiao.reconcile.layout import Layout
from zipingbiao.reconcile.reading import place_of
from zipingbiao.reconcile.view import View, overlaps
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.form import OtherColumn
from zipingbiao.schemas.page import Cell


def read_others(view: View, layout: Layout, family: Family) -> tuple[OtherColumn, ...]:
    """The columns of a drawn table that have a heading of their own and something below it; running
    numbers (序号) are none."""
    if not view.grid.spanned:
        return ()
    funds = _of_funds(view, layout, family)
    return (*funds, *_filled(view, "indicators", layout.others, layout.leaves))


def _of_funds(view: View, layout: Layout, family: Family) -> Iterator[OtherColumn]:
    rows = rows_of_funds(view, layout)
    block = find_block(view, rows)
    if block is not None:
        names = line_labels(view, block, items_of(family), rows)
        yield from _filled(view, "funds", _heads(view, block), [name.row for name in names])


def _heads(view: View, block: Block) -> Iterator[Cell]:
    """The headings of a fund block that name none of its columns; those of the labels stand left
    of all amounts."""
    known = block.columns.values()
    for cell in view.starting(block.row):
        if cell.column > first_column(block) and not any(overlaps(cell, one) for one in known):
            yield cell


def _filled(
    view: View, table: str, heads: Iterable[Cell], rows: Sequence[int]
) -> Iterator[OtherColumn]:
    for head in heads:
        texts = tuple(_text(view, head, row) for row in rows)
        if fold(head.text) and any(texts) and not _are_running(texts):
            yield OtherColumn(table, compact(head.text), texts, place_of(head))


def _text(view: View, head: Cell, row: int) -> str:
    """What begins in a row below a heading."""
    cells = (cell for cell in view.starting(row) if fold(cell.text))
    below = (cell for cell in cells if head.column <= cell.column <= head.last_column)
    return " ".join(unwrapped(cell.text) for cell in below)


def _are_running(texts: tuple[str, ...]) -> bool:
    return all(text.rstrip("、.") == str(n) for n, text in enumerate(texts, start=1))
