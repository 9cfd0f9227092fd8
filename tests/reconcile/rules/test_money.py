from __future__ import annotations

from decimal import Decimal

import pytest
from forms import form, fund, judged

from zipingbiao.reconcile.rules.money import (
    BUDGET_SPLIT,
    EXECUTION_RATE,
    EXECUTION_SCORE,
)
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Fund

PARTS = ("current_year_appropriation", "carry_over", "other")


def split(total: str | None, *parts: str | None, column: str = "executed") -> list[Finding]:
    lines = [fund("annual_total", **{column: total})]
    lines += [fund(item, **{column: part}) for item, part in zip(PARTS, parts, strict=False)]
    return list(BUDGET_SPLIT.check(judged(form(funds=lines))))


@pytest.mark.parametrize(
    ("column", "subject"),
    [("initial_budget", "initial"), ("revised_budget", "revised"), ("executed", "executed")],
)
def test_a_total_that_is_not_its_parts_is_an_error_in_each_column(
    column: str, subject: str
) -> None:
    (found,) = split("120.00", "70.00", "30.00", "10.00", column=column)
    assert (found.rule, found.subject) == ("budget-split", f"annual_total.{subject}")
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.PUBLISHER)
    assert found.stated == Decimal(120)
    assert found.computed == Decimal(110)
    assert found.difference == Decimal(10)


@pytest.mark.parametrize(
    "amounts",
    [
        ("110.00", "70.00", "30.00", "10.00"),
        ("100.00", "70.00", "30.00", None),
        ("100.00", "70.00", "30.00"),
        ("100.00", None, None, None),
        (None, "70.00", "30.00", "10.00"),
    ],
    ids=["sum", "blank-is-zero", "no-third-line", "no-parts", "no-total"],
)
def test_amounts_that_hold_or_are_not_there_give_nothing(amounts: tuple[str | None, ...]) -> None:
    assert split(*amounts) == []


def test_amounts_rounded_one_by_one_are_only_told() -> None:
    (found,) = split("100.0", "33.3", "33.3", "33.3")
    assert found.severity is Severity.INFO


def test_a_blank_part_that_could_hold_the_rest_leaves_it_open() -> None:
    (found,) = split("120.00", "70.00", "30.00", None)
    assert found.verdict is Verdict.UNDETERMINED
    assert "other" in found.message


def test_a_blank_part_cannot_explain_parts_beyond_the_total() -> None:
    (found,) = split("90.00", "70.00", "30.00", None)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("amounts", [("120", "?70", "30", "20"), ("?120", "70", "30", "10")])
def test_a_doubtful_amount_leaves_it_open(amounts: tuple[str, ...]) -> None:
    assert [found.verdict for found in split(*amounts)] == [Verdict.UNDETERMINED]


def rate(**figures: str | None) -> list[Finding]:
    return list(EXECUTION_RATE.check(judged(form(funds=[fund("annual_total", **figures)]))))


def test_a_rate_that_is_not_executed_over_budget_is_an_error() -> None:
    (found,) = rate(revised_budget="200.00", executed="150.00", execution_rate="85.00")
    assert (found.rule, found.subject) == ("execution-rate", "annual_total")
    assert found.severity is Severity.ERROR
    assert found.stated == Decimal(85)
    assert found.computed == Decimal(75)


@pytest.mark.parametrize(
    "figures",
    [
        {"revised_budget": "200", "executed": "150", "execution_rate": "75"},
        {"initial_budget": "200", "executed": "150", "execution_rate": "75.00"},
        {"revised_budget": "300", "executed": "100", "execution_rate": "33.33"},
        {"initial_budget": "1", "revised_budget": "200", "executed": "150", "execution_rate": "75"},
        {"revised_budget": "0", "executed": "0", "execution_rate": "0"},
        {"revised_budget": "200", "executed": None, "execution_rate": "75"},
    ],
    ids=["holds", "one-budget-only", "rounded", "revised-counts", "no-budget", "not-executed"],
)
def test_a_rate_that_holds_or_cannot_be_computed_gives_nothing(figures: dict[str, str]) -> None:
    assert rate(**figures) == []


def test_a_rate_cut_off_or_whole_is_only_told() -> None:
    (found,) = rate(revised_budget="300.00", executed="200.00", execution_rate="66.66")
    assert found.severity is Severity.INFO


def test_a_doubtful_amount_leaves_the_rate_open() -> None:
    (found,) = rate(revised_budget="200.00", executed="?150.00", execution_rate="85.00")
    assert found.verdict is Verdict.UNDETERMINED


def score(**figures: str | None) -> list[Finding]:
    lines: list[Fund] = [fund("annual_total", **figures)]
    return list(EXECUTION_SCORE.check(judged(form(funds=lines))))


SPENT = {"revised_budget": "200.00", "executed": "150.00", "weight": "10"}


def test_a_score_that_is_not_weight_times_rate_is_an_error() -> None:
    (found,) = score(**SPENT, score="9")
    assert (found.rule, found.subject) == ("execution-score", "annual_total")
    assert found.severity is Severity.ERROR
    assert found.stated == Decimal(9)
    assert found.computed == Decimal("7.5")


@pytest.mark.parametrize(
    "figures",
    [
        {**SPENT, "score": "7.5"},
        {**SPENT, "executed": "250.00", "score": "10"},
        {**SPENT, "execution_rate": "80.00", "score": "8"},
        {"weight": "10", "execution_rate": "80.00", "score": "8"},
        {**SPENT, "score": None},
        {"weight": "10", "score": "9"},
    ],
    ids=["holds", "capped", "of-the-stated-rate", "no-amounts", "no-score", "no-rate"],
)
def test_a_score_that_holds_or_cannot_be_computed_gives_nothing(figures: dict[str, str]) -> None:
    assert score(**figures) == []


def test_a_rounded_score_is_only_told() -> None:
    (found,) = score(revised_budget="300.00", executed="200.00", weight="10", score="6.66")
    assert found.severity is Severity.INFO


def test_a_doubtful_score_is_left_open() -> None:
    assert [found.verdict for found in score(**SPENT, score="?9")] == [Verdict.UNDETERMINED]


def test_a_total_may_be_the_sum_of_all_lines_also_of_those_without_a_known_name() -> None:
    lines = [fund("annual_total", executed="12"), fund("carry_over", executed="2")]
    lines.append(fund("line_3", executed="10"))
    assert list(BUDGET_SPLIT.check(judged(form(funds=lines)))) == []


def test_a_total_may_be_split_by_who_pays() -> None:
    lines = [fund("annual_total", executed="12"), fund("central", executed="10")]
    lines += [fund("local", executed="2"), fund("line_4", executed="5")]
    assert list(BUDGET_SPLIT.check(judged(form(funds=lines)))) == []
