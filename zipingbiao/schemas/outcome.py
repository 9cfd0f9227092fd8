"""What became of one input file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form


class FileStatus(StrEnum):
    """ok: forms found. no-form: read, holds none. failed: not readable. skipped: no known kind."""

    OK = "ok"
    NO_FORM = "no-form"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input file, its forms and the findings about the file itself."""

    source: str
    kind: str
    status: FileStatus
    sha256: str = ""
    pages: int = 0
    error: str = ""
    seconds: float = 0.0
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()
