"""Rate and score of a money line (执行率, 得分), as its other figures make them.

rate = executed / budget (heading of the forms: 执行率(B/A)); score = weight × rate, at most the
weight (得分(20分*执行率)).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zipingbiao.reconcile.check import (
    COMPUTED_DECIMALS,
    Interval,
    Result,
    compare_computed,
    half_unit,
)
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Fund

PERCENT = Decimal(100)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Computed:
    """How a stated figure compares with what it was computed from, and that value exactly."""

    result: Result
    exact: Decimal


def budget_column(fund: Fund) -> str:
    """The budget that a rate is of: the revised one, where it is printed."""
    return "revised_budget" if fund.revised_budget is not None else "initial_budget"


def rate_of(executed: Figure, budget: Figure) -> tuple[Interval, Decimal] | None:
    """The rate in percent that two amounts allow, and their own quotient; None for budget 0."""
    assert executed.value is not None
    assert budget.value is not None
    over = Interval.of(budget)
    if over.low <= 0:
        return None
    exact = executed.value / budget.value * PERCENT
    return Interval.of(executed) / over * Interval.exactly(PERCENT), exact


def compare_rate(rate: Figure, executed: Figure, budget: Figure) -> Computed | None:
    """The stated rate beside executed / budget; None where a budget of 0 has no rate."""
    computed = rate_of(executed, budget)
    if computed is None:
        return None
    spread, exact = computed
    return Computed(compare_computed(rate, spread, exact), exact)


def compare_score(
    score: Figure,
    weight: Figure,
    rate: Figure | None,
    executed: Figure | None,
    budget: Figure | None,
) -> Computed | None:
    """The stated score beside weight × rate, by the rate that fits best; None without a rate."""
    rates = _rates(rate, executed, budget)
    found = [_by_rate(score, weight, spread, exact) for spread, exact in rates]
    order = (Result.PASS, Result.ROUNDING, Result.FAIL)
    return min(found, key=lambda computed: order.index(computed.result), default=None)


def _rates(
    rate: Figure | None, executed: Figure | None, budget: Figure | None
) -> list[tuple[Interval, Decimal]]:
    """The rates that the score may have been computed from: B/A, the same at the two decimals to
    which finance systems round it, and the printed one."""
    rates = []
    if executed is not None and budget is not None:
        computed = rate_of(executed, budget)
        if computed is None:
            return []
        rates.append(computed)
        rounded = computed[1].quantize(_CENT, ROUND_HALF_UP)
        half = half_unit(COMPUTED_DECIMALS)
        rates.append((Interval(rounded - half, rounded + half), rounded))
    if rate is not None:
        assert rate.value is not None
        rates.append((Interval.of(rate), rate.value))
    return rates


def _by_rate(score: Figure, weight: Figure, spread: Interval, exact: Decimal) -> Computed:
    assert weight.value is not None
    share = Interval.exactly(weight.value / PERCENT)
    computed = min(weight.value * exact / PERCENT, weight.value)
    allowed = (spread * share).capped(weight.value)
    return Computed(compare_computed(score, allowed, computed), computed)
