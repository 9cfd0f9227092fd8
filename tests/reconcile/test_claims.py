"""Which claims a small form makes, and how they come out."""

from __future__ import annotations

from dataclasses import replace

import forms
from forms import figure, fund, leaf, node, seen

from zipingbiao.reconcile.check import Result, awarded
from zipingbiao.reconcile.claims import (
    CapClaim,
    Claim,
    FormulaClaim,
    SumClaim,
    budget_options,
    claims_of,
    result_of,
)
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form

GENERIC = family_of("generic")
TWO = [leaf("10", "9"), leaf("20", "18")]


def claims(form: Form, rule: str) -> list[Claim]:
    return [claim for claim in claims_of(form, GENERIC) if claim.rule == rule]


def the_sum(form: Form, rule: str) -> SumClaim:
    (claim,) = claims(form, rule)
    assert isinstance(claim, SumClaim)
    return claim


def test_totals_are_the_sums_of_the_leaves() -> None:
    form = forms.form(TWO, weight="30", score="27")
    score = the_sum(form, "score-sum")
    assert score.total == "forms/1/total_score"
    assert score.options == (("indicators/1/score", "indicators/2/score"),)
    weight = the_sum(form, "weight-sum")
    assert weight.keys == ("forms/1/total_weight", "indicators/1/weight", "indicators/2/weight")


def test_a_total_may_count_the_execution_outside_the_grid_or_not() -> None:
    form = forms.form(TWO, [fund("annual_total", weight="10", score="9.8")], score="27")
    leaves = ("indicators/1/score", "indicators/2/score")
    assert the_sum(form, "score-sum").options == ((*leaves, "funds/1/score"), leaves)


def test_a_leaf_without_a_score_is_no_part() -> None:
    form = forms.form([*TWO, leaf("5", None)], score="27")
    assert the_sum(form, "score-sum").options == (("indicators/1/score", "indicators/2/score"),)


def test_a_total_that_is_not_printed_claims_nothing() -> None:
    assert claims(forms.form(TWO), "score-sum") == []


def test_a_total_without_any_part_claims_nothing() -> None:
    form = forms.form([leaf(None, None)], weight="100", score="90")
    assert claims(form, "score-sum") == []
    assert claims(form, "weight-sum") == []


def test_an_inner_node_is_the_sum_of_its_own_leaves() -> None:
    leaves = [replace(x, level1_weight=figure("30")) for x in TWO]
    tree = (node("产出", 1, (1, 2), "30"), node("效益", 1, (3,), None))
    form = forms.form([*leaves, leaf("70", "70")], tree=tree)
    weight = the_sum(form, "weight-sum")
    assert (weight.subject, weight.total) == ("产出", "indicators/1/level1_weight")
    assert weight.options == (("indicators/1/weight", "indicators/2/weight"),)


def test_a_derived_weight_of_a_level_is_no_statement() -> None:
    derived = replace(forms.recognised("30", 1.0), status=Status.DERIVED)
    leaves = [replace(x, level1_weight=derived) for x in TWO]
    tree = (replace(node("产出", 1, (1, 2), None), weight=derived),)
    assert claims(forms.form(leaves, tree=tree), "weight-sum") == []


def test_each_column_of_amounts_is_split_by_itself_and_a_blank_part_may_be_anything() -> None:
    funds = [
        fund("annual_total", initial_budget="10", executed="9"),
        fund("central", initial_budget="6", executed="5"),
        fund("local", initial_budget="4"),
    ]
    (split,) = claims(forms.form(funds=funds), "budget-split")
    assert isinstance(split, SumClaim)
    assert (split.subject, split.total) == ("annual_total.initial", "funds/1/initial_budget")
    assert split.options == (("funds/2/initial_budget", "funds/3/initial_budget"),)


def test_two_lines_of_one_kind_are_both_parts_and_a_template_of_fewer_lines_is_another_s() -> None:
    names = ("annual_total", "current_year_appropriation", "fiscal_account", "other", "other")
    made = forms.form([], [fund(name, executed="5") for name in names])
    ((total, options),) = budget_options(made, family_of("sichuan-project"))
    assert total.item == "annual_total"
    assert [[one.line for one in option] for option in options] == [[2, 3, 4, 5], [2, 3, 4, 5]]


def test_a_rate_is_of_the_revised_budget_where_there_is_one() -> None:
    amounts = {"executed": "9", "execution_rate": "90", "initial_budget": "12"}
    (first,) = claims(forms.form(funds=[fund("central", **amounts)]), "execution-rate")
    assert first.keys[-1] == "funds/1/initial_budget"
    form = forms.form(funds=[fund("central", revised_budget="10", **amounts)])
    (rate,) = claims(form, "execution-rate")
    assert rate.keys == (
        "funds/1/execution_rate",
        "funds/1/executed",
        "funds/1/revised_budget",
    )
    # 9 / 10 is 90 %.
    assert result_of(rate, dict(form.figures())) is Result.PASS
    assert result_of(first, dict(form.figures())) is Result.FAIL


