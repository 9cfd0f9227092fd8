"""Lines of type in a cell, on masks drawn here: each character is a box of 20 × 20."""

from __future__ import annotations

import numpy as np

from zipingbiao.extract.textlines import Area, clean, joined_bands, lines_in, with_letters

SIZE = 20.0
CELL = Area(0, 0, 200, 200)


def _mask(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    mask = np.zeros((200, 200), np.uint8)
    for x0, top, x1, bottom in boxes:
        mask[top:bottom, x0:x1] = 255
    return mask


def _lines(mask: np.ndarray) -> list[tuple[int, int]]:
    areas = joined_bands(list(lines_in(mask, CELL, SIZE)), SIZE)
    return [(area.top, area.bottom) for area in areas]


def test_lines_apart_are_lines() -> None:
    assert _lines(_mask((10, 10, 30, 30), (35, 10, 55, 30), (10, 35, 30, 55))) == [
        (10, 30),
        (35, 55),
    ]


def test_lines_that_touch_are_parted() -> None:
    boxes = [(10 + x, 10, 30 + x, 30) for x in range(0, 150, 25)]
    assert len(_lines(_mask(*boxes, (30, 30, 50, 50)))) == 2


def test_large_type_is_one_line() -> None:
    assert _lines(_mask((10, 10, 50, 50), (55, 10, 95, 50))) == [(10, 50)]


def test_a_character_of_two_strokes_is_one_line() -> None:
    assert _lines(_mask((12, 10, 28, 13), (10, 25, 30, 28))) == [(10, 28)]


def test_a_dash_is_a_line_and_a_speck_is_none() -> None:
    assert _lines(_mask((10, 10, 30, 12))) == [(10, 12)]
    assert _lines(_mask((10, 10, 13, 13))) == []


def test_the_edge_of_a_rule_is_no_line() -> None:
    assert _lines(_mask((0, 0, 2, 200))) == []


def test_specks_go_and_a_decimal_point_stays() -> None:
    cleaned = clean(_mask((10, 10, 11, 11), (50, 50, 53, 53)), SIZE)
    assert not cleaned[10, 10]
    assert cleaned[51, 51]


def test_the_grain_of_the_paper_is_no_line_of_type() -> None:
    grain = [(x, 60 + x % 7, x + 4, 64 + x % 7) for x in range(10, 190, 6)]
    mask = _mask(*grain, (10, 110, 30, 130), (40, 128, 43, 131))
    found = with_letters([list(lines_in(mask, CELL, SIZE))], mask, SIZE)
    assert found == [[Area(10, 110, 43, 131)]]
