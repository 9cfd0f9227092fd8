from __future__ import annotations

from dataclasses import replace

import pytest
from grids import dump, grid, line, page, texts

from zipingbiao.normalize.stitch import stitch
from zipingbiao.schemas.page import Box, Grid, Page, Source, Table

HEAD = "一级指标 | 二级指标 | 三级指标 | 得分"


def one(*pages: Page) -> Table:
    (table,) = stitch(pages)
    return table


def scaled(made: Grid, factor: float) -> Grid:
    """The same grid in another scale, as scanners wander."""
    assert made.box
    return replace(made, box=made.box.scaled(factor), edges=tuple(x * factor for x in made.edges))


def test_a_repeated_header_goes_and_its_place_is_a_break() -> None:
    first = grid(f"{HEAD}\n产出 | 数量 | 培训人次 | 5")
    second = grid(f"{HEAD}\n产出 | 质量 | 合格率 | 7", page=2)
    found = one(page(first), page(second, number=2)).grid
    assert texts(found) == [
        HEAD.split(" | "),
        ["产出", "数量", "培训人次", "5"],
        ["产出", "质量", "合格率", "7"],
    ]
    assert found.breaks == (2,)
    assert [cell.page for cell in found.cells if cell.row == 2] == [2] * 4


def test_a_row_of_figures_that_is_there_twice_stays_twice() -> None:
    first = grid(f"{HEAD}\n产出 | 数量 | 培训人次 | 5")
    second = grid("产出 | 数量 | 培训人次 | 5", page=2)
    assert one(page(first), page(second, number=2)).grid.rows == 3


def test_a_row_that_the_page_cut_is_one_row_again() -> None:
    first = grid(f"{HEAD}\n产出 | 数量 | 采购意向公 | 5")
    second = grid(f"{HEAD}\n | | 开合规性 |\n产出 | 质量 | 合格率 | 7", page=2)
    found = one(page(first), page(second, number=2)).grid
    assert texts(found)[1] == ["产出", "数量", "采购意向公\n开合规性", "5"]
    assert texts(found)[2] == ["产出", "质量", "合格率", "7"]
    assert found.rows == 3


def test_a_lower_half_with_a_figure_is_a_row_of_its_own() -> None:
    first = grid(f"{HEAD}\n产出 | 数量 | 培训人次 | 5")
    second = grid(" | | 合格率 | 7", page=2)
    assert one(page(first), page(second, number=2)).grid.rows == 3


def test_columns_that_only_one_page_draws_are_found_on_both() -> None:
    first = grid("项目名称 | 河道清淤 | < | <\n" + HEAD)
    second = replace(grid("总分 | 12", page=2), edges=(0, 120, 160))
    found = one(page(first), page(second, number=2)).grid
    assert found.columns == 4
    last = {(cell.column, cell.column_span): cell.text for cell in found.cells if cell.row == 2}
    assert last == {(0, 3): "总分", (3, 1): "12"}


def test_a_page_scanned_a_little_larger_goes_on_with_the_table() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid("d | e | f | 7", page=2)
    assert not stitch([page(first), page(scaled(second, 1.02), number=2)])[1:]


def test_other_columns_are_another_table() -> None:
    first = grid(f"{HEAD}\na | b | c | 5")
    second = replace(grid("总分 | 12", page=2), edges=(0, 70, 160))
    assert len(stitch([page(first), page(second, number=2)])) == 2


def test_a_line_between_them_parts_two_tables_and_heads_the_second() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid(f"{HEAD}\nd | e | f | 7", page=2)
    tables = stitch([page(first), page(line("项目支出绩效自评表", -20), second, number=2)])
    assert len(tables) == 2
    assert [run.text for run in tables[1].before] == ["项目支出绩效自评表"]
    assert [run.text for run in tables[0].after] == ["项目支出绩效自评表"]


def test_a_page_number_parts_nothing() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid("d | e | f | 7", page=2)
    pages = [page(first, line("- 1 -", 800)), page(second, line("第2页 共2页", 800), number=2)]
    assert one(*pages).grid.rows == 3


@pytest.mark.parametrize("head", ["", f"{HEAD}\n"], ids=["not-repeated", "repeated"])
def test_a_heading_at_a_page_s_end_is_not_joined_with_the_first_row(head: str) -> None:
    first = grid(f"项目名称 | 河道清淤 | < | <\n{HEAD}")
    second = grid(f"{head}产出指标 | 数量指标 | 清淤长度 |\n^ | ^ | 清淤次数 |", page=2)
    table = one(page(first), page(second, number=2))
    assert table.grid.rows == 4
    assert texts(table.grid)[2] == ["产出指标", "数量指标", "清淤长度", ""]


def test_a_running_header_parts_nothing() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid("d | e | f | 7", page=2)
    header = line("虚构市水务局部门决算", -20)
    table = one(page(header, first), page(header, second, number=2))
    assert table.grid.rows == 3
    assert [run.text for run in table.before] == [header.text]


