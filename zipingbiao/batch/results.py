"""What comes back of a file: its outcome as bytes, and beside it what the batch itself looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zipingbiao.batch.encoded import encoded
from zipingbiao.language import Language
from zipingbiao.normalize.text import fold
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome, Picture, Stage
from zipingbiao.schemas.page import Source


@dataclass(frozen=True, slots=True)
class Heading:
    """A form without its figures: what forms are brought together by."""

    number: int
    first_page: int
    last_page: int
    family: str
    scope: str
    title: str
    fiscal_year: int | None
    department: str
    project: str
    implementing_unit: str
    text_source: Source
    figure_count: int

    @property
    def circle(self) -> str:
        """Forms of one circle are compared with each other, those of others are not: the rules
        over several forms look at those of one department, or of one unit where none is named.
        Blank: compared with nothing."""
        return fold(self.department) or ((unit := fold(self.implementing_unit)) and f"\n{unit}")


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a file, packed: small enough to be sent between processes and kept."""

    source: str
    sha256: str
    status: FileStatus
    pages: int
    findings: int
    seconds: float
    error: str
    passing: bool
    stages: tuple[Stage, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    outcome: bytes
    error_zh: str = ""

    @property
    def forms(self) -> int:
        """How many forms the file holds."""
        return len(self.headings)


def result_of(outcome: Outcome) -> Result:
    """Pack an outcome."""
    bare = tuple(replace(picture, data=b"") for picture in outcome.pictures)
    return Result(
        source=outcome.source,
        sha256=outcome.sha256,
        status=outcome.status,
        pages=outcome.pages,
        findings=sum(1 for _ in outcome.all_findings),
        seconds=outcome.seconds,
        error=outcome.error,
        passing=outcome.passing,
        stages=outcome.stages,
        headings=tuple(_heading(n, form) for n, form in enumerate(outcome.forms, start=1)),
        pictures=outcome.pictures,
        outcome=encoded(replace(outcome, pictures=bare)),
        error_zh=outcome.error_in(Language.ZH),
    )


def _heading(number: int, form: Form) -> Heading:
    return Heading(
        number=number,
        first_page=form.first_page,
        last_page=form.last_page,
        family=form.family,
        scope=form.scope,
        title=form.title,
        fiscal_year=form.fiscal_year,
        department=form.department,
        project=form.project,
        implementing_unit=form.implementing_unit,
        text_source=form.text_source,
        figure_count=form.figure_count,
    )
