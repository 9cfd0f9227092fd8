"""What became of a batch, as the command's exit status."""

from __future__ import annotations

from enum import IntEnum

from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.outcome import FileStatus, Tally


class ExitStatus(IntEnum):
    """The exit statuses of the commands."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    SOME_FAILED = 3
    ALL_FAILED = 4
    INTERRUPTED = 130


def exit_status(tally: Tally, *, exit_zero: bool = False) -> ExitStatus:
    """The status of a finished batch; `exit_zero` forgives findings and single failed files.

    A skipped file is no failure unless nothing else was there; findings of severity `info`
    do not count.
    """
    if tally.all_failed:
        return ExitStatus.ALL_FAILED
    if exit_zero:
        return ExitStatus.CLEAN
    if tally.files[FileStatus.FAILED]:
        return ExitStatus.SOME_FAILED
    serious = tally.findings.total() - tally.findings[Severity.INFO]
    return ExitStatus.FINDINGS if serious else ExitStatus.CLEAN
