from __future__ import annotations

import pytest
from grids import grid, laid_out

from zipingbiao.reconcile.grades import grade_of, read_grade
from zipingbiao.schemas.form import Grade

HEAD = "一级指标 | 三级指标 | 分值 | 指标解释 | 得分\n产出 | 培训人次 | 100 | 说明 | 93.5"


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
        ("优■ 良□ 中□ 差□", "优"),
        ("优（90-100）□ 良（80-90）☑ 中（60-80）□ 差（60以下）□", "良"),
        ("优√   良   中   差", "优"),
        ("优   √良   中   差", "良"),
        ("优（ ） 良（√） 中（ ） 差（ ）", "良"),
        ("优√良中差", ""),
        ("优秀率 良好", ""),
        ("□优秀 ☑良好 □合格 □不合格", "良"),
        ("□优 □良 ☑合格 □不合格", "合格"),
        ("□优 □良 □一般 ☑较差", "较差"),
        ("☑合格 □不合格", "合格"),
        ("验收合格率 ☑", ""),
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


@pytest.mark.parametrize("row", ["自评等级 | 优 | < | < | <", "评价等级：优秀 | < | < | < | <"])
def test_a_grade_may_stand_alone_beside_or_behind_its_label(row: str) -> None:
    assert read_grade(*laid_out(grid(f"{row}\n{HEAD}"))).ticked == "优"
    assert read_grade(*laid_out(grid(f"{HEAD}\n总分 | < | 100 | | 93\n{row}"))).ticked == "优"


def test_ticks_are_counted() -> None:
    counted = [grade_of(text) for text in ("☑优 ☑良 □中 □差", "□优 □良 □中 □差", "□优 √良 □中 □差")]
    assert [(grade.boxes, grade.marked) for grade in counted] == [(4, 2), (4, 0), (4, 1)]
