"""Which lines are the parts of a total: the template's own, or what the form prints."""

from __future__ import annotations

from forms import form, fund, judged

from zipingbiao.reconcile.rules.money import BUDGET_SPLIT
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Fund


def splits(*lines: Fund, family: str = "generic") -> list[Finding]:
    return list(BUDGET_SPLIT.check(judged(form(funds=lines), family)))


def executed(item: str, amount: str) -> Fund:
    return fund(item, executed=amount)


def test_the_template_that_names_most_of_the_lines_is_the_forms_own() -> None:
    lines = [executed("central", "40"), executed("local", "30"), executed("other", "20")]
    assert splits(executed("annual_total", "90"), *lines) == []
    (found,) = splits(executed("annual_total", "99"), *lines)
    assert (str(found.stated), str(found.computed)) == ("99", "90")


def test_a_line_nobody_knows_may_be_a_part_or_a_part_of_a_part() -> None:
    known = [executed("current_year_appropriation", "60"), executed("other", "10")]
    for total in ("70", "85"):
        assert splits(executed("annual_total", total), *known, executed("line_4", "15")) == []
    (found,) = splits(executed("annual_total", "99"), *known, executed("line_4", "15"))
    assert found.subject == "annual_total.executed"


def test_a_family_adds_its_own_sums_to_the_common_ones() -> None:
    parts = [executed("current_year_appropriation", "60"), executed("fiscal_account", "30")]
    total = executed("annual_total", "99")
    (found,) = splits(total, *parts, executed("other", "5"), family="sichuan-project")
    assert str(found.computed) == "95"
