from __future__ import annotations

from dataclasses import replace

import pytest
from grids import dump, grid, laid_out

from zipingbiao.reconcile.tree import build_tree
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.page import Grid, Source

GENERIC = family_of("generic")


def leaves(made: Grid, family: str = "generic") -> tuple[Indicator, ...]:
    return build_tree(*laid_out(made), family_of(family)).indicators


def paths(made: Grid, family: str = "generic") -> list[tuple[str, str]]:
    return [(leaf.level1, leaf.level2) for leaf in leaves(made, family)]


def test_drawn_levels_hold_the_leaves_beside_them() -> None:
    made = grid(
        """
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        产出指标 | 数量指标 | 培训人次 | 5 | 5
        ^ | 质量指标 | 合格率 | 6 | 5
        ^ | ^ | 达标率 | 4 | 4
        """
    )
    assert paths(made) == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "质量指标"),
    ]
    (node,) = build_tree(*laid_out(made), GENERIC).nodes
    assert (node.name, node.level, node.lines) == ("产出指标", 1, (1, 2, 3))
    assert [(child.name, child.lines) for child in node.children] == [
        ("数量指标", (1,)),
        ("质量指标", (2, 3)),
    ]


def test_one_way_of_printing_labels_explains_both_levels() -> None:
    # Read from the tops, 子 would hold four leaves; but 甲 stands in the middle of its six.
    made = dump(
        """
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
         | | 人次 | 5人 | 5人
         | 子 | 场次 | 5场 | 5场
        甲 | | 座数 | 5座 | 5座
         | | 长度 | 5米 | 5米
         | 丑 | 面积 | 5亩 | 5亩
         | | 株数 | 5株 | 5株
        乙 | 寅 | 比率 | 5% | 5%
        """
    )
    assert paths(made) == [("甲", "子")] * 3 + [("甲", "丑")] * 3 + [("乙", "寅")]


def test_the_weight_of_a_level_is_beside_or_within_its_label() -> None:
    beside = leaves(
        grid(
            """
            一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
            履职 | 50 | 效能 | 50 | 产出情况 | 50 | 40
            """
        )
    )
    within = leaves(
        grid(
            """
            一级指标 | 二级指标 | 三级指标 | 分值 | 得分
            履职（50分） | 效能（50） | 产出情况 | 50 | 40
            """
        )
    )
    for (leaf,) in (beside, within):
        assert (leaf.level1, leaf.level2) == ("履职", "效能")
        assert leaf.level1_weight
        assert leaf.level2_weight
        assert leaf.level1_weight.value == leaf.level2_weight.value == 50


def test_a_level_weight_that_is_not_printed_follows_from_its_leaves() -> None:
    found = leaves(
        grid(
            """
            一级指标 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
            过程 | 执行 | 5 | 预算完成率 | 5 | 5
            ^ | 管理 | | 制度健全性 | 3 | 3
            ^ | ^ | ^ | 资金合规性 | 4 | 4
            """
        )
    )
    weight = found[2].level2_weight
    assert weight
    assert weight.value == 7
    assert weight.status is Status.DERIVED


def test_two_weights_beside_one_label_are_doubtful() -> None:
    found = leaves(
        grid(
            """
            一级指标 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
            过程 | 管理 | 3 | 制度健全性 | 3 | 3
            ^ | ^ | 4 | 资金合规性 | 4 | 4
            """
        )
    )
    assert found[0].level2_weight
    assert found[0].level2_weight.status is Status.DOUBTFUL


def test_a_known_label_with_one_character_misread_is_put_right_in_a_dump_only() -> None:
    rows = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分\n产出指标 | 数最指标 | 培训人次 | 5 | 5"
    assert paths(dump(rows), "mof-project") == [("产出指标", "数量指标")]
    assert paths(grid(rows), "mof-project") == [("产出指标", "数最指标")]


def _broken_at(made: Grid, row: int) -> Grid:
    """The grid with a page break before a row, all of it recognised."""
    cells = (
        replace(cell, page=1 if cell.row < row else 2, source=Source.OCR) for cell in made.cells
    )
    return replace(made, cells=tuple(cells), breaks=(row,))


