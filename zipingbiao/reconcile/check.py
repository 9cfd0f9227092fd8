"""Interval arithmetic of printed figures.

A figure printed with d decimals stands for value ± ½·10⁻ᵈ. A total and its parts agree if the
interval of the total meets the sum of the parts' intervals (XBRL Calculations 1.1, REC
2023-02-22). Exact agreement is `pass`; agreement within the intervals, or after cutting the
digits off instead of rounding them, is `rounding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from zipingbiao.schemas.figure import Figure

# The decimals that finance systems round computed scores to.
COMPUTED_DECIMALS = 2


class Result(StrEnum):
    """How a check came out."""

    PASS = "pass"
    ROUNDING = "rounding"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    @staticmethod
    def of(figure: Figure) -> Interval:
        """What a printed figure stands for. The figure must have a value."""
        assert figure.value is not None
        half = half_unit(figure.decimals)
        return Interval(figure.value - half, figure.value + half)

    @staticmethod
    def exactly(value: Decimal) -> Interval:
        return Interval(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Interval) -> Interval:
        products = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(products), max(products))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotients; the divisor must not hold 0."""
        quotients = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(quotients), max(quotients))

    def capped(self, limit: Decimal) -> Interval:
        return Interval(min(self.low, limit), min(self.high, limit))

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def half_unit(decimals: int) -> Decimal:
    """Half of the last printed place."""
    return Decimal(5).scaleb(-decimals - 1)


def measured(figure: Figure) -> Interval:
    """An amount: any printed figure may have been rounded to its last place."""
    return Interval.of(figure)


def awarded(figure: Figure) -> Interval:
    """A score: exact if it has fewer than two decimals, for it was set by hand; finance systems
    compute scores and round them to two (`round(actual / target * weight, 2)`)."""
    if figure.decimals >= COMPUTED_DECIMALS:
        return Interval.of(figure)
    assert figure.value is not None
    return Interval.exactly(figure.value)


def assigned(figure: Figure) -> Interval:
    """A weight: exact, nobody computes it."""
    assert figure.value is not None
    return Interval.exactly(figure.value)


def compare_sum(
    total: Figure, parts: Iterable[Figure], meaning: Callable[[Figure], Interval]
) -> tuple[Result, Decimal]:
    """Hold a stated total against its parts.

    Args:
        total: the stated total; it may be rounded to its last place.
        parts: what should add up to it.
        meaning: what a part stands for: `measured`, `awarded` or `assigned`.

    Returns:
        The outcome, and the sum of the parts as printed.
    """
    figures = list(parts)
    exact = sum((figure.value for figure in figures if figure.value is not None), Decimal(0))
    if total.value == exact:
        return Result.PASS, exact
    spread = Interval.exactly(Decimal(0))
    for figure in figures:
        spread = spread + meaning(figure)
    return (Result.ROUNDING if Interval.of(total).meets(spread) else Result.FAIL), exact


def compare_computed(stated: Figure, computed: Interval, exact: Decimal) -> Result:
    """Hold a stated figure against a computed one.

    pass: equal after rounding to the printed decimals. rounding: explained by the precision of
    what it was computed from, by cutting digits off, or by rounding to a whole number.
    """
    assert stated.value is not None
    step = Decimal(1).scaleb(-stated.decimals)
    if stated.value == exact.quantize(step, ROUND_HALF_UP):
        return Result.PASS
    cut_off = stated.value == exact.quantize(step, ROUND_DOWN)
    whole = stated.value == exact.quantize(Decimal(1), ROUND_HALF_UP)
    if cut_off or whole or Interval.of(stated).meets(computed):
        return Result.ROUNDING
    return Result.FAIL
