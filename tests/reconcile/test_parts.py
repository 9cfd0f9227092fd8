from __future__ import annotations

from textwrap import dedent

from grids import grid, table

from zipingbiao.reconcile.parts import parts_of

FORM = dedent("""
    项目名称 | 河道清淤 | < | <
    一级指标 | 三级指标 | 分值 | 得分
    产出 | 清淤长度 | 60 | 60
""").strip()
TITLE = "项目支出绩效自评表 | < | < | <"


def test_a_grid_with_two_forms_is_cut_at_the_title_or_the_header_of_the_second() -> None:
    for second in (f"{TITLE}\n{FORM}", FORM):
        first, last = parts_of(table(grid(f"{FORM}\n{second}"), "自评表"))
        assert (first.grid.rows, last.grid.rows) == (3, second.count("\n") + 1)
        assert (len(first.before), len(last.before)) == (1, 0)
        assert min(cell.row for cell in last.grid.cells) == 0


def test_a_repeated_heading_begins_no_form() -> None:
    heading = FORM.splitlines()[1]
    assert len(parts_of(table(grid(f"{FORM}\n{TITLE}\n{heading}\n效益 | 就业 | 40 | 40")))) == 1
