"""The row of totals (总分) and the ticked grade (评价等级)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from zipingbiao.normalize.figures import parse_number
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.layout import Layout, value_cell
from zipingbiao.reconcile.reading import figure_of
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Cell
from zipingbiao.schemas.vocabulary import vocabulary

_BOUNDS = re.compile(r"(\d+)分?(?:≤|<=)得?分")


@dataclass(frozen=True, slots=True)
class Totals:
    """Total weight and total score, as printed."""

    weight: Figure | None = None
    score: Figure | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The ticked grade, and the lower bounds of the grades where the form prints them."""

    ticked: str = ""
    bounds: tuple[tuple[str, int], ...] = ()


def read_totals(
    view: View, layout: Layout, weights: Decimal | None, scores: Decimal | None
) -> Totals:
    """The totals of the total row: in their columns; where columns slip, told by the sums.

    Args:
        weights: what the weights of the leaves (and of the execution) add up to, if all are known.
        scores: the same of the scores.
    """
    if layout.total is None:
        return Totals()
    row = layout.total
    weight = _in_column(view, layout, "weight", row)
    score = _in_column(view, layout, "score", row)
    if weight is not None and weight is score:
        weight = None
    if score is None or (weight is None and layout.column("weight") is not None):
        cells = [
            cell
            for cell in view.row(row)
            if cell not in (weight, score) and parse_number(cell.text)
        ]
        score = score or _told_by(cells, scores, last=True)
        rest = [cell for cell in cells if cell is not score]
        if layout.column("weight") is not None:
            weight = weight or _told_by(rest, weights, last=False)
    return Totals(figure_of(weight), figure_of(score))


def _in_column(view: View, layout: Layout, role: str, row: int) -> Cell | None:
    cell = value_cell(view, layout, role, row)
    return cell if cell is not None and parse_number(cell.text) is not None else None


def _told_by(cells: Sequence[Cell], total: Decimal | None, *, last: bool) -> Cell | None:
    """The cell that prints the sum, else the outermost."""
    if not cells:
        return None
    for cell in cells:
        number = parse_number(cell.text)
        if number is not None and number.value == total:
            return cell
    return cells[-1] if last else cells[0]


def read_grade(view: View, layout: Layout) -> Grade:
    """The ticked grade, from the cells from the total row on."""
    start = layout.total if layout.total is not None else layout.end
    rows = range(start, view.grid.rows)
    return grade_of("".join(fold(cell.text) for row in rows for cell in view.starting(row)))


def grade_of(text: str) -> Grade:
    """The grade that is ticked in a list of boxes: the marked one, else the only one unboxed.

    >>> grade_of("□优 ☑良 80分≤得分<90分 □中 □差").ticked
    '良'
    """
    words = vocabulary()
    grades = "".join(words.grades)
    marks = re.findall(rf"([{words.marked}{words.unmarked}]?)\s*([{grades}])(?![{grades}])", text)
    boxed = {grade for mark, grade in marks if mark and mark in words.unmarked}
    marked = [grade for mark, grade in marks if mark and mark in words.marked]
    if len(boxed) + len(marked) < 2:
        return Grade()
    open_grades = [grade for grade in words.grades if grade not in boxed]
    ticked = marked[0] if len(marked) == 1 else open_grades[0] if len(open_grades) == 1 else ""
    return Grade(ticked, _bounds(text))


def _bounds(text: str) -> tuple[tuple[str, int], ...]:
    """The printed lower bounds (90分≤得分), each of the grade before it; all of them or none."""
    grades = vocabulary().grades
    parts = re.split(rf"([{''.join(grades)}])(?=\d|得分)", text)
    found: list[tuple[str, int]] = []
    for grade, rest in zip(parts[1::2], parts[2::2], strict=False):
        match = _BOUNDS.search(rest)
        if match or "<" in rest:
            found.append((grade, int(match[1]) if match else 0))
    whole = [grade for grade, _ in found] == list(grades)
    falling = all(a > b for (_, a), (_, b) in pairwise(found))
    return tuple(found) if whole and falling else ()
