"""LOG-01…LOG-05, LOG-08, LOG-09: a score beside its target and what was reached."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms import form, judged, leaf, told

from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.practice import Practice


def with_practice(read: Interpretation, **changes: object) -> Interpretation:
    practice = Practice.model_validate({**read.family.practice.model_dump(), **changes})
    return replace(read, family=read.family.model_copy(update={"practice": practice}))


def scored(target: str, actual: str, weight: str, score: str, **changes: object) -> list[Finding]:
    one = leaf(weight, score, target=target, actual=actual, **changes)
    return told("target-score", judged(form([one])))


@pytest.mark.parametrize(
    ("target", "actual", "weight"),
    [
        ("100%", "72.74%", "2"),
        ("≥100%", "72.74", "2"),
        ("=100", "72.74", "10"),
        ("≥6次", "4次", "10"),
        ("≥6次", "4次", "1"),
        ("≤30天", "45天", "10"),
        ("≤30万元", "350000元", "10"),
        ("90%-95%", "80%", "5"),
        ("90%-95%", "105%", "5"),
        ("=0次", "2次", "5"),
        ("≤0起", "1起", "5"),
    ],
)
def test_full_points_at_a_clearly_missed_target_are_told(
    target: str, actual: str, weight: str
) -> None:
    (found,) = scored(target, actual, weight, weight)
    assert (found.rule, found.severity) == ("target-score", Severity.WARNING)
    assert found.verdict is Verdict.PUBLISHER
    assert found.values == ("indicators/1/score", "indicators/1/weight")


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score"),
    [
        ("≥95%", "98%", "10", "10"),
        ("=100", "104", "10", "10"),
        ("≥95%", "98%", "10", "8"),
        ("≥100%", "90%", "10", "9"),
        ("≥100%", "90%", "10", "9.00"),
        ("≥100%", "90%", "10", "7"),
        ("≥6次", "4次", "10", "6.67"),
        ("≥6次", "4次", "10", "6.66"),
        ("≥6次", "4次", "10", "7"),
        ("≥98.5%", "98%", "10", "10"),
        ("≥100%", "98%", "10", "10"),
        ("≤30天", "45天", "10", "6.67"),
        ("≤30天", "45天", "10", "5"),
        ("≤30天", "45天", "10", "0"),
        ("≤30天", "25天", "10", "10"),
    ],
    ids=[
        "met", "equal-is-at-least", "docked-though-met", "in-proportion", "to-two-places",
        "below-proportion", "rounded", "cut-off", "whole-points", "within-the-printed-place",
        "rounded-away", "A/B", "1-(B-A)/A", "nothing", "below-the-limit",
    ],
)  # fmt: skip
def test_what_some_formula_explains_gives_nothing(
    target: str, actual: str, weight: str, score: str
) -> None:
    assert scored(target, actual, weight, score) == []


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥95%", "完成"),
        ("≥95%", "≥95%"),
        ("显著提升", "50%"),
        ("≥100个", "90%"),
        ("≥100%", "1"),
        ("5次，100人", "3次"),
        ("", "5"),
        ("5万元", "4万元"),
        ("12月底前", "3"),
    ],
)
def test_what_cannot_be_compared_is_not_judged(target: str, actual: str) -> None:
    assert scored(target, actual, "10", "10") == []


def test_of_costs_less_may_be_better() -> None:
    assert scored("30", "20", "10", "10", level2="成本指标") == []
    assert len(scored("30", "20", "10", "10", level2="数量指标")) == 1


def test_points_docked_by_another_measure_and_printed_standards_are_only_told() -> None:
    (found,) = scored("≥100%", "80%", "10", "9.5")
    assert found.severity is Severity.INFO
    (found,) = scored("≥100%", "80%", "10", "10", criteria="达到80%得满分")
    assert found.severity is Severity.INFO
    (found,) = scored("≥100%", "96%", "20", "20")
    assert found.severity is Severity.INFO  # no clear miss


@pytest.mark.parametrize("source", [Source.OCR, Source.DUMP])
def test_a_recognised_target_is_no_evidence(source: Source) -> None:
    (found,) = scored("≥100%", "72.74%", "2", "2", text_source=source)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def test_a_doubtful_score_is_not_judged() -> None:
    assert scored("≥100%", "72.74%", "2", "?2") == []


def test_the_family_says_which_formulas_hold() -> None:
    read = judged(form([leaf("10", "6.67", target="≤30天", actual="45天")]))
    assert told("target-score", read) == []
    (found,) = told("target-score", with_practice(read, reverse_formulas=("complement",)))
    assert "(1-(B-A)/A)·w=5" in found.message


def far(target: str, actual: str, family: str = "generic", **changes: object) -> list[Finding]:
    made = form([leaf("5", "5", target=target, actual=actual, **changes)], has_reasons=True)
    return told("overachieved", judged(made, family))


def test_a_result_far_beyond_its_target_is_told() -> None:
    (found,) = far("≥10次", "15次")
    assert (found.rule, found.severity) == ("overachieved", Severity.INFO)
    assert [one.severity for one in far("≥10次", "15次", "guangxi-project")] == [Severity.WARNING]
    reason = {"shortfall_reason": "新增任务"}
    assert [one.severity for one in far("≥10次", "15次", "guangxi-project", **reason)] == ["info"]


@pytest.mark.parametrize(
    ("target", "actual"), [("≥10次", "11次"), ("≤10天", "15天"), ("≥10次", "多次"), ("0", "3")]
)
def test_a_usual_result_gives_nothing(target: str, actual: str) -> None:
    assert far(target, actual) == []


def test_a_recognised_result_is_no_evidence_of_a_low_target() -> None:
    (found,) = far("≥10次", "15次", text_source=Source.OCR)
    assert found.verdict is Verdict.UNDETERMINED


PARTLY = "部分达成年度指标并具有一定效果"


def band(actual: str, score: str, **changes: object) -> list[Finding]:
    one = leaf("10", score, target="效果明显", actual=actual, **changes)
    return told("quality-band", judged(form([one])))


@pytest.mark.parametrize(
    ("actual", "score"),
    [(PARTLY, "10"), (PARTLY, "4"), ("达成年度指标", "7.9"), ("未达成年度指标且效果较差", "8")],
)
def test_a_score_outside_its_band_is_told(actual: str, score: str) -> None:
    (found,) = band(actual, score)
    assert (found.rule, found.severity) == ("quality-band", Severity.WARNING)


@pytest.mark.parametrize(
    ("actual", "score"),
    [
        (PARTLY, "7"),
        (PARTLY, "5"),
        ("达成", "10"),
        ("达成", "8"),
        ("效果较好", "1"),
        (PARTLY, "?10"),
    ],
)
def test_a_score_within_its_band_or_of_none_gives_nothing(actual: str, score: str) -> None:
    assert band(actual, score) == []


def test_a_recognised_word_is_no_evidence() -> None:
    (found,) = band(PARTLY, "10", text_source=Source.OCR)
    assert found.verdict is Verdict.UNDETERMINED
