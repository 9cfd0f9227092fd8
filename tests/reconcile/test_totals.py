from __future__ import annotations

from decimal import Decimal

from grids import dump, grid, laid_out, line

from zipingbiao.reconcile.totals import read_totals
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


def test_a_total_may_stand_under_another_column_or_in_its_labels_cell() -> None:
    assert totals(grid(f"{HEAD}\n总分 | < | < | 93.5 | <")) == ("", "93.5")
    assert totals(grid(f"{HEAD}\n总分 | < | 93.5 | | ")) == ("", "93.5")
    assert totals(grid(f"{HEAD}\n总分：93.5分 | < | < | < | <")) == ("", "93.5")


def test_a_total_may_stand_above_the_grid_or_above_the_table() -> None:
    assert totals(grid(f"自评总分（分） | 93.5 | < | < | <\n{HEAD}")) == ("", "93.5")
    found = read_totals(*laid_out(grid(HEAD)), None, None, [line("自评总分：93.5分")])
    assert found.score
    assert str(found.score.value) == "93.5"


def test_a_total_weight_may_stand_in_the_label_of_the_total() -> None:
    assert totals(grid(f"{HEAD}\n总分（100分） | < | < | < | 93.5")) == ("100", "93.5")
