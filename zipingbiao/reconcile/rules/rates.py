"""EXE-05, EXE-07: the rate of execution, where it is low or printed twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.normalize.targets import parse_target
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.check import Interval, half_unit
from zipingbiao.reconcile.execution import rate_of
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Message, Rule, printed, value_of
from zipingbiao.reconcile.rules.lines import budget_of, fund_figure, main_line, sure_rate
from zipingbiao.reconcile.rules.money import told_by_split
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Fund
from zipingbiao.schemas.rulewords import rule_words

_CENT = Decimal("0.01")


def _low_execution(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    fund = main_line(read.form)
    rate = sure_rate(fund) if fund is not None else None
    limit = read.family.practice.low_execution_percent
    if fund is None or rate is None or rate >= limit or value_of(budget_of(fund)[1]) == 0:
        return
    message = rule.says(name=fund.label, rate=rate.quantize(_CENT), limit=limit)
    executed = fund_figure(fund, "executed")
    stated = fund_figure(fund, "execution_rate") if fund.execution_rate else executed
    yield rule.contradicts(fund.item, message, stated, [budget_of(fund)])


LOW_EXECUTION = Rule(
    slug="low-execution",
    ids=("EXE-05",),
    severity=Severity.INFO,
    formula="rate ≥ what the family asks no reason for (80 %; 90 % in Sichuan)",
    title="执行率较低须说明原因",
    title_en="A low rate is explained",
    source="Sichuan's form: 执行率低于90%须说明; alerts of finance systems from 20 % unspent",
    message=Message(
        "“{name}”执行率 {rate}% 低于 {limit}%，请核对是否已说明原因。",
        "The rate of {rate}% is below {limit}%.",
    ),
    example="执行率 62.5%",
    finds=_low_execution,
)


def _leaf_rate(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    fund, names = main_line(read.form), {fold(name) for name in rule_words().execution_leaves}
    leaves = [leaf for leaf in read.form.indicators if fold(leaf.level3) in names]
    if fund is None or not leaves:
        return
    if any(subject.startswith(f"{fund.item}.") for subject in told_by_split(read)):
        return
    for leaf in leaves:
        actual = parse_target(leaf.actual)
        if actual.value is None or actual.unit != "%" or actual.operator:
            continue
        half = half_unit(actual.decimals)
        spread = Interval(actual.value - half, actual.value + half)
        rates = _rates(fund)
        if not rates or any(spread.meets(allowed) for allowed, _ in rates):
            continue
        rate = rates[0][1].quantize(_CENT)
        message = rule.says(name=leaf.level3, actual=actual.value, rate=rate)
        columns = ("execution_rate", "executed", "revised_budget")
        figures = [fund_figure(fund, column) for column in columns]
        # A department's may be of its own money only, or an average over the year.
        severity = None if read.form.scope == "project" else Severity.INFO
        yield rule.notes(
            leaf.level3, message, leaf.text_source, figures, leaf.place, severity, actual.value
        )


def _rates(fund: Fund) -> list[tuple[Interval, Decimal]]:
    """What the rate of a line may be: the stated one, and that of the amounts."""
    rate, budget, executed = fund.execution_rate, budget_of(fund)[1], fund.executed
    known = [(Interval.of(rate), rate.value)] if rate is not None and printed(rate) else []
    found = [(spread, value) for spread, value in known if value is not None]
    if budget is not None and executed is not None and printed(budget) and printed(executed):
        computed = rate_of(executed, budget)
        found += [computed] if computed is not None else []
    return found


LEAF_RATE = Rule(
    slug="leaf-rate",
    ids=("EXE-07",),
    severity=Severity.WARNING,
    formula="the result of a leaf 预算执行率 is the rate of the fund block, stated or computed; "
    "info for a whole department",
    title="指标中的执行率与资金栏一致",
    title_en="A rate among the indicators is that of the fund block",
    source="flat forms, which print it twice",
    message=Message(
        "“{name}”实际完成值为 {actual}%，资金栏的执行率为 {rate}%，两处不一致，请核对。",
        "The indicator says {actual}%, the fund block {rate}%.",
    ),
    example="执行率 80% and 预算执行率 | ≥95% | 90%",
    finds=_leaf_rate,
)
