"""A whole small form, from its table to its findings."""

from __future__ import annotations

from textwrap import dedent

import pytest
from grids import dump, grid, table

from zipingbiao.reconcile.forms import read_forms
from zipingbiao.schemas.form import FormStatus

ROWS = """
    项目名称 | 河道清淤 | < | < | < | < | <
    主管部门 | 虚构市水务局 | < | < | < | < | <
    一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值 | 得分 | 偏差原因
    产出指标 | 数量指标 | 清淤长度 | ≥5公里 | 60 | 60 |
    ^ | 质量指标 | 验收合格率 | ≥95% | 40 | 36.5 | 雨季返工
    总分 | < | < | < | 100 | {} |
"""
ABOVE = ("项目支出绩效自评表", "(2022年度)")


def test_a_form_is_read_with_everything_it_states() -> None:
    (form,) = read_forms([table(grid(ROWS.format("96.5")), *ABOVE)], "a.pdf", "a")
    assert (form.form_id, form.family, form.scope) == ("a-1", "mof-project", "project")
    assert (form.title, form.fiscal_year) == ("项目支出绩效自评表", 2022)
    assert (form.project, form.department) == ("河道清淤", "虚构市水务局")
    assert [leaf.level3 for leaf in form.indicators] == ["清淤长度", "验收合格率"]
    assert form.total_score
    assert str(form.total_score.value) == "96.5"
    # It is a small form: benefits are missing.
    assert [found.rule for found in form.findings if found.severity != "info"] == ["level-missing"]
    assert form.status is FormStatus.FINDINGS


def test_a_contradiction_becomes_a_finding() -> None:
    (form,) = read_forms([table(grid(ROWS.format("97.5")), *ABOVE)], "a.pdf", "a")
    serious = [found.rule for found in form.findings if found.severity != "info"]
    assert serious == ["score-sum", "level-missing"]
    assert form.status is FormStatus.FINDINGS


def test_two_tables_are_two_forms_with_ids_of_their_own() -> None:
    made = table(grid(ROWS.format("96.5")), *ABOVE)
    forms = read_forms([made, table(grid("甲 | 乙")), made], "a.pdf", "a")
    assert [form.form_id for form in forms] == ["a-1", "a-2"]


@pytest.mark.parametrize("above", [(), ("关于开展检查的通知",)])
def test_an_indicator_grid_without_a_title_is_no_self_evaluation(above: tuple[str, ...]) -> None:
    assert read_forms([table(grid(ROWS.format("96.5")), *above)], "a.pdf", "a") == []


def test_a_title_may_stand_in_the_table() -> None:
    inside = "项目支出绩效自评表 | < | < | < | < | < | <" + ROWS.format("96.5")
    (form,) = read_forms([table(grid(inside))], "a.pdf", "a")
    assert form.title == "项目支出绩效自评表"


def test_a_title_that_nobody_knows_is_read_by_the_general_family() -> None:
    rows = """
        一级指标 | 二级指标 | 三级指标 | 目标值 | 权重 | 得分
        甲 | 乙 | 丙 | 5 | 100 | 99
        合计 | | | | 100 | 99
    """
    (form,) = read_forms([table(dump(rows), "2021年度虚构中心绩效自评表")], "a.txt", "a")
    assert (form.family, form.department, form.fiscal_year) == ("generic", "虚构中心", 2021)


def test_a_form_without_a_title_is_known_by_the_words_of_its_family() -> None:
    funds = """
        项目资金（万元） | 年度资金总额 | 当年财政拨款 | 年度总体目标 | < | < | <
        ^ | 9 | 9 | 清淤 | < | < | <
    """
    rows = f"{dedent(funds).strip()}\n{dedent(ROWS).strip()}".format("96.5")
    (form,) = read_forms([table(grid(rows))], "a.pdf", "a")
    assert (form.family, form.title, form.project) == ("mof-project", "", "河道清淤")
    targets = rows.replace("得分", "其他")
    assert read_forms([table(grid(targets))], "a.pdf", "a") == []
