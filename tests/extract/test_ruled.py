from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.extract import ruled
from zipingbiao.extract.ruled import Lattice, Slot, find_lattices, slots_of
from zipingbiao.schemas.page import Rule

SNAP = 3.0


def flat(y: float, x0: float, x1: float) -> Rule:
    return Rule(True, y, x0, x1)


def upright(x: float, y0: float, y1: float) -> Rule:
    return Rule(False, x, y0, y1)


def frame(x0: float, top: float, x1: float, bottom: float) -> list[Rule]:
    """The four borders of a cell."""
    return [
        flat(top, x0, x1),
        flat(bottom, x0, x1),
        upright(x0, top, bottom),
        upright(x1, top, bottom),
    ]


def places(rules: list[Rule]) -> list[tuple[int, int, int, int]]:
    (lattice,) = find_lattices(rules, SNAP)
    return [(slot.row, slot.column, slot.row_span, slot.column_span) for slot in slots_of(lattice)]


def test_a_cell_spans_what_no_wall_cuts() -> None:
    rules = [*frame(0, 0, 200, 50), *frame(0, 50, 100, 150), *frame(100, 50, 200, 100)]
    rules += frame(100, 100, 200, 150)
    assert places(rules) == [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 1, 1), (2, 1, 1, 1)]


def test_borders_drawn_twice_are_one_edge() -> None:
    rules = [*frame(0, 0, 99, 49), *frame(101, 0, 200, 49), *frame(0, 51, 99, 100)]
    rules += frame(101, 51, 200, 100)
    (lattice,) = find_lattices(rules, SNAP)
    assert (lattice.rows, lattice.columns) == (2, 2)
    assert lattice.xs[1] == 100


def test_a_wall_with_a_small_gap_is_a_wall_and_a_stump_is_none() -> None:
    outer = [*frame(0, 0, 200, 100)]
    gap = [upright(100, 0, 40), upright(100, 60, 100)]
    assert len(places([*outer, *gap])) == 2
    assert len(places([*outer, upright(100, 0, 40)])) == 1


def test_a_missing_wall_gives_rectangles_and_no_angle() -> None:
    # The upper left slot is open to its right and downwards; the lower right one is closed.
    rules = [*frame(0, 0, 200, 100), upright(100, 50, 100), flat(50, 100, 200)]
    assert places(rules) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_sides_that_meet_no_rule_belong_to_the_table_beside_them() -> None:
    table = [*frame(10, 0, 100, 50), *frame(10, 50, 100, 100)]
    (lattice,) = find_lattices([*table, upright(0, 5, 95)], SNAP)
    assert lattice.xs == (0, 10, 100)


def test_sides_far_below_a_table_are_none_of_its() -> None:
    (lattice,) = find_lattices([*frame(10, 0, 100, 50), upright(0, 60, 95)], SNAP)
    assert lattice.xs == (10, 100)


def test_a_box_inside_a_cell_is_no_table_of_its_own() -> None:
    rules = [*frame(0, 0, 200, 100), upright(100, 0, 100), *frame(20, 20, 40, 40)]
    (lattice,) = find_lattices(rules, SNAP)
    assert lattice.xs == (0, 100, 200)


def test_tables_come_from_top_to_bottom() -> None:
    lattices = find_lattices([*frame(0, 300, 100, 400), *frame(0, 0, 100, 100)], SNAP)
    assert [lattice.ys[0] for lattice in lattices] == [0, 300]


def test_an_underline_is_no_table() -> None:
    assert find_lattices([flat(10, 0, 100), flat(20, 0, 100)], SNAP) == []


@st.composite
def lattices(draw: st.DrawFn) -> Lattice:
    """Any pattern of walls within a closed frame."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    wall = st.booleans()
    across = [
        tuple(True if j in (0, rows) else draw(wall) for _ in range(columns))
        for j in range(rows + 1)
    ]
    down = [
        tuple(True if i in (0, columns) else draw(wall) for i in range(columns + 1))
        for _ in range(rows)
    ]
    xs, ys = tuple(map(float, range(columns + 1))), tuple(map(float, range(rows + 1)))
    return Lattice(xs, ys, tuple(across), tuple(down))


def covered(slot: Slot) -> list[tuple[int, int]]:
    return [
        (slot.row + i, slot.column + j)
        for i in range(slot.row_span)
        for j in range(slot.column_span)
    ]


@given(lattices())
def test_every_slot_belongs_to_exactly_one_cell(lattice: Lattice) -> None:
    cover = Counter(place for slot in slots_of(lattice) for place in covered(slot))
    wanted = {(row, column) for row in range(lattice.rows) for column in range(lattice.columns)}
    assert set(cover) == wanted
    assert set(cover.values()) == {1}


def test_a_table_without_borders_at_its_sides_keeps_its_outer_columns() -> None:
    rules = [flat(y, 0, 300) for y in (0, 50, 100)] + [upright(x, 0, 100) for x in (100, 200)]
    (lattice,) = find_lattices(rules, SNAP)
    assert (lattice.xs, lattice.rows) == ((0, 100, 200, 300), 2)


def test_a_table_without_its_upper_border_keeps_its_first_row() -> None:
    rules = [flat(y, 0, 200) for y in (50, 100)] + [upright(x, 0, 100) for x in (0, 100, 200)]
    (lattice,) = find_lattices(rules, SNAP)
    assert (lattice.ys, lattice.columns) == ((0, 50, 100), 2)


def test_rules_that_meet_are_found_among_many_that_do_not() -> None:
    apart = [
        Rule(bool(i % 2), 1000.0 + 10 * i, 1000.0 + 20 * i, 1005.0 + 20 * i) for i in range(99)
    ]
    (lattice,) = find_lattices([*apart, *frame(0, 0, 40, 20)], SNAP)
    assert (lattice.xs, lattice.ys) == ((0, 40), (0, 20))


def test_boxes_inside_a_table_are_none_however_many() -> None:
    inside = [rule for i in range(9) for rule in frame(10 + 10 * i, 10, 15 + 10 * i, 15)]
    (lattice,) = find_lattices([*inside, *frame(0, 0, 200, 100)], SNAP)
    assert lattice.xs == (0, 200)


@pytest.mark.parametrize("bound", ["MOST_SLOTS", "MOST_MEETINGS"])
def test_more_rules_than_any_form_has_are_no_table(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruled, bound, 24)
    rules = [Rule(flat, 10.0 * i, 0, 40) for i in range(5) for flat in (True, False)]
    with pytest.raises(ruled.TooManyRules):
        find_lattices(rules, SNAP)
    assert find_lattices(frame(0, 0, 40, 40), SNAP)
