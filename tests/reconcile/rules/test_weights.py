"""WGT-03, WGT-05, WGT-06, STR-07, LOG-16."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from forms import figure, form, fund, judged, leaf, node, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.page import Source


def hundred(total: str | None, *weights: str | None, outside: str | None = None) -> list[Finding]:
    funds = [fund("annual_total", weight=outside)] if outside else []
    leaves = [leaf(weight, None) for weight in weights]
    return told("weight-hundred", judged(form(leaves, funds, weight=total), "sichuan-project"))


def test_weights_that_add_up_to_something_else_are_told() -> None:
    (found,) = hundred("110", "60", "50")
    assert (found.rule, found.severity) == ("weight-hundred", Severity.WARNING)
    assert found.verdict is Verdict.PUBLISHER
    assert len(hundred("120", "60", "40", outside="20")) == 1
    assert len(hundred("100", "60", "40", outside="20")) == 1


def test_the_execution_may_be_a_leaf_of_the_grid() -> None:
    lines, named = [fund("annual_total", weight="10")], leaf("10", "10", level3="预算执行率")
    made = form([leaf("90", "90"), named], lines, weight="100")
    assert told("weight-hundred", judged(made)) == []
    made = form([leaf("90", "90"), leaf("10", "10")], lines, weight="100", text_source=Source.OCR)
    assert [one.verdict for one in told("weight-hundred", judged(made))] == [Verdict.UNDETERMINED]


@pytest.mark.parametrize(
    ("total", "weights", "outside"),
    [
        ("100", ("60", "40"), None),
        ("100", ("60", "30"), "10"),
        ("90", ("60", "30"), "10"),
        ("90", ("60", "30"), None),
        ("110", ("60", "40"), None),
        (None, ("60", "50"), None),
        ("110", ("60", None), None),
        ("110", ("60", "?50"), None),
    ],
    ids=["all", "outside", "grid", "family", "no-sum", "no-total", "blank", "doubtful"],
)
def test_a_hundred_or_what_is_not_known_gives_nothing(
    total: str | None, weights: tuple[str | None, ...], outside: str | None
) -> None:
    assert hundred(total, *weights, outside=outside) == []


def scheme(
    levels: Mapping[str, str],
    family: str = "transfer-county",
    source: Source = Source.TEXT_LAYER,
    execution: str = "10",
) -> list[Finding]:
    leaves = [leaf(weight, None, level1=name) for name, weight in levels.items()]
    tree = [node(name, 1, [line], weight) for line, (name, weight) in enumerate(levels.items(), 1)]
    funds = [fund("annual_total", weight=execution)]
    made = form(leaves, funds, tree=tuple(tree), text_source=source)
    return told("weight-scheme", judged(made, family))


C7 = {"产出指标": "70", "效益指标": "20", "满意度指标": "10"}


def test_weights_of_no_scheme_are_told() -> None:
    (found,) = scheme(C7)
    assert (found.rule, found.severity) == ("weight-scheme", Severity.WARNING)
    assert "产出指标 70" in found.message


@pytest.mark.parametrize(
    ("levels", "family"),
    [
        ({"产出指标": "50", "效益指标": "30", "满意度指标": "10"}, "transfer-county"),
        ({"产出指标": "50", "效益指标": "40"}, "mof-project"),
        ({"成本指标": "20", "产出指标": "40", "效益指标": "20", "满意度指标": "10"}, "mof-project"),
        (C7, "generic"),
        ({"产出指标": "60", "效益指标": "30"}, "sichuan-project"),
        ({"投入": "70", "产出": "20"}, "transfer-county"),
        ({"产出指标": "?70", "效益指标": "20"}, "transfer-county"),
        ({"管理": "20", "成本": "10", "产出": "30", "效益": "25", "满意度": "5"}, "henan-project"),
    ],
    ids=["usual", "no-satisfaction", "cost", "none", "90", "other-template", "doubtful", "others"],
)
def test_weights_of_a_scheme_or_of_another_template_give_nothing(
    levels: Mapping[str, str], family: str
) -> None:
    assert scheme(levels, family) == []


def test_a_template_that_may_be_adjusted_is_only_told() -> None:
    (found,) = scheme(C7, "mof-project")
    assert found.severity is Severity.INFO


def test_recognised_levels_are_no_evidence() -> None:
    (found,) = scheme(C7, source=Source.OCR)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def test_an_execution_that_is_printed_twice_counts_once() -> None:
    levels = {"产出指标": "50", "效益指标": "30", "满意度指标": "10", "预算执行率": "10"}
    assert scheme(levels) == []


def test_a_level_that_contradicts_its_leaves_is_the_matter_of_another_rule() -> None:
    tree = (node("产出指标", 1, [1], "50"),)
    made = form([leaf("70", None, level1="产出指标")], tree=tree)
    assert told("weight-scheme", judged(made, "transfer-county")) == []


def test_a_scored_leaf_of_no_weight_is_told() -> None:
    (found,) = told("weight-zero", judged(form([leaf("0", "0")])))
    assert (found.rule, found.severity) == ("weight-zero", Severity.WARNING)


@pytest.mark.parametrize("one", [leaf("1", "0"), leaf(None, "0"), leaf("0", None), leaf("?0", "0")])
def test_a_weight_or_no_score_gives_nothing(one: Indicator) -> None:
    assert told("weight-zero", judged(form([one]))) == []


def test_a_leaf_of_thirty_is_told() -> None:
    (found,) = told("heavy-leaf", judged(form([leaf("90", "90"), leaf("29", "29")])))
    assert (found.subject, found.severity) == ("甲1", Severity.INFO)
    assert told("heavy-leaf", judged(form([leaf("?90", "90")]))) == []


def inapplicable(one: Indicator) -> list[Finding]:
    return told("not-applicable-leaf", judged(form([one, leaf("5", "5")])))


@pytest.mark.parametrize("mark", ["不适用", "/", "不涉及"])
def test_a_leaf_that_does_not_apply_and_keeps_its_weight_is_told(mark: str) -> None:
    (found,) = inapplicable(leaf("5", None, actual=mark))
    assert (found.rule, found.severity) == ("not-applicable-leaf", Severity.WARNING)


@pytest.mark.parametrize(
    "one",
    [
        leaf("5", None),
        leaf("5", "5", actual="不适用"),
        leaf("0", None, actual="不适用"),
        leaf("?5", None, actual="不适用"),
    ],
    ids=["blank", "scored", "no-weight", "doubtful"],
)
def test_a_leaf_that_applies_or_is_scored_gives_nothing(one: Indicator) -> None:
    assert inapplicable(one) == []


def test_a_recognised_mark_is_no_evidence() -> None:
    (found,) = inapplicable(leaf("5", None, actual="/", text_source=Source.OCR))
    assert found.verdict is Verdict.UNDETERMINED


def test_a_form_without_scores_has_nothing_to_redistribute() -> None:
    made = form([leaf("5", None, actual="/"), leaf("5", None)], score=None)
    assert told("not-applicable-leaf", judged(made)) == []
    assert figure(None) is None
