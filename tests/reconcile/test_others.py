from __future__ import annotations

from grids import WIDTH, dump, grid, laid_out

from zipingbiao.reconcile.others import read_others
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.page import Grid

FAMILY = family_of("mof-project")
MORE = """
    序号 | 一级指标 | 三级指标 | 分值 | 得分 | 佐证 材料 | < | 责任科室
    1 | 产出 | 培训人次 | 10 | 9 | 签到表 | 照片 | 培训科
    2 | ^ | 培训天数 | 10 | 10 | | | ^
    3 | 效益 | 满意度 | 10 | 8 | 问卷 | |
"""


def others(made: Grid) -> list[tuple[str, tuple[str, ...]]]:
    return [(column.label, column.texts) for column in read_others(*laid_out(made), FAMILY)]


def test_what_a_column_without_a_known_heading_says_is_kept_beside_its_leaves() -> None:
    assert others(grid(MORE)) == [
        ("佐证材料", ("签到表 照片", "", "问卷")),
        ("责任科室", ("培训科", "", "")),
    ]


def test_its_heading_can_be_found_on_the_page() -> None:
    first, _ = read_others(*laid_out(grid(MORE)), FAMILY)
    assert first.place is not None
    assert first.place.box is not None
    assert (first.place.box.x0, first.place.box.x1) == (5 * WIDTH, 7 * WIDTH)


def test_running_numbers_and_blank_columns_are_nothing_to_keep() -> None:
    assert others(grid(MORE.replace("签到表 | 照片", " | ").replace("问卷", ""))) == [
        ("责任科室", ("培训科", "", ""))
    ]


def test_in_a_dump_columns_slip_so_nothing_is_told() -> None:
    plain = "一级指标 | 三级指标 | 分值 | 得分 | 责任科室\n产出 | 培训 | 10 | 9 | 培训科"
    assert others(dump(plain)) == []


def test_columns_of_money_that_are_not_known_are_kept_beside_its_lines() -> None:
    made = grid(
        """
        项目资金 | < | 全年预算数 | 到位资金 | 全年执行数 | 分值 | 得分
        ^ | 年度资金总额 | 120 | 118 | 90 | 10 | 7.5
        ^ | 其他资金 | 40 | 40 | 30 | |
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 培训人次 | 5 | 5 | 90 | 88
        """
    )
    (column,) = read_others(*laid_out(made), FAMILY)
    assert (column.table, column.label, column.texts) == ("funds", "到位资金", ("118", "40"))
