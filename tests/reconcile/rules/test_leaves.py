from __future__ import annotations

import pytest
from forms import form, judged, leaf

from zipingbiao.reconcile.rules.leaves import REASON_MISSING, SCORE_CAP
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Indicator


def caps(one: Indicator) -> list[Finding]:
    return list(SCORE_CAP.check(judged(form([one]))))


def reasons(one: Indicator, *, column: bool = True) -> list[Finding]:
    return list(REASON_MISSING.check(judged(form([one], has_reasons=column))))


@pytest.mark.parametrize("score", ["5.01", "-1"])
def test_a_score_outside_its_weight_is_an_error(score: str) -> None:
    (found,) = caps(leaf("5", score))
    assert (found.rule, found.subject, found.severity) == ("score-cap", "甲1", Severity.ERROR)
    assert found.values == ("indicators/1/score", "indicators/1/weight")


@pytest.mark.parametrize(("weight", "score"), [("5", "5.00"), ("5", "0"), (None, "9"), ("5", None)])
def test_a_score_within_its_weight_gives_nothing(weight: str | None, score: str | None) -> None:
    assert caps(leaf(weight, score)) == []


def test_a_doubtful_score_is_not_held_against_its_weight() -> None:
    assert caps(leaf("5", "?51")) == []


@pytest.mark.parametrize("reason", ["", "/", "无", "—"])
def test_a_lost_point_without_a_reason_is_a_warning(reason: str) -> None:
    (found,) = reasons(leaf("5", "4.5", reason))
    assert (found.rule, found.subject) == ("reason-missing", "甲1")
    assert found.severity is Severity.WARNING
    assert found.suggestion


@pytest.mark.parametrize(
    "one",
    [leaf("5", "4.5", "工期顺延"), leaf("5", "5.0"), leaf(None, "4"), leaf("5", "?4")],
    ids=["reason", "full-score", "no-weight", "doubtful"],
)
def test_a_lost_point_with_a_reason_or_none_lost_gives_nothing(one: Indicator) -> None:
    assert reasons(one) == []


def test_a_form_without_a_column_for_reasons_asks_for_none() -> None:
    assert reasons(leaf("5", "4.5"), column=False) == []
