from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import figure, form, fund, leaf, recognised, told_across

from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import Form, FormStatus
from zipingbiao.schemas.page import Source


def published(name: str = "a", /, total: str | None = "93.5", **changes: object) -> Form:
    """A project form of one year, department and project."""
    leaves = [leaf("20", "19.5"), leaf("30", "30"), leaf("40", "34")]
    money = [fund("annual_total", revised_budget="120.50", executed="118.25", score="10")]
    known = {"fiscal_year": 2022, "department": "甲局", "project": "乙项目"}
    made = form(leaves, money, "100", total, form_id=name, source=f"{name}.pdf", **known)
    return replace(made, **changes)  # type: ignore[arg-type]


def spent(made: Form, executed: str, budget: str = "120.50") -> Form:
    line = replace(made.funds[0], executed=figure(executed), revised_budget=figure(budget))
    return replace(made, funds=(line,))


def test_a_copy_is_told_to_the_later_form() -> None:
    (told,) = told_across(
        "form-repeated", published("b"), published("a", first_page=4, last_page=5)
    )
    assert (told.form.form_id, [other.form_id for other in told.others]) == ("a", ["b"])
    finding = told.finding
    assert (finding.severity, finding.verdict) == (Severity.INFO, Verdict.PUBLISHER)
    assert "（第 4–5 页）与“b.pdf”第 1 页" in finding.message
    assert (finding.subject, finding.values) == ("乙项目", ())
    assert finding.place
    assert finding.place.page == 4


def test_two_versions_cannot_both_be_right() -> None:
    (told,) = told_across("form-repeated", published("a"), published("b", total="95.3"))
    finding = told.finding
    assert (finding.severity, finding.verdict) == (Severity.WARNING, Verdict.PUBLISHER)
    assert (finding.stated, finding.computed) == (Decimal("95.3"), Decimal("93.5"))
    assert finding.values == ("forms/1/total_score",)
    assert "“总分”95.3/93.5；两处披露不能同时成立" in finding.message
    assert replace(published("b"), findings=(finding,)).status is FormStatus.FINDINGS


def test_only_some_of_many_differences_are_told() -> None:
    other = spent(published("b", "95.3"), "119.75")
    leaves = [replace(x, score=figure("1")) for x in other.indicators[:2]]
    other = replace(other, indicators=(*leaves, *other.indicators[2:]))
    (told,) = told_across("form-repeated", published(), other)
    assert "有 4 处数字不同" in told.finding.message
    assert " 等；" in told.finding.message
    assert len(told.finding.values) == 4


def test_one_form_twice_in_one_source() -> None:
    two = published(first_page=7, last_page=7, form_id="a-2")
    (told,) = told_across("form-repeated", published(), two)
    assert (told.form.form_id, told.form.source) == ("a-2", "a.pdf")


@pytest.mark.parametrize(
    "changes",
    [
        {"fiscal_year": 2021},
        {"fiscal_year": None},
        {"department": "丙局"},
        {"department": ""},
        {"project": "丁项目"},
        {"project": ""},
        {"implementing_unit": "戊站"},
        {"title": "项目支出绩效自评表（二）"},
        {"scope": "transfer"},
    ],
)
def test_another_title_year_or_owner_is_another_form(changes: dict[str, object]) -> None:
    other = replace(published("b"), **changes)  # type: ignore[arg-type]
    assert not told_across("form-repeated", published("a"), other)


def test_forms_that_do_not_say_whose_they_are_are_not_paired() -> None:
    nobody = [replace(published(name), department="") for name in "ab"]
    assert not told_across("form-repeated", *nobody)


def test_names_are_compared_folded_never_by_likeness() -> None:
    spaced = published("b", department="甲 局")
    assert told_across("form-repeated", published("a"), spaced)
    assert not told_across("form-repeated", published("a"), published("b", department="甲局办"))


def test_other_figures_make_another_form() -> None:
    leaves = [leaf("10", "10"), leaf("50", "48"), leaf("30", "30")]
    other = form(leaves, [fund("annual_total", revised_budget="7")], "90", "88")
    other = replace(other, fiscal_year=2022, department="甲局", project="乙项目", form_id="b")
    assert not told_across("form-repeated", published("a"), other)


def test_points_of_a_template_alone_do_not_make_one_form() -> None:
    assert not told_across("form-repeated", published("a"), spent(published("b"), "3.5", "4.50"))


def test_precision_is_no_difference_of_an_amount_and_one_of_a_score() -> None:
    coarse = spent(published("b"), "118.3", "120.5")
    (told,) = told_across("form-repeated", published("a"), coarse)
    assert told.finding.severity is Severity.INFO
    (told,) = told_across("form-repeated", published("a"), published("b", total="94"))
    assert told.finding.severity is Severity.WARNING


def test_rows_are_paired_by_their_names_not_by_their_order() -> None:
    made = published("b")
    moved = [replace(x, line=n) for n, x in enumerate(reversed(made.indicators), 1)]
    turned = replace(made, indicators=tuple(moved))
    (told,) = told_across("form-repeated", published("a"), turned)
    assert told.finding.severity is Severity.INFO


def test_what_is_in_doubt_or_derived_is_not_compared() -> None:
    for status in (Status.DOUBTFUL, Status.DERIVED):
        total = figure("66")
        assert total
        other = published("b", total_score=total.marked(status))
        (told,) = told_across("form-repeated", published("a"), other)
        assert told.finding.severity is Severity.INFO
        assert not told.finding.values


def test_a_figure_that_was_put_right_accuses_nobody() -> None:
    total = figure("95.3")
    assert total
    other = published("b", total_score=total.marked(Status.REPAIRED))
    (told,) = told_across("form-repeated", published("a"), other)
    assert (told.finding.severity, told.finding.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def test_a_scan_accuses_nobody() -> None:
    scan = published("b", text_source=Source.OCR, total_score=recognised("95.3", 0.99))
    (told,) = told_across("form-repeated", published("a"), scan)
    assert (told.finding.severity, told.finding.verdict) == (Severity.INFO, Verdict.UNDETERMINED)
    assert "对照原件" in told.finding.message
    unsure = replace(scan, total_score=recognised("95.3", 0.5))
    (told,) = told_across("form-repeated", published("a"), unsure)
    assert told.finding.verdict is Verdict.EXTRACTION


def test_copies_are_held_against_the_best_read_of_them() -> None:
    """Whatever the order: the scan is no witness, and no pair is told twice."""
    scan = published("a", text_source=Source.OCR)
    copies = [scan, published("b"), published("c")]
    told = told_across("form-repeated", *copies)
    pairs = {frozenset((one.form.form_id, one.others[0].form_id)) for one in told}
    assert pairs == {frozenset("ab"), frozenset("bc")}
