from __future__ import annotations

from dataclasses import replace

import pytest
from grids import grid, laid_out

from zipingbiao.reconcile.headings import formed_word_of, word_of
from zipingbiao.reconcile.layout import find_layout
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.page import Cell, Source


def head(text: str) -> Cell:
    return Cell(0, 0, 1, 1, text, 1, None, Source.TEXT_LAYER)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("单位自评得分", "score"),
        ("评价得分（分）", "score"),
        ("财政部门复核分", "review_score"),
        ("评分\n结果", "score"),
        ("基准分", "weight"),
        ("应得分", "weight"),
        ("标准得分", "weight"),
        ("预期完成值", "target"),
        ("年度绩效目标", "target"),
        ("全年计划值", "target"),
        ("指标实际完成值", "actual"),
        ("2023年实际达成情况", "actual"),
        ("偏离原因及改进", "reason"),
        ("未完成绩效目标情况说明", "reason"),
        ("扣分依据", "reason"),
        ("下一步整改的措施", "improvement"),
        ("指标解释及评分标准", "explanation"),
        ("考核办法", "criteria"),
        ("三级指标及分值", "level3"),
    ],
)
def test_a_heading_is_known_by_how_it_is_made(text: str, role: str) -> None:
    assert word_of(head(text)) is None
    assert formed_word_of(head(text)) == role


@pytest.mark.parametrize(
    "text",
    ["备注", "序号", "绩效指标", "数量指标", "得分率", "责任部门", "评价等级", "扣分", "完成率"],
)
def test_other_headings_are_not_forced_into_a_column(text: str) -> None:
    assert word_of(head(text)) is formed_word_of(head(text)) is None


@pytest.mark.parametrize("text", ["2023年实际完成值", "实际完成值B", "实际完成值（B）"])
def test_a_year_before_a_word_and_a_letter_behind_it_leave_it_what_it_is(text: str) -> None:
    assert word_of(head(text)) == "actual"


def test_what_a_column_is_for_sure_no_other_column_is() -> None:
    _, layout = laid_out(
        grid(
            """
            一级指标 | 三级指标 | 指标说明及评分标准 | 指标解释 | 分值 | 评分 | 得分情况
            产出 | 培训人次 | 满5期得分 | 办班多少 | 10 | 9 | 尚可
            """
        )
    )
    roles = [column.role for column in layout.columns]
    assert roles == ["level1", "level3", "criteria", "explanation", "weight", "score"]
    assert [cell.text for cell in layout.others] == ["得分情况"]


def test_bands_blanks_and_headings_over_others_are_no_columns_left_out() -> None:
    _, layout = laid_out(
        grid(
            """
            绩效指标 | 一级指标 | 二级指标 | 三级指标 | 评价 | < | | 佐证材料
            ^ | ^ | ^ | ^ | 分值 | 得分 | ^ | ^
            ^ | 产出 | 数量 | 培训人次 | 10 | 9 | | 签到表
            """
        )
    )
    assert [cell.text for cell in layout.others] == ["佐证材料"]


def test_levels_may_be_called_otherwise_too() -> None:
    _, layout = laid_out(
        grid(
            """
            类别 | 指标 | 单位 | 年度目标 | 实际完成 | 完成率 | 标准分 | 自评分
            产出 | 培训人次 | 人 | 100 | 90 | 90% | 10 | 9
            """
        )
    )
    roles = [column.role for column in layout.columns]
    assert roles == ["level1", "level3", "target_unit", "target", "actual", "weight", "score"]
    assert [cell.text for cell in layout.others] == ["完成率"]


def test_what_stands_behind_a_level_is_not_the_one_around_it() -> None:
    _, layout = laid_out(
        grid(
            """
            指标名称 | 评价内容 | 分值 | 得分
            培训人次 | 办了几期 | 10 | 9
            """
        )
    )
    assert [column.role for column in layout.columns] == ["level3", "weight", "score"]


def test_columns_of_money_make_no_indicators() -> None:
    made = grid(
        """
        项目资金 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
        年度资金总额 | 5 | 5 | 10 | 100% | 10
        """
    )
    assert find_layout(View(made)) is None


def test_a_heading_that_was_surely_read_is_not_taken_for_another_word() -> None:
    made = grid(
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 扣分
        产出 | 数量 | 培训人次 | 10 | 9 | 1
        """,
        source=Source.OCR,
    )
    _, layout = laid_out(made)
    assert [cell.text for cell in layout.others] == ["扣分"]
    unsure = tuple(replace(cell, confidence=0.7) for cell in made.cells)
    _, layout = laid_out(replace(made, cells=unsure))
    assert layout.columns[-1].role == "reason"


@pytest.mark.parametrize("piece", ["指标", "本年度", "实际", "自评", "目标完成"])
def test_a_text_without_end_costs_no_time(piece: str) -> None:
    assert formed_word_of(head(100_000 * piece)) is None
