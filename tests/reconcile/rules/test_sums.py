from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import figure, form, fund, judged, leaf, node, recognised

from zipingbiao.reconcile.rules.sums import SCORE_SUM, WEIGHT_SUM
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Form


def scores(made: Form) -> list[Finding]:
    return list(SCORE_SUM.check(judged(made)))


def weights(made: Form) -> list[Finding]:
    return list(WEIGHT_SUM.check(judged(made)))


LEAVES = (leaf("40", "38.5"), leaf("50", "44"))  # weights 90, scores 82.5
EXECUTION = fund("annual_total", weight="10", score="9.5")


def test_a_total_that_is_not_the_sum_is_the_publisher_s_error() -> None:
    (found,) = scores(form(LEAVES, score="93.5"))
    assert (found.rule, found.subject) == ("score-sum", "total_score")
    assert (found.severity, found.verdict) == (Severity.ERROR, Verdict.PUBLISHER)
    assert (found.stated, found.computed, found.difference) == (
        Decimal("93.5"),
        Decimal("82.5"),
        Decimal("11.0"),
    )
    assert found.values == ("forms/1/total_score", "indicators/1/score", "indicators/2/score")


@pytest.mark.parametrize(
    "made",
    [
        form(LEAVES, score="82.5"),
        form(LEAVES, [EXECUTION], score="92"),
        form(LEAVES, [EXECUTION], score="82.5"),
        form(LEAVES),
        form([leaf("40", None)], score="38"),
        form(score="90"),
    ],
    ids=["sum", "with-execution", "execution-in-grid", "no-total", "no-scores", "no-leaves"],
)
def test_a_total_that_holds_or_is_not_there_gives_nothing(made: Form) -> None:
    assert scores(made) == []


def test_a_difference_of_rounding_is_only_told() -> None:
    (found,) = scores(
        form([leaf("5", "3.33"), leaf("5", "3.33"), leaf("5", "3.33")], score="10.00")
    )
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.PUBLISHER)


@pytest.mark.parametrize("hole", [None, "?44"], ids=["missing", "doubtful"])
def test_without_all_parts_nothing_is_said_but_which_are_missing(hole: str | None) -> None:
    (found,) = scores(form([LEAVES[0], leaf("50", hole)], score="93.5"))
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)
    assert "甲2" in found.message
    assert "甲1" not in found.message


def test_a_doubtful_total_is_checked_against_nothing() -> None:
    (found,) = scores(form(LEAVES, score="?93.5"))
    assert found.verdict is Verdict.UNDETERMINED
    assert "total_score" in found.message


def test_an_unsure_reading_is_the_suspect_before_the_publisher() -> None:
    made = form(LEAVES, total_score=recognised("93.5", 0.6))
    (found,) = scores(made)
    assert (found.severity, found.verdict) == (Severity.WARNING, Verdict.EXTRACTION)
    (sure,) = scores(form(LEAVES, total_score=recognised("93.5", 0.99)))
    assert (sure.severity, sure.verdict) == (Severity.ERROR, Verdict.PUBLISHER)


def test_total_weight_and_level_weights_are_sums_too() -> None:
    tree = (node("产出", 1, [1, 2], "95", node("数量", 2, [1], "40"), node("质量", 2, [2], "55")),)
    found = weights(form(LEAVES, weight="100", tree=tree))
    assert [(f.subject, f.stated, f.computed) for f in found] == [
        ("total_weight", Decimal(100), Decimal(90)),
        ("产出", Decimal(95), Decimal(90)),
        ("质量", Decimal(55), Decimal(50)),
    ]
    assert {f.severity for f in found} == {Severity.ERROR}
    assert found[2].values == ("indicators/2/level2_weight", "indicators/2/weight")


def test_weights_that_hold_give_nothing() -> None:
    tree = (node("产出", 1, [1, 2], "90", node("数量", 2, [1], "40"), node("质量", 2, [2], None)),)
    assert weights(form(LEAVES, [EXECUTION], weight="100", tree=tree)) == []


def test_a_level_with_a_leaf_of_unknown_weight_is_undetermined() -> None:
    tree = (node("产出", 1, [1, 2], "90"),)
    (found,) = weights(form([LEAVES[0], leaf(None, "44")], tree=tree))
    assert (found.subject, found.verdict) == ("产出", Verdict.UNDETERMINED)
    assert "甲2" in found.message


def test_the_score_of_a_level_is_the_sum_below_it_where_it_is_printed() -> None:
    right = replace(node("产出", 1, [1, 2], None), score=figure("82.5"))
    wrong = replace(right, score=figure("80"))
    assert scores(form(LEAVES, tree=(right,))) == []
    (found,) = scores(form(LEAVES, tree=(wrong,)))
    assert (found.rule, found.subject) == ("score-sum", "产出")
    assert found.values[0] == "indicators/1/level1_score"
    assert str(found.computed) == "82.5"


def test_an_execution_score_that_is_printed_twice_counts_once() -> None:
    twice = (*LEAVES, leaf("10", "9.5"))
    assert scores(form(twice, [EXECUTION], score="92")) == []
    assert weights(form(twice, [EXECUTION], weight="100")) == []


@pytest.mark.parametrize(("execution", "rest"), [("10", "90"), ("20", "80"), ("30", "70")])
def test_points_may_be_dealt_in_any_scheme(execution: str, rest: str) -> None:
    outside = fund("annual_total", weight=execution, score=execution)
    made = form([leaf(rest, rest)], [outside], weight="100", score="100")
    assert scores(made) == []
    assert weights(made) == []


def test_a_total_with_an_execution_of_unknown_weight_is_held_against_nothing() -> None:
    half = fund("annual_total", score="9.5")
    (found,) = weights(form(LEAVES, [half], weight="100"))
    assert found.verdict is Verdict.UNDETERMINED
    assert scores(form(LEAVES, [half], score="92")) == []
