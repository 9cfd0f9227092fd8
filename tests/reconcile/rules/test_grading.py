from __future__ import annotations

from collections.abc import Sequence

import pytest
from forms import boxed, form, judged

from zipingbiao.reconcile.rules.grading import GRADE
from zipingbiao.schemas.finding import Finding, Severity

PRINTED = (("优", 95), ("良", 85), ("中", 70), ("差", 0))


def graded(grade: str, score: str | None, bounds: Sequence[tuple[str, int]] = ()) -> list[Finding]:
    return list(GRADE.check(judged(form(score=score, grade=grade), bounds=bounds)))


def test_a_grade_against_the_printed_bounds_is_an_error() -> None:
    (found,) = graded("优", "94.9", PRINTED)
    assert (found.rule, found.subject, found.severity) == ("grade", "grade", Severity.ERROR)
    assert (found.stated, found.computed) == ("优", "良")


def test_without_printed_bounds_the_usual_ones_warn() -> None:
    (found,) = graded("良", "90")
    assert (found.severity, found.computed) == (Severity.WARNING, "优")


@pytest.mark.parametrize(
    ("grade", "score", "bounds"),
    [
        ("优", "95", PRINTED),
        ("良", "94.9", PRINTED),
        ("优", "90", ()),
        ("差", "59.99", ()),
        ("", "94.9", PRINTED),
        ("优", None, PRINTED),
        ("优", "?10", PRINTED),
    ],
)
def test_a_grade_that_fits_or_cannot_be_told_gives_nothing(
    grade: str, score: str | None, bounds: Sequence[tuple[str, int]]
) -> None:
    assert graded(grade, score, bounds) == []


@pytest.mark.parametrize(
    ("grade", "score", "fits"),
    [("良", "77", True), ("合格", "77", True), ("良", "74.9", False), ("不合格", "70", False)],
)
def test_where_practice_differs_either_bound_will_do(grade: str, score: str, fits: bool) -> None:
    listed = ("优", "良", "中", "差")
    read = judged(form(score=score, grade=grade), "shanghai-project")
    read = boxed(read, listed=listed)
    assert (list(GRADE.check(read)) == []) is fits


def test_a_grade_that_the_form_does_not_offer_is_not_asked_for() -> None:
    read = judged(form(score="95", grade="合格"))
    assert list(GRADE.check(read)) == []  # alone, it may be one of two grades
    offered = boxed(read, listed=("中", "差"))
    assert list(GRADE.check(offered)) == []
    four = boxed(read, listed=("优", "良", "中", "差"))
    assert len(list(GRADE.check(four))) == 1
