"""Published Chinese self-evaluation forms (绩效自评表) → checked tables.

>>> import zipingbiao
>>> forms = zipingbiao.read("form.pdf")                      # doctest: +SKIP
>>> forms[0].show("findings")                                # doctest: +SKIP
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
from zipingbiao.language import Language
from zipingbiao.schemas.viewer import answer_with

if TYPE_CHECKING:
    import pandas as pd
    from PIL import Image

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
    "show",
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
            keeps a crash apart (a script then calls this under `if __name__ == "__main__":`).
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
    from zipingbiao.viewing import Home, remember

    sources = [paths] if isinstance(paths, (str, Path)) else list(paths)
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
        outcomes = outcomes_of(sources, order)
    else:
        convert_paths(sources, Path(out), order)
        outcomes = read_output(Path(out))
    home = Home(tuple(map(Path, sources)), None if families is None else Path(families))
    remember((form for outcome in outcomes for form in outcome.forms), home)
    return outcomes


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
    from zipingbiao.viewing import Home, remember

    order = order_of(None if families is None else Path(families))
    outcomes = read_file(Path(path), order)
    for outcome in outcomes:
        if outcome.status in (FileStatus.FAILED, FileStatus.SKIPPED):
            file = Path(path).parent / outcome.source
            raise UnreadableFile(
                f"{file}: {outcome.error}", f"{file}：{outcome.error_in(Language.ZH)}"
            )
    forms = tuple(form for outcome in outcomes for form in outcome.forms)
    remember(forms, Home((Path(path),), None if families is None else Path(families)))
    return forms


def show(
    form: Form,
    stage: str = "findings",
    *,
    page: int | None = None,
    file: str | Path | None = None,
) -> Image.Image:
    """A page of a form as a stage of the pipeline read it, drawn on the page: in a notebook it is
    shown, elsewhere it has `save`. The file is read again for it. `form.show()` is the same.

    Args:
        form: a form of `read` or `convert`.
        stage: `rules`, `grid`, `cells`, `reading` (how sure each text is), `roles` (what each cell
            is), `tree` (the levels of the indicators), or `findings`.
        page: the page; the form's first by default.
        file: the file that holds it, or the folder that was converted; known for forms of `read`
            and `convert`, as long as nothing in them was replaced.

    Raises:
        UsageError: the file is not there or not the same any more, has no pages that can be drawn
            (office files, text), or there is no such stage or page.
        UnreadableFile: the file cannot be read any more.
    """
    from zipingbiao.viewing import show as shown

    return shown(form, stage, page=page, file=file)


answer_with(show)


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
