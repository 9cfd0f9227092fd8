"""GRD-01, GRD-02: the ticked grade is the grade of the stated total, and one box is ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.reconcile.grades import grade_by, rank
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Message, Rule, printed, usable, verdict_on
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.vocabulary import vocabulary


def _grade(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """By the bounds that the form prints, else by those of its family (then a warning)."""
    form, grade = read.form, read.grade
    total = form.total_score
    if not form.grade or total is None or not usable(total):
        return
    assert total.value is not None
    scales = (dict(grade.bounds),) if grade.bounds else read.family.grade_scales
    fitting = [grade_by(total.value, bounds) for bounds in scales]
    expected = fitting[0]
    if not all(fitting) or rank(form.grade) in {rank(grade) for grade in fitting}:
        return
    if not _may_be_told(form.grade, expected, grade.listed):
        return
    message = rule.says(score=total, computed=expected, stated=form.grade)
    yield Finding(
        rule=rule.slug,
        severity=rule.severity if grade.bounds else Severity.WARNING,
        verdict=verdict_on([total]),
        subject="grade",
        message=message.zh,
        message_en=message.en,
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


GRADE = Rule(
    slug="grade",
    ids=("GRD-01",),
    severity=Severity.ERROR,
    formula="ticked grade = grade of the stated total, by the printed bounds, else by the "
    "family's (90/80/60; then a warning)",
    title="勾选等级与总分相符",
    title_en="The ticked grade is that of the total",
    source="the forms' own bounds",
    message=Message(
        "总分 {score} 对应等级为“{computed}”，表中勾选“{stated}”，请核对。",
        "A total of {score} is {computed}, the form ticks {stated}.",
    ),
    example="总分 93.5 | □优 ☑良 80分≤得分<90分",
    finds=_grade,
)


def _grade_boxes(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, grade = read.form, read.grade
    if grade.boxes != len(vocabulary().grades):
        return  # some were not read, or others than the grade's
    several = grade.marked > 1
    # A tick may be drawn by hand, or be a picture: none that was read is no proof of none.
    none = grade.marked == 0 and not form.grade
    if several or (none and printed(form.total_score)):
        message = rule.says(marked=grade.marked, boxes=grade.boxes)
        severity = None if several else Severity.INFO
        yield rule.notes("grade", message, form.text_source, severity=severity)


GRADE_BOXES = Rule(
    slug="grade-boxes",
    ids=("GRD-02",),
    severity=Severity.WARNING,
    formula="exactly one box is ticked; info if none is, for a tick may be drawn",
    title="评价等级只勾选一项",
    title_en="One grade is ticked",
    source="the forms' boxes",
    message=Message(
        "评价等级共 {boxes} 个选项，勾选了 {marked} 个，应勾选一个，请核对。",
        "{marked} of {boxes} grades are ticked, not one.",
    ),
    example="☑优 ☑良 □中 □差",
    finds=_grade_boxes,
)