def test_a_label_cut_between_its_lines_is_whole_on_both_pages() -> None:
    made = grid("""
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
        效益 | 经济效益指标 | 节约电费 | ≥1万元 | 1万元
        指标 | 社会效益指标 | 服务提升 | 较好 | 较好
    """)
    assert [one for one, _ in paths(_broken_at(made, 2), "mof-project")] == ["效益指标"] * 2


def test_a_blank_rest_above_a_label_is_not_that_label_s() -> None:
    made = grid("""
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        过程 | 预算执行 | 支付进度率 | 5 | 5
         |  | 预算完成率 | 5 | 5
        产出 | 职责履行 | 实际完成率 | 5 | 5
    """)
    read = paths(replace(_broken_at(made, 2), breaks=(2, 3)), "dept-process")
    assert [one for one, _ in read] == ["过程", "过程", "产出"]


def test_a_label_that_a_break_went_through_is_the_one_no_other_group_has() -> None:
    made = _broken_at(
        grid("""
        一级指标 | 二级指标 | 三级指标 | 分值 | 得分
        过程 | 预算执行 | 支付进度率 | 5 | 5
        ^ | 顼箅管理 | 资金使用合规性 | 5 | 5
        ^ | 氺升 | 基础信息完善性 | 5 | 5
        ^ | 资产管理 | 资产管理安全性 | 5 | 5
    """),
        3,
    )
    torn = (
        replace(cell, confidence=0.3) if cell.text in ("顼箅管理", "氺升") else cell
        for cell in made.cells
    )
    read = paths(replace(made, cells=tuple(torn)), "dept-process")
    assert [two for _, two in read] == ["预算执行", "预算管理", "预算管理", "资产管理"]


def test_scores_of_levels_stay_with_their_levels() -> None:
    made = grid(
        """
        一级指标 | 分值 | 得分 | 二级指标 | 分值 | 得分 | 三级指标 | 分值 | 得分
        履职 | 50 | 44 | 效能 | 30 | 25 | 产出情况 | 30 | 25
        ^ | ^ | ^ | 公开 | 20 | 19 | 信息公开 | 20 | 19
        """
    )
    first, second = leaves(made)
    assert [str(f.value) for f in (first.level1_score, first.level2_score) if f] == ["44", "25"]
    assert second.score
    assert str(second.score.value) == "19"
    (node,) = build_tree(*laid_out(made), GENERIC).nodes
    assert node.score
    assert node.key("score") == "indicators/1/level1_score"


def test_the_leaf_of_four_levels_is_the_fourth_and_the_third_its_group() -> None:
    (leaf, *_) = leaves(
        grid(
            """
            一级指标 | 二级指标 | 三级指标 | 四级指标 | 分值 | 得分
            管理（20分） | 资金 | 财务管理（8） | 支付进度 | 5 | 5
            ^ | ^ | ^ | 财务合规 | 3 | 3
            """
        )
    )
    assert (leaf.level1, leaf.level2, leaf.group, leaf.level3) == (
        "管理",
        "资金",
        "财务管理",
        "支付进度",
    )
    assert leaf.group_weight
    assert str(leaf.group_weight.value) == "8"


def test_levels_may_be_missing() -> None:
    outer = grid("一级指标 | 三级指标 | 分值 | 得分\n产出 | 人次 | 5 | 5\n^ | 场次 | 5 | 5")
    inner = grid("二级指标 | 三级指标 | 分值 | 得分\n数量 | 人次 | 5 | 5\n质量 | 合格率 | 5 | 5")
    assert paths(outer) == [("产出", ""), ("产出", "")]
    assert paths(inner) == [("", "数量"), ("", "质量")]


@pytest.mark.parametrize("label", ["投 入 (15)", "投入（15分）", "投入【15分】", "投\\n入〔15〕"])
def test_a_weight_may_stand_in_any_brackets_of_a_label(label: str) -> None:
    (leaf,) = leaves(grid(f"一级指标 | 三级指标 | 分值 | 得分\n{label} | 合理性 | 15 | 5"))
    assert leaf.level1 == "投入"
    assert leaf.level1_weight
    assert str(leaf.level1_weight.value) == "15"
