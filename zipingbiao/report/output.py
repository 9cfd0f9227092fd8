"""The output folder, whole or not at all; and outcomes back from a folder written earlier."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report import package
from zipingbiao.report.csv_files import Tables
from zipingbiao.report.form_bytes import write_form
from zipingbiao.report.formats import FORMATS, Format, Writer
from zipingbiao.report.html.page import Report
from zipingbiao.schemas.outcome import Outcome, Tally
from zipingbiao.schemas.tables import TABLES

FORMS_FOLDER = "forms"
REPORT = "report.html"
# What may be written, in the order in which it takes its place: the last makes it an output.
WRITTEN = (
    *(table.path for table in TABLES),
    FORMS_FOLDER,
    *(format.leaves for format in FORMATS),
    REPORT,
    package.FILE_NAME,
)
# What a batch keeps beside it.
_KEPT = {package.RUN, package.PROFILED, package.PAGES, *package.LEDGER_FILES}
_OURS = {*WRITTEN, *_KEPT}
_PARTIAL, _EARLIER = ".partial", ".earlier"


def check_target(out: Path) -> None:
    """Refuse a target that cannot be replaced without losing somebody's files.

    Raises:
        UsageError: `out` is a file, or a folder with anything in it that is not ours.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(
            f"{out}: is a file; give a folder that is new, empty, or an earlier output",
            f"{out}：是文件，请指定新建的、空的或以前输出用的文件夹",
        )
    strangers = _strangers(out)
    if any(not _is_hidden(path.name) for path in out.iterdir()) and not package.is_ours(out):
        raise UsageError(
            f"{out}: not empty and no earlier output; give a new or empty folder",
            f"{out}：不是空文件夹，也不是以前的输出，请指定新建的或空的文件夹",
        )
    if strangers:
        named = ", ".join(strangers)
        raise UsageError(
            f"{out}: holds files of yours ({named}); move them first",
            f"{out}：其中有您自己的文件（{named}），请先移走",
        )


def write_output(outcomes: Iterable[Outcome], out: Path, more: Sequence[Format] = ()) -> Tally:
    """Write everything the contract names into `out`, replacing an earlier output.

    Outcomes are taken one by one, so memory does not grow with the batch. What is written takes
    its place at the end, by renaming; after an error the earlier output is back. `more` are the
    formats that are wanted beside CSV, JSON and the report.

    Raises:
        UsageError: see `check_target`.
        ZipingbiaoError: the folder cannot be written.
    """
    out = out.absolute()
    check_target(out)
    partial, earlier = out / _PARTIAL, out / _EARLIER
    try:
        for folder in (partial, earlier):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        tally = _build(outcomes, partial, more, out / package.PAGES)
        _swap(partial, earlier, out)
    except OSError as error:
        raise ZipingbiaoError(
            f"{out}: cannot be written ({error.strerror or error}); "
            "close programs that have it open, make room on the disk, or give another --out",
            f"{out}：无法写入（{error.strerror or error}），请关闭占用它的程序、腾出磁盘空间，"
            "或另选 --out",
        ) from error
    finally:
        for folder in (partial, earlier):
            shutil.rmtree(folder, ignore_errors=True)
    return tally


def state_of(out: Path) -> dict[str, list[int]]:
    """Size and time of everything that is written into `out`, to see later that nobody changed it;
    of a folder only its time, which changes when something in it comes or goes."""
    found = {}
    for name in WRITTEN:
        if (out / name).exists():
            status = os.stat(out / name)
            size = 0 if stat.S_ISDIR(status.st_mode) else status.st_size
            found[name] = [size, status.st_mtime_ns]
    return found


def _build(outcomes: Iterable[Outcome], folder: Path, more: Sequence[Format], pages: Path) -> Tally:
    tally = Tally()
    with ExitStack() as stack:
        report = stack.enter_context(Report(pages))
        forms = folder / FORMS_FOLDER
        forms.mkdir()
        writers: list[Writer] = [Tables(folder)]
        writers += [format.open(folder / format.leaves) for format in more]
        for writer in writers:
            stack.enter_context(writer)
        for outcome in outcomes:
            tally.add(outcome)
            report.add(outcome)
            for form in outcome.forms:
                write_form(form, forms)
            for writer in writers:
                writer.add(outcome)
        report.write(folder / REPORT)
    package.write_descriptor(folder)
    return tally


def _swap(partial: Path, earlier: Path, out: Path) -> None:
    """Put everything in its place. The descriptor goes first and comes last: without it the folder
    is no output, should the machine stop in between."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in reversed(WRITTEN):
            if (out / name).exists():
                moved.append(_move(out / name, earlier / name))
        for name in WRITTEN:
            if (partial / name).exists():
                moved.append(_move(partial / name, out / name))
    except OSError:
        for was, now in reversed(moved):
            now.rename(was)
        raise


def _move(was: Path, now: Path) -> tuple[Path, Path]:
    was.rename(now)
    return was, now


def _strangers(out: Path) -> list[str]:
    """What somebody put into an earlier output; hidden and Office's lock files do not count."""
    found = [path.name for path in out.iterdir() if path.name not in _OURS]
    forms = out / FORMS_FOLDER
    if forms.is_dir():
        found += [f"forms/{path.name}" for path in forms.iterdir() if path.suffix != ".json"]
    return sorted(name for name in found if not _is_hidden(Path(name).name))


def _is_hidden(name: str) -> bool:
    """Whether a file is there for a program's sake: a lock, what a file manager keeps."""
    return name.startswith((".", "~$"))
