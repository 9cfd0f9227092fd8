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
    contradiction,
    plain,
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


def check_budget_split(interpretation: Interpretation) -> Iterator[Finding]:
    """A total amount is the sum of its parts, in each column."""
    for total, options in budget_options(interpretation.form, interpretation.family):
        for column in AMOUNTS:
            yield from _check_splits(total, options, column)


def told_by_split(interpretation: Interpretation) -> set[str]:
    """The totals, as `item.column`, that are not the sum of their parts: nobody knows which of the
    amounts is wrong, so no other rule takes them for right."""
    found = check_budget_split(interpretation)
    return {one.subject for one in found if one.severity is not Severity.INFO}


def _check_splits(total: Fund, options: Sequence[Sequence[Fund]], column: str) -> Iterator[Finding]:
    """The total may be the sum of any of these parts; the first option is the usual one."""
    printed = [parts for parts in options if any(_amount(part, column) for part in parts)]
    outcomes = [list(_check_split(total, parts, column)) for parts in printed]
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


def _check_split(total: Fund, parts: Sequence[Fund], column: str) -> Iterator[Finding]:
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
        yield undetermined("budget-split", subject, doubtful or [total.label], stated)
        return
    result, exact = compare_sum(figure, [part for _, part in printed], measured)
    if result is Result.PASS:
        return
    assert figure.value is not None
    blank = [part.label for part in parts if _amount(part, column) is None]
    if blank and exact < figure.value:
        yield undetermined("budget-split", subject, blank, stated)
        return
    shown, computed = plain(figure.value), plain(exact)
    message = Message(
        f"{name}：“{total.label}”为 {shown} 万元，各组成项之和为 {computed} 万元，"
        "两者不一致，请核对。",
        f"The stated total is {shown}, its parts add up to {computed} (10k yuan).",
    )
    severity = Severity.INFO if result is Result.ROUNDING else Severity.ERROR
    yield contradiction("budget-split", severity, subject, message, stated, printed, exact)


def check_execution_rate(interpretation: Interpretation) -> Iterator[Finding]:
    """Rate = executed / budget (B/A); a budget of 0 has no rate."""
    for fund in interpretation.form.funds:
        column = budget_column(fund)
        budget = _amount(fund, column)
        rate, executed = fund.execution_rate, fund.executed
        if rate is None or executed is None or budget is None:
            continue
        stated = (_key(fund, "execution_rate"), rate)
        parts: list[Keyed] = [(_key(fund, "executed"), executed), (_key(fund, column), budget)]
        if not all(usable(figure) for figure in (rate, executed, budget)):
            yield undetermined("execution-rate", fund.item, [fund.label], stated)
            continue
        computed = compare_rate(rate, executed, budget)
        if computed is not None and computed.result is not Result.PASS:
            exact = computed.exact.quantize(_CENT)
            message = Message(
                f"“{fund.label}”执行率为 {plain(rate.value)}%，按执行数÷预算数应为 "
                f"{plain(exact)}%，请核对。",
                f"The stated rate is {plain(rate.value)}%, executed / budget is {plain(exact)}%.",
            )
            severity = _severity(computed.result)
            yield contradiction(
                "execution-rate", severity, fund.item, message, stated, parts, exact
            )


def _severity(result: Result) -> Severity:
    return Severity.INFO if result is Result.ROUNDING else Severity.ERROR


def check_execution_score(interpretation: Interpretation) -> Iterator[Finding]:
    """Its score = weight × rate, at most the weight; from the amounts or from the stated rate."""
    for fund in interpretation.form.funds:
        if fund.score is None or fund.weight is None:
            continue
        stated = (_key(fund, "score"), fund.score)
        if not usable(fund.score) or not usable(fund.weight):
            yield undetermined("execution-score", fund.item, [fund.label], stated)
            continue
        known = (fund.execution_rate, fund.executed, fund.revised_budget or fund.initial_budget)
        rate, executed, budget = (figure if usable(figure) else None for figure in known)
        computed = compare_score(fund.score, fund.weight, rate, executed, budget)
        if computed is None or computed.result is Result.PASS:
            continue
        exact, shown = computed.exact.quantize(_CENT), plain(fund.score.value)
        message = Message(
            f"“{fund.label}”得分为 {shown}，按分值×执行率应为 {plain(exact)}，请核对。",
            f"The stated score is {shown}, weight × rate is {plain(exact)}.",
        )
        severity = _severity(computed.result)
        yield contradiction(
            "execution-score", severity, fund.item, message, stated, _score_parts(fund), exact
        )


def _score_parts(fund: Fund) -> list[Keyed]:
    columns = ("weight", "execution_rate", "executed", "revised_budget")
    return [(_key(fund, column), _amount(fund, column)) for column in columns]


def _amount(fund: Fund, column: str) -> Figure | None:
    figure: Figure | None = getattr(fund, column)
    return figure


def _key(fund: Fund, column: str) -> str:
    return f"funds/{fund.line}/{column}"
