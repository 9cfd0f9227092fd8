"""FND-03, FND-05, FND-06, FND-07, EXE-03, EXE-04: what must hold of single amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.normalize.figures import amount_factor
from zipingbiao.normalize.targets import parse_target
from zipingbiao.reconcile.check import Interval
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, Rule, printed, value_of
from zipingbiao.reconcile.rules.lines import budget_of, fund_figure, main_line
from zipingbiao.reconcile.rules.money import AMOUNTS, told_by_split
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form, Fund, Indicator

# 万元 that hardly any project has; as 元 they are a million.
IMPROBABLE = Decimal(1_000_000)
_WAN = Decimal(10_000)


def _exceeds(one: Figure | None, other: Figure | None) -> bool:
    """Whether an amount is more than another, whatever was rounded."""
    if one is None or other is None or not (printed(one) and printed(other)):
        return False
    assert one.value is not None
    assert other.value is not None
    return one.value > other.value and Interval.of(one).low > Interval.of(other).high


def _redistributed_cap(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    funds = {fund.item: fund for fund in read.form.funds}
    part, whole = funds.get("redistributed"), funds.get("total_budget")
    if part is None or whole is None:
        return
    for column in AMOUNTS:
        keyed, limit = fund_figure(part, column), fund_figure(whole, column)
        if _exceeds(keyed[1], limit[1]):
            message = rule.says(amount=keyed[1], limit=limit[1])
            yield rule.contradicts(part.item, message, keyed, [limit], value_of(limit[1]))


REDISTRIBUTED_CAP = Rule(
    slug="redistributed-cap",
    ids=("FND-03",),
    severity=Severity.WARNING,
    formula="二次分配资金 ≤ 总预算 (whether it is a part of that is not said: it is never added)",
    title="二次分配资金不超过总预算",
    title_en="What is redistributed is at most the budget",
    source="department forms of Guangdong",
    message=Message(
        "二次分配资金 {amount} 万元大于总预算 {limit} 万元，请核对。",
        "The redistributed amount {amount} is more than the total budget {limit} (10k yuan).",
    ),
    example="总预算 500 | 二次分配资金 800",
    finds=_redistributed_cap,
)


def _part_cap(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Only where `budget-split` says nothing of the column (a line nobody knows may explain it)."""
    funds = {fund.item: fund for fund in read.form.funds}
    pairs = [
        (funds[part], funds[entry.total])
        for entry in read.family.all_sums
        for part in entry.parts
        if part in funds and entry.total in funds
    ]
    exceeding = [
        (part, whole, column)
        for part, whole in dict.fromkeys(pairs)
        for column in AMOUNTS
        if _exceeds(getattr(part, column), getattr(whole, column))
    ]
    if not exceeding:
        return
    told = told_by_split(read)
    for part, whole, column in exceeding:
        if f"{whole.item}.{AMOUNTS[column][0]}" in told:
            continue
        keyed, limit = fund_figure(part, column), fund_figure(whole, column)
        message = rule.says(part=part.label, amount=keyed[1], whole=whole.label, limit=limit[1])
        yield rule.contradicts(part.item, message, keyed, [limit], value_of(limit[1]))


PART_CAP = Rule(
    slug="part-cap",
    ids=("FND-05",),
    severity=Severity.ERROR,
    formula="a part (其中) ≤ its total, in each column; where budget-split does not say so already",
    title="组成项不大于总额",
    title_en="A part is at most its total",
    source="the forms: 其中",
    message=Message(
        "“{part}”{amount} 万元大于“{whole}”{limit} 万元，请核对。",
        "A part of {amount} is more than its total of {limit} (10k yuan).",
    ),
    example="年度资金总额 100 | 其中：当年财政拨款 120",
    finds=_part_cap,
)


