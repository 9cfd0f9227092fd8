"""STR-01, STR-02, STR-06, and GRD-02."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forms import boxed, form, judged, leaf, told

from zipingbiao.schemas.figure import Place
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.page import Box, Source


def under(one: str, two: str, source: Source = Source.TEXT_LAYER) -> list[Finding]:
    leaves = [leaf("5", "5", level1=one, level2=two)] * 2
    return told("level-orphan", judged(form(leaves, text_source=source)))


def test_a_level_under_another_s_is_told_once() -> None:
    (found,) = under("效益指标", "数量指标")
    assert (found.rule, found.severity) == ("level-orphan", Severity.WARNING)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("产出指标", "数量指标"),
        ("产出指标", "成本指标"),
        ("成本指标", "经济成本指标"),
        ("项目效益", "社会效益指标"),
        ("履职效能", "数量指标"),
        ("", "数量指标"),
        ("效益指标", "其他指标"),
    ],
)
def test_a_level_at_home_or_of_another_tree_gives_nothing(one: str, two: str) -> None:
    assert under(one, two) == []


def test_a_recognised_level_is_no_evidence() -> None:
    (found,) = under("效益指标", "数量指标", Source.OCR)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def row(top: float | None, name: str = "培训人次", target: str = "≥50人") -> Indicator:
    place = Place(1, Box(0, top, 9, top + 9) if top is not None else None)
    return leaf("5", "5", level3=name, target=target, place=place)


def repeated(*rows: Indicator) -> list[Finding]:
    return told("name-repeated", judged(form(rows)))


def test_the_same_row_twice_is_told() -> None:
    (found,) = repeated(row(0), row(20))
    assert (found.rule, found.severity) == ("name-repeated", Severity.WARNING)


@pytest.mark.parametrize(
    "rows",
    [
        (row(0), row(0)),
        (row(0), row(20, target="≥60人")),
        (row(0), row(20, name="培训场次")),
        (row(None), row(None)),
        (row(0, target=""), row(20, target="")),
    ],
    ids=["one-label", "other-target", "other-name", "no-places", "no-target"],
)
def test_one_label_over_two_rows_and_other_rows_give_nothing(rows: tuple[Indicator, ...]) -> None:
    assert repeated(*rows) == []


def test_a_recognised_repetition_is_no_evidence() -> None:
    second = replace(row(20), text_source=Source.OCR)
    assert [found.verdict for found in repeated(row(0), second)] == [Verdict.UNDETERMINED]


def missing(
    *levels: str, family: str = "mof-project", source: Source = Source.TEXT_LAYER
) -> list[Finding]:
    leaves = [leaf("5", "5", level1=level) for level in levels]
    return told("level-missing", judged(form(leaves, text_source=source), family))


def test_a_missing_level_is_told() -> None:
    (found,) = missing("产出指标", "满意度指标")
    assert (found.subject, found.severity) == ("效益", Severity.WARNING)
    (found,) = missing("产出指标", "效益指标")
    assert (found.subject, found.severity) == ("满意度", Severity.INFO)


def test_all_levels_or_those_of_another_tree_give_nothing() -> None:
    assert missing("产出指标", "效益指标", "满意度指标") == []
    assert missing("产出指标", "") == []
    assert missing("投入", "过程") == []
    assert missing("产出指标", family="generic") == []


def test_a_level_that_was_not_recognised_is_not_missing() -> None:
    (found,) = missing("产出指标", "满意度指标", source=Source.OCR)
    assert (found.severity, found.verdict) == (Severity.INFO, Verdict.UNDETERMINED)


def boxes(
    marked: int, ticked: str = "", total: str | None = "91", source: Source = Source.TEXT_LAYER
) -> list[Finding]:
    read = judged(form(score=total, grade=ticked, text_source=source))
    return told("grade-boxes", boxed(read, boxes=4, marked=marked))


def test_two_ticks_are_told_and_none_is_only_noted() -> None:
    (found,) = boxes(2)
    assert (found.rule, found.severity) == ("grade-boxes", Severity.WARNING)
    assert [found.severity for found in boxes(0)] == [Severity.INFO]


def test_one_tick_or_a_form_that_is_not_filled_in_gives_nothing() -> None:
    assert boxes(1, "优") == []
    assert boxes(0, total=None) == []
    assert boxes(0, total="?91") == []


def test_boxes_of_something_else_give_nothing() -> None:
    read = judged(form(score="91"))
    assert told("grade-boxes", boxed(read, boxes=5, marked=2)) == []


def test_recognised_ticks_are_no_evidence() -> None:
    assert [found.verdict for found in boxes(2, source=Source.OCR)] == [Verdict.UNDETERMINED]
