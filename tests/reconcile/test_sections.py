from __future__ import annotations

from grids import grid, table

from zipingbiao.reconcile.sections import whole_forms
from zipingbiao.schemas.page import Table

TITLE = "2023年度项目支出绩效自评表"
HEADER = grid("项目名称 | 河道清淤\n主管部门 | 水务局")
INDICATORS = grid("一级指标 | 三级指标 | 分值 | 得分\n产出 | 清淤长度 | 10 | 9")


def sizes(*tables: Table) -> list[tuple[int, list[str]]]:
    """Rows of each table, and the lines above it."""
    return [(one.grid.rows, [line.text for line in one.before]) for one in whole_forms(tables)]


def test_the_tables_below_the_headings_of_sections_are_one_form() -> None:
    money = grid("年度资金总额 | 5 | 4")
    made = sizes(
        table(HEADER, TITLE, "一、基本情况"),
        table(money, "（二）资金情况", "单位：万元"),
        table(INDICATORS, "三、绩效指标"),
        table(INDICATORS, "四、其他"),
    )
    assert made == [(5, [TITLE, "一、基本情况"]), (2, ["四、其他"])]


def test_a_table_with_a_title_or_a_sentence_above_it_is_another() -> None:
    for line in ("2022年度项目支出绩效自评表", "经过自评，得分如下"):
        apart = table(HEADER, TITLE), table(INDICATORS, line)
        assert sizes(*apart) == [(2, [TITLE]), (2, [line])]


def test_without_a_title_nothing_is_joined() -> None:
    talk = "按照要求，我局认真开展绩效自评，现将有关情况说明如下。"
    for lines in ((), ("一、基本情况",), (talk,)):
        apart = table(HEADER, *lines), table(INDICATORS, "二、绩效指标")
        assert sizes(*apart) == [(2, [*lines]), (2, ["二、绩效指标"])]


def test_tables_that_lead_to_no_indicators_stay_what_they_are() -> None:
    apart = table(HEADER, TITLE), table(HEADER, "二、人员情况")
    assert sizes(*apart) == [(2, [TITLE]), (2, ["二、人员情况"])]
    assert sizes(table(HEADER, TITLE)) == [(2, [TITLE])]


def test_a_form_has_few_tables() -> None:
    many = [table(HEADER, TITLE)] + [table(HEADER)] * 5 + [table(INDICATORS)]
    assert len(sizes(*many)) == 7
