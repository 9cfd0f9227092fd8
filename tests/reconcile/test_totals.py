from __future__ import annotations

from decimal import Decimal

import pytest
from grids import dump, grid, laid_out

from zipingbiao.reconcile.totals import Grade, grade_of, read_grade, read_totals
from zipingbiao.schemas.page import Grid

HEAD = "一级指标 | 三级指标 | 分值 | 指标解释 | 得分\n产出 | 培训人次 | 100 | 说明 | 93.5"
WIDE = "一级指标 | 分值 | 三级指标 | 分值 | 得分\n产出 | 100 | 培训人次 | 100 | 93.5"


def totals(made: Grid, weight: str = "100", score: str = "93.5") -> tuple[str, str]:
    found = read_totals(*laid_out(made), Decimal(weight), Decimal(score))
    return tuple(str(f.value) if f else "" for f in (found.weight, found.score))  # type: ignore[return-value]


def test_totals_stand_in_their_columns() -> None:
    assert totals(grid(f"{HEAD}\n总分 | < | 100 | | 90")) == ("100", "90")


def test_a_total_weight_may_stand_under_the_weights_of_the_levels() -> None:
    assert totals(grid(f"{WIDE}\n总分 | 100 | < | < | 93.5")) == ("100", "93.5")


def test_a_total_that_is_not_printed_is_none() -> None:
    assert totals(grid(f"{HEAD}\n总分 | < | | | 90")) == ("", "90")
    assert totals(grid(HEAD)) == ("", "")


def test_totals_of_a_dump_whose_columns_slip_are_told_by_the_sums() -> None:
    assert totals(dump(f"{HEAD}\n总分 | 100 | | 93. 5 | ")) == ("100", "93.5")
    assert totals(dump(f"{HEAD}\n总分 | 100 | 1 | 1 | 93. 5")) == ("100", "93.5")


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("☑优 □良 □中 □差", "优"),
        ("□优 √良 □中 □差", "良"),
        ("口优 口良 中 口差", "中"),
        ("■优 90分≤得分≤100分;□良 80分≤得分<90分;□中 60分≤得分<80分;□差 得分<60分", "优"),
        ("□优 □良 □中 □差", ""),
        ("☑优 ☑良 □中 □差", ""),
        ("绩效等级 优", ""),
        ("优秀率 良好", ""),
    ],
)
def test_the_ticked_grade_is_the_marked_one_else_the_only_one_without_a_box(
    text: str, ticked: str
) -> None:
    assert grade_of(text).ticked == ticked


def test_printed_bounds_are_taken_if_all_are_there() -> None:
    whole = "☑优95分≤得分≤100分;□良85分≤得分<95分;□中70分≤得分<85分;□差得分<70分"
    assert dict(grade_of(whole).bounds) == {"优": 95, "良": 85, "中": 70, "差": 0}
    assert grade_of(whole.replace("85分≤", "95分≤")).bounds == ()
    assert grade_of("☑优□良□中□差").bounds == ()


def test_the_grade_is_looked_for_from_the_totals_on() -> None:
    made = grid(f"{HEAD}\n总分 | < | 100 | | 93.5\n评价等级 | ☑优 □良 □中 □差 | < | < | <")
    assert read_grade(*laid_out(made)).ticked == "优"
    assert read_grade(*laid_out(grid(HEAD))) == Grade()
