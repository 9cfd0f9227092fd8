from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import figure, form, fund, recognised, told_across

from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import Form, Fund
from zipingbiao.schemas.page import Source


def department(*lines: Fund, name: str = "甲局", **changes: object) -> Form:
    """A department form of 2022 with these money lines."""
    made = form(
        (),
        lines,
        form_id="d",
        source="d.pdf",
        scope="department",
        fiscal_year=2022,
        department=name,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def project(name: str, budget: str | None = None, /, *lines: Fund, **changes: object) -> Form:
    """A project form of the same department and year."""
    made = form(
        (),
        lines or [fund("annual_total", revised_budget=budget)],
        form_id=name,
        source=f"{name}.pdf",
        fiscal_year=2022,
        department="甲局",
        project=name,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


WHOLE = department(fund("project_expenditure", initial_budget="500.00"))
RULE = "department-projects"


def test_projects_that_add_up_to_more_than_their_department_has() -> None:
    (told,) = told_across(RULE, WHOLE, project("修路", "300"), project("修桥", "260.5"))
    finding = told.finding
    assert (told.form.form_id, {f.form_id for f in told.others}) == ("d", {"修路", "修桥"})
    assert (finding.severity, finding.verdict) == (Severity.WARNING, Verdict.PUBLISHER)
    assert (finding.stated, finding.computed) == (Decimal("500.00"), Decimal("560.5"))
    assert finding.values == ("funds/1/initial_budget",)
    assert "2 个项目的金额之和 560.5 万元" in finding.message
    assert "“修路”300（“修路.pdf”第 1 页）" in finding.message


def test_one_project_alone_may_be_more() -> None:
    (told,) = told_across(RULE, project("修路", "300"), project("修桥", "501"), WHOLE)
    assert [other.form_id for other in told.others] == ["修桥"]
    assert told.finding.computed == 501


@pytest.mark.parametrize(
    "projects",
    [
        [],
        [project("修路", "300"), project("修桥", "200")],
        [project("修路", "300"), project("修桥", "200.004")],  # rounding
        [project("修路", "501", department="乙局")],
        [project("修路", "501", department="甲局办公室")],
        [project("修路", "501", fiscal_year=2021)],
        [project("修路", "501", fiscal_year=None)],
        [project("修路", "501", scope="transfer")],
        [project("", "501")],
        [project("修路", "?501")],
        [project("修路", None)],
        [project("修路", "5010000")],  # `unit-scale` tells that it is 元
    ],
)
def test_nothing_else_is_told(projects: list[Form]) -> None:
    assert not told_across(RULE, WHOLE, *projects)


@pytest.mark.parametrize(
    "whole",
    [
        department(),
        department(fund("total_budget", initial_budget="500")),
        department(fund("project_expenditure", initial_budget="?5")),
        department(fund("project_expenditure", initial_budget="5"), name=""),
        department(*[fund("project_expenditure", initial_budget="5")] * 2),
    ],
)
def test_a_limit_that_is_missing_or_in_doubt_limits_nothing(whole: Form) -> None:
    assert not told_across(RULE, whole, project("修路", "501"))


def test_a_project_counts_once_and_at_its_least() -> None:
    copies = [project("修路", "300"), project("修路", "280", form_id="x", source="x.pdf")]
    assert not told_across(RULE, WHOLE, *copies)
    assert not told_across(RULE, WHOLE, *copies, project("修桥", "215"))
    assert told_across(RULE, WHOLE, *copies, project("修桥", "225"))


def test_what_may_be_a_part_of_a_project_is_not_counted() -> None:
    assert not told_across(RULE, WHOLE, project("修路", "300"), project("修路（二期）", "250"))


def test_other_sources_of_a_project_may_be_no_budget_of_the_department() -> None:
    lines = [
        fund("annual_total", revised_budget="600"),
        fund("current_year_appropriation", revised_budget="450"),
        fund("other", revised_budget="150"),
    ]
    assert not told_across(RULE, WHOLE, project("修路", None, *lines))


def test_a_department_form_with_one_budget_does_not_say_which() -> None:
    line = fund("annual_total", initial_budget="450", revised_budget="600")
    assert not told_across(RULE, WHOLE, project("修路", None, line))
    both = department(fund("project_expenditure", initial_budget="500", revised_budget="550"))
    (told,) = told_across(RULE, both, project("修路", None, line))
    assert told.finding.values == ("funds/1/revised_budget",)


def test_spending_is_compared_with_spending() -> None:
    whole = department(fund("project_expenditure", initial_budget="500", executed="400"))
    line = fund("annual_total", revised_budget="450", executed="420")
    (told,) = told_across(RULE, whole, project("修路", None, line))
    assert told.finding.values == ("funds/1/executed",)
    assert told.finding.message.startswith("全年执行")


def test_what_is_passed_on_may_be_the_project_s() -> None:
    whole = department(
        fund("project_expenditure", initial_budget="500"),
        fund("redistributed", initial_budget="80"),
    )
    assert not told_across(RULE, whole, project("修路", "570"))
    (told,) = told_across(RULE, whole, project("修路", "590"))
    assert "（含二次分配资金）为 580 万元" in told.finding.message


def test_of_two_department_forms_the_larger_limits() -> None:
    line = replace(WHOLE.funds[0], initial_budget=figure("800"))
    larger = replace(WHOLE, form_id="e", source="e.pdf", funds=(line,))
    assert not told_across(RULE, WHOLE, larger, project("修路", "501"))
    assert told_across(RULE, WHOLE, larger, project("修路", "820"))


def test_another_unit_s_project_is_only_told() -> None:
    below = project("修路", "501", implementing_unit="甲局所属丙站")
    (told,) = told_across(RULE, WHOLE, below)
    assert told.finding.severity is Severity.INFO
    own = project("修桥", "502", implementing_unit="甲局")
    (told,) = told_across(RULE, WHOLE, below, own)
    assert told.finding.severity is Severity.WARNING


def test_without_a_unit_nobody_is_accused() -> None:
    line = replace(fund("annual_total", revised_budget="501"), unit="")
    (told,) = told_across(RULE, WHOLE, project("修路", None, line))
    assert told.finding.severity is Severity.INFO


def test_a_scan_accuses_nobody() -> None:
    line = replace(fund("annual_total"), revised_budget=recognised("501", 0.97))
    scan = project("修路", None, line, text_source=Source.OCR)
    (told,) = told_across(RULE, WHOLE, scan)
    assert (told.finding.severity, told.finding.verdict) == (Severity.INFO, Verdict.UNDETERMINED)