def test_a_score_of_the_execution_follows_from_a_rate_or_from_amounts() -> None:
    points = {"weight": "10", "score": "9"}
    (by_rate,) = claims(
        forms.form(funds=[fund("central", execution_rate="90", **points)]), "execution-score"
    )
    assert by_rate.keys == ("funds/1/score", "funds/1/weight", "funds/1/execution_rate")
    form = forms.form(funds=[fund("central", executed="9", initial_budget="10", **points)])
    (by_amounts,) = claims(form, "execution-score")
    assert by_amounts.keys[2:] == ("funds/1/executed", "funds/1/initial_budget")
    # 10 × 9 / 10 is 9.
    assert result_of(by_amounts, dict(form.figures())) is Result.PASS
    assert claims(forms.form(funds=[fund("central", **points)]), "execution-score") == []


def test_a_budget_of_nothing_has_no_rate() -> None:
    nothing = {"executed": "0", "initial_budget": "0", "execution_rate": "0"}
    form = forms.form(funds=[fund("central", **nothing)])
    (rate,) = claims(form, "execution-rate")
    assert result_of(rate, dict(form.figures())) is None


def test_every_score_beside_a_weight_has_a_cap() -> None:
    funds = [fund("annual_total", weight="10", score="9")]
    form = forms.form([*TWO, leaf("5", None)], funds, weight="45", score="36")
    caps = claims(form, "score-cap")
    assert [claim.subject for claim in caps] == ["total_score", "annual_total", "甲1", "甲2"]
    assert all(isinstance(claim, CapClaim) for claim in caps)


def test_a_cap_holds_from_nothing_to_the_weight() -> None:
    for score, result in (("0", "pass"), ("10", "pass"), ("10.5", "fail"), ("-1", "fail")):
        form = forms.form([leaf("10", score)])
        (cap,) = claims(form, "score-cap")
        assert result_of(cap, dict(form.figures())) == result


def test_a_lone_part_in_the_same_place_is_no_second_statement() -> None:
    total, part = seen("10", at=1), seen("10", at=2)
    one = replace(leaf("10", None), score=part)
    assert the_sum(forms.form([one], total_score=total), "score-sum")
    same = replace(total, places=part.places)
    assert claims(forms.form([one], total_score=same), "score-sum") == []
    nowhere = replace(total, places=())
    assert claims(forms.form([one], total_score=nowhere), "score-sum") == []


def test_rules_that_a_family_does_not_have_claim_nothing() -> None:
    family = GENERIC.model_copy(update={"rules": ("weight-sum",)})
    found = claims_of(forms.form(TWO, weight="30", score="27"), family)
    assert [claim.rule for claim in found] == ["weight-sum"]


def test_the_best_option_counts() -> None:
    claim = SumClaim("score-sum", "total_score", "t", (("a", "b"), ("a",)), awarded)
    assert claim.keys == ("t", "a", "b")
    # 9 is 9 alone; 12 is 9 + 3; 11 is neither.
    for total, result in (("9", Result.PASS), ("12", Result.PASS), ("11", Result.FAIL)):
        assert result_of(claim, _figures(t=total, a="9", b="3")) is result


def test_an_option_with_an_unread_part_is_left_out() -> None:
    claim = SumClaim("score-sum", "total_score", "t", (("a", "b"), ("a",)), awarded)
    figures = _figures(t="9", a="9", b="3")
    figures["b"] = replace(figures["b"], value=None)
    assert claim.outcomes(figures) == [Result.PASS]
    figures["t"] = replace(figures["t"], value=None)
    assert result_of(claim, figures) is None


def test_claims_may_be_renamed() -> None:
    names = {"a": "x", "b": "y", "t": "z"}
    total = SumClaim("score-sum", "total_score", "t", (("a", "b"),), awarded).renamed(names)
    assert (total.total, total.options) == ("z", (("x", "y"),))
    assert CapClaim("score-cap", "甲", ("a", "b")).renamed(names).keys == ("x", "y")
    formula = FormulaClaim("execution-rate", "甲", ("t", "a", "b"), lambda _: Result.PASS)
    assert formula.renamed(names).keys == ("z", "x", "y")


def _figures(**texts: str) -> dict[str, Figure]:
    return {name: forms.recognised(text, 1.0) for name, text in texts.items()}
