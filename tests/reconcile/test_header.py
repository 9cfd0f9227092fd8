from __future__ import annotations

import pytest
from grids import dump, grid, laid_out, line

from zipingbiao.reconcile.header import find_title, find_year, read_fields, title_match
from zipingbiao.schemas.family import families, family_of
from zipingbiao.schemas.page import Grid, Source

INDICATORS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 得分\n产出 | 数量 | 人次 | 5 | 5"

WHOLE = "2022年度虚构市水务局部门整体支出绩效自评表"


def title(*lines: str) -> str:
    return find_title([line(text) for text in lines], families())


def fields(made: Grid, family: str = "mof-project", *lines: str) -> dict[str, str]:
    runs = [line(text) for text in lines]
    found = read_fields(*laid_out(made), runs, family_of(family))
    return {name: value for name, (_, value) in found.items()}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["附件1", "项目支出绩效自评表", "(2022年度)"], "项目支出绩效自评表"),
        (
            ["2022年度虚构市水务局", "部门整体支出绩效自评表"],
            WHOLE,
        ),
        (
            ["2022年度虚构市水务局部门整体", "支出绩效自评表"],
            WHOLE,
        ),
        (["自评说明", "项目 支出 绩效自评表"], "项目支出绩效自评表"),
        (["关于开展检查的通知", "各科室:"], ""),
    ],
    ids=["one-line", "department-above", "cut-in-a-word", "spaced", "none"],
)
def test_a_title_is_the_line_that_names_a_form_with_what_it_was_broken_from(
    lines: list[str], found: str
) -> None:
    assert title(*lines) == found


def test_the_title_nearest_to_the_table_counts() -> None:
    assert title("部门整体支出绩效自评表", "项目支出绩效自评表") == "项目支出绩效自评表"


def test_a_recognised_title_is_simplified() -> None:
    run = line("項目支出績效自評表", source=Source.DUMP)
    assert find_title([run], families()) == "项目支出绩效自评表"


@pytest.mark.parametrize(
    ("name", "lines", "year"),
    [
        ("2021年度项目支出绩效自评表", ["(2022年度)"], 2021),
        ("项目支出绩效自评表", ["（２０２２年度）"], 2022),
        ("项目支出绩效自评表", ["二〇二三年度"], 2023),
        ("项目支出绩效自评表", ["(2022)"], 2022),
        ("项目支出绩效自评表", ["共12345页"], None),
    ],
)
def test_the_year_is_the_title_s_else_one_beside_it(
    name: str, lines: list[str], year: int | None
) -> None:
    assert find_year(name, [line(text) for text in lines], {}) == year


HEADER = """
    项目名称 | 河道 清淤 | < | < | <
    主管部门 | 虚构市水务局 | < | 实施单位 | 虚构市河道所
"""


def test_labels_have_their_value_beside_them() -> None:
    assert fields(grid(HEADER + INDICATORS)) == {
        "project": "河道清淤",
        "department": "虚构市水务局",
        "implementing_unit": "虚构市河道所",
    }


def test_a_value_of_a_dump_may_stand_some_columns_away() -> None:
    made = dump(f"项目名称 | | 河道清淤 | |\n主管部门 | | | 实施单位 | 河道所\n{INDICATORS}")
    assert fields(made) == {"project": "河道清淤", "implementing_unit": "河道所"}


def test_goals_stand_under_their_labels_or_beside_them() -> None:
    under = grid(
        f"预期目标 | < | 实际完成情况 | < | <\n清淤五公里 | < | 已完成 | < | <\n{INDICATORS}"
    )
    beside = grid(f"年度绩效目标 | 清淤五公里 | < | < | <\n{INDICATORS}")
    assert fields(under) == {"goal": "清淤五公里", "goal_completion": "已完成"}
    assert fields(beside) == {"goal": "清淤五公里"}


def test_a_line_above_the_table_may_hold_label_and_value() -> None:
    found = fields(grid(INDICATORS), "dept-process", "填报单位（盖章）：虚构市水务局  2022年")
    assert found == {"department": "虚构市水务局"}


def test_the_same_label_means_what_the_family_says() -> None:
    made = grid(f"地方主管部门 | 虚构市水务局 | 中央主管部门 | 虚拟部 | <\n{INDICATORS}")
    assert fields(made, "transfer")["department"] == "虚构市水务局"
    assert fields(made, "transfer")["central_department"] == "虚拟部"


def test_a_line_may_hold_several_labels() -> None:
    found = fields(
        grid(INDICATORS), "mof-project", "主管部门：水务局  实施单位：管理站 填报日期：3月"
    )
    assert (found["department"], found["implementing_unit"]) == ("水务局", "管理站")


def test_the_day_a_form_was_filled_in_is_not_its_year() -> None:
    assert find_year("自评表", [line("填报日期：2023年3月10日")], {}) is None
    assert find_year("自评表", [line("填报日期：2023年3月10日"), line("年度：2022")], {}) == 2022


def test_a_label_that_the_family_does_not_name_counts_where_its_own_are_not_printed() -> None:
    only = grid(f"填报单位 | 虚构市水务局 | < | < | <\n{INDICATORS}")
    both = grid(f"填报单位 | 虚构市河道所 | 主管部门 | 虚构市水务局 | <\n{INDICATORS}")
    assert fields(only, "mof-project")["department"] == "虚构市水务局"
    assert fields(both, "mof-project")["department"] == "虚构市水务局"


@pytest.mark.parametrize(
    ("title", "family", "named"),
    [
        ("2021年度部门整体支出绩效自评表", "department", None),
        ("2021年度虚构市水务局部门整体支出绩效自评表", "department", "虚构市水务局"),
        ("2021年度项目支出绩效自评表", "generic", None),
        ("2021年度虚构中心绩效自评表", "generic", "虚构中心"),
    ],
)
def test_a_title_names_a_department_only_if_one_is_there(
    title: str, family: str, named: str | None
) -> None:
    match = title_match(title, family_of(family))
    assert (match.groupdict().get("department") if match else None) == named


def test_a_prompt_is_no_value() -> None:
    made = grid(
        f"项目名称 | 河道清淤 | < | < | <\n预期目标 | （100字以内） | < | < | <\n{INDICATORS}"
    )
    assert fields(made) == {"project": "河道清淤"}
