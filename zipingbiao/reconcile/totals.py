"""The row of totals (总分) and the ticked grade (评价等级)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.layout import Layout, value_cell
from zipingbiao.reconcile.reading import figure_of, number_of
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Cell, Source
from zipingbiao.schemas.vocabulary import vocabulary

_BOUNDS = re.compile(r"(\d+)分?(?:≤|<=)得?分")


@dataclass(frozen=True, slots=True)
class Totals:
    """Total weight and total score, as printed."""

    weight: Figure | None = None
    score: Figure | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The ticked grade, the lower bounds of the grades where the form prints them, and how many
    boxes were read."""

    ticked: str = ""
    bounds: tuple[tuple[str, int], ...] = ()
    boxes: int = 0


def read_totals(
    view: View, layout: Layout, weights: Decimal | None, scores: Decimal | None
) -> Totals:
    """The totals of the total row: in their columns; in a dump, whose columns slip, by the sums.

    Args:
        view: the table.
        layout: how it is read.
        weights: what the weights of the leaves (and of the execution) add up to, if all are known.
        scores: the same of the scores.
    """
    if layout.total is None:
        return Totals()
    score = _in_column(view, layout, "score")
    weights_of = ("weight", "level1_weight", "level2_weight")
    candidates = [_in_column(view, layout, role) for role in weights_of]
    printed = [cell for cell in candidates if cell is not None and cell is not score]
    weight = next((cell for cell in printed if number_of(cell)), None)
    if view.grid.spanned:
        return Totals(figure_of(weight), figure_of(score))
    cells = [cell for cell in view.row(layout.total) if number_of(cell)]
    score = _told_by([cell for cell in cells if cell is not weight], score, scores, last=True)
    if layout.column("weight") is not None:
        weight = _told_by([cell for cell in cells if cell is not score], weight, weights)
    return Totals(figure_of(weight), figure_of(score))


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


def read_grade(
    view: View,
    layout: Layout,
    total: Decimal | None = None,
    thresholds: Mapping[str, int] | None = None,
) -> Grade:
    """The ticked grade, from the cells from the total row on.

    Recognised boxes are easily mistaken: there either every box was read, or the tick is at the
    grade of the total; else no grade is stated.
    """
    start = layout.total if layout.total is not None else layout.end
    cells = [cell for row in range(start, view.grid.rows) for cell in view.starting(row)]
    grade = grade_of("".join(fold(cell.text) for cell in cells))
    recognised = any(cell.source is Source.OCR for cell in cells)
    if not recognised or grade.boxes == len(vocabulary().grades):
        return grade
    fitting = total is not None and grade_by(total, dict(grade.bounds) or thresholds or {})
    return grade if grade.ticked == fitting else replace(grade, ticked="")


def grade_by(score: Decimal, bounds: Mapping[str, int]) -> str:
    """The grade with the highest lower bound that the score reaches; none if it reaches none."""
    reached = [(bound, name) for name, bound in bounds.items() if score >= bound]
    return max(reached)[1] if reached else ""


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
    return Grade(ticked, _bounds(text), len(boxed) + len(marked))


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
