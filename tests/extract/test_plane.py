from __future__ import annotations

import numpy as np
import pytest

from zipingbiao.extract.plane import UNMOVED, Matrix, ToPage


@pytest.mark.parametrize(
    ("turn", "expected"), [(0, (5, 70)), (90, (10, 5)), (180, (95, 10)), (270, (70, 95))]
)
def test_a_point_is_where_the_reader_of_the_turned_page_sees_it(
    turn: int, expected: tuple[float, float]
) -> None:
    to_page = ToPage(left=10, bottom=20, right=110, top=100, turn=turn)
    assert to_page(15.0, 30.0) == expected


def test_columns_of_points_go_where_each_of_them_goes() -> None:
    to_page = ToPage(0, 0, 100, 200, 90)
    xs, ys = to_page(np.array([1.0, 2.0]), np.array([3.0, 5.0]))
    assert list(zip(xs, ys, strict=True)) == [to_page(1.0, 3.0), to_page(2.0, 5.0)]


def test_the_inner_map_comes_first() -> None:
    doubled, moved = Matrix(2.0, 0.0, 0.0, 2.0, 0.0, 0.0), Matrix(1.0, 0.0, 0.0, 1.0, 5.0, 7.0)
    assert (doubled @ moved).apply(1.0, 1.0) == (12.0, 16.0)
    assert (moved @ doubled).apply(1.0, 1.0) == (7.0, 9.0)
    assert (UNMOVED @ moved).parts() == moved.parts()
