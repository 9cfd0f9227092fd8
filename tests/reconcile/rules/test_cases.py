"""Published forms, by the figures that are known of them: what each must and must not give.

Only what a rule looks at is rebuilt; names and places are left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from forms import form, fund, judged, leaf, node

from zipingbiao.reconcile.rules import RULES
from zipingbiao.schemas.form import Field, Form
from zipingbiao.schemas.page import Source

Found = dict[str, list[str]]


def found_in(made: Form, family: str = "generic") -> Found:
    """The severities of what each rule finds."""
    read = judged(made, family)
    every = [finding for rule in RULES for finding in rule.check(read)]
    found: Found = {}
    for one in every:
        found.setdefault(one.rule, []).append(one.severity)
    return found


def serious(found: Found) -> set[str]:
    return {rule for rule, severities in found.items() if set(severities) - {"info"}}


def level(name: str, *weights: str, scores: Iterable[str] = ()) -> list[object]:
    return [leaf(w, s, level1=name) for w, s in zip(weights, scores or weights, strict=True)]


def test_a_department_form_that_is_consistent_gives_nothing() -> None:
    """C1: 总预算 = 基本 + 项目; lost points have reasons; 93.49 is 优."""
    amounts = (
        ("total_budget", "56655.54"),
        ("basic_expenditure", "3482.37"),
        ("project_expenditure", "53173.17"),
    )
    leaves = [
        leaf("20", "19.20", "外部影响", level1="履职效能", level2="整体效能"),
        leaf("20", "17.79", "外部影响", level1="履职效能", level2="整体效能"),
        leaf("10", "10", level1="履职效能", level2="整体效能"),
        leaf("50", "46.50", "制度不全", level1="管理效率", level2="预算编制"),
    ]
    tree = (
        node("履职效能", 1, [1, 2, 3], "50", node("整体效能", 2, [1, 2, 3], "50")),
        node("管理效率", 1, [4], "50", node("预算编制", 2, [4], "50")),
    )
    funds = [fund(item, initial_budget=amount) for item, amount in amounts]
    made = form(leaves, funds, "100", "93.49", tree=tree, grade="优", has_reasons=True)
    assert found_in(made, "gd-department") == {"heavy-leaf": ["info"]}


def test_a_total_of_nothing_over_its_source() -> None:
    """C2: total 0/0/0 with a rate and a score of 0, its source 90/89.974; the goals say 90."""
    lines = [
        fund(
            "annual_total",
            initial_budget="0",
            revised_budget="0",
            executed="0",
            execution_rate="0",
            weight="10",
            score="0",
        ),
        fund(
            "current_year_appropriation",
            initial_budget="90",
            revised_budget="90",
            executed="89.974",
        ),
    ]
    goal = Field("goal_completion", "实际完成情况", "申请预算资金90万元，已完成89.97万元。")
    tree = (node("产出指标", 1, [1], "50"), node("效益指标", 1, [2], "30"))
    leaves = [leaf("50", "50", level1="产出指标"), leaf("30", "30", level1="效益指标")]
    found = found_in(form(leaves, lines, fields=(goal,), tree=tree), "mof-project")
    assert serious(found) == {"budget-split", "budget-zero", "narrative-amount"}
    assert found["budget-split"] == ["error"] * 3


def test_whole_percents_and_whole_points_are_rounding() -> None:
    """C3 and C5: 86.20 is 86 %, 8.62 is 9 points; 49.88 is 50 %, 4.99 is 5 points."""
    for budget, spent, rate, score in (
        ("43.2", "37.24", "86", "9"),
        ("310.2", "154.74", "50", "5"),
    ):
        line = fund(
            "annual_total",
            revised_budget=budget,
            executed=spent,
            execution_rate=rate,
            weight="10",
            score=score,
        )
        found = found_in(form(funds=[line]))
        assert not {"execution-rate", "execution-score"} & serious(found)


def test_a_leaf_scored_as_its_rate_with_a_reason_is_all_right() -> None:
    """C3: 43.2 → 37.24 (万元), 9 of 10, with a reason."""
    one = leaf("10", "9", "款项未结清", target="43.2", actual="37.24", level2="成本指标")
    assert not serious(found_in(form([one], has_reasons=True)))


def test_met_targets_that_lost_points_without_a_reason() -> None:
    """C4: four met targets at 9/10, 19/20, 19/20, 27/30; 72890 元 are 7.29 万元."""
    line = fund(
        "annual_total",
        revised_budget="7.29",
        executed="7.29",
        execution_rate="100",
        weight="10",
        score="10",
    )
    points = (("10", "9"), ("20", "19"), ("20", "19"), ("30", "27"))
    leaves = [leaf(w, s, target="=100%", actual="100%") for w, s in points]
    leaves.append(leaf("10", "10", target="=72890元", actual="72890元", level2="成本指标"))
    found = found_in(form(leaves, [line], has_reasons=True))
    assert serious(found) == {"reason-missing"}
    assert len(found["reason-missing"]) == 4


def test_full_points_for_three_quarters_of_a_target() -> None:
    """C6: total 97.6 = 90 + 7.6; 72.74 % of 100 % at a coefficient of 100 %, 2 of 2."""
    line = fund("annual_total", execution_rate="76", weight="10", score="7.6")
    leaves = [
        leaf("88", "88", target="≥5次", actual="5次"),
        leaf("2", "2", target="100%", actual="72.74%", level3="政府采购执行率"),
    ]
    found = found_in(form(leaves, [line], score="97.6"), "chongqing-project")
    assert serious(found) == {"target-score"}
    assert "leaf-rate" not in found


def test_weights_of_110_beside_a_stated_hundred() -> None:
    """C7: execution 10 + (70 + 20 + 10), stated 100/100; the notes say 50/30/10."""
    leaves = [
        *level("产出指标", "10", "10", "20", "10", "10", "10"),
        *level("效益指标", "10", "10"),
        *level("满意度指标", "10"),
    ]
    line = fund("annual_total", execution_rate="100", weight="10", score="10")
    found = found_in(form(leaves, [line], "100", "100"), "transfer-county")  # type: ignore[arg-type]
    assert serious(found) == {"weight-hundred", "weight-scheme"}


def test_weights_of_120_beside_a_stated_hundred() -> None:
    """C8: 20 + 60 + 40 = 120, stated 100; the block's label says 80."""
    line = fund("annual_total", weight="20", score="20")
    leaves = [leaf("60", "60", level1="产出指标"), leaf("40", "40", level1="效益指标")]
    tree = (node("年度绩效目标", 1, [1, 2], "80"),)
    found = found_in(form(leaves, [line], "100", "100", tree=tree), "hubei-project")
    assert serious(found) == {"weight-sum", "weight-hundred"}


