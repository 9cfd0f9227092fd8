from __future__ import annotations

from dataclasses import replace

import handmade
from forms import form, fund, leaf

from zipingbiao.reconcile.readings import reading_findings
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import OtherColumn


def test_every_figure_that_is_not_simply_printed_has_its_finding() -> None:
    repaired = handmade.figure("10", Status.REPAIRED, read_as="1O")
    one = replace(leaf("?5", "5"), weight=repaired)
    made = form([one, leaf("5", "?4.5")], [fund("other", executed="20")], weight="15")
    found = list(reading_findings(made))
    assert [(f.rule, f.values) for f in found] == [
        ("figure-repaired", ("indicators/1/weight",)),
        ("figure-doubtful", ("indicators/2/score",)),
    ]
    assert [f.severity for f in found] == [Severity.INFO, Severity.WARNING]
    assert {f.verdict for f in found} == {Verdict.EXTRACTION}
    assert "1O" in found[0].message
    assert "10" in found[0].message
    assert found[1].subject == "甲2得分"


def test_a_level_weight_that_many_leaves_share_is_told_once() -> None:
    derived = handmade.figure("7", Status.DERIVED, read_as="")
    shared = [replace(leaf("5", "5"), level2="管理", level2_weight=derived)] * 3
    (found,) = reading_findings(form(shared))
    assert (found.rule, found.subject) == ("figure-derived", "管理二级指标分值")
    assert found.values == ("indicators/1/level2_weight",)


def test_what_is_printed_gives_none() -> None:
    assert list(reading_findings(form([leaf("5", "5")], weight="5", score="5"))) == []


def test_a_form_that_nobody_scored_says_so_once_and_is_no_zero() -> None:
    blank = form([leaf("60", None), leaf("40", None)], weight="100")
    (found,) = reading_findings(blank)
    assert (found.rule, found.severity) == ("not-filled", Severity.INFO)
    assert list(reading_findings(form([leaf("60", "0"), leaf("40", None)]))) == []
    assert list(reading_findings(replace(blank, has_scores=False))) == []


def test_a_column_that_is_not_known_is_said_and_gravely_if_scores_may_be_in_it() -> None:
    words = OtherColumn("indicators", "责任科室", ("培训科", ""))
    figures = OtherColumn("indicators", "自我打分结果", ("9", "10"))
    scored = form([leaf("10", "9"), leaf("10", "10")], other_columns=(words, figures))
    unscored = form([leaf("10", None), leaf("10", None)], other_columns=(words, figures))
    said = [f for f in reading_findings(scored) if f.rule == "column-unknown"]
    assert [(f.subject, f.severity) for f in said] == [
        ("责任科室", Severity.INFO),
        ("自我打分结果", Severity.INFO),
    ]
    assert {f.verdict for f in said} == {Verdict.EXTRACTION}
    graver = [f for f in reading_findings(unscored) if f.rule == "column-unknown"]
    assert [f.severity for f in graver] == [Severity.INFO, Severity.WARNING]


def test_a_column_of_money_may_be_the_one_that_was_spent() -> None:
    column = OtherColumn("funds", "年执行", ("90", "30"))
    spent = form([], [fund("annual_total", revised_budget="100")], other_columns=(column,))
    (found,) = (f for f in reading_findings(spent) if f.rule == "column-unknown")
    assert found.severity is Severity.WARNING
    assert "资金情况" in found.message
