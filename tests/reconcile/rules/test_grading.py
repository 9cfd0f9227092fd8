from __future__ import annotations

from collections.abc import Sequence

import pytest
from forms import form, judged

from zipingbiao.reconcile.rules.grading import check_grade
from zipingbiao.schemas.finding import Finding, Severity

PRINTED = (("优", 95), ("良", 85), ("中", 70), ("差", 0))


def graded(grade: str, score: str | None, bounds: Sequence[tuple[str, int]] = ()) -> list[Finding]:
    return list(check_grade(judged(form(score=score, grade=grade), bounds=bounds)))


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
