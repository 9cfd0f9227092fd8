"""Whose contradiction is it: a sum that one misread score would explain."""

from __future__ import annotations

from dataclasses import replace

import forms
from forms import judged, leaf

from zipingbiao.reconcile.forms import checked
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Reading


def _read(*readings: Reading) -> Form:
    """Scores 7 + 20 under a total of 21, surely recognised; the 7 may be read otherwise."""
    seven = replace(forms.recognised("7", 0.97), alternatives=readings)
    twenty = forms.recognised("20", 0.99)
    leaves = [replace(leaf("10", None), score=seven), replace(leaf("20", None), score=twenty)]
    made = forms.form(leaves)
    return checked(judged(replace(made, total_score=forms.recognised("21", 0.99))))


def _errors(form: Form) -> list[tuple[str, Verdict]]:
    return [(f.rule, f.verdict) for f in form.findings if f.severity is Severity.ERROR]


def _score(form: Form) -> Status:
    score = form.indicators[0].score
    assert score is not None
    return score.status


def test_a_likely_other_reading_that_mends_the_sum_makes_the_figure_doubtful() -> None:
    form = _read(Reading("1", 0.2))
    assert _score(form) is Status.DOUBTFUL
    assert _errors(form) == []


def test_a_reading_less_likely_than_a_slip_is_no_excuse() -> None:
    form = _read(Reading("1", 0.0005))
    assert _score(form) is Status.STATED
    assert _errors(form) == [("score-sum", Verdict.PUBLISHER)]


def test_a_reading_that_mends_nothing_changes_nothing() -> None:
    form = _read(Reading("4", 0.02))
    assert _score(form) is Status.STATED
    assert _errors(form) == [("score-sum", Verdict.PUBLISHER)]