def test_points_lost_at_a_met_target() -> None:
    """C9: 20 + (10 + 10 + 19.6) + (20 + 20) = 99.6; 98 % of 98 %, 19.6 of 20, no reason."""
    line = fund("annual_total", weight="20", score="20", execution_rate="100")
    leaves = [leaf("10", "10"), leaf("10", "10"), leaf("20", "19.6", target="98%", actual="98%")]
    leaves += [leaf("20", "20"), leaf("20", "20")]
    found = found_in(form(leaves, [line], "100", "99.6", has_reasons=True), "hubei-project")
    assert serious(found) == {"reason-missing"}
    assert "score-sum" not in found


def test_a_blank_rate_is_not_nothing() -> None:
    """C10: 880/880/880, the rate blank, 10/10; 50 + 30 + 10 + 10 = 100."""
    line = fund(
        "annual_total",
        initial_budget="880",
        revised_budget="880",
        executed="880",
        weight="10",
        score="10",
    )
    leaves = [
        *level("产出指标", "25", "25"),
        *level("效益指标", "15", "15"),
        *level("满意度指标", "10"),
    ]
    found = found_in(form(leaves, [line], "100", "100"), "mof-project")  # type: ignore[arg-type]
    assert found == {}


def test_a_form_that_was_not_filled_in() -> None:
    """C11: 238.93 → 251.89, 100.00 %; 60 + 30 + 10 = 100; no scores."""
    line = fund(
        "annual_total",
        initial_budget="238.93",
        revised_budget="251.89",
        executed="251.89",
        execution_rate="100.00",
        weight="10",
    )
    leaves = [leaf("30", None, level1="产出指标"), leaf("30", None, level1="产出指标")]
    leaves.append(leaf("30", None, level1="效益指标"))
    found = found_in(form(leaves, [line], "100"), "sichuan-project")
    assert not serious(found)
    assert found["added-in-year"] == ["info"]
    assert "score-sum" not in found


def test_a_single_indicator_of_ninety_without_a_number() -> None:
    """C12: 0.00 → 3.36, 100 %, 10/10; ≤30 万元 and the result 完成, 90/90."""
    line = fund(
        "annual_total",
        initial_budget="0.00",
        revised_budget="3.36",
        executed="3.36",
        execution_rate="100",
        weight="10",
        score="10",
    )
    one = leaf("90", "90", level1="成本指标", target="≤30万元", actual="完成")
    found = found_in(form([one], [line], "100", "100"), "sichuan-project")
    assert serious(found) == {"not-quantified"}
    assert {"heavy-leaf", "added-in-year"} <= set(found)


def test_a_sign_that_was_read_as_a_digit() -> None:
    """C13: 194.9 = 194.9, 100 %; a satisfaction of 290 %, in a recognised text."""
    line = fund("annual_total", revised_budget="194.9", executed="194.9", execution_rate="100")
    one = leaf(None, None, level3="满意度", target="290%", actual="95%", text_source=Source.DUMP)
    found = found_in(form([one], [line], text_source=Source.DUMP), "transfer")
    assert not serious(found)
    assert found["share-over-100"] == ["info"]


def test_amounts_of_four_decimals_add_up() -> None:
    """C14: 10606.7522 = 6923.3552 + 0 + 3683.3970."""
    amounts = (
        ("annual_total", "10606.7522"),
        ("central", "6923.3552"),
        ("local", "0"),
        (
            "other",
            "3683.3970",
        ),
    )
    lines = [fund(item, initial_budget=amount) for item, amount in amounts]
    assert found_in(form(funds=lines)) == {}
