"""What is wanted of a batch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from zipingbiao.batch.options import Options
from zipingbiao.batch.progress import Progress, silent
from zipingbiao.batch.runners import Settings, Work
from zipingbiao.reconcile.rules.selection import Selection, selection
from zipingbiao.report.formats import Format, formats
from zipingbiao.schemas.family import Family


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

    def kept(self) -> str:
        """What has to be known to write the output anew, as text for `Order.of_kept`."""
        families = self.options.families
        return json.dumps(
            {
                "left_out": sorted(self.chosen.left_out),
                "formats": [format.name for format in self.more_formats],
                "families": families and [family.model_dump(mode="json") for family in families],
            }
        )

    @classmethod
    def of_kept(cls, text: str) -> Order:
        """The order that `kept` came from, as far as writing goes."""
        found = json.loads(text)
        listed = found["families"]
        own = tuple(map(Family.model_validate, listed)) if listed else None
        chosen = Selection(frozenset(found["left_out"]))
        return cls(Options(own), chosen, more_formats=formats(found["formats"]))


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

    more = formats(more_formats)
    own = with_folder(families) if families is not None else None
    options = Options(own, pictures, any(format.needs_shape for format in more))
    chosen = selection(select, ignore)
    return Order(
        options,
        chosen,
        engine,
        settings or Settings(),
        work,
        progress,
        profile,
        more,
    )
