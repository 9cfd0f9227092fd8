from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import form, leaf

from zipingbiao.reconcile.glued import with_glued_scores
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.form import Indicator


def slipping(weight: str, criteria: str) -> Indicator:
    return replace(leaf(weight, None), criteria=criteria)


def test_a_score_behind_the_standard_is_the_score_if_the_total_says_so() -> None:
    made = form([slipping("6", "每差一项扣1分，扣完为止。 5"), leaf("9", "8")], score="13")
    first, _ = with_glued_scores(made).indicators
    assert first.score
    assert (str(first.score.value), first.score.status) == ("5", Status.REPAIRED)
    assert (
        with_glued_scores(replace(made, total_score=leaf("1", "23").score), [Decimal(10)]) != made
    )


@pytest.mark.parametrize(
    ("criteria", "total"),
    [
        ("每差一项扣1分，扣完为止。 5", "14"),
        ("每差一项扣1分，扣完为止。 7", "15"),
        ("每差一项扣5", "13"),
        ("按比例得分。", "13"),
        ("扣完为止。 5", None),
    ],
    ids=["other-total", "above-weight", "no-gap", "no-figure", "no-total"],
)
def test_otherwise_nothing_is_taken_for_a_score(criteria: str, total: str | None) -> None:
    made = form([slipping("6", criteria), leaf("9", "8")], score=total)
    assert with_glued_scores(made) == made
