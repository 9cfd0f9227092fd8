"""Walls held against the picture, on masks drawn here."""

from __future__ import annotations

import numpy as np
import pytest

from zipingbiao.extract.raster import Ink
from zipingbiao.extract.ruled import Lattice
from zipingbiao.extract.walls import drawn
from zipingbiao.schemas.page import Rule

SIZE, THICK = 20.0, 2.0
XS, YS = (50.0, 250.0, 450.0), (50.0, 90.0, 190.0)
RULES = [
    *(Rule(True, y, 50, 450) for y in YS),
    *(Rule(False, x, 50, 190) for x in (50, 450)),
]


def _mask(middle: tuple[int, int] | None) -> np.ndarray:
    """Two rows, the upper one low; between the columns a line from and to the given rows."""
    mask = np.zeros((300, 500), np.uint8)
    for y in YS:
        mask[int(y) - 1 : int(y) + 1, 50:450] = 255
    for x in (50, 450):
        mask[50:190, x - 1 : x + 1] = 255
    if middle:
        mask[middle[0] : middle[1], 249:251] = 255
    return mask


def _seen(mask: np.ndarray, stamp: np.ndarray | None = None) -> Lattice | None:
    proposed = Lattice(XS, YS, ((True, True),) * 3, ((True, True, True),) * 2)
    ink = Ink((255 - mask).astype(np.uint8), mask, SIZE)
    hidden = np.zeros_like(mask) if stamp is None else stamp
    return drawn(proposed, RULES, ink, hidden, THICK)


def test_a_line_from_rule_to_rule_is_a_wall() -> None:
    lattice = _seen(_mask((50, 190)))
    assert lattice is not None
    assert [row[1] for row in lattice.down] == [True, True]


def test_an_edge_is_a_wall_only_where_it_is_drawn() -> None:
    lattice = _seen(_mask((90, 190)))
    assert lattice is not None
    assert [row[1] for row in lattice.down] == [False, True]


def test_a_stroke_that_stops_short_of_a_rule_is_none() -> None:
    lattice = _seen(_mask((52, 84)))
    assert lattice is not None
    assert lattice.xs == (50.0, 450.0)


def test_a_stroke_among_type_is_none() -> None:
    mask = _mask((50, 90))
    mask[54:86, 235:245] = 255
    mask[54:86, 255:265] = 255
    lattice = _seen(mask)
    assert lattice is not None
    assert lattice.columns == 1


def test_what_a_stamp_hides_stays_as_proposed() -> None:
    stamp = np.zeros((300, 500), np.uint8)
    stamp[45:195, 230:270] = 255
    lattice = _seen(_mask(None), stamp)
    assert lattice is not None
    assert [row[1] for row in lattice.down] == [True, True]


def test_what_a_stamp_hides_goes_on_between_walls() -> None:
    ys = (50.0, 90.0, 190.0, 290.0)
    mask = np.zeros((400, 500), np.uint8)
    for y in ys:
        mask[int(y) - 1 : int(y) + 1, 50:450] = 255
    for x in XS:
        mask[50:290, int(x) - 1 : int(x) + 1] = 255
    rules = [*(Rule(True, y, 50, 450) for y in ys), *(Rule(False, x, 50, 290) for x in (50, 450))]
    stamp = np.zeros((400, 500), np.uint8)
    stamp[92:188, 230:270] = 255
    down = ((True, True, True), (True, False, True), (True, True, True))
    proposed = Lattice(XS, ys, ((True, True),) * 4, down)
    lattice = drawn(proposed, rules, Ink(255 - mask, mask, SIZE), stamp, THICK)
    assert lattice is not None
    assert [row[1] for row in lattice.down] == [True, True, True]


def test_a_table_without_any_long_rule_has_its_walls_too() -> None:
    mask = np.zeros((200, 200), np.uint8)
    for at in (50, 100, 150):
        mask[at - 1 : at + 1, 50:150] = 255
        mask[50:150, at - 1 : at + 1] = 255
    edges = (50.0, 100.0, 150.0)
    rules = [Rule(flat, at, 50, 150) for flat in (True, False) for at in edges]
    proposed = Lattice(edges, edges, ((True, True),) * 3, ((True, True, True),) * 2)
    ink = Ink((255 - mask).astype(np.uint8), mask, 40.0)
    lattice = drawn(proposed, rules, ink, np.zeros_like(mask), THICK)
    assert lattice == proposed


def test_the_edge_of_the_paper_is_no_side_of_the_table() -> None:
    mask = _mask((50, 190))
    mask[20:280, 9:11] = 255
    rules = [*RULES, Rule(False, 10, 20, 280)]
    proposed = Lattice((10.0, *XS), YS, ((False, True, True),) * 3, ((True,) * 4,) * 2)
    ink = Ink((255 - mask).astype(np.uint8), mask, SIZE)
    lattice = drawn(proposed, rules, ink, np.zeros_like(mask), THICK)
    assert lattice is not None
    assert lattice.xs == pytest.approx(XS)


def test_an_edge_at_the_border_of_the_picture_is_seen_too() -> None:
    mask = _mask((50, 190))[:, 49:451]
    xs = (1.0, 201.0, 401.0)
    proposed = Lattice(xs, YS, ((True, True),) * 3, ((True, True, True),) * 2)
    rules = [Rule(r.horizontal, r.at - (not r.horizontal) * 49, r.start, r.end) for r in RULES]
    ink = Ink((255 - mask).astype(np.uint8), np.ascontiguousarray(mask), SIZE)
    assert drawn(proposed, rules, ink, np.zeros_like(mask), THICK) == proposed
