"""SCO-05, YR-01, NAR-01, NAR-02, DUP-01."""

from __future__ import annotations

import pytest
from forms import form, fund, judged, leaf, told

from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Field
from zipingbiao.schemas.page import Source

RECOGNISED = Source.OCR


def said(
    slug: str,
    text: str,
    score: str | None = "96.5",
    budget: str | None = "90.00",
    source: Source = Source.TEXT_LAYER,
) -> list[Finding]:
    lines = [fund("annual_total", revised_budget=budget, executed="89.974")]
    fields = (Field("goal_completion", "实际完成情况", text),)
    made = form((), lines, score=score, fields=fields, text_source=source, fiscal_year=2022)
    return told(slug, judged(made))


def test_another_score_in_words_is_told() -> None:
    (found,) = said("total-repeated", "经自评，综合评分为98分。")
    assert (found.rule, found.severity) == ("total-repeated", Severity.WARNING)
    (found,) = said("total-repeated", "自评得分98分", source=RECOGNISED)
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("自评得分96.5分", "96.5"),
        ("自评得分97分", "96.6"),
        ("考核得分90分", "96.5"),
        ("自评得分90分", None),
        ("自评得分90分", "?96.5"),
    ],
    ids=["same", "rounded", "another-score", "no-total", "doubtful"],
)
def test_the_same_score_or_none_gives_nothing(text: str, score: str | None) -> None:
    assert said("total-repeated", text, score) == []


def dated(
    target: str, source: Source = Source.TEXT_LAYER, year: int | None = 2022
) -> list[Finding]:
    one = leaf("5", "5", target=target, text_source=source)
    return told("year-differs", judged(form([one], fiscal_year=year, text_source=source)))


def test_a_target_before_the_year_of_the_form_is_told() -> None:
    (found,) = dated("2021年12月底前")
    assert (found.rule, found.severity) == ("year-differs", Severity.WARNING)
    (found,) = dated("2021年12月底前", RECOGNISED)
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("target", ["2022年12月底前", "2021年1月至2022年12月", "12月底前", "≥5次"])
def test_a_target_in_its_year_gives_nothing(target: str) -> None:
    assert dated(target) == []
    assert dated("2021年12月底前", year=None) == []


def test_goals_of_an_earlier_year_are_noted() -> None:
    assert [one.severity for one in said("year-differs", "2021年完成清淤")] == [Severity.INFO]
    assert said("year-differs", "继2021年之后，2022年完成清淤") == []


def test_parts_of_more_than_the_whole_are_noted() -> None:
    (found,) = said("narrative-sum", "培训500人，其中党员300人、群众250人。")
    assert (found.rule, found.severity) == ("narrative-sum", Severity.INFO)
    (found,) = said("narrative-sum", "培训500人，其中党员300人、群众250人。", source=RECOGNISED)
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "text",
    [
        "进出口总值530.1亿元，其中进口126.4亿元、出口403.7亿元。",
        "培训500人，其中党员300人。另有群众250人。",
        "培训500人，其中3个班、4个点。",
    ],
)
def test_parts_within_the_whole_give_nothing(text: str) -> None:
    assert said("narrative-sum", text) == []


def test_a_budget_in_words_beside_a_budget_of_nothing_is_told() -> None:
    text = "申请预算资金90万元，完成89.97万元。"
    (found,) = said("narrative-amount", text, budget="0")
    assert (found.rule, found.severity) == ("narrative-amount", Severity.WARNING)
    (found,) = said("narrative-amount", text, budget="0", source=RECOGNISED)
    assert found.verdict is Verdict.UNDETERMINED
    assert len(said("narrative-amount", f"{text}其中预算资金30万元", budget="0")) == 1
    (found,) = said("narrative-amount", "预算资金60万元", budget="120.00")
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("申请预算资金90万元", "90.00"),
        ("申请预算资金90万元，完成预算资金61万元", "90.00"),
        ("预算资金900000元", "90.00"),
        ("预算资金50万元，预算资金40万元", "95.00"),
        ("项目总投资9000万元", "90.00"),
        ("申请预算资金90万元", None),
        ("申请预算资金90万元", "?0"),
    ],
    ids=["same", "and-spent", "yuan", "of-parts", "of-many-years", "no-budget", "doubtful"],
)
def test_the_same_budget_or_none_gives_nothing(text: str, budget: str | None) -> None:
    assert said("narrative-amount", text, budget=budget) == []
