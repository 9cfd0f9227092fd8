"""EXE-05, EXE-07."""

from __future__ import annotations

import pytest
from forms import form, fund, judged, leaf, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source


def low(family: str = "generic", /, **figures: str | None) -> list[Finding]:
    return told("low-execution", judged(form(funds=[fund("annual_total", **figures)]), family))


def test_a_low_rate_is_told_stated_or_computed() -> None:
    (found,) = low(execution_rate="62.5")
    assert (found.rule, found.severity) == ("low-execution", Severity.INFO)
    assert len(low(revised_budget="200", executed="125")) == 1
    assert len(low("sichuan-project", execution_rate="85")) == 1


@pytest.mark.parametrize(
    "figures",
    [
        {"execution_rate": "85"},
        {"execution_rate": "?62.5"},
        {"revised_budget": "0", "executed": "0", "execution_rate": "0"},
        {"revised_budget": "200"},
    ],
    ids=["usual", "doubtful", "no-budget", "not-executed"],
)
def test_a_usual_or_unknown_rate_gives_nothing(figures: dict[str, str | None]) -> None:
    assert low(**figures) == []


def again(
    actual: str, scope: str = "project", source: Source = Source.TEXT_LAYER, rate: str = "76"
) -> list[Finding]:
    one = leaf("10", "7.6", level3="预算执行率", actual=actual, text_source=source)
    line = fund("annual_total", execution_rate=rate)
    return told("leaf-rate", judged(form([one], [line], scope=scope)))


def test_a_rate_that_differs_from_the_fund_block_s_is_told() -> None:
    (found,) = again("86%")
    assert (found.rule, found.severity) == ("leaf-rate", Severity.WARNING)
    (found,) = again("86%", "department")
    assert found.severity is Severity.INFO


@pytest.mark.parametrize("actual", ["76%", "76.4%", "完成", "86", "≥86%"])
def test_the_same_rate_or_none_gives_nothing(actual: str) -> None:
    assert again(actual) == []
    assert again("86%", rate="?76") == []


def test_a_recognised_rate_is_no_evidence() -> None:
    (found,) = again("86%", source=Source.DUMP)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)
