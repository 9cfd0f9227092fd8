"""What is wanted of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from zipingbiao.batch.options import Options
from zipingbiao.batch.progress import Progress, silent
from zipingbiao.batch.runners import Settings, Work
from zipingbiao.reconcile.rules.selection import Selection, selection
from zipingbiao.report.formats import Format, formats


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of a batch: how its files are read, and what is told of them.

    `engine` names the runner. `work` stands in for `process_document` where it is given. With
    `profile` it is written down what the slowest file did.
    """

    options: Options = field(default_factory=Options)
    chosen: Selection = field(default_factory=Selection)
    engine: str = "serial"
    settings: Settings = field(default_factory=Settings)
    work: Work | None = None
    progress: Progress = silent
    profile: bool = False
    more_formats: tuple[Format, ...] = ()

    @property
    def task(self) -> Work:
        """What is done with a file."""
        if self.work is not None:
            return self.work
        from zipingbiao.batch.work import process_document  # brings the readers in

        return partial(process_document, options=self.options)


def order_of(
    families: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    *,
    engine: str = "serial",
    settings: Settings | None = None,
    work: Work | None = None,
    progress: Progress = silent,
    profile: bool = False,
    more_formats: Sequence[str] = (),
    pictures: bool = True,
) -> Order:
    """An order in a user's words: a folder with family files, rules by slug or id, formats beside
    CSV and JSON by name; `pictures` of the pages, for the report.

    Raises:
        UsageError: the folder, or a file in it, cannot be used, or a rule or format is unknown.
    """
    from zipingbiao.schemas.family_files import with_folder

    options = Options(with_folder(families) if families is not None else None, pictures)
    chosen = selection(select, ignore)
    return Order(
        options,
        chosen,
        engine,
        settings or Settings(),
        work,
        progress,
        profile,
        formats(more_formats),
    )
