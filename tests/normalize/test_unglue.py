from __future__ import annotations

from dataclasses import replace

from grids import dump, grid, texts

from zipingbiao.normalize.unglue import unglue


def test_a_figure_glued_to_the_heading_below_gets_its_own_row() -> None:
    glued = dump("一级指标 | 56655.54 分值 | 53173.17 指标解释")
    assert texts(unglue(glued)) == [["", "56655.54", "53173.17"], ["一级指标", "分值", "指标解释"]]


def test_a_figure_cut_in_two_is_one_again() -> None:
    assert texts(unglue(dump("一级指标 | 3482. | 37 三级指标"))) == [
        ["", "3482.37", ""],
        ["一级指标", "", "三级指标"],
    ]


def test_a_figure_before_other_words_stays_where_it_is() -> None:
    row = "受益群众 | 37 个村 | 5"
    assert texts(unglue(dump(row))) == texts(dump(row))


def test_what_is_drawn_is_not_taken_apart() -> None:
    drawn = grid("一级指标 | 56655.54 分值")
    assert unglue(drawn) is drawn


def test_page_breaks_move_with_their_rows() -> None:
    glued = replace(dump("a | b\n一级指标 | 5.5 分值\nc | d\ne | f"), breaks=(1, 3))
    assert unglue(glued).breaks == (1, 4)
