"""The totals (总分): mostly a row of their own, sometimes a cell or a line above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.normalize.figures import is_null
from zipingbiao.normalize.text import fold, label, label_weight
from zipingbiao.reconcile.layout import Layout, value_cell
from zipingbiao.reconcile.reading import figure_of, number_of, text_figure
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Cell, Run
from zipingbiao.schemas.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Totals:
    """Total weight and total score, as printed."""

    weight: Figure | None = None
    score: Figure | None = None


def read_totals(
    view: View,
    layout: Layout,
    weights: Decimal | None,
    scores: Decimal | None,
    lines: Sequence[Run] = (),
) -> Totals:
    """The totals of the total row: in their columns; in a dump, whose columns slip, by the sums.

    Args:
        view: the table.
        layout: how it is read.
        weights: what the weights of the leaves (and of the execution) add up to, if all are known.
        scores: the same of the scores.
        lines: the lines above the table from its title on; some forms state the total there.
    """
    if layout.total is None:
        return Totals(score=_elsewhere(view, layout, lines))
    score = _in_column(view, layout, "score")
    weights_of = ("weight", "level1_weight", "level2_weight")
    candidates = [_in_column(view, layout, role) for role in weights_of]
    printed = [cell for cell in candidates if cell is not None and cell is not score]
    weight = next((cell for cell in printed if number_of(cell)), None)
    cells = [cell for cell in view.row(layout.total) if number_of(cell)]
    name = view.first_starting(layout.total)
    within = _within(name)
    points = text_figure(label_weight(name.text), name) if name is not None else None
    if view.grid.spanned:
        weight, score = _beside_columns(layout, cells, weight, score, scores)
        return Totals(figure_of(weight) or points, figure_of(score) or within)
    score = _told_by([cell for cell in cells if cell is not weight], score, scores, last=True)
    if layout.column("weight") is not None:
        weight = _told_by([cell for cell in cells if cell is not score], weight, weights)
    return Totals(figure_of(weight) or points, figure_of(score) or within)


def _beside_columns(
    layout: Layout,
    cells: Sequence[Cell],
    weight: Cell | None,
    score: Cell | None,
    scores: Decimal | None,
) -> tuple[Cell | None, Cell | None]:
    """A drawn total row may be merged otherwise than its columns: where nothing stands in the
    score's column, the one figure left is the score, or the figure that is their sum."""
    if layout.column("score") is None or (score is not None and not is_null(score.text)):
        return weight, score
    left = [cell for cell in cells if cell is not weight]
    if not left and weight is not None and _value(weight) == scores:
        return None, weight
    fitting = [cell for cell in left if _value(cell) == scores]
    return weight, (fitting or left)[0] if len(fitting or left) == 1 else score


def _value(cell: Cell) -> Decimal | None:
    number = number_of(cell)
    return number.value if number is not None else None


def _elsewhere(view: View, layout: Layout, lines: Sequence[Run]) -> Figure | None:
    """A total score outside the grid: in the header block, below the leaves, or in a line above
    the table (自评总分:91分)."""
    leaves = set(layout.leaves)
    rows = [row for row in range(view.grid.rows) if row not in leaves and row != layout.heading]
    for row in rows:
        for cell, after in view.with_next(row):
            figure = _within(cell)
            if figure is None and after is not None and label(cell.text) in _score_totals():
                figure = figure_of(after) if number_of(after) else None
            if figure is not None:
                return figure
    page = min(cell.page for cell in view.grid.cells)
    cells = (Cell(0, 0, 1, 1, r.text, page, r.box, r.source, r.confidence) for r in lines)
    return next((figure for cell in cells if (figure := _within(cell)) is not None), None)


def _within(cell: Cell | None) -> Figure | None:
    """The total score that a text states after its label (总分:98.5分)."""
    if cell is None:
        return None
    words = "|".join(sorted(_score_totals(), key=len, reverse=True))
    match = re.search(rf"(?:{words})(?:\(分\))?[:为]?(\d+(?:\.\d+)?)分?(?![\d%])", fold(cell.text))
    return text_figure(match[1], cell) if match else None


def _score_totals() -> frozenset[str]:
    """The labels of totals that say scores (总分); a 合计 above the grid may be of money."""
    return frozenset(fold(word) for word in vocabulary().totals if "分" in word)


def _in_column(view: View, layout: Layout, role: str) -> Cell | None:
    """The cell of the total row in a column, unless the row's own label covers it."""
    assert layout.total is not None
    cell = value_cell(view, layout, role, layout.total)
    return None if cell is view.first_text(layout.total) else cell


def _told_by(
    cells: Sequence[Cell], placed: Cell | None, total: Decimal | None, *, last: bool = False
) -> Cell | None:
    """The cell that prints the sum, else the one that stands in the column, else the outermost."""
    first = [placed] if placed in cells else []
    for cell in [*first, *cells]:
        number = number_of(cell) if cell is not None else None
        if number is not None and number.value == total:
            return cell
    if first or not cells:
        return placed if first else None
    return cells[-1] if last else cells[0]
