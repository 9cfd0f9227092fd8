"""Rules of a scan, on pictures drawn here."""

from __future__ import annotations

import cv2
import numpy as np

from zipingbiao.extract.raster import Ink
from zipingbiao.extract.ruled import find_lattices, slots_of
from zipingbiao.extract.rulings import SNAP, anchored, find_rulings, walls
from zipingbiao.schemas.page import Rule

SIZE = 20.0


def _ink(mask: np.ndarray) -> Ink:
    return Ink((255 - mask).astype(np.uint8), mask, SIZE)


def _table() -> np.ndarray:
    """Two rows, two columns; the lower row is one merged cell."""
    mask = np.zeros((300, 500), np.uint8)
    for y in (50, 120, 190):
        mask[y : y + 2, 50:450] = 255
    for x in (50, 448):
        mask[50:192, x : x + 2] = 255
    mask[50:121, 250:252] = 255
    return mask


def _spans(mask: np.ndarray) -> list[tuple[int, int, int, int]]:
    (lattice,) = find_lattices(find_rulings(_ink(mask)).rules, SNAP * SIZE)
    return [(s.row, s.column, s.row_span, s.column_span) for s in slots_of(lattice)]


def test_cells_and_spans_are_those_drawn() -> None:
    assert _spans(_table()) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_a_rule_with_gaps_is_still_a_wall() -> None:
    mask = _table()
    mask[120:122, 90:110] = 0
    mask[120:122, 300:330] = 0
    assert _spans(mask) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)]


def test_a_dash_within_a_cell_is_no_rule() -> None:
    mask = _table()
    mask[155:157, 150:210] = 255
    assert len(_spans(mask)) == 3


def test_an_arc_thicker_than_the_rules_is_no_rule() -> None:
    mask = _table()
    cv2.line(mask, (350, 122), (350, 190), 255, 9)
    assert len(_spans(mask)) == 3


def test_what_hangs_on_a_dropped_stroke_is_dropped_too() -> None:
    frame = [
        Rule(True, 0, 0, 400),
        Rule(True, 200, 0, 400),
        Rule(False, 0, 0, 200),
        Rule(False, 400, 0, 200),
    ]
    strokes = [Rule(True, 90, 100, 150), Rule(False, 100, 90, 120)]
    kept = anchored([*frame, *strokes], reach=8, sure=180)
    assert set(kept) == set(frame)


def test_walls_are_rubbed_out_where_they_stand_and_nowhere_else() -> None:
    mask = _table()
    rulings = find_rulings(_ink(mask))
    drawn = walls(_ink(mask), find_lattices(rulings.rules, SNAP * SIZE), rulings.thickness)
    assert rulings.thickness == 2
    assert (drawn[mask > 0] == 255).mean() > 0.99
    assert not drawn[140:180, 200:300].any()


def test_a_rule_that_lies_beside_its_edge_is_rubbed_out_too() -> None:
    mask = _table()
    (lattice,) = find_lattices(find_rulings(_ink(mask)).rules, SNAP * SIZE)
    aside = mask.copy()
    aside[52:119, 250:252] = 0
    aside[52:119, 254:256] = 255
    drawn = walls(_ink(aside), [lattice], 2)
    assert (drawn[55:115, 254:256] == 255).all()
