"""What became of one input file, and of a batch of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from zipingbiao.language import Language
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.printed import Printed

if TYPE_CHECKING:
    from pydantic import TypeAdapter


# What the finding about a file without forms says before the cause, in Chinese.
UNPROCESSED = "文件未处理："


class FileStatus(StrEnum):
    """ok: forms found. no-form: read, holds none. failed: not readable. skipped: no known kind."""

    OK = "ok"
    NO_FORM = "no-form"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Stage:
    """The seconds that a stage of the pipeline took for a file."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as people see it (WebP): its number and its size in the units of its boxes. The data
    goes its own way; blank where it has gone."""

    page: int
    width: float
    height: float
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One input file, its forms and the findings about the file itself.

    `read_as` names where the texts of its pages came from, each source once. `printed` has the
    shape of each form where that was wanted.

    `passing` says that a failure is not the content's (a limit, a file that could not be opened):
    the file is read again in the next run.
    """

    source: str
    kind: str
    status: FileStatus
    sha256: str = ""
    pages: int = 0
    error: str = ""
    seconds: float = 0.0
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()
    passing: bool = False
    stages: tuple[Stage, ...] = ()
    pictures: tuple[Picture, ...] = ()
    printed: tuple[Printed, ...] = ()
    read_as: tuple[Source, ...] = ()

    def error_in(self, language: Language) -> str:
        """The error in one language: in Chinese as the finding about the file says it."""
        if language is Language.ZH and self.error:
            about = (found.message for found in self.findings if found.rule.startswith("file-"))
            return next(about, self.error).removeprefix(UNPROCESSED)
        return self.error

    @property
    def all_findings(self) -> Iterator[Finding]:
        """Those about the file, then those about its forms."""
        yield from self.findings
        for form in self.forms:
            yield from form.findings


@dataclass(slots=True)
class Tally:
    """A batch in numbers, counted file by file; the files that gave nothing are kept, of
    their findings only what says why."""

    files: Counter[FileStatus] = field(default_factory=Counter)
    findings: Counter[Severity] = field(default_factory=Counter)
    forms: int = 0
    pages: int = 0
    gave_nothing: list[Outcome] = field(default_factory=list)

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Tally:
        """The numbers of a whole batch."""
        tally = cls()
        for outcome in outcomes:
            tally.add(outcome)
        return tally

    def add(self, outcome: Outcome) -> None:
        """Count a file."""
        self.files[outcome.status] += 1
        self.forms += len(outcome.forms)
        self.pages += outcome.pages
        self.findings.update(finding.severity for finding in outcome.all_findings)
        if outcome.status is not FileStatus.OK:
            why = tuple(found for found in outcome.findings if found.rule.startswith("file-"))
            self.gave_nothing.append(replace(outcome, findings=why, stages=()))

    @property
    def all_failed(self) -> bool:
        """Whether not a single file could be read."""
        unread = self.files[FileStatus.FAILED] + self.files[FileStatus.SKIPPED]
        return 0 < unread == self.files.total()

    def as_json(self) -> str:
        """The numbers as text, to be read back by `from_json`."""
        return _tallies().dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """The numbers that `as_json` wrote."""
        return _tallies().validate_json(text)


@cache
def _tallies() -> TypeAdapter[Tally]:
    from pydantic import TypeAdapter  # heavy, and only a batch needs it

    return TypeAdapter(Tally)
