"""What stands in the columns of an indicator grid whose heading names none that is known."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.normalize.text import compact, fold, unwrapped
from zipingbiao.reconcile.layout import Layout
from zipingbiao.reconcile.reading import place_of
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.form import OtherColumn
from zipingbiao.schemas.page import Cell


def read_others(view: View, layout: Layout) -> tuple[OtherColumn, ...]:
    """The columns of a drawn table that have a heading of their own and something below it; running
    numbers (序号) are none."""
    return tuple(_filled(view, layout)) if view.grid.spanned else ()


def _filled(view: View, layout: Layout) -> Iterator[OtherColumn]:
    for head in layout.others:
        texts = tuple(_text(view, head, row) for row in layout.leaves)
        if any(texts) and not _are_running(texts):
            yield OtherColumn(compact(head.text), texts, place_of(head))


def _text(view: View, head: Cell, row: int) -> str:
    """What begins in a row below a heading."""
    cells = (cell for cell in view.starting(row) if fold(cell.text))
    below = (cell for cell in cells if head.column <= cell.column <= head.last_column)
    return " ".join(unwrapped(cell.text) for cell in below)


def _are_running(texts: tuple[str, ...]) -> bool:
    return all(text.rstrip("、.") == str(n) for n, text in enumerate(texts, start=1))
