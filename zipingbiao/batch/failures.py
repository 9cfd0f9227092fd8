"""A file of which nothing could be read: its outcome, with one sentence in both languages."""

from __future__ import annotations

from enum import Enum

from zipingbiao.batch.inputs import Input
from zipingbiao.reconcile.rules.declaration import Message
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.outcome import UNPROCESSED, FileStatus, Outcome


class Cause(Enum):
    """Why a worker gave no result for a file."""

    TIME = Message(
        "读取超出时限，已终止；可用 --timeout 放宽时限。",
        "reading it took longer than a file may: give it more with --timeout",
    )
    MEMORY = Message(
        "读取所需内存超出限额，已终止；可用 --memory 放宽限额。",
        "reading it takes more memory than a file may: give it more with --memory",
    )
    DEATH = Message(
        "读取该文件的进程意外终止：文件可能已损坏，或内存不足；请单独打开该文件检查。",
        "the process that read it died: the file may be damaged or too large for the memory; "
        "open it alone to see",
    )

    @property
    def is_chance(self) -> bool:
        """Whether it may have been another file's doing: what that one left in the process."""
        return self is not Cause.TIME


def lost(item: Input, cause: Cause) -> Outcome:
    """The outcome of a file whose worker was ended, or died; the next run tries it again."""
    return without_forms(item, FileStatus.FAILED, cause.value, passing=True)


def without_forms(
    item: Input,
    status: FileStatus,
    cause: Message,
    *,
    sha256: str = "",
    seconds: float = 0.0,
    passing: bool = False,
) -> Outcome:
    """The outcome of a file that failed, or was skipped.

    Args:
        item: the file.
        status: which of the two.
        cause: why, one sentence.
        sha256: of its content, if that is known.
        seconds: how long it took to find out.
        passing: whether the cause is not the content's, so that the next run tries again.
    """
    error = _one_line(cause.en)
    finding = Finding(
        rule=f"file-{status}",
        severity=Severity.ERROR if status is FileStatus.FAILED else Severity.INFO,
        verdict=Verdict.EXTRACTION,
        subject=item.source,
        message=f"{UNPROCESSED}{_one_line(cause.zh)}",
        message_en=f"The file was not processed: {error}",
    )
    return Outcome(
        source=item.source,
        kind=item.path.suffix.lstrip(".").lower() or "unknown",
        status=status,
        sha256=sha256,
        error=error,
        seconds=seconds,
        findings=(finding,),
        passing=passing,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
