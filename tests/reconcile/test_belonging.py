from __future__ import annotations

import pytest
from grids import grid, line, table

from zipingbiao.reconcile.belonging import is_title, own_lines
from zipingbiao.reconcile.forms import read_forms
from zipingbiao.schemas.page import Source

TITLE = "项目支出绩效自评表"
SCORED = """
    项目名称 | 河道清淤 | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分
    产出指标 | 数量指标 | 清淤长度 | ≥5公里 | 100 | 98
    总分 | < | < | < | 100 | 98
"""
TARGETS = """
    项目名称 | 河道清淤 | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 清淤长度 | ≥5公里
"""
STAFF = """
    一级指标 | 二级指标 | 评分标准 | 分值 | 得分
    工作业绩 | 任务完成 | 按期完成 | 100 | 98
"""


def own(*lines: str, source: Source = Source.TEXT_LAYER) -> list[str]:
    return [run.text for run in own_lines([line(text, source=source) for text in lines])]


def titles(rows: str, *above: str) -> list[str]:
    return [form.title for form in read_forms([table(grid(rows), *above)], "a.pdf", "a")]


@pytest.mark.parametrize(
    "above",
    [
        ("附件1", TITLE, "(2022年度)"),
        (TITLE, "填报单位(盖章):__________", "单位:万元"),
        (TITLE, "填报日期:2023年5月1日。"),
        (TITLE, "注:1.得分为自评得分,保留两位小数。2.执行率按全年预算数计算,以百分数表示。"),
        ("2022年度虚构市水务局部门整体", "支出绩效自评表"),
        ("三、" + TITLE, "(2022年度)"),
        (TITLE, "财决附03表"),
    ],
)
def test_title_year_and_unit_are_the_table_s_own(above: tuple[str, ...]) -> None:
    assert own("今年各项工作按计划推进。", *above) == list(above)


@pytest.mark.parametrize(
    "said",
    [
        "我局填报了项目支出绩效自评表,有关目标如下。",
        "我局填报了项目支出绩效自评表,",
        "有关项目支出绩效自评表见附件,目标如下:",
        "附件1 项目支出绩效自评表……………………57",
        "附件1 项目支出绩效自评表............57",
        "(二)绩效自评结果",
        "六、项目绩效自评情况",
        "项目支出绩效目标表",
        "工作人员考核评分表",
    ],
)
def test_what_only_speaks_of_a_form_is_not(said: str) -> None:
    assert own(TITLE, said, "单位:万元") == ["单位:万元"]


def test_a_speck_behind_a_recognised_title_makes_it_no_sentence() -> None:
    assert own(TITLE + ",", source=Source.OCR) == [TITLE + ","]
    assert own(TITLE + "，今年如下。各项,均已", source=Source.OCR) == []


def test_lines_far_above_are_not_the_table_s() -> None:
    assert TITLE not in own(TITLE, *("甲乙丙丁" for _ in range(20)))


@pytest.mark.parametrize("rows", [TARGETS, SCORED])
@pytest.mark.parametrize(
    "above",
    [
        (TITLE, "今年各项工作按计划推进,资金使用合规。"),
        ("我局填报了项目支出绩效自评表,有关目标如下。",),
        (f"附件1 {TITLE}………………57", "附件2 政府采购表………………59"),
        (TITLE, "项目支出绩效目标表"),
    ],
)
def test_a_mention_makes_no_form_of_the_table_below(rows: str, above: tuple[str, ...]) -> None:
    assert titles(rows, *above) == []


def test_a_title_behind_prose_still_makes_one() -> None:
    above = ("2021年以来,我局开展了项目支出绩效自评,结果较好。", "附件1", TITLE, "(2022年度)")
    (form,) = read_forms([table(grid(SCORED), *above)], "a.pdf", "a")
    assert (form.title, form.fiscal_year) == (TITLE, 2022)


def test_the_year_below_the_title_counts_before_that_of_a_running_header() -> None:
    above = ("虚构市水务局2022年度部门决算", TITLE, "(2021年度)")
    (form,) = read_forms([table(grid(SCORED), *above)], "a.pdf", "a")
    assert form.fiscal_year == 2021


def test_prose_gives_no_header_fields() -> None:
    above = ("主管部门:负责指导,监督和检查全市河道工作。", TITLE)
    (form,) = read_forms([table(grid(SCORED), *above)], "a.pdf", "a")
    assert form.department == ""


def test_staff_who_are_scored_are_no_form() -> None:
    assert titles(STAFF, "年度工作人员考核评分表") == []
    assert titles("年度考核评分表 | < | < | < | <" + STAFF) == []


def test_a_goal_inside_the_table_does_not_hide_the_title_above_it() -> None:
    goal = f"    {TITLE} | < | < | < | < | <\n    完成清淤,保障行洪,改善环境。 | < | < | < | < | <"
    assert titles(goal + SCORED) == [TITLE]


@pytest.mark.parametrize("text", [TITLE, "2022年度" + TITLE, TITLE + "(2022年度)", "三、" + TITLE])
def test_a_title_is_told(text: str) -> None:
    assert is_title(line(text))


@pytest.mark.parametrize(
    "text",
    ["我局填报了" + TITLE + "。", TITLE + "........12", "自评结果汇总表", "工作人员考核评分表"],
)
def test_what_only_speaks_of_one_is_no_title(text: str) -> None:
    assert not is_title(line(text))
