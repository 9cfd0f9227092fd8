from __future__ import annotations

from decimal import Decimal

import pytest
from handmade import figure
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.reconcile.check import (
    Interval,
    Result,
    assigned,
    awarded,
    compare_computed,
    compare_sum,
    measured,
)

PASS, ROUNDING, FAIL = Result.PASS, Result.ROUNDING, Result.FAIL
exact = st.decimals(0, 1000, places=6)
printed = st.integers(0, 4)


def rounded(value: Decimal, places: int) -> str:
    return f"{value:.{places}f}"


def bounds(interval: Interval) -> tuple[str, str]:
    return str(interval.low), str(interval.high)


def test_a_printed_figure_stands_for_all_that_rounds_to_it() -> None:
    assert bounds(Interval.of(figure("3.5"))) == ("3.45", "3.55")
    assert bounds(Interval.of(figure("120"))) == ("119.5", "120.5")


def test_what_is_computed_by_people_is_exact() -> None:
    assert bounds(awarded(figure("9.5"))) == ("9.5", "9.5")
    assert bounds(awarded(figure("9.55"))) == ("9.545", "9.555")
    assert bounds(assigned(figure("9.55"))) == ("9.55", "9.55")


@given(exact, exact, exact, exact)
def test_intervals_hold_the_results_of_what_they_hold(
    low: Decimal, wide: Decimal, other: Decimal, wide_other: Decimal
) -> None:
    one, two = Interval(low, low + wide), Interval(other + 1, other + 1 + wide_other)
    for a in (one.low, one.high):
        for b in (two.low, two.high):
            assert (one + two).low <= a + b <= (one + two).high
            assert (one * two).low <= a * b <= (one * two).high
            assert (one / two).low <= a / b <= (one / two).high


@given(st.lists(st.tuples(exact, printed), min_size=1, max_size=8), printed)
def test_what_was_rounded_after_adding_never_fails(
    parts: list[tuple[Decimal, int]], places: int
) -> None:
    total = sum((value for value, _ in parts), Decimal(0))
    figures = [figure(rounded(value, own)) for value, own in parts]
    result, _ = compare_sum(figure(rounded(total, places)), figures, measured)
    assert result in (PASS, ROUNDING)


@given(st.lists(exact, min_size=1, max_size=8), printed, st.decimals(1, 100, places=2))
def test_what_lies_outside_all_roundings_fails(
    values: list[Decimal], places: int, beyond: Decimal
) -> None:
    figures = [figure(rounded(value, places)) for value in values]
    units = (len(values) + 1) * Decimal(1).scaleb(-places) / 2
    total = sum((f.value or Decimal(0) for f in figures), Decimal(0)) + units + beyond
    assert compare_sum(figure(rounded(total, 6)), figures, measured)[0] is FAIL


@given(st.lists(exact, min_size=1, max_size=8))
def test_the_sum_of_the_printed_parts_passes(values: list[Decimal]) -> None:
    total = sum(values, Decimal(0))
    result = compare_sum(figure(f"{total:f}"), [figure(f"{value:f}") for value in values], assigned)
    assert result == (PASS, total)


@pytest.mark.parametrize(
    ("total", "parts", "meaning", "result"),
    [
        ("10.00", ["3.33", "3.33", "3.33"], measured, ROUNDING),
        ("10.00", ["3.33", "3.33", "3.33"], awarded, ROUNDING),
        ("10", ["3.3", "3.3", "3.3"], awarded, ROUNDING),
        ("10.0", ["3.3", "3.3", "3.3"], awarded, FAIL),
        ("10.0", ["3.3", "3.3", "3.3"], measured, ROUNDING),
        ("94.1", ["92.6"], awarded, FAIL),
        ("10.00", ["3.33", "3.33", "3.33"], assigned, FAIL),
    ],
)
def test_a_difference_is_a_rounding_only_if_the_printed_decimals_explain_it(
    total: str, parts: list[str], meaning: object, result: Result
) -> None:
    found, _ = compare_sum(figure(total), [figure(part) for part in parts], meaning)  # type: ignore[arg-type]
    assert found is result


@pytest.mark.parametrize(
    ("stated", "low", "high", "value", "result"),
    [
        ("97.75", "97.7", "97.8", "97.7512", PASS),
        ("97.75", "97.7", "97.8", "97.7583", ROUNDING),
        ("98", "97.7", "97.8", "97.7512", PASS),
        ("98.00", "97.7", "97.8", "97.7512", ROUNDING),
        ("97.79", "97.7", "97.8", "97.7512", ROUNDING),
        ("97.85", "97.7", "97.8", "97.7512", FAIL),
    ],
    ids=["rounded", "cut-off", "whole", "whole-with-zeros", "within", "wrong"],
)
def test_a_computed_figure_may_be_rounded_cut_or_whole(
    stated: str, low: str, high: str, value: str, result: Result
) -> None:
    spread = Interval(Decimal(low), Decimal(high))
    assert compare_computed(figure(stated), spread, Decimal(value)) is result


def test_a_score_is_capped() -> None:
    assert bounds(Interval(Decimal(9), Decimal(12)).capped(Decimal(10))) == ("9", "10")
