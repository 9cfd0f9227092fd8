"""FND-03, FND-05, FND-06, FND-07, EXE-03, EXE-04."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms import form, fund, judged, leaf, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Fund
from zipingbiao.schemas.page import Source


def found_in(slug: str, *funds: Fund, family: str = "generic") -> list[Finding]:
    return told(slug, judged(form(funds=funds), family))


def redistributed(total: str | None, part: str | None) -> list[Finding]:
    lines = fund("total_budget", initial_budget=total), fund("redistributed", initial_budget=part)
    return found_in("redistributed-cap", *lines)


def test_more_redistributed_than_budgeted_is_told() -> None:
    (found,) = redistributed("500.00", "800.00")
    assert (found.rule, found.severity) == ("redistributed-cap", Severity.WARNING)
    assert found.values == ("funds/2/initial_budget", "funds/1/initial_budget")


@pytest.mark.parametrize(
    ("total", "part"), [("500.00", "500.00"), (None, "800"), ("500", None), ("500", "?800")]
)
def test_less_or_an_unknown_amount_gives_nothing(total: str | None, part: str | None) -> None:
    assert redistributed(total, part) == []


def part_of(total: str, part: str, *others: Fund) -> list[Finding]:
    lines = fund("annual_total", executed=total), fund("central", executed=part)
    return found_in("part-cap", *lines, *others)


def test_a_part_above_its_total_is_an_error_unless_the_sum_says_so() -> None:
    assert part_of("100.00", "120.00") == []  # budget-split speaks
    unknown = fund("line_3", executed="100.00")  # may be the total's own
    (found,) = part_of("100.00", "120.00", unknown)
    assert (found.rule, found.subject, found.severity) == ("part-cap", "central", Severity.ERROR)


@pytest.mark.parametrize("part", ["100.00", "?120.00"])
def test_a_part_within_its_total_or_in_doubt_gives_nothing(part: str) -> None:
    assert part_of("100.00", part, fund("line_3", executed="100.00")) == []


def added(initial: str | None, revised: str | None, family: str = "generic") -> list[Finding]:
    line = fund("annual_total", initial_budget=initial, revised_budget=revised)
    return found_in("added-in-year", line, family=family)


def test_a_budget_added_or_changed_in_the_year_is_told() -> None:
    (found,) = added("0.00", "3.36")
    assert (found.rule, found.severity) == ("added-in-year", Severity.INFO)
    assert len(added("238.93", "251.89", "sichuan-project")) == 1


@pytest.mark.parametrize(
    ("initial", "revised"), [("238.93", "251.89"), ("5", "5"), (None, "5"), ("?0", "5")]
)
def test_an_ordinary_or_unknown_budget_gives_nothing(
    initial: str | None, revised: str | None
) -> None:
    assert added(initial, revised) == []


def test_a_project_of_ten_thousand_million_is_told() -> None:
    (found,) = found_in("unit-scale", fund("annual_total", revised_budget="2261451.00"))
    assert (found.rule, found.severity) == ("unit-scale", Severity.WARNING)
    line = replace(fund("annual_total", revised_budget="2261451.00"), unit="")
    assert [one.severity for one in found_in("unit-scale", line)] == [Severity.INFO]
    assert found_in("unit-scale", fund("annual_total", revised_budget="?2261451.00")) == []
    assert found_in("unit-scale", fund("annual_total", revised_budget="22614.51")) == []


def scaled(target: str, source: Source = Source.TEXT_LAYER) -> list[Finding]:
    one = leaf("10", "10", target=target, text_source=source)
    line = fund("annual_total", revised_budget="7.289")
    return told("unit-scale", judged(form([one], [line])))


def test_a_target_in_the_wrong_unit_is_told() -> None:
    (found,) = scaled("≤72890万元")
    assert (found.subject, found.severity) == ("甲1", Severity.WARNING)
    assert scaled("≤72890元") == []
    assert scaled("≤7.3万元") == []
    assert [one.verdict for one in scaled("≤72890万元", Source.OCR)] == [Verdict.UNDETERMINED]


def zero(**figures: str | None) -> list[Finding]:
    return found_in("budget-zero", fund("annual_total", **figures))


def test_a_rate_of_no_budget_is_told() -> None:
    (found,) = zero(revised_budget="0", executed="0", execution_rate="0", score="0", weight="10")
    assert (found.rule, found.severity) == ("budget-zero", Severity.WARNING)


@pytest.mark.parametrize(
    "figures",
    [
        {"revised_budget": "0", "executed": "0"},
        {"revised_budget": None, "execution_rate": "0"},
        {"revised_budget": "?0", "execution_rate": "0"},
        {"revised_budget": "0.5", "execution_rate": "0"},
    ],
    ids=["no-rate", "blank-is-not-zero", "doubtful", "some"],
)
def test_no_rate_or_some_budget_gives_nothing(figures: dict[str, str | None]) -> None:
    assert zero(**figures) == []


def spent(**figures: str | None) -> list[Finding]:
    return found_in("overspent", fund("annual_total", **figures))


def test_spending_more_than_the_budget_is_told() -> None:
    (found,) = spent(revised_budget="100.00", executed="104.50")
    assert (found.rule, found.severity) == ("overspent", Severity.WARNING)
    (found,) = spent(initial_budget="100.00", executed="104.50")
    assert found.severity is Severity.INFO  # it may have grown in the year


@pytest.mark.parametrize(
    "figures",
    [
        {"revised_budget": "100.00", "executed": "100.00"},
        {"revised_budget": "100", "executed": "100.4"},
        {"revised_budget": None, "executed": "104.50"},
        {"revised_budget": "100.00", "executed": "?104.50"},
    ],
    ids=["all", "rounded", "blank", "doubtful"],
)
def test_spending_within_the_budget_gives_nothing(figures: dict[str, str | None]) -> None:
    assert spent(**figures) == []


def test_amounts_that_contradict_each_other_are_held_against_nobody() -> None:
    lines = [fund("annual_total", revised_budget="100.00", executed="109.00")]
    lines.append(fund("central", revised_budget="100.00", executed="99.00"))
    assert found_in("overspent", *lines) == []
