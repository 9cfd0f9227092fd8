"""Columns from the gaps in the type, on boxes made by hand."""

from __future__ import annotations

from zipingbiao.extract.gutters import columns_of
from zipingbiao.extract.ruled import find_lattices, slots_of
from zipingbiao.schemas.page import Box, Rule

SIZE, SNAP = 10.0, 3.0
LEFT, RIGHT = 0.0, 300.0


def _text(x: float, row: int, characters: int) -> list[Box]:
    """A text of square characters from x, in a row of 30 points."""
    top = row * 30 + 10
    return [Box(x + i * SIZE, top, x + (i + 1) * SIZE, top + SIZE) for i in range(characters)]


def _rules(rows: int) -> list[Rule]:
    return [Rule(True, y * 30.0, LEFT, RIGHT) for y in range(rows + 1)]


def _spans(boxes: list[Box], rules: list[Rule]) -> list[tuple[int, int, int, int]]:
    (lattice,) = find_lattices([*rules, *columns_of(boxes, rules, SIZE, SNAP)], SNAP)
    return [(s.row, s.column, s.row_span, s.column_span) for s in slots_of(lattice)]


def test_texts_side_by_side_stand_in_columns_of_their_own() -> None:
    boxes = [b for row in range(2) for x in (10, 110, 210) for b in _text(x, row, 4)]
    assert _spans(boxes, _rules(2)) == [(r, c, 1, 1) for r in range(2) for c in range(3)]


def test_rows_with_other_gaps_share_the_fewest_edges() -> None:
    boxes = [*_text(10, 0, 3), *_text(110, 0, 3), *_text(10, 1, 7), *_text(120, 1, 6)]
    assert len(columns_of(boxes, _rules(2), SIZE, SNAP)) == 2 * 3


def test_a_text_across_an_edge_spans_it() -> None:
    boxes = [*_text(10, 0, 4), *_text(110, 0, 4), *_text(210, 0, 4), *_text(10, 1, 15)]
    assert (1, 0, 1, 2) in _spans(boxes, _rules(2))


def test_a_text_in_the_middle_of_blank_columns_spans_them() -> None:
    upper = [*_text(2, 0, 9), *_text(102, 0, 9), *_text(202, 0, 9)]
    lower = [*_text(80, 1, 4), *_text(240, 1, 2)]
    assert (1, 0, 1, 2) in _spans([*upper, *lower], _rules(2))


def test_a_merged_cell_reaches_as_far_as_no_rule_is_drawn_beside_it() -> None:
    rules = _rules(2)
    rules[1] = Rule(True, 30.0, 100.0, RIGHT)
    boxes = [*_text(10, 0, 3), *(b for row in range(2) for b in _text(120, row, 5))]
    assert (0, 0, 2, 1) in _spans(boxes, rules)


def test_two_rules_are_no_table() -> None:
    assert columns_of(_text(10, 0, 3), _rules(1), SIZE, SNAP) == []
