"""Joint decoding on a few figures by hand. Costs are −ln p: a slip 3.9, rounding 2.3."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from forms import seen
from handmade import figure

from zipingbiao.reconcile import assignment
from zipingbiao.reconcile import decode as module
from zipingbiao.reconcile.check import Interval, Result, awarded, measured
from zipingbiao.reconcile.claims import CapClaim, Claim, FormulaClaim, SumClaim
from zipingbiao.reconcile.decode import Decoded, decode
from zipingbiao.reconcile.execution import compare_rate
from zipingbiao.schemas.figure import Figure

Figures = dict[str, Figure]


def summed(total: str, *parts: str) -> SumClaim:
    return SumClaim("score-sum", total, total, (parts,), awarded)


def split(total: str, *parts: str) -> SumClaim:
    return SumClaim("budget-split", total, total, (parts,), measured)


def unread() -> Figure:
    return replace(seen("0", 0.0), text="", value=None)


def values(found: Mapping[str, Decoded]) -> dict[str, str | None]:
    return {
        key: None if d.chosen.value is None else f"{d.chosen.value:f}" for key, d in found.items()
    }


def others(decoded: Decoded) -> set[str]:
    return {f"{c.value:f}" for c in decoded.others if c.value is not None}


def test_surely_read_figures_of_claims_that_hold_are_not_weighed() -> None:
    figures = {"a": seen("7"), "b": seen("20"), "t": seen("27")}
    assert decode(figures, [summed("t", "a", "b")]) == {}


def test_a_wrong_digit_with_the_truth_among_its_readings_is_put_right() -> None:
    # 1 + 20 is 21. As 7 was read, a slip and 0.5; as 1, 0.49: some 50 times as probable.
    figures = {"a": seen("7", 0.5, ("1", 0.49)), "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found) == {"a": "1", "b": "20", "t": "21"}
    assert not any(d.is_open for d in found.values())
    assert found["a"].rules == ("score-sum",)


def test_a_reading_hardly_likelier_than_a_slip_is_in_doubt() -> None:
    # 0.7 × 0.02 beside 0.28: 20 times, less than the 25 of a change.
    figures = {"a": seen("7", 0.7, ("1", 0.28)), "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "a", "b")])
    assert (values(found)["a"], others(found["a"])) == ("1", {"7"})
    # Figures that no rival changes stay out of it.
    assert not found["b"].is_open


def test_of_two_figures_that_could_both_explain_it_both_are_in_doubt() -> None:
    # 1 + 27 and 7 + 21 are 28.
    figures = {
        "a": seen("7", 0.5, ("1", 0.49)),
        "b": seen("27", 0.5, ("21", 0.49)),
        "t": seen("28"),
    }
    found = decode(figures, [summed("t", "a", "b")])
    assert found["a"].is_open
    assert found["b"].is_open
    assert not found["t"].is_open


def test_a_slip_among_sure_readings_stays() -> None:
    figures = {"a": seen("9"), "b": seen("20"), "t": seen("27.5")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found) == {"a": "9", "b": "20", "t": "27.5"}
    assert not any(d.is_open or d.rules for d in found.values())


def test_a_slip_is_likelier_than_a_confusion_that_no_reading_names() -> None:
    # 1 + 20 would be 21, but a 7 that was read surely is a 1 once in ten thousand.
    figures = {"a": seen("7"), "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found)["a"] == "7"
    assert not found["a"].is_open


def test_figures_that_are_printed_as_text_are_fixed() -> None:
    figures = {"a": figure("7"), "b": figure("20"), "t": seen("27", 0.5, ("21", 0.4))}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found) == {"t": "27"}
    assert not found["t"].is_open


def test_a_sum_that_holds_confirms_what_was_read_unsurely() -> None:
    figures = {"a": seen("7", 0.4, ("1", 0.35)), "b": seen("20"), "t": seen("27")}
    held = decode(figures, [summed("t", "a", "b")])
    alone = decode(figures, [])
    assert not held["a"].is_open
    assert alone["a"].is_open
    assert "1" in others(alone["a"])


def test_an_unread_figure_is_told_by_a_sum_of_settled_ones() -> None:
    figures = {"a": unread(), "b": seen("20"), "t": seen("27.5")}
    found = decode(figures, [summed("t", "a", "b")])
    assert (values(found)["a"], found["a"].chosen.decimals) == ("7.5", 1)
    assert not found["a"].is_open


def test_an_unread_figure_beside_a_doubtful_one_is_not_told() -> None:
    figures = {"a": unread(), "b": seen("20", 0.5, ("26", 0.45)), "t": seen("27.5")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found)["a"] is None
    assert found["a"].is_open
    assert found["b"].is_open


def test_two_unread_figures_of_one_sum_are_not_told() -> None:
    figures = {"a": unread(), "b": unread(), "t": seen("27.5")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found) == {"a": None, "b": None}


def test_what_a_sum_tells_and_a_rate_contradicts_is_in_doubt() -> None:
    # 29 − 20 is 9, but of a budget of 10 that is 90 %, and 50 % was read.
    figures = {"a": unread(), "b": seen("20"), "t": seen("29"), "rate": seen("50")}
    figures["budget"] = seen("10")
    rate = FormulaClaim("execution-rate", "甲", ("rate", "a", "budget"), _rate)
    assert values(decode(figures, [split("t", "a", "b"), rate]))["a"] is None
    figures["rate"] = seen("90")
    assert values(decode(figures, [split("t", "a", "b"), rate]))["a"] == "9"


def _rate(parts: Sequence[Figure]) -> Result | None:
    computed = compare_rate(*parts)
    return None if computed is None else computed.result


def test_a_sum_with_two_unread_figures_tells_neither() -> None:
    # b = 25 − 20; a would follow from it, but only from what was not read itself.
    figures = {"a": unread(), "b": unread(), "c": seen("20"), "t": seen("30"), "u": seen("25")}
    found = decode(figures, [summed("t", "a", "b", "c"), summed("u", "b", "c")])
    assert values(found) == {"a": None, "b": "5"}


def test_two_broken_sums_accuse_what_they_share() -> None:
    # 9 + 20 = 29 and 9 + 11 = 20: two slips, or one misreading that no reading is sure of.
    figures = {
        "a": seen("3", 0.8, ("9", 0.05)),
        "b": seen("20"),
        "c": seen("11"),
        "t": seen("29"),
        "u": seen("20"),
    }
    found = decode(figures, [summed("t", "a", "b"), summed("u", "a", "c")])
    assert values(found)["a"] == "9"
    assert not found["a"].is_open
    assert others(decode(figures, [summed("t", "a", "b")])["a"]) != set()


def test_a_figure_under_several_keys_is_one() -> None:
    same = seen("7", 0.5, ("1", 0.49))
    figures = {"a": same, "again": same, "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "again", "b")])
    assert values(found)["a"] == values(found)["again"] == "1"


def test_a_cap_excludes_a_reading_but_confirms_none() -> None:
    figures = {"score": seen("8", 0.55, ("3", 0.43)), "weight": seen("5")}
    cap = CapClaim("score-cap", "甲", ("score", "weight"))
    found = decode(figures, [cap])
    assert values(found)["score"] == "3"
    # A score that fits its weight may still be another that does.
    figures = {"score": seen("3", 0.55, ("2", 0.4)), "weight": seen("5")}
    assert others(decode(figures, [cap])["score"]) == {"2"}


def test_amounts_agree_within_their_printed_precision() -> None:
    # Parts of 33.33 may be 33.334 each: 100.00 is within 3 × 0.005 + 0.005.
    figures = {key: seen("33.33", 0.5, ("33.38", 0.4)) for key in "ab"}
    figures |= {"c": seen("33.33"), "t": seen("100.00")}
    found = decode(figures, [split("t", "a", "b", "c")])
    assert values(found)["a"] == "33.33"
    # Off by 0.13 they are not within it, and both other readings mend 0.1 of that.
    figures["t"] = seen("100.12")
    assert decode(figures, [split("t", "a", "b", "c")])["a"].rules == ()


def test_huge_amounts_and_many_decimals_fit() -> None:
    # 12345678901234.56 + 0.000001 needs more digits than are kept: what is cut off breaks no sum.
    figures = {
        "a": seen("12345678901234.56", 0.9),
        "b": seen("0.000001", 0.9),
        "c": seen("1.44", 0.9),
        "t": seen("12345678901236.000001", 0.9),
    }
    found = decode(figures, [split("t", "a", "b", "c")])
    assert values(found) == {key: f"{one.value:f}" for key, one in figures.items()}
    assert {d.rules for d in found.values()} == {("budget-split",)}


def test_amounts_in_yuan_are_told_apart_by_their_last_digit() -> None:
    # Without its point the amount would need 12 digits before it: no amount has, and the six
    # decimals of the others are kept.
    figures = {
        "a/executed": seen("123456.789012", 0.5, ("123456.789018", 0.45)),
        "b/executed": seen("0.000001"),
        "t/executed": seen("123456.789013"),
    }
    found = decode(figures, [split("t/executed", "a/executed", "b/executed")])
    assert values(found)["a/executed"] == "123456.789012"
    assert not found["a/executed"].is_open


def test_what_a_sum_of_cut_off_figures_would_tell_is_not_told() -> None:
    figures = {
        "a": seen("12345678901234.56"),
        "b": unread(),
        "t": seen("12345678901236.12"),
    }
    assert values(decode(figures, [split("t", "a", "b")]))["b"] is None


def test_hundreds_of_parts_fit() -> None:
    parts = {f"{n}/executed": seen("99999.9999", at=n) for n in range(300)}
    unsure = {"7/executed": seen("99999.9999", 0.5, ("99999.9998", 0.4))}
    total = seen(str(300 * Decimal("99999.9999")))
    claim = split("t/executed", *parts)
    found = decode({**parts, **unsure, "t/executed": total}, [claim])
    assert values(found) == {"7/executed": "99999.9999"}
    assert not found["7/executed"].is_open


def test_the_same_figures_give_the_same_result() -> None:
    figures = {
        "a": seen("7", 0.5, ("1", 0.3)),
        "b": seen("27", 0.6, ("21", 0.2), ("29", 0.1)),
        "c": unread(),
        "t": seen("58", 0.7, ("53", 0.2)),
    }
    claims: list[Claim] = [summed("t", "a", "b", "c"), CapClaim("score-cap", "甲", ("a", "b"))]
    assert decode(figures, claims) == decode(figures, claims)


def test_too_much_work_is_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assignment, "WORK", 0.0)
    monkeypatch.setattr(assignment.Assignment, "solve", _given_up)
    figures = {"a": seen("7", 0.5, ("1", 0.49)), "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found)["a"] == "7"
    assert "1" in others(found["a"])
    assert all(d.is_open and not d.rules for d in found.values())


def test_rivals_that_were_not_looked_for_are_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {"a": seen("7", 0.5, ("1", 0.49)), "b": seen("20"), "t": seen("21")}
    monkeypatch.setattr(module, "RIVALS", 0)
    assert "7" in others(decode(figures, [summed("t", "a", "b")])["a"])


def test_a_search_for_rivals_that_is_given_up_is_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    solve, differ = assignment.Assignment.solve, assignment.Assignment.differ
    asked: list[assignment.Assignment] = []

    def asked_for_rivals(
        model: assignment.Assignment, best: assignment.Solution, keys: list[str]
    ) -> None:
        asked.append(model)
        differ(model, best, keys)

    def given_up_then(model: assignment.Assignment) -> assignment.Solution | None:
        return _given_up(model) if model in asked else solve(model)

    monkeypatch.setattr(assignment.Assignment, "differ", asked_for_rivals)
    monkeypatch.setattr(assignment.Assignment, "solve", given_up_then)
    figures = {"a": seen("7", 0.5, ("1", 0.49)), "b": seen("20"), "t": seen("21")}
    found = decode(figures, [summed("t", "a", "b")])
    assert values(found)["a"] == "1"
    assert "7" in others(found["a"])


def _given_up(_: assignment.Assignment) -> assignment.Solution | None:
    raise assignment.TooMuchWork


def test_intervals_are_those_of_the_checks() -> None:
    # Decoding and checks must agree on what a part stands for: a score of one decimal is exact.
    assert awarded(seen("9.5")) == Interval.exactly(Decimal("9.5"))
    figures = {"a": seen("9.5", 0.5, ("9.3", 0.4)), "b": seen("9.5"), "t": seen("19.05")}
    assert decode(figures, [summed("t", "a", "b")])["a"].rules == ()
