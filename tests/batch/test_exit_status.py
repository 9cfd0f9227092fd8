from __future__ import annotations

import handmade
import pytest

from zipingbiao.batch.exit_status import exit_status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.outcome import FileStatus, Outcome, Tally

CLEAN = handmade.good(handmade.clean_form())
FOUND = handmade.good(handmade.form())
FAILED = handmade.failed()
SKIPPED = Outcome("a.md", "", FileStatus.SKIPPED, error="no reader")
NO_FORM = Outcome("a.pdf", "pdf", FileStatus.NO_FORM)
INFO = Outcome(
    "b.pdf", "pdf", FileStatus.NO_FORM, findings=(handmade.finding(severity=Severity.INFO),)
)


@pytest.mark.parametrize(
    ("outcomes", "status", "forgiving"),
    [
        ([CLEAN], 0, 0),
        ([CLEAN, SKIPPED, NO_FORM, INFO], 0, 0),
        ([CLEAN, FOUND], 1, 0),
        ([CLEAN, FOUND, FAILED], 3, 0),
        ([NO_FORM, FAILED], 3, 0),
        ([FAILED], 4, 4),
        ([FAILED, SKIPPED], 4, 4),
        ([SKIPPED], 4, 4),
    ],
)
def test_exit_status(outcomes: list[Outcome], status: int, forgiving: int) -> None:
    assert exit_status(Tally.of(outcomes)) == status
    assert exit_status(Tally.of(outcomes), exit_zero=True) == forgiving
