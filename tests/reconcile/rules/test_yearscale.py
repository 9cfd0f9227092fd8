from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import form, fund, recognised, told_across

from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Source


def of_year(year: int | None, *amounts: str, **changes: object) -> Form:
    """A department form of a year with three amounts."""
    items = ("total_budget", "basic_expenditure", "project_expenditure")
    lines = [fund(item, initial_budget=a) for item, a in zip(items, amounts, strict=False)]
    made = form(
        (),
        lines,
        fiscal_year=year,
        scope="department",
        department="甲局",
        form_id=f"f-{year}",
        source=f"{year}.pdf",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


IN_WAN = of_year(2021, "226.15", "100.00", "126.15")
IN_YUAN = of_year(2022, "2261512.50", "1000000.00", "1261500.00")


def test_amounts_that_are_ten_thousand_times_last_year_s() -> None:
    (told,) = told_across("year-scale", IN_WAN, IN_YUAN)
    finding = told.finding
    assert (told.form.form_id, told.others[0].form_id) == ("f-2022", "f-2021")
    assert (finding.severity, finding.verdict) == (Severity.WARNING, Verdict.PUBLISHER)
    assert (finding.stated, finding.computed) == (Decimal("2261512.50"), Decimal("226.15"))
    assert finding.values == tuple(f"funds/{n}/initial_budget" for n in (1, 2, 3))
    assert "“2021.pdf”第 1 页（2021 年度）为 226.15 万元" in finding.message
    assert finding.subject == "total_budget"


def test_the_later_form_of_the_batch_is_told() -> None:
    (told,) = told_across("year-scale", IN_YUAN, IN_WAN)
    assert told.form.form_id == "f-2021"


def test_two_forms_of_one_year() -> None:
    again = replace(IN_YUAN, fiscal_year=2021)
    assert told_across("year-scale", IN_WAN, again)


@pytest.mark.parametrize(
    "other",
    [
        of_year(2022, "226.15", "100.00", "126.15"),
        of_year(2022, "2461512.50", "1200000.00", "1261500.00"),  # most are not
        of_year(2022, "2261512.50"),  # one amount may grow
        of_year(2022, "2261512.50", "?1000000.00", "?1261500.00"),
        of_year(2022, "2261.51", "1000.00", "1261.50"),
        replace(IN_YUAN, department="乙局"),
        replace(IN_YUAN, department=""),
        replace(IN_YUAN, fiscal_year=None),
        replace(IN_YUAN, scope="transfer"),
    ],
)
def test_nothing_else_is_told(other: Form) -> None:
    assert not told_across("year-scale", IN_WAN, replace(other, form_id="other"))


def test_of_few_digits_rounding_explains_too_much() -> None:
    small, large = of_year(2021, "0.02", "0.01", "0.01"), of_year(2022, "230", "98", "132")
    assert not told_across("year-scale", small, large)


def test_a_project_is_its_unit_s_own() -> None:
    project = {"scope": "project", "project": "乙项目"}
    one = replace(IN_WAN, **project)  # type: ignore[arg-type]
    yuan = of_year(2022, "522500.00", "261500.00", "261000.00", **project)
    wan = of_year(2021, "52.25", "26.15", "26.10", **project)
    assert told_across("year-scale", wan, yuan)
    assert not told_across("year-scale", wan, replace(yuan, implementing_unit="丙站"))
    assert not told_across("year-scale", wan, replace(yuan, project=""))
    # `unit-scale` says of this one alone that it is too much.
    improbable = replace(IN_YUAN, **project)  # type: ignore[arg-type]
    assert not told_across("year-scale", one, improbable)


def test_a_unit_that_was_not_found_may_be_printed_elsewhere() -> None:
    bare = replace(IN_YUAN, funds=tuple(replace(line, unit="") for line in IN_YUAN.funds))
    (told,) = told_across("year-scale", IN_WAN, bare)
    assert told.finding.severity is Severity.INFO


def test_one_mistake_is_told_once() -> None:
    years = [replace(IN_WAN, fiscal_year=y, form_id=f"f-{y}") for y in (2019, 2020, 2021, 2023)]
    assert len(told_across("year-scale", *years, IN_YUAN)) == 1


def test_a_copy_is_no_further_pair() -> None:
    copy = replace(IN_YUAN, form_id="copy", source="copy.pdf")
    assert len(told_across("year-scale", IN_WAN, IN_YUAN, copy)) == 1


def test_a_scan_accuses_nobody() -> None:
    lines = [
        replace(line, initial_budget=recognised(line.initial_budget.text, 0.99))
        for line in IN_YUAN.funds
        if line.initial_budget
    ]
    scan = replace(IN_YUAN, funds=tuple(lines), text_source=Source.OCR)
    (told,) = told_across("year-scale", IN_WAN, scan)
    assert (told.finding.severity, told.finding.verdict) == (Severity.INFO, Verdict.UNDETERMINED)
