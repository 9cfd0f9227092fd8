from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
from papers import paper
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from zipingbiao.extract.pdfium import Content, page_content
from zipingbiao.extract.pdfpaths import rules_along, rules_inside
from zipingbiao.schemas.page import Rule


def drawn(
    folder: Path, trace: Callable[[PDFPathObject], object], *, stroke: int = 1, fill: int = 0
) -> Content:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        trace(path)
        canvas.drawPath(path, stroke=stroke, fill=fill)

    with pypdfium2.PdfDocument(paper(folder, draw)) as document:
        return page_content(document[0])


def through(*points: tuple[float, float], closed: bool = False) -> Callable[[PDFPathObject], None]:
    def trace(path: PDFPathObject) -> None:
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if closed:
            path.close()

    return trace


def test_an_open_path_has_no_side_that_is_not_drawn(tmp_path: Path) -> None:
    corners = ((20, 20), (120, 20), (120, 60))
    assert len(drawn(tmp_path, through(*corners)).rules) == 2
    assert len(drawn(tmp_path, through(*corners, (20, 60), closed=True)).rules) == 4


def test_behind_a_closed_subpath_lines_go_on_from_its_beginning(tmp_path: Path) -> None:
    def trace(path: PDFPathObject) -> None:
        through((20, 20), (120, 20), (120, 60), (20, 60), closed=True)(path)
        path.lineTo(20, 5)

    last = drawn(tmp_path, trace).rules[-1]
    assert last == Rule(False, 20, 80, 95)


def test_subpaths_are_told_apart(tmp_path: Path) -> None:
    def trace(path: PDFPathObject) -> None:
        through((20, 20), (120, 20))(path)
        through((20, 60), (120, 60))(path)

    rules = drawn(tmp_path, trace).rules
    assert [(rule.horizontal, rule.at) for rule in rules] == [(True, 80), (True, 40)]


def test_one_slanted_line_says_nothing_and_two_are_a_shape(tmp_path: Path) -> None:
    strike = drawn(tmp_path, through((20, 20), (120, 60)))
    assert (strike.rules, strike.shapes) == ((), ())
    tick = drawn(tmp_path, through((20, 40), (25, 30), (40, 60)))
    assert (tick.rules, len(tick.shapes)) == ((), 1)


def test_a_curve_makes_a_shape_and_no_rule_of_an_area(tmp_path: Path) -> None:
    def trace(path: PDFPathObject) -> None:
        path.moveTo(20, 20)
        path.curveTo(30, 21, 40, 21, 120, 20)
        path.lineTo(120, 22)
        path.close()

    content = drawn(tmp_path, trace, stroke=0, fill=1)
    assert (content.rules, len(content.shapes)) == ((), 1)


def test_what_is_neither_stroked_nor_filled_is_not_there(tmp_path: Path) -> None:
    content = drawn(tmp_path, through((20, 20), (120, 20)), stroke=0)
    assert (content.rules, content.shapes) == ((), ())


def test_rules_stand_in_the_order_in_which_they_are_drawn(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 80, 100, 1, stroke=0, fill=1)
        canvas.line(20, 60, 120, 60)
        canvas.rect(20, 40, 100, 1, stroke=0, fill=1)

    with pypdfium2.PdfDocument(paper(tmp_path, draw)) as document:
        rules = page_content(document[0]).rules
    assert [rule.at for rule in rules] == [19.5, 40, 59.5]


def test_a_line_may_lean_a_little_and_a_short_one_is_a_dot() -> None:
    lines = np.array([[0, 0, 50, 0.5], [0, 0, 50, 5], [0, 0, 0.5, 0.5], [7, 40, 7, 10]])
    rules, which = rules_along(lines)
    assert rules == [Rule(True, 0.25, 0, 50), Rule(False, 7, 10, 40)]
    assert which.tolist() == [0, 3]


def test_a_thin_area_is_a_rule_along_its_middle() -> None:
    rules, which = rules_inside(np.array([[0, 0, 50, 2], [0, 0, 50, 9], [4, 0, 5, 9]]))
    assert rules == [Rule(True, 1, 0, 50), Rule(False, 4.5, 0, 9)]
    assert which.tolist() == [0, 2]
