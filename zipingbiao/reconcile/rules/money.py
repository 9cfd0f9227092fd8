"""FND-01, FND-02, EXE-01, EXE-02: budgets are their parts, rates and scores follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from zipingbiao.reconcile.check import Result, compare_sum, measured
from zipingbiao.reconcile.claims import budget_options
from zipingbiao.reconcile.execution import budget_column, compare_rate, compare_score
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import (
    Keyed,
    Message,
    Rule,
    contradiction,
    undetermined,
    usable,
)
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Fund
from zipingbiao.schemas.vocabulary import vocabulary

AMOUNTS = {
    "initial_budget": ("initial", "年初预算"),
    "revised_budget": ("revised", "全年预算"),
    "executed": ("executed", "全年执行"),
}
_CENT = Decimal("0.01")
# Of more lines than these, some add up to anything.
MOST_LINES = 8


def _budget_split(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """A total amount is the sum of its parts, in each column."""
    for total, options in budget_options(read.form, read.family):
        for column in AMOUNTS:
            yield from _check_splits(total, options, column, rule)


def told_by_split(interpretation: Interpretation) -> set[str]:
    """The totals, as `item.column`, that are not the sum of their parts: nobody knows which of the
    amounts is wrong, so no other rule takes them for right."""
    found = BUDGET_SPLIT.check(interpretation)
    return {one.subject for one in found if one.severity is not Severity.INFO}


def _check_splits(
    total: Fund, options: Sequence[Sequence[Fund]], column: str, rule: Rule
) -> Iterator[Finding]:
    """The total may be the sum of any of these parts; the first option is the usual one."""
    printed = [parts for parts in options if any(_amount(part, column) for part in parts)]
    outcomes = [list(_check_split(total, parts, column, rule)) for parts in printed]
    if outcomes and all(outcomes) and not _some_fit(total, options[-1], column):
        rounded = (found for found in outcomes if _is_rounding(found[0]))
        yield from next(rounded, outcomes[0])


def _some_fit(total: Fund, lines: Sequence[Fund], column: str) -> bool:
    """Whether some of the lines add up to the total, where the template's own lines are not all
    known: an unknown one may be a part of the total, or a part of a part."""
    if all(line.item in vocabulary().fund_items for line in lines):
        return False
    figures = [figure for line in lines if (figure := _amount(line, column)) and usable(figure)]
    whole = _amount(total, column)
    if whole is None or not usable(whole) or len(figures) > MOST_LINES:
        return False
    return any(
        compare_sum(whole, some, measured)[0] is not Result.FAIL
        for count in range(1, len(figures) + 1)
        for some in combinations(figures, count)
    )


def _is_rounding(finding: Finding) -> bool:
    return finding.severity is Severity.INFO and finding.verdict is not Verdict.UNDETERMINED


def _check_split(total: Fund, parts: Sequence[Fund], column: str, rule: Rule) -> Iterator[Finding]:
    """A blank part may be zero: it is taken for it when the sum then holds, or cannot hold."""
    figure = _amount(total, column)
    keyed = [(_key(part, column), _amount(part, column)) for part in parts]
    printed = [(key, part) for key, part in keyed if part is not None]
    short, name = AMOUNTS[column]
    subject = f"{total.item}.{short}"
    stated = (_key(total, column), figure)
    if figure is None or not printed:
        return
    doubtful = [
        part.label for part in parts if _amount(part, column) and not usable(_amount(part, column))
    ]
    if doubtful or not usable(figure):
        yield undetermined(rule.slug, subject, doubtful or [total.label], stated)
        return
    result, exact = compare_sum(figure, [part for _, part in printed], measured)
    if result is Result.PASS:
        return
    assert figure.value is not None
    blank = [part.label for part in parts if _amount(part, column) is None]
    if blank and exact < figure.value:
        yield undetermined(rule.slug, subject, blank, stated)
        return
    message = rule.says(column=name, name=total.label, stated=figure, computed=exact)
    severity = Severity.INFO if result is Result.ROUNDING else Severity.ERROR
    yield contradiction(rule.slug, severity, subject, message, stated, printed, exact)


def _execution_rate(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Rate = executed / budget (B/A); a budget of 0 has no rate."""
    for fund in read.form.funds:
        column = budget_column(fund)
        budget = _amount(fund, column)
        rate, executed = fund.execution_rate, fund.executed
        if rate is None or executed is None or budget is None:
            continue
        stated = (_key(fund, "execution_rate"), rate)
        parts: list[Keyed] = [(_key(fund, "executed"), executed), (_key(fund, column), budget)]
        if not all(usable(figure) for figure in (rate, executed, budget)):
            yield undetermined(rule.slug, fund.item, [fund.label], stated)
            continue
        computed = compare_rate(rate, executed, budget)
        if computed is not None and computed.result is not Result.PASS:
            exact = computed.exact.quantize(_CENT)
            message = rule.says(name=fund.label, stated=rate, computed=exact)
            severity = _severity(computed.result)
            yield contradiction(rule.slug, severity, fund.item, message, stated, parts, exact)


