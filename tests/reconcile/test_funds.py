from __future__ import annotations

from decimal import Decimal
from textwrap import dedent

from grids import dump, grid, laid_out, line

from zipingbiao.reconcile.funds import read_funds
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Fund
from zipingbiao.schemas.page import Grid, Source


def funds(made: Grid, family: str = "mof-project") -> tuple[Fund, ...]:
    return read_funds(*laid_out(made), family_of(family))


def value(figure: Figure | None) -> str:
    return "" if figure is None or figure.value is None else str(figure.value)


INDICATORS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
LEAF = "产出指标 | 数量指标 | 培训人次 | 5 | 5 | 90 | 88"

MATRIX = f"""
    项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 得分
    ^ | 年度资金总额 | 100.00 | 120.00 | 90.00 | 10 | 7.5
    ^ | 其中：当年财政拨款 | 70.00 | 80.00 | 60.00 | — | —
    ^ | 上年结转资金 | 30.00 | 40.00 | 30.00 | — | —
    {INDICATORS}
    {LEAF}
"""


def test_a_matrix_has_a_line_for_each_item_and_a_figure_in_each_column() -> None:
    lines = funds(grid(MATRIX))
    assert [(fund.line, fund.item, fund.label) for fund in lines] == [
        (1, "annual_total", "年度资金总额"),
        (2, "current_year_appropriation", "其中：当年财政拨款"),
        (3, "carry_over", "上年结转资金"),
    ]
    total = lines[0]
    amounts = (
        total.initial_budget,
        total.revised_budget,
        total.executed,
        total.weight,
        total.score,
    )
    assert [value(figure) for figure in amounts] == ["100.00", "120.00", "90.00", "10", "7.5"]
    assert lines[1].weight is None
    assert {fund.unit for fund in lines} == {"万元"}


def test_amounts_in_yuan_are_turned_into_wan_yuan_with_their_precision() -> None:
    (first, *_) = funds(
        grid(MATRIX.replace("（万元）", "（元）").replace("100.00", "1,234,500.00"))
    )
    assert first.initial_budget
    assert first.initial_budget.value == Decimal("123.45")
    assert first.initial_budget.decimals == 6
    assert first.initial_budget.text == "1,234,500.00"


def test_a_line_of_another_name_beside_an_amount_is_kept() -> None:
    made = grid(MATRIX.replace("上年结转资金", "彩票公益金"))
    assert [(fund.item, fund.label) for fund in funds(made)][2] == ("line_3", "彩票公益金")


def test_a_weight_that_only_a_heading_prints_is_that_of_the_first_line() -> None:
    made = grid(
        f"""
        预算执行情况（20分） | < | < | 预算数 | 执行数 | 执行率 | 得分
        ^ | 年度财政资金总额 | < | 100 | 90 | 90% | 18
        {INDICATORS}
        {LEAF}
        """
    )
    (first,) = funds(made, "hubei-project")
    assert (first.item, value(first.weight), value(first.score)) == ("annual_total", "20", "18")
    assert value(first.execution_rate) == "90"


def test_labels_with_the_amount_under_or_beside_them() -> None:
    under = grid(
        f"""
        总预算（万元） | < | 基本支出（万元） | < | 项目支出（万元） | < | <
        300.5 | < | 100 | < | 200.5 | < | <
        {INDICATORS}
        {LEAF}
        """
    )
    beside = grid(
        f"""
        总预算（万元） | 300.5 | 基本支出（万元） | 100 | 项目支出（万元） | 200.5 | <
        {INDICATORS}
        {LEAF}
        """
    )
    for made in (under, beside):
        assert [
            (fund.item, value(fund.initial_budget)) for fund in funds(made, "gd-department")
        ] == [
            ("total_budget", "300.5"),
            ("basic_expenditure", "100"),
            ("project_expenditure", "200.5"),
        ]


SLIPPED = f"""
    总预算(万元) | | 基本支出(万元) | 项目支出(万元) | | 二次分配资金(万元) |
     | 300.5 | | 100 | 200.5 | {{}} |
    {INDICATORS}
    {LEAF}
"""


def read_slipped(last: str) -> dict[str, str]:
    lines = funds(dump(SLIPPED.format(last)), "gd-department")
    return {fund.item: value(fund.initial_budget) for fund in lines}


def test_amounts_of_a_dump_keep_the_order_of_their_labels() -> None:
    assert read_slipped("7.5") == {
        "total_budget": "300.5",
        "basic_expenditure": "100",
        "project_expenditure": "200.5",
        "redistributed": "7.5",
    }


def test_the_sum_says_which_label_of_a_dump_goes_without_amount() -> None:
    assert read_slipped("") == {
        "total_budget": "300.5",
        "basic_expenditure": "100",
        "project_expenditure": "200.5",
        "redistributed": "",
    }


def test_a_form_without_money_lines_has_none() -> None:
    assert funds(grid(f"{INDICATORS}\n{LEAF}")) == ()


