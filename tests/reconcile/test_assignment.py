"""The model behind joint decoding: costs worked out by hand (−1000·ln p), limits, formulas."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from forms import seen

from zipingbiao.reconcile import assignment as module
from zipingbiao.reconcile.assignment import Assignment, TooMuchWork
from zipingbiao.reconcile.candidates import Candidate
from zipingbiao.reconcile.check import Result, awarded, measured
from zipingbiao.reconcile.claims import CapClaim, FormulaClaim, SumClaim
from zipingbiao.schemas.figure import Figure

# ln 0.5, 0.49, 0.4, 0.02 are −0.693, −0.713, −0.916, −3.912.
SEVEN = (Candidate(Decimal(7), 0, "7", 0.5), Candidate(Decimal(1), 0, "1", 0.49))
SUM = SumClaim("score-sum", "t", "t", (("a", "b"),), awarded)
FIXED = {"b": seen("20"), "t": seen("21")}


def test_the_reading_that_mends_the_sum_is_cheapest() -> None:
    best = Assignment({"a": SEVEN}, FIXED, [SUM]).solve()
    assert best is not None
    assert best.chosen["a"].value == 1
    assert (best.cost, best.broken) == (713, frozenset())


def test_the_next_best_one_has_the_price_of_a_slip() -> None:
    model = Assignment({"a": SEVEN}, FIXED, [SUM])
    best = model.solve()
    assert best is not None
    model.differ(best, ["a"])
    rival = model.solve()
    assert rival is not None
    assert rival.chosen["a"].value == 7
    assert (rival.cost, rival.broken) == (693 + 3912, frozenset({0}))
    model.bound(4000)
    assert model.solve() is None


def test_rounding_has_a_price_too() -> None:
    # 33.33 + 66.66 is 99.99: 100.00 within the printed precision; ln 0.1 is −2.303.
    claim = SumClaim("budget-split", "t", "t", (("a", "b"),), measured)
    thirds = (Candidate(Decimal("33.33"), 2, "33.33", 0.5),)
    fixed = {"b": seen("66.66"), "t": seen("100.00")}
    best = Assignment({"a": thirds}, fixed, [claim]).solve()
    assert best is not None
    assert (best.cost, best.broken) == (693 + 2303, frozenset())


def test_a_cap_that_is_broken_has_the_price_of_a_slip() -> None:
    best = Assignment({"a": SEVEN[:1]}, {"b": seen("5")}, [CapClaim("score-cap", "甲", ("a", "b"))])
    found = best.solve()
    assert found is not None
    assert (found.cost, found.broken) == (693 + 3912, frozenset({0}))


def _product(figures: Sequence[Figure]) -> Result:
    first, second, third = (figure.value or Decimal(0) for figure in figures)
    return Result.PASS if first == second * third else Result.FAIL


PRODUCT = FormulaClaim("execution-score", "甲", ("p", "x", "y"), _product)


def test_a_formula_chooses_among_readings() -> None:
    eight = (Candidate(Decimal(8), 0, "8", 0.5), Candidate(Decimal(6), 0, "6", 0.4))
    best = Assignment({"p": eight}, {"x": seen("2"), "y": seen("3")}, [PRODUCT]).solve()
    assert best is not None
    assert best.chosen["p"].value == 6
    assert best.cost == 916


def test_with_readings_that_were_not_tried_together_a_formula_does_not_hold() -> None:
    eight = tuple(Candidate(Decimal(n), 0, str(n), p) for n, p in ((8, 0.5), (7, 0.3), (15, 0.1)))
    two = tuple(Candidate(Decimal(n), 0, str(n), p) for n, p in ((2, 0.5), (4, 0.3), (5, 0.1)))
    model = Assignment({"p": eight, "x": two}, {"y": seen("3")}, [PRODUCT])
    best = model.solve()
    assert best is not None
    # 15 = 5 · 3 takes the third reading of both: nobody tried it, and it is not free of charge.
    assert [best.chosen[key].value for key in ("p", "x")] == [8, 2]
    assert best.broken == frozenset({0})


def test_without_work_there_is_no_solution_and_no_claim_that_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "WORK", 0.0)
    with pytest.raises(TooMuchWork):
        _hard().solve()


def _hard() -> Assignment:
    """Two sums over forty figures, of which each may be anything."""
    parts = {f"p{n}": (*SEVEN, Candidate(None, 0, "", 0.01)) for n in range(40)}
    claims = [
        SumClaim("score-sum", "t", "t", (tuple(parts),), awarded),
        SumClaim("score-sum", "u", "u", (tuple(parts)[::2],), awarded),
    ]
    return Assignment(parts, {"t": seen("163.5"), "u": seen("91.25")}, claims)


def test_something_else_is_what_the_sum_leaves_for_it() -> None:
    rest = (Candidate(None, 0, "", 1.0),)
    fixed = {"b": seen("20"), "t": seen("21.5")}
    best = Assignment({"a": rest}, fixed, [SUM]).solve()
    assert best is not None
    # One of a hundred figures: ln 0.01 is −4.605.
    assert (best.chosen["a"].value, best.cost) == (Decimal("1.5"), 4605)


def test_what_two_ways_of_adding_up_tell_differently_is_told_by_neither() -> None:
    rest = (Candidate(None, 0, "", 1.0),)
    either = SumClaim("budget-split", "t", "t", (("a", "b"), ("a",)), measured)
    best = Assignment({"a": rest}, {"b": seen("20"), "t": seen("21.5")}, [either]).solve()
    assert best is not None
    assert best.chosen["a"].value is None
