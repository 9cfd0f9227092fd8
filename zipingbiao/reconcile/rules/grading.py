"""GRD-01: the ticked grade is the grade of the stated total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.reconcile.grades import grade_by, rank
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import plain, usable, verdict_on
from zipingbiao.schemas.finding import Finding, Severity


def check_grade(interpretation: Interpretation) -> Iterator[Finding]:
    """By the bounds that the form prints, else by those of its family (then a warning)."""
    form, grade = interpretation.form, interpretation.grade
    total = form.total_score
    if not form.grade or total is None or not usable(total):
        return
    assert total.value is not None
    scales = (dict(grade.bounds),) if grade.bounds else interpretation.family.grade_scales
    fitting = [grade_by(total.value, bounds) for bounds in scales]
    expected = fitting[0]
    if not all(fitting) or rank(form.grade) in {rank(grade) for grade in fitting}:
        return
    if not _may_be_told(form.grade, expected, grade.listed):
        return
    score = plain(total.value)
    yield Finding(
        rule="grade",
        severity=Severity.ERROR if grade.bounds else Severity.WARNING,
        verdict=verdict_on([total]),
        subject="grade",
        message=f"总分 {score} 对应等级为“{expected}”，表中勾选“{form.grade}”，请核对。",
        message_en=f"A total of {score} is {expected}, the form ticks {form.grade}.",
        stated=form.grade,
        computed=expected,
        place=total.place,
        values=("forms/1/total_score",),
    )


def _may_be_told(ticked: str, expected: str, listed: Sequence[str]) -> bool:
    """Whether the form could have ticked the expected grade: it lists it; or, where it lists
    none, it ticks a word of the same scale (a 合格 alone may be one of two grades)."""
    if listed:
        return rank(expected) in listed
    return ticked == rank(ticked)