def test_a_unit_above_the_table_is_that_of_its_amounts() -> None:
    made = grid(MATRIX.replace("（万元）", ""))
    total, *_ = read_funds(*laid_out(made), family_of("mof-project"), [line("金额单位：元")])
    assert (total.unit, value(total.initial_budget)) == ("元", "0.010000")


def test_a_line_without_amounts_does_not_end_the_block() -> None:
    made = MATRIX.replace("上年结转资金 | 30.00 | 40.00 | 30.00", "国债资金 | | |").replace(
        f"    {INDICATORS}", f"    ^ | 3.其他资金 | 1 | 1 | 1 | |\n    {INDICATORS}"
    )
    assert [fund.item for fund in funds(grid(made))][2:] == ["line_3", "other"]


ONE_LINE = ("605.41", "610.06", "98.81", "10", "9.88")


def read_one(made: str) -> list[str]:
    (fund,) = funds(grid(f"{dedent(made).strip()}\n{INDICATORS}\n{LEAF}"))
    assert fund.item == "annual_total"
    figures = (fund.initial_budget, fund.revised_budget, fund.execution_rate, fund.weight)
    return [value(figure) for figure in (*figures, fund.score)]


def test_one_line_of_figures_stands_below_its_headings() -> None:
    made = """
        年初预算数 | 全年(调整)预算数 | 全年执行数 | 执行率(%) | < | 执行率权重 | 执行率得分(分)
        605.41 | 610.06 | 602.8 | 98.81 | < | 10 | 9.88
    """
    assert read_one(made) == list(ONE_LINE)


def test_or_beside_them() -> None:
    made = """
        资金（万元） | 年初预算数 | 605.41 | 预算数 | 610.06 | 执行数 | 602.8
        ^ | 执行率 | 98.81% | 分值 | 10 | 得分 | 9.88
    """
    assert read_one(made) == list(ONE_LINE)


def test_headings_of_two_rows_head_the_columns_below_both() -> None:
    made = f"""
        资金（万元） | 预算数 | < | 执行数 | 分值 | 执行率 | 得分
        ^ | 年初预算 | 调整后预算 | ^ | ^ | ^ | ^
        资金总额 | 605.41 | 610.06 | 602.8 | 10 | 98.81% | 9.88
        {INDICATORS}
        {LEAF}
    """
    (fund,) = funds(grid(made))
    figures = (fund.initial_budget, fund.revised_budget, fund.executed, fund.score)
    assert [value(figure) for figure in figures] == ["605.41", "610.06", "602.8", "9.88"]


def test_a_family_s_labels_count_before_the_common_ones() -> None:
    made = grid(MATRIX.replace("其中：当年财政拨款", "中央、省、市补助"))
    assert [fund.item for fund in funds(made, "transfer-county")][1] == "central"
    assert [fund.item for fund in funds(made)][1] == "line_2"


def test_a_unit_in_a_cell_of_its_own_is_that_of_the_amounts() -> None:
    made = grid(
        f" | < | < | < | < | < | 单位：元\n{dedent(MATRIX.replace('（万元）', '')).strip()}"
    )
    total, *_ = funds(made)
    assert (total.unit, value(total.initial_budget)) == ("元", "0.010000")


def test_words_in_the_columns_of_the_amounts_are_kept_and_are_no_figures() -> None:
    sides = "    ^ | 按收入性质分：80 | < | < | 按支出性质分：60 | < | <\n"
    made = MATRIX.replace("    ^ | 上年结转", f"{sides}    ^ | 上年结转")
    lines = funds(grid(made))
    assert [fund.label for fund in lines[2:]] == [
        "按收入性质分：80",
        "按支出性质分：60",
        "上年结转资金",
    ]
    assert [lines[2].initial_budget, lines[3].executed] == [None, None]


def test_a_recognised_heading_beside_its_figure_may_have_a_character_wrong() -> None:
    made = """
        项目支出 | 预算数(A) | 339.24 | 执行数(B) | 335.14 | < | <
        ^ | 预算执行率%6 | 98.79% | 得分 | 19.76 | < | <
        一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 培训人次 | 5 | 5 | 90 | 88
    """
    (found,) = funds(grid(dedent(made).strip(), source=Source.OCR))
    assert value(found.execution_rate) == "98.79"


def test_other_headings_are_known_by_how_they_are_made() -> None:
    named = MATRIX.replace("年初预算数", "年初批复预算").replace("全年预算数", "追加后预算金额")
    (first, *_) = funds(grid(named.replace("全年执行数", "资金支出数")))
    amounts = (first.initial_budget, first.revised_budget, first.executed)
    assert [value(figure) for figure in amounts] == ["100.00", "120.00", "90.00"]


def test_of_two_budgets_the_first_is_the_one_at_the_beginning() -> None:
    for plain, later in (("预算数", "调整后预算数"), ("2023年预算数", "追加后预算数")):
        made = MATRIX.replace("年初预算数", plain).replace("全年预算数", later)
        (first, *_) = funds(grid(made))
        assert value(first.initial_budget) == "100.00"
        assert value(first.revised_budget) == "120.00"