def _severity(result: Result) -> Severity:
    return Severity.INFO if result is Result.ROUNDING else Severity.ERROR


def _execution_score(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Its score = weight × rate, at most the weight; from the amounts or from the stated rate."""
    for fund in read.form.funds:
        if fund.score is None or fund.weight is None:
            continue
        stated = (_key(fund, "score"), fund.score)
        if not usable(fund.score) or not usable(fund.weight):
            yield undetermined(rule.slug, fund.item, [fund.label], stated)
            continue
        known = (fund.execution_rate, fund.executed, fund.revised_budget or fund.initial_budget)
        rate, executed, budget = (figure if usable(figure) else None for figure in known)
        computed = compare_score(fund.score, fund.weight, rate, executed, budget)
        if computed is None or computed.result is Result.PASS:
            continue
        exact = computed.exact.quantize(_CENT)
        message = rule.says(name=fund.label, stated=fund.score, computed=exact)
        severity = _severity(computed.result)
        yield contradiction(
            rule.slug, severity, fund.item, message, stated, _score_parts(fund), exact
        )


def _score_parts(fund: Fund) -> list[Keyed]:
    columns = ("weight", "execution_rate", "executed", "revised_budget")
    return [(_key(fund, column), _amount(fund, column)) for column in columns]


def _amount(fund: Fund, column: str) -> Figure | None:
    figure: Figure | None = getattr(fund, column)
    return figure


def _key(fund: Fund, column: str) -> str:
    return f"funds/{fund.line}/{column}"


BUDGET_SPLIT = Rule(
    slug="budget-split",
    ids=("FND-01", "FND-02"),
    severity=Severity.ERROR,
    formula="total amount = Σ its parts, in each column",
    title="资金总额等于各组成项之和",
    title_en="An amount is the sum of its parts",
    source="published forms",
    message=Message(
        "{column}：“{name}”为 {stated} 万元，各组成项之和为 {computed} 万元，两者不一致，请核对。",
        "The stated total is {stated}, its parts add up to {computed} (10k yuan).",
    ),
    example="年度资金总额 120 | 其中：当年财政拨款 80 | 其他资金 30",
    finds=_budget_split,
)

EXECUTION_RATE = Rule(
    slug="execution-rate",
    ids=("EXE-01",),
    severity=Severity.ERROR,
    formula="rate = executed / budget, at the printed decimals; whole percents are rounding",
    title="执行率等于执行数除以预算数",
    title_en="The rate is executed over budget",
    source="heading of the forms: 执行率(B/A)",
    message=Message(
        "“{name}”执行率为 {stated}%，按执行数÷预算数应为 {computed}%，请核对。",
        "The stated rate is {stated}%, executed / budget is {computed}%.",
    ),
    example="全年预算数 200 | 全年执行数 150 | 执行率 85%",
    finds=_execution_rate,
)

EXECUTION_SCORE = Rule(
    slug="execution-score",
    ids=("EXE-02",),
    severity=Severity.ERROR,
    formula="score = weight × rate, at most the weight; by the stated rate or the computed "
    "one; whole points are rounding",
    title="预算执行得分等于分值乘以执行率",
    title_en="The execution's score is weight times rate",
    source="heading of the forms: 得分(20分*执行率)",
    message=Message(
        "“{name}”得分为 {stated}，按分值×执行率应为 {computed}，请核对。",
        "The stated score is {stated}, weight × rate is {computed}.",
    ),
    example="分值 10 | 执行率 75% | 得分 9",
    finds=_execution_score,
)
