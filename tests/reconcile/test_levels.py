from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.reconcile.levels import Column, Fragment, Place, group_cost, part_leaves


def nothing_known(label: str, leaf: int) -> None:
    return None


def rows(*labels: str, weights: Sequence[str] = (), breaks: Sequence[int] = ()) -> list[Fragment]:
    """One open piece a leaf, as in a dump; `weights` stand beside the leaves of that index."""
    return [
        Fragment(
            index,
            index,
            label,
            (Decimal(weights[index]),) if weights and weights[index] else (),
            sum(index >= at for at in breaks),
            open=True,
        )
        for index, label in enumerate(labels)
    ]


def parted(
    fragments: Sequence[Fragment], leaves: str = "", place: Place = Place.ANYWHERE
) -> list[tuple[int, int]]:
    """First and last leaf of the groups; `leaves` are the weights of the leaves."""
    count = fragments[-1].last + 1
    weights = tuple(Decimal(w) for w in leaves.split()) if leaves else (None,) * count
    parting = part_leaves(Column(tuple(fragments), weights, nothing_known), place)
    return [(group.first, group.last) for group in parting.groups]


def test_drawn_spans_are_kept_whatever_the_sums_say() -> None:
    spans = [Fragment(0, 1, "甲", (Decimal(9),)), Fragment(2, 2, "乙", (Decimal(1),))]
    assert parted(spans, "2 3 4") == [(0, 1), (2, 2)]


def test_the_sums_say_which_leaves_a_label_holds() -> None:
    pieces = rows("甲", "", "", "乙", "", weights=["6", "", "", "14", ""])
    assert parted(pieces, "2 4 5 1 8") == [(0, 1), (2, 4)]


@pytest.mark.parametrize("at", range(3))
def test_a_weight_may_stand_in_any_row_of_its_span(at: int) -> None:
    weights = ["", "", "", "7"]
    weights[at] = "6"
    assert parted(rows("甲", "", "", "乙", weights=weights), "1 2 3 7") == [(0, 2), (3, 3)]


def test_two_halves_of_a_label_that_nobody_can_read_are_one_group() -> None:
    upper = Fragment(0, 1, "顼箅管理", open=True, torn=True)
    lower = Fragment(2, 3, "氺升", page=1, open=True, torn=True)
    assert parted([upper, lower]) == [(0, 3)]


def test_two_labels_that_can_be_read_stay_two_groups_over_a_page_break() -> None:
    upper = Fragment(0, 1, "甲", open=True)
    assert parted([upper, Fragment(2, 3, "乙", page=1, open=True)]) == [(0, 1), (2, 3)]


def test_a_cell_that_the_page_break_cut_is_one_group() -> None:
    cut = [Fragment(0, 1, "甲", open=True), Fragment(2, 3, "", page=1, open=True)]
    assert parted([*cut, Fragment(4, 4, "乙", page=1)]) == [(0, 3), (4, 4)]


def test_a_label_that_the_next_page_repeats_is_the_same_group() -> None:
    cut = [Fragment(0, 1, "甲类", open=True), Fragment(2, 3, "甲类", page=1, open=True)]
    assert parted(cut) == [(0, 3)]


def test_the_same_label_twice_on_one_page_is_two_groups() -> None:
    assert parted([Fragment(0, 1, "甲"), Fragment(2, 3, "甲")]) == [(0, 1), (2, 3)]


@pytest.mark.parametrize(
    ("place", "labels", "groups"),
    [
        (Place.TOP, "甲 . . 乙 . 丙", [(0, 2), (3, 4), (5, 5)]),
        (Place.UPPER_MIDDLE, ". 甲 . . 乙 . . 丙 .", [(0, 2), (3, 5), (6, 8)]),
        (Place.LOWER_MIDDLE, ". 甲 . . 乙 . . 丙 .", [(0, 2), (3, 5), (6, 8)]),
        (Place.TOP, "甲 . 乙", [(0, 1), (2, 2)]),
        (Place.UPPER_MIDDLE, "甲 . 乙", [(0, 1), (2, 2)]),
        (Place.LOWER_MIDDLE, "甲 . 乙", [(0, 0), (1, 2)]),
    ],
)
def test_labels_part_the_leaves_by_where_a_table_prints_them(
    place: Place, labels: str, groups: list[tuple[int, int]]
) -> None:
    found = parted(rows(*labels.replace(".", "").split(" ")), place=place)
    assert found == groups


