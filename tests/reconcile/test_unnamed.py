"""Rows with figures and no name of a leaf: sums of a level, or leaves that only a level names."""

from __future__ import annotations

from grids import grid, laid_out

from zipingbiao.reconcile.tree import Tree, build_tree
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.page import Grid, Source

HEAD = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分"


def tree(made: Grid) -> Tree:
    return build_tree(*laid_out(made), family_of("generic"))


def paths(found: Tree) -> list[tuple[str, str, str]]:
    return [(leaf.level1, leaf.level2, leaf.level3) for leaf in found.indicators]


def test_a_row_with_the_sums_of_a_level_is_no_leaf_and_its_figures_are_the_level_s() -> None:
    for label in ("产出指标 | | ", "产出指标 | < | <"):
        found = tree(
            grid(
                f"""
                {HEAD}
                {label} | 60 | 55
                 | 数量指标 | 培训人次 | 40 | 36
                 | 质量指标 | 合格率 | 20 | 19
                效益指标 | | | 40 | 40
                 | 社会效益 | 覆盖率 | 40 | 40
                总分 | < | < | 100 | 95
                """
            )
        )
        assert paths(found) == [
            ("产出指标", "数量指标", "培训人次"),
            ("产出指标", "质量指标", "合格率"),
            ("效益指标", "社会效益", "覆盖率"),
        ]
        node = found.nodes[0]
        assert node.weight
        assert node.score
        assert (node.name, node.lines) == ("产出指标", (1, 2))
        assert (str(node.weight.value), str(node.score.value)) == ("60", "55")


def test_sums_of_two_levels_stand_above_their_leaves() -> None:
    found = tree(
        grid(
            f"""
            {HEAD}
            过程 | | | 30 | 29
             | 预算管理 | | 20 | 19
             | | 制度健全性 | 8 | 8
             | | 资金合规性 | 12 | 11
             | 资产管理 | | 10 | 10
             | | 资产安全性 | 10 | 10
            """
        )
    )
    assert paths(found) == [
        ("过程", "预算管理", "制度健全性"),
        ("过程", "预算管理", "资金合规性"),
        ("过程", "资产管理", "资产安全性"),
    ]
    (outer,) = found.nodes
    weights = [node.weight.value for node in (outer, *outer.children) if node.weight]
    assert weights == [30, 20, 10]


def test_a_label_over_all_levels_with_figures_is_a_leaf() -> None:
    found = tree(
        grid(
            f"""
            {HEAD}
            预算执行率（10分） | < | < | 10 | 9.5
            产出指标 | 数量指标 | 培训人次 | 50 | 50
            满意度指标 | 服务对象满意度 | < | 40 | 38
            合计 | < | < | 100 | 97.5
            """
        )
    )
    assert [(leaf.level3, leaf.score and str(leaf.score.value)) for leaf in found.indicators] == [
        ("预算执行率", "9.5"),
        ("培训人次", "50"),
        ("服务对象满意度", "38"),
    ]


def test_a_leaf_that_only_its_level_names_has_that_name() -> None:
    found = tree(
        grid(
            f"""
            {HEAD}
            产出指标 | 数量指标 | 培训人次 | 50 | 50
            满意度 | 群众满意度 | | 40 | 38
            """
        )
    )
    assert paths(found)[1] == ("满意度", "群众满意度", "群众满意度")


def test_a_goal_over_all_columns_is_neither_sum_nor_leaf() -> None:
    found = tree(grid(f"年度目标 | < | < | 清淤 | <\n{HEAD}\n甲 | 乙 | 人次 | 5 | 5"))
    assert len(found.indicators) == 1


def test_a_label_in_a_row_of_its_own_is_that_of_the_leaves_below() -> None:
    found = tree(
        grid(
            f"""
            {HEAD}
            产出指标 | | | |
             | 数量指标 | 培训人次 | 40 | 36
             | 质量指标 | 合格率 | 20 | 19
            效益指标 | < | < | < | <
             | 社会效益 | 覆盖率 | 40 | 40
            """
        )
    )
    assert [(leaf.level1, leaf.level2) for leaf in found.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益"),
    ]


def test_a_name_that_a_recogniser_missed_costs_no_leaf() -> None:
    rows = f"""
        {HEAD}
        产出指标 | | | 40 | 36
        ^ | 质量指标 | 合格率 | 20 | 19
        合计 | < | < | 60 | 55
    """
    assert len(tree(grid(rows, source=Source.OCR)).indicators) == 2
    assert len(tree(grid(rows)).indicators) == 1
