"""What became of a batch, as the command's exit status."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from zipingbiao.report.output import all_failed
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.outcome import FileStatus, Outcome


class ExitStatus(IntEnum):
    """The exit statuses of the commands."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    ALL_FAILED = 4
    INTERRUPTED = 130


def exit_status(outcomes: Sequence[Outcome], *, exit_zero: bool = False) -> ExitStatus:
    """The status of a finished batch; `exit_zero` forgives findings and single failed files.

    A skipped file is no failure unless nothing else was there; findings of severity `info`
    do not count.
    """
    if all_failed(outcomes):
        return ExitStatus.ALL_FAILED
    if exit_zero:
        return ExitStatus.CLEAN
    if any(outcome.status is FileStatus.FAILED for outcome in outcomes):
        return ExitStatus.SOME_FAILED
    serious = any(
        finding.severity is not Severity.INFO
        for outcome in outcomes
        for findings in (outcome.findings, *(form.findings for form in outcome.forms))
        for finding in findings
    )
    return ExitStatus.FINDINGS if serious else ExitStatus.CLEAN