def test_a_running_header_parts_nothing_where_the_heading_is_repeated() -> None:
    header, title = line("虚构市水务局部门决算", -40), line("项目支出绩效自评表", -20)
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid(f"{HEAD}\nd | e | f | 7", page=2)
    assert one(page(header, title, first), page(header, second, number=2)).grid.rows == 3


def test_forms_under_one_title_at_one_place_stay_apart() -> None:
    pages = [
        page(
            line("项目支出绩效自评表", -20), grid(f"项目名称 | {name} | < | <\n{HEAD}", n), number=n
        )
        for n, name in enumerate("甲乙丙", start=1)
    ]
    assert [len(table.before) for table in stitch(pages)] == [1, 1, 1]


def test_forms_of_two_years_under_one_title_stay_apart() -> None:
    pages = [
        page(
            line("项目支出绩效自评表", -40),
            line(f"({2020 + number}年度)", -20),
            grid(f"项目名称 | 甲 | < | <\n{HEAD}", number),
            number=number,
        )
        for number in (1, 2)
    ]
    assert [len(table.before) for table in stitch(pages)] == [2, 2]


def test_the_next_form_may_have_its_title_alone() -> None:
    title, unit = line("项目支出绩效自评表", -40), line("金额单位:万元", -20)
    first, second = (
        grid(f"项目名称 | {name} | < | <\n{HEAD}", n) for n, name in ((1, "甲"), (2, "乙"))
    )
    assert len(stitch([page(title, unit, first), page(title, second, number=2)])) == 2


def test_forms_of_two_grids_under_one_title_stay_apart() -> None:
    title, between = line("项目支出绩效自评表", -20), line("二、绩效指标情况", 21)
    pages = [
        page(
            title,
            grid("项目名称 | 甲 | < | <", number),
            between,
            replace(grid(HEAD, number), box=Box(0, 40, 160, 60)),
            number=number,
        )
        for number in (1, 2)
    ]
    assert [[run.text for run in table.before] for table in stitch(pages)] == [
        [title.text],
        [between.text],
        [title.text],
        [between.text],
    ]


def test_a_title_elsewhere_on_the_page_before_still_parts() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid("d | e | f | 7", page=2)
    title = line("项目支出绩效自评表", -20)
    elsewhere = line("项目支出绩效自评表", 300)
    assert len(stitch([page(first, elsewhere), page(title, second, number=2)])) == 2


def test_a_line_that_the_recogniser_does_not_believe_parts_nothing() -> None:
    first, second = grid(f"{HEAD}\na | b | c | 5"), grid("d | e | f | 7", page=2)
    smudge = replace(line("PIZTSX2R7ERW", 20, Source.OCR), confidence=0.19)
    assert one(page(first), page(smudge, number=2), page(second, number=3)).grid.rows == 3
    believed = replace(smudge, confidence=0.97)
    assert len(stitch([page(first), page(believed, number=2), page(second, number=3)])) == 2


def test_the_parts_of_a_dump_are_one_table_as_wide_as_the_widest() -> None:
    first, second = dump(f"{HEAD}\na | b | c | 5"), dump("d | 6")
    found = one(page(first, second)).grid
    assert texts(found)[2] == ["d", "6", "", ""]
    assert found.breaks == (2,)


def test_no_pages_are_no_tables() -> None:
    assert stitch([]) == []
    assert stitch([page(line("会议纪要"))]) == []


def test_a_header_block_with_few_columns_goes_on_with_a_grid_of_many() -> None:
    block, rest = grid("项目名称 | < | 甲 | <"), grid(f"{HEAD}\na | b | c | 5", page=2)
    assert one(page(block), page(rest, number=2)).grid.rows == 3


def test_two_grids_close_together_on_a_page_are_one_table_unless_a_line_parts_them() -> None:
    block, rest = grid("项目名称 | < | 甲 | <"), grid(f"{HEAD}\na | b | c | 5")
    assert block.box
    assert rest.box
    top = block.box.bottom + 4
    lower = replace(rest, box=replace(rest.box, top=top, bottom=top + rest.box.height))
    assert one(page(block, lower)).grid.rows == 3
    assert len(stitch([page(block, line("项目绩效自评情况", top - 3), lower)])) == 2


def test_a_title_on_the_next_page_is_no_rest_of_a_row() -> None:
    first, second = grid(f"{HEAD}\n总分 | < | 9 | 5"), grid("自评表 | < | < | <\na | b | c | 5", 2)
    assert texts(one(page(first), page(second, number=2)).grid)[2] == ["自评表"]


def test_a_placeholder_of_the_template_is_no_rest_of_a_name() -> None:
    first = grid(f"{HEAD}\n产出 | 数量 | 培训人次 | 5")
    assert one(page(first), page(grid(" | | 指标2： | ", page=2), number=2)).grid.rows == 3


def test_nothing_is_the_rest_of_a_row_of_sums() -> None:
    first = grid(f"{HEAD}\n小计 | < | < | 5")
    second = grid("年度绩效目标2 | < | < | \n效益 | 质量 | 合格率 | 7", page=2)
    assert one(page(first), page(second, number=2)).grid.rows == 4
