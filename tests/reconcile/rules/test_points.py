"""SCO-04, COE-01, NUM-01, LOG-17."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import figure, form, fund, judged, leaf, recognised, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Fund, Indicator

EXECUTION = fund("annual_total", weight="10", score="7.6")


def cap(score: str, weight: str | None = None, *funds: Fund) -> list[Finding]:
    return told("total-cap", judged(form([leaf("90", "90")], funds, weight=weight, score=score)))


def test_a_total_above_its_weight_is_an_error() -> None:
    (found,) = cap("101.5", "100")
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.PUBLISHER)
    assert (found.stated, found.computed) == (Decimal("101.5"), Decimal(100))
    assert len(cap("101.5")) == 1
    assert len(cap("-1", "100")) == 1


@pytest.mark.parametrize(
    ("score", "weight"), [("100", "100"), ("110", "120"), ("97.6", None), ("?970", "100")]
)
def test_a_total_within_its_weight_or_in_doubt_gives_nothing(
    score: str, weight: str | None
) -> None:
    assert cap(score, weight) == []


def test_the_weights_of_a_grid_may_be_printed_without_the_execution_s() -> None:
    assert cap("97.6", "90", EXECUTION) == []


def test_a_leaf_above_its_weight_says_why_the_total_is() -> None:
    leaves = [leaf("90", "90.5"), leaf("10", "10")]
    assert told("total-cap", judged(form(leaves, weight="100", score="100.5"))) == []


def test_an_unsure_total_is_no_error_of_the_publisher() -> None:
    made = replace(form([leaf("90", "90")], weight="100"), total_score=recognised("101", 0.5))
    (found,) = told("total-cap", judged(made))
    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.EXTRACTION)


def by_coefficient(weight: str, score: str, share: str, unit: str = "") -> list[Finding]:
    made = figure(share)
    assert made
    one = leaf(weight, score, coefficient=replace(made, unit=unit))
    return told("coefficient-score", judged(form([one])))


def test_a_score_that_is_not_weight_times_coefficient_is_an_error() -> None:
    (found,) = by_coefficient("10", "9", "80")
    assert (found.rule, found.severity) == ("coefficient-score", Severity.ERROR)
    assert found.computed == Decimal("8.00")


@pytest.mark.parametrize(
    ("weight", "score", "share", "unit"),
    [
        ("10", "8", "80", ""),
        ("10", "8", "80", "%"),
        ("10", "8", "0.8", ""),
        ("2", "2", "1", ""),
        ("7", "6.65", "95.00", "%"),
        ("3", "2.86", "95.24", ""),
        ("3", "9", "80", ""),
        ("10", "?9", "80", ""),
    ],
    ids=["share", "percent", "part", "all-of-it", "exact", "rounded", "above-weight", "doubtful"],
)
def test_a_coefficient_that_holds_or_is_not_judged_gives_nothing(
    weight: str, score: str, share: str, unit: str
) -> None:
    assert by_coefficient(weight, score, share, unit) == []


def test_a_coefficient_read_unsurely_says_nothing() -> None:
    one = leaf("10", "9", coefficient=recognised("80", 0.5))
    assert told("coefficient-score", judged(form([one]))) == []


def many(one: Indicator) -> list[Finding]:
    return told("many-decimals", judged(form([one])))


def test_what_a_computer_stored_is_told() -> None:
    (found,) = many(leaf("10", "9.0900000762939453"))
    assert (found.rule, found.severity) == ("many-decimals", Severity.INFO)
    assert many(leaf("10", "9.09")) == []
    assert many(leaf("10", "?9.0900000762939453")) == []


@pytest.mark.parametrize("score", ["90", "85.5"])
def test_scores_far_above_the_execution_are_told(score: str) -> None:
    (found,) = told("score-execution-gap", judged(form([leaf("90", score)], [EXECUTION])))
    assert (found.subject, found.severity) == ("annual_total", Severity.INFO)


@pytest.mark.parametrize("score", ["70", "72", None, "?90"])
def test_scores_near_the_execution_or_unknown_are_not(score: str | None) -> None:
    assert told("score-execution-gap", judged(form([leaf("90", score)], [EXECUTION]))) == []
