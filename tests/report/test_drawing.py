from __future__ import annotations

from dataclasses import replace

import handmade
from PIL import Image, ImageChops

from zipingbiao.report.drawing import draw_page
from zipingbiao.schemas.figure import Place
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Rule, Source

WHITE = Image.new("RGB", (400, 600), "white")
EMPTY = Page(1, 200, 300, Source.TEXT_LAYER)


def changed(picture: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(WHITE, picture).getbbox()


def test_an_empty_page_is_its_picture() -> None:
    assert changed(draw_page(WHITE, EMPTY, 2)) is None


def test_the_picture_that_came_in_is_not_touched() -> None:
    before = WHITE.tobytes()
    draw_page(WHITE, replace(EMPTY, rules=(Rule(True, 10, 0, 200),)), 2)
    assert WHITE.tobytes() == before


def test_rules_stand_at_their_scaled_place() -> None:
    picture = draw_page(WHITE, replace(EMPTY, rules=(Rule(True, 100, 20, 180),)), 2)
    assert changed(picture) == (40, 200, 361, 201)


def test_cells_are_outlined() -> None:
    cell = Cell(0, 0, 2, 1, "总分", 1, Box(20, 30, 120, 80), Source.OCR)
    grid = Grid(1, 2, 1, (cell, replace(cell, box=None)), spanned=True)
    picture = draw_page(WHITE, replace(EMPTY, grids=(grid,)), 2)
    assert changed(picture) == (40, 60, 241, 161)


def form_at(place: Place) -> Form:
    finding = handmade.finding(place=place)
    return replace(handmade.clean_form(), findings=(finding,), indicators=(), total_score=None)


def test_findings_of_this_page_are_drawn_and_no_others() -> None:
    box = Box(20, 100, 120, 150)
    assert changed(draw_page(WHITE, EMPTY, 2, [form_at(Place(1, box))]))
    assert changed(draw_page(WHITE, EMPTY, 2, [form_at(Place(2, box))])) is None
    assert changed(draw_page(WHITE, EMPTY, 2, [form_at(Place(1))])) is None


def test_an_upside_down_box_ends_nothing() -> None:
    assert changed(draw_page(WHITE, EMPTY, 2, [form_at(Place(1, Box(120, 150, 20, 100)))]))


def test_doubtful_figures_are_drawn() -> None:
    form = replace(handmade.form(), findings=())
    assert changed(draw_page(WHITE, EMPTY, 1, [form]))


def test_labels_of_one_place_stand_side_by_side() -> None:
    box = Box(20, 100, 30, 150)
    one = form_at(Place(1, box))
    two = replace(one, findings=one.findings * 2)
    alone, both = (changed(draw_page(WHITE, EMPTY, 2, [form])) for form in (one, two))
    assert alone
    assert both
    assert both[2] - alone[2] > 40
