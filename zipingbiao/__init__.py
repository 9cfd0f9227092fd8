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
    import pandas as pd

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
    "dictionary",
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
    formats: Iterable[str] = (),
) -> tuple[Outcome, ...]:
    """Convert files and folders; write tables and report to the folder `out` if one is given.

    Args:
        paths: one path or several; folders are searched with everything below them.
        out: a new or empty folder, or an earlier output, which is brought up to date: files that
            did not change since are not read again.
        jobs: how many files to read at a time; more than one in processes of their own, which
            keeps a crash apart.
        progress: called with a `Step` before the first file, after each, and at the end.
        families: a folder with family files of your own, used beside the built-in ones.
        select: the rules whose findings are wanted (slugs, beginnings of ids); all if empty.
        ignore: rules whose findings are not wanted.
        formats: what to write to `out` beside CSV, JSON and the report (`parquet`).

    Returns:
        One outcome per file, in order; a file that cannot be read is an outcome, no exception.

    Raises:
        UsageError: a path is missing, nothing is to be done, a family file is broken, a rule is
            unknown, or `out` cannot be replaced.
    """
    from zipingbiao.batch.convert import convert_paths, outcomes_of
    from zipingbiao.batch.order import order_of
    from zipingbiao.batch.progress import silent
    from zipingbiao.batch.runners import Settings
    from zipingbiao.report.earlier import read_output

    sources = [paths] if isinstance(paths, (str, Path)) else paths
    order = order_of(
        None if families is None else Path(families),
        tuple(select),
        tuple(ignore),
        engine="processes" if jobs > 1 else "serial",
        settings=Settings(jobs),
        progress=progress or silent,
        more_formats=tuple(formats),
    )
    if out is None:
        return outcomes_of(sources, order)
    convert_paths(sources, Path(out), order)
    return read_output(Path(out))


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
    from zipingbiao.batch.convert import read_file
    from zipingbiao.batch.order import order_of
    from zipingbiao.schemas.outcome import FileStatus

    order = order_of(None if families is None else Path(families))
    outcomes = read_file(Path(path), order)
    for outcome in outcomes:
        if outcome.status in (FileStatus.FAILED, FileStatus.SKIPPED):
            raise UnreadableFile(f"{Path(path).parent / outcome.source}: {outcome.error}")
    return tuple(form for outcome in outcomes for form in outcome.forms)


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


def dictionary() -> pd.DataFrame:
    """What every column of the tables means (数据字典): table, name, type, unit, Chinese term,
    description, allowed values and keys, a row each."""
    from zipingbiao.report.frames import dictionary_frame

    return dictionary_frame()
