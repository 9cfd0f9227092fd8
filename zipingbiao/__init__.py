"""Published Chinese self-evaluation forms (绩效自评表) → checked tables.

>>> import zipingbiao
>>> forms = zipingbiao.read("form.pdf")                      # doctest: +SKIP
>>> zipingbiao.frames(forms).indicators                      # doctest: +SKIP
>>> zipingbiao.convert(["forms/"], out="tables")             # doctest: +SKIP
>>> zipingbiao.load("tables").findings                       # doctest: +SKIP

Importing this module is cheap; the readers and pandas are imported by the functions that use them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.errors import UnknownKind, UnreadableFile, UsageError, ZipingbiaoError

if TYPE_CHECKING:
    from zipingbiao.batch.progress import Progress
    from zipingbiao.report.frames import Frames
    from zipingbiao.schemas.form import Form
    from zipingbiao.schemas.outcome import Outcome

__version__ = "0.1.0"
__all__ = [
    "UnknownKind",
    "UnreadableFile",
    "UsageError",
    "ZipingbiaoError",
    "__version__",
    "convert",
    "frames",
    "load",
    "read",
]


def convert(
    paths: str | Path | Iterable[str | Path],
    out: str | Path | None = None,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    families: str | Path | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> tuple[Outcome, ...]:
    """Convert files and folders; write tables and report to the folder `out` if one is given.

    Args:
        paths: one path or several; folders are searched with everything below them.
        out: a new or empty folder, or an earlier output, which is replaced.
        jobs: how many files to read at a time, each in a process of its own.
        progress: called with a `Step` before the first file and after each.
        families: a folder with family files of your own, used beside the built-in ones.
        select: the rules whose findings are wanted (slugs, beginnings of ids); all if empty.
        ignore: rules whose findings are not wanted.

    Returns:
        One outcome per file, in order; a file that cannot be read is an outcome, no exception.

    Raises:
        UsageError: a path is missing, nothing is to be done, a family file is broken, a rule is
            unknown, or `out` cannot be replaced.
    """
    from zipingbiao.batch.convert import convert_paths
    from zipingbiao.batch.progress import silent

    sources = [paths] if isinstance(paths, (str, Path)) else paths
    target = None if out is None else Path(out)
    own = None if families is None else Path(families)
    batch = convert_paths(
        sources,
        target,
        jobs=jobs,
        progress=progress or silent,
        families=own,
        select=tuple(select),
        ignore=tuple(ignore),
    )
    return batch.outcomes


def read(path: str | Path, *, families: str | Path | None = None) -> tuple[Form, ...]:
    """The checked forms in one file (of a zip, in all its files); none if it holds none. They are
    checked against each other, too.

    Args:
        path: the file.
        families: a folder with family files of your own, used beside the built-in ones.

    Raises:
        UnreadableFile: the file is missing, encrypted, damaged, or of a kind that no reader takes.
        UsageError: a family file is broken.
    """
    from zipingbiao.batch.convert import together_with, work_with
    from zipingbiao.batch.inputs import opened_up
    from zipingbiao.schemas.outcome import FileStatus

    own = None if families is None else Path(families)
    work = work_with(own)
    outcomes: list[Outcome] = []
    for item in opened_up(Path(path), Path(path).name):
        outcome = work(item.path, item.source)
        if outcome.status in (FileStatus.FAILED, FileStatus.SKIPPED):
            raise UnreadableFile(f"{item.path}: {outcome.error}")
        outcomes.append(outcome)
    return tuple(form for outcome in together_with(own)(outcomes) for form in outcome.forms)


def frames(items: Iterable[Form | Outcome], *, exact: bool = False) -> Frames:
    """Forms, or outcomes of `convert`, as pandas DataFrames with the columns of the CSV files.

    Args:
        items: forms or outcomes.
        exact: numbers as `decimal.Decimal` with their printed decimals instead of floats.
    """
    from zipingbiao.report.frames import frames_of

    return frames_of(items, exact=exact)


def load(out: str | Path, *, exact: bool = False) -> Frames:
    """The tables of an output folder as pandas DataFrames, the same as `frames` gives.

    Raises:
        UsageError: the folder is no output of this program.
    """
    from zipingbiao.report.frames import frames_in

    return frames_in(Path(out), exact=exact)
