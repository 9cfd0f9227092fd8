from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from grids import dump, grid, laid_out

from zipingbiao.reconcile.leaves import read_leaves
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.page import Grid, Source


def leaves(made: Grid) -> list[Indicator]:
    return read_leaves(*laid_out(made))


def test_a_leaf_has_its_texts_and_figures() -> None:
    (leaf,) = leaves(
        grid(
            """
            一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 | 改进措施
            产出 | 指标1：培训\\n人次 | ≥500人次 | 480人次 | 10 | 9. 6 | 人员\\n调整 | 加强统筹
            """
        )
    )
    assert (leaf.line, leaf.level3, leaf.target, leaf.actual) == (
        1,
        "培训人次",
        "≥500人次",
        "480人次",
    )
    assert leaf.weight
    assert leaf.score
    assert (leaf.weight.value, leaf.weight.decimals) == (Decimal(10), 0)
    assert (str(leaf.score.value), leaf.score.text) == ("9.6", "9. 6")
    assert (leaf.shortfall_reason, leaf.improvement) == ("人员调整", "加强统筹")


def test_a_weight_within_the_name_counts_as_printed() -> None:
    (leaf,) = leaves(
        grid("一级指标 | 三级指标 | 年度指标值 | 得分\n产出 | 培训人次（10分） | 5 | 9")
    )
    assert leaf.level3 == "培训人次"
    assert leaf.weight
    assert leaf.weight.value == 10


def test_a_target_in_three_columns_is_one_text() -> None:
    (leaf,) = leaves(
        grid(
            """
            一级指标 | 三级指标 | 指标性质 | 年度指标值 | 度量单位 | 分值
            产出 | 培训人次 | ≥ | 500 | 人次 | 10
            """
        )
    )
    assert leaf.target == "≥500人次"


def test_a_figure_over_two_rows_belongs_to_the_first() -> None:
    first, second = leaves(
        grid(
            """
            一级指标 | 三级指标 | 年度指标值 | 分值 | 得分
            产出 | 培训人次 | 5 | 10 | 9
            ^ | 培训场次 | 6 | ^ | 4
            """
        )
    )
    assert first.weight
    assert second.weight is None


def test_a_label_over_two_scored_rows_of_a_dump_is_one_name() -> None:
    first, second = leaves(
        dump(
            """
            一级指标 | 三级指标 | 分值 | 指标解释 | 得分
            管理 | 采购意向公开合 | 0.5 | 反映采购公开情况 | 0.5
             | 规性 | 1.5 | | 1.5
            """
        )
    )
    assert first.level3 == second.level3 == "采购意向公开合规性"
    assert [leaf.weight and str(leaf.weight.value) for leaf in (first, second)] == ["0.5", "1.5"]


def test_recognised_names_are_simplified_and_printed_ones_are_not() -> None:
    rows = "一级指标 | 三级指标 | 分值 | 得分\n产出 | 績效管理 | 5 | 5"
    assert [leaf.level3 for leaf in leaves(dump(rows))] == ["绩效管理"]
    assert [leaf.level3 for leaf in leaves(grid(rows))] == ["績效管理"]


def test_what_the_blank_template_asks_for_is_no_answer() -> None:
    head = "一级指标 | 三级指标 | 分值 | 得分 | 偏差原因"
    (leaf,) = leaves(grid(f"{head}\n产出 | 人次 | 5 | （请填写） | （100字以内）"))
    assert (leaf.score, leaf.shortfall_reason) == (None, "")


def test_a_leaf_keeps_its_coefficient_and_knows_where_its_texts_came_from() -> None:
    rows = """
        一级指标 | 三级指标 | 年度指标值 | 得分系数(%) | 分值 | 得分
        产出 | 培训人次 | ≥500人次 | 80 | 10 | 8
    """
    (leaf,) = leaves(grid(rows))
    assert leaf.coefficient
    assert (leaf.coefficient.value, leaf.text_source) == (Decimal(80), Source.TEXT_LAYER)
    made = grid(rows)
    cells = [replace(c, source=Source.OCR) if c.text == "≥500人次" else c for c in made.cells]
    (leaf,) = leaves(replace(made, cells=tuple(cells)))
    assert leaf.text_source is Source.OCR
    cells = [replace(c, source=Source.OCR) if c.text == "8" else c for c in made.cells]
    (leaf,) = leaves(replace(made, cells=tuple(cells)))
    assert leaf.text_source is Source.TEXT_LAYER