def test_the_way_that_a_table_prints_labels_costs_nothing_and_others_do() -> None:
    labels = rows("", "甲", "", "", "乙", "")
    costs = {
        place: part_leaves(Column(tuple(labels), (None,) * 6, nothing_known), place).cost
        for place in Place
    }
    assert costs[Place.UPPER_MIDDLE] == costs[Place.LOWER_MIDDLE] == 0
    assert costs[Place.TOP] > 0


def test_a_label_may_be_centred_on_what_its_page_shows() -> None:
    # 甲 holds 0…4, of which 0…2 are on the first page: its middle there is 1, over all 2.
    labels = ("", "甲", "", "", "", "乙")
    assert parted(rows(*labels, breaks=[3]), place=Place.UPPER_MIDDLE) == [(0, 4), (5, 5)]


def test_what_usually_stands_elsewhere_is_put_there_if_nothing_else_tells() -> None:
    def usual(label: str, leaf: int) -> bool | None:
        return {"甲": leaf < 2, "乙": leaf >= 2}[label]

    column = Column(tuple(rows("甲", "", "", "乙")), (None,) * 4, usual)
    assert [(g.first, g.last) for g in part_leaves(column).groups] == [(0, 1), (2, 3)]


def test_a_sum_is_stronger_than_what_is_usual() -> None:
    def usual(label: str, leaf: int) -> bool | None:
        return {"甲": leaf < 2, "乙": leaf >= 2}[label]

    pieces = rows("甲", "", "", "乙", weights=["6", "", "", "4"])
    column = Column(tuple(pieces), tuple(map(Decimal, (1, 2, 3, 4))), usual)
    assert [(g.first, g.last) for g in part_leaves(column).groups] == [(0, 2), (3, 3)]


def test_an_outer_level_is_cut_only_where_the_inner_one_is() -> None:
    pieces = tuple(rows("甲", "", "", "乙", weights=["3", "", "", "7"]))
    column = Column(pieces, tuple(map(Decimal, (1, 2, 3, 4))), nothing_known, frozenset({0, 3}))
    assert [(g.first, g.last) for g in part_leaves(column).groups] == [(0, 2), (3, 3)]


def test_no_leaves_are_no_groups() -> None:
    assert part_leaves(Column((), (), nothing_known)).groups == ()


def test_a_blank_cell_joins_no_group_over_a_new_label_of_the_level_above() -> None:
    drawn = (Fragment(0, 0, "社会效益"), Fragment(1, 1, ""))
    column = Column(drawn, (None, None), nothing_known, None, frozenset({0, 1}))
    assert [(group.first, group.last) for group in part_leaves(column).groups] == [(0, 0), (1, 1)]


def test_blank_cells_that_are_drawn_go_on_with_the_label_above_them() -> None:
    cells = [Fragment(index, index, label) for index, label in enumerate(("甲", "", "", "乙", ""))]
    assert parted(cells) == [(0, 2), (3, 4)]


def test_so_do_they_right_above_a_page_break() -> None:
    drawn = [Fragment(0, 0, "甲"), Fragment(1, 1, ""), Fragment(2, 2, "", open=True)]
    assert parted([*drawn, Fragment(3, 3, "乙", page=1, open=True)]) == [(0, 2), (3, 3)]


def test_a_label_that_every_row_repeats_with_its_weight_is_one_group_if_the_sum_says_so() -> None:
    cells = [Fragment(index, index, "甲", (Decimal(9),)) for index in range(3)]
    assert parted(cells, "2 3 4") == [(0, 2)]
    assert parted(cells, "9 9 9") == [(0, 0), (1, 1), (2, 2)]


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "产出", "产出指标", "效益"]),
        st.sampled_from([(), (Decimal(20),), (Decimal(30),)]),
        st.integers(0, 1),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


@given(PIECES, st.sampled_from(Place))
def test_no_parting_is_cheaper(
    pieces: list[tuple[str, tuple[Decimal, ...], int, bool, bool]], place: Place
) -> None:
    page, fragments = 0, []
    for number, (label, weights, turn, is_open, torn) in enumerate(pieces):
        page += turn
        fragments.append(Fragment(number, number, label, weights, page, is_open, torn))
    column = Column(tuple(fragments), (Decimal(10),) * len(fragments), nothing_known)
    inner = range(1, len(fragments))
    cuts = chain.from_iterable(combinations(inner, count) for count in range(len(fragments)))
    cheapest = min(
        sum(group_cost(column, *ends, place) for ends in pairwise((0, *cut, len(fragments))))
        for cut in cuts
    )
    assert part_leaves(column, place).cost == pytest.approx(cheapest)
