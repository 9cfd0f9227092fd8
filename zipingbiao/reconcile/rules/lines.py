"""The figures that several rules ask a form for: its main money line, sums of all leaves, keys."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zipingbiao.reconcile.execution import budget_column, rate_of
from zipingbiao.reconcile.rules.declaration import Keyed, printed, value_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Form, FormLike, Fund, Indicator

_TOTALS = ("annual_total", "total_budget")


def main_line(form: FormLike) -> Fund | None:
    """The money line that stands for the whole: the scored one, else the total."""
    scored = (fund for fund in form.funds if fund.weight or fund.score)
    named = (fund for item in _TOTALS for fund in form.funds if fund.item == item)
    return next(scored, None) or next(named, None)


def fund_figure(fund: Fund, column: str) -> Keyed:
    """A figure of a money line with its key."""
    return f"funds/{fund.line}/{column}", getattr(fund, column)


def leaf_figure(leaf: Indicator, column: str) -> Keyed:
    """A figure of a leaf with its key."""
    return f"indicators/{leaf.line}/{column}", getattr(leaf, column)


def budget_of(fund: Fund) -> Keyed:
    """The budget that a line's rate is of."""
    return fund_figure(fund, budget_column(fund))


def sum_known(figures: Iterable[Figure | None]) -> Decimal | None:
    """The sum of figures; None if one of them is blank or in doubt, or there are none."""
    values = [value_of(figure) for figure in figures]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def outside(form: Form, column: str) -> Decimal:
    """What the money lines add to the total (执行率的分值、得分), where they print it."""
    values = (value_of(getattr(fund, column)) for fund in form.funds)
    return sum((value for value in values if value is not None), Decimal(0))


def sure_rate(fund: Fund) -> Decimal | None:
    """The rate that a line states, else that of its amounts; None without either."""
    stated = value_of(fund.execution_rate)
    if stated is not None or fund.execution_rate is not None:
        return stated
    budget, executed = budget_of(fund)[1], fund.executed
    if budget is None or executed is None or not (printed(budget) and printed(executed)):
        return None
    computed = rate_of(executed, budget)
    return computed[1] if computed is not None else None