def _added_in_year(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    fund = main_line(read.form)
    if fund is None:
        return
    initial, revised = value_of(fund.initial_budget), value_of(fund.revised_budget)
    if initial is None or revised is None or initial == revised:
        return
    if (initial == 0 and revised > 0) or read.family.practice.explain_adjustments:
        message = rule.says(name=fund.label, initial=initial, revised=revised)
        parts = [fund_figure(fund, "initial_budget")]
        yield rule.contradicts(fund.item, message, fund_figure(fund, "revised_budget"), parts)


ADDED_IN_YEAR = Rule(
    slug="added-in-year",
    ids=("FND-06",),
    severity=Severity.INFO,
    formula="initial budget 0 and revised budget > 0, or any change where the template asks why",
    title="年中追加或调整预算须说明",
    title_en="A budget that was added or changed in the year is explained",
    source="budget system's forms: 调整预算须说明原因",
    message=Message(
        "“{name}”年初预算为 {initial} 万元，调整后为 {revised} 万元，请核对调整原因。",
        "The budget went from {initial} to {revised} in the year (10k yuan).",
    ),
    example="年初预算 0.00 | 全年预算数 3.36",
    finds=_added_in_year,
)


def _unit_scale(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form = read.form
    amounts = list(_amounts(form))
    for keyed, fund in amounts:
        amount = value_of(keyed[1])
        if form.scope == "project" and amount is not None and amount >= IMPROBABLE:
            message = rule.says(name=fund.label, amount=amount)
            unsure = None if fund.unit else Severity.INFO  # it may be printed somewhere else
            yield rule.contradicts(fund.item, message, keyed, (), None, unsure)
            break
    for leaf in form.indicators:
        amount = _money_of(leaf)
        if not amount:
            continue
        near = (keyed for keyed, _ in amounts if _is_scaled(amount, value_of(keyed[1])))
        found = next(near, None)
        if found is not None:
            message = rule.says(name=leaf.level3, amount=amount)
            yield rule.notes(leaf.level3, message, leaf.text_source, [found], leaf.place)


def _amounts(form: Form) -> Iterator[tuple[Keyed, Fund]]:
    for fund in form.funds:
        for column in AMOUNTS:
            if getattr(fund, column) is not None:
                yield fund_figure(fund, column), fund


def _money_of(leaf: Indicator) -> Decimal | None:
    """The amount of a target, in 万元."""
    target = parse_target(leaf.target)
    if target.measure != "money" or target.value is None:
        return None
    return target.value * amount_factor(target.unit)


def _is_scaled(amount: Decimal, other: Decimal | None) -> bool:
    """Whether two amounts have the same digits and are 元 beside 万元; of a round number digits say
    little."""
    if not other:
        return False
    digits = len(amount.normalize().as_tuple().digits)
    return digits > 2 and amount in (other * _WAN, other / _WAN)


UNIT_SCALE = Rule(
    slug="unit-scale",
    ids=("FND-07",),
    severity=Severity.WARNING,
    formula="a project has < 1,000,000 万元; a target in money is not 10,000 times an "
    "amount of the fund block",
    title="金额单位（元、万元）一致",
    title_en="Amounts are in the unit that is printed",
    source="published forms that mix 元 and 万元",
    message=Message(
        "“{name}”金额 {amount} 万元，疑为元与万元混用，请核对单位。",
        "{amount} (10k yuan) may be in yuan; check the unit.",
    ),
    example="单位：万元 | 全年预算数 2261451.00",
    finds=_unit_scale,
)


def _budget_zero(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    fund = main_line(read.form)
    if fund is None or value_of(budget_of(fund)[1]) != 0:
        return
    rate, score = fund_figure(fund, "execution_rate"), fund_figure(fund, "score")
    stated = [keyed for keyed in (rate, score) if value_of(keyed[1]) is not None]
    if stated:
        message = rule.says(name=fund.label)
        yield rule.contradicts(fund.item, message, budget_of(fund), stated)


BUDGET_ZERO = Rule(
    slug="budget-zero",
    ids=("EXE-03",),
    severity=Severity.WARNING,
    formula="a budget of 0 has no rate, and its score is explained",
    title="预算数为零时没有执行率",
    title_en="A budget of nothing has no rate",
    source="finance systems count such a budget as 1, or its rate as 0",
    message=Message(
        "“{name}”预算数为 0，却填有执行率或得分，请核对。",
        "The budget is 0, and a rate or a score is stated.",
    ),
    example="全年预算数 0 | 全年执行数 0 | 执行率 0% | 得分 0",
    finds=_budget_zero,
)


def _overspent(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    whole = main_line(read.form)
    lines = [fund for fund in read.form.funds if _spent_more(fund)]
    told = told_by_split(read) if lines else set()
    for fund in [whole] if whole in lines else lines:
        if fund is None or any(subject.startswith(f"{fund.item}.") for subject in told):
            continue
        budget, executed = budget_of(fund), fund_figure(fund, "executed")
        message = rule.says(name=fund.label, executed=executed[1], budget=budget[1])
        # A budget of the year's beginning may have grown; a source may have lent to another.
        sure = fund is whole and fund.revised_budget is not None
        severity = None if sure else Severity.INFO
        limit = value_of(budget[1])
        yield rule.contradicts(fund.item, message, executed, [budget], limit, severity)


def _spent_more(fund: Fund) -> bool:
    return _exceeds(fund.executed, budget_of(fund)[1])


OVERSPENT = Rule(
    slug="overspent",
    ids=("EXE-04",),
    severity=Severity.WARNING,
    formula="executed ≤ revised budget, of the whole; info for a source or the initial budget",
    title="执行数不超过预算数",
    title_en="No more is spent than was budgeted",
    source="budget law; heading of the forms: 执行率(B/A)",
    message=Message(
        "“{name}”执行数 {executed} 万元大于预算数 {budget} 万元，请核对。",
        "{executed} was spent of a budget of {budget} (10k yuan).",
    ),
    example="全年预算数 100.00 | 全年执行数 104.50",
    finds=_overspent,
)
