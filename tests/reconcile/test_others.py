from __future__ import annotations

from grids import WIDTH, dump, grid, laid_out

from zipingbiao.reconcile.others import read_others
from zipingbiao.schemas.page import Grid

MORE = """
    序号 | 一级指标 | 三级指标 | 分值 | 得分 | 佐证 材料 | < | 责任科室
    1 | 产出 | 培训人次 | 10 | 9 | 签到表 | 照片 | 培训科
    2 | ^ | 培训天数 | 10 | 10 | | | ^
    3 | 效益 | 满意度 | 10 | 8 | 问卷 | |
"""


def others(made: Grid) -> list[tuple[str, tuple[str, ...]]]:
    return [(column.label, column.texts) for column in read_others(*laid_out(made))]


def test_what_a_column_without_a_known_heading_says_is_kept_beside_its_leaves() -> None:
    assert others(grid(MORE)) == [
        ("佐证材料", ("签到表 照片", "", "问卷")),
        ("责任科室", ("培训科", "", "")),
    ]


def test_its_heading_can_be_found_on_the_page() -> None:
    first, _ = read_others(*laid_out(grid(MORE)))
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
