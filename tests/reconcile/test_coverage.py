"""How many checks confirm each figure."""

from __future__ import annotations

from dataclasses import replace

import forms
from forms import figure, fund, leaf, node

from zipingbiao.reconcile.claims import claims_of
from zipingbiao.reconcile.coverage import with_checks
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.form import Form

TWO = [leaf("10", "9"), leaf("20", "18")]


def checks(form: Form) -> dict[str, int]:
    """The checks of each figure that has any."""
    counted = with_checks(form, claims_of(form, family_of("generic")))
    return {key: found.checks for key, found in counted.figures() if found.checks}


def test_a_sum_that_holds_confirms_total_and_parts() -> None:
    form = forms.form(TWO, score="27")
    assert checks(form) == dict.fromkeys(
        ("forms/1/total_score", "indicators/1/score", "indicators/2/score"), 1
    )


def test_a_broken_sum_confirms_nothing() -> None:
    assert checks(forms.form(TWO, score="28")) == {}


def test_a_cap_confirms_nothing() -> None:
    assert checks(forms.form(TWO)) == {}


def test_a_sum_confirms_the_parts_that_make_it_up() -> None:
    # 27 is the leaves alone: the execution's 9.8 is no part of it.
    money = [fund("annual_total", score="9.8")]
    assert "funds/1/score" not in checks(forms.form(TWO, money, score="27"))
    assert "funds/1/score" in checks(forms.form(TWO, money, score="36.8"))


def test_each_check_counts() -> None:
    leaves = [replace(x, level1_weight=figure("30")) for x in TWO]
    level = leaves[0].level1_weight
    leaves = [replace(x, level1_weight=level) for x in leaves]
    tree = (replace(node("产出", 1, (1, 2), None), weight=level),)
    form = forms.form(leaves, tree=tree, weight="30")
    found = checks(form)
    # A leaf's weight is in its level's sum and in the total; the level's only in its own.
    assert (found["indicators/1/weight"], found["indicators/1/level1_weight"]) == (2, 1)
    # It is one figure, under the key of each of its leaves.
    assert found["indicators/2/level1_weight"] == 1


def test_a_rate_confirms_its_amounts() -> None:
    money = fund("central", initial_budget="10", executed="9", execution_rate="90")
    assert checks(forms.form(funds=[money])) == {
        "funds/1/initial_budget": 1,
        "funds/1/executed": 1,
        "funds/1/execution_rate": 1,
    }


def test_rounding_confirms_too() -> None:
    # 33.33 + 33.33 + 33.33 is 99.99, and 100.00 within the printed precision.
    form = forms.form([leaf(None, "33.33")] * 3, score="100.00")
    assert len(checks(form)) == 4


def test_the_share_that_is_verified_counts_printed_figures_once() -> None:
    form = forms.form(TWO, weight="30", score="28")
    counted = with_checks(form, claims_of(form, family_of("generic")))
    # Weights: 10, 20 and 30 hold; scores: 9, 18 and 28 do not.
    assert counted.verified() == 3 / 6
    assert counted.verified(2) == 0
    assert forms.form().verified() is None
