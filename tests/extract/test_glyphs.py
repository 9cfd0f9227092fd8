from __future__ import annotations

import numpy as np

from zipingbiao.extract.glyphs import Glyph, Glyphs

ONE = Glyph("甲", 0, 1, 10, 12, 10, 11, font="F", em=10)
OTHER = Glyph("8", 10, 2, 15, 12, 10, 10, hidden=True, spaced=True)


def test_columns_say_what_the_glyphs_say() -> None:
    held = Glyphs.of([ONE, OTHER])
    assert list(held) == [ONE, OTHER]
    assert (len(held), held.text()) == (2, "甲8")
    assert [column.tolist() for column in held.centers()] == [[5, 12.5], [6.5, 7]]


def test_some_of_them_are_taken_in_the_order_asked_for() -> None:
    held = Glyphs.of([ONE, OTHER])
    assert list(held.those(np.array([1, 0]))) == [OTHER, ONE]
    assert list(held.those(held.hidden)) == [OTHER]
    assert list(held.those(slice(0, 1))) == [ONE]


def test_there_may_be_none() -> None:
    none = Glyphs.of()
    assert (list(none), len(none), none.text(), none.sides.shape) == ([], 0, "", (0, 4))
