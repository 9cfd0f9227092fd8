"""The output folder, whole or not at all; and outcomes back from a folder written earlier."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report import package
from zipingbiao.report.csv_files import write_tables
from zipingbiao.report.form_json import write_forms
from zipingbiao.report.html.page import write_report
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.tables import TABLES

FORMS_FOLDER = "forms"
REPORT = "report.html"
_OURS = {package.FILE_NAME, REPORT, FORMS_FOLDER, *(table.path for table in TABLES)}


def check_target(out: Path) -> None:
    """Refuse a target that cannot be replaced without losing somebody's files.

    Raises:
        UsageError: `out` is a file, or a folder with anything in it that is not ours.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageError(
            f"{out}: is a file; give a folder that is new, empty, or an earlier output"
        )
    strangers = _strangers(out)
    if any(out.iterdir()) and not package.is_ours(out):
        raise UsageError(f"{out}: not empty and no earlier output; give a new or empty folder")
    if strangers:
        raise UsageError(f"{out}: holds files of yours ({', '.join(strangers)}); move them first")


def all_failed(outcomes: Sequence[Outcome]) -> bool:
    """Whether not a single file could be read."""
    unread = (FileStatus.FAILED, FileStatus.SKIPPED)
    return bool(outcomes) and all(outcome.status in unread for outcome in outcomes)


def write_output(outcomes: Sequence[Outcome], out: Path) -> bool:
    """Write everything the contract names into `out`, replacing an earlier output.

    Returns False, and leaves `out` as it is, when every file failed and `out` holds an
    earlier output: a failed run never costs a good one.

    Raises:
        UsageError: see `check_target`.
        ZipingbiaoError: the folder cannot be written.
    """
    out = out.absolute()
    check_target(out)
    if all_failed(outcomes) and package.is_ours(out):
        return False
    # A sibling, so that the last step is a rename within one file system.
    partial = out.with_name(f".{out.name}.{os.getpid()}.partial")
    try:
        _build(outcomes, partial)
        _swap(partial, out)
    except OSError as error:
        raise ZipingbiaoError(
            f"{out}: cannot be written ({error.strerror or error}); "
            "close programs that have it open, or give another --out"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return True


def _build(outcomes: Sequence[Outcome], folder: Path) -> None:
    (folder / FORMS_FOLDER).mkdir(parents=True)
    write_tables(rows(outcomes), folder)
    write_forms([form for outcome in outcomes for form in outcome.forms], folder / FORMS_FOLDER)
    package.write_descriptor(folder)
    write_report(outcomes, folder / REPORT)


def _swap(partial: Path, out: Path) -> None:
    if not out.exists():
        partial.rename(out)
        return
    earlier = out.with_name(f".{out.name}.{os.getpid()}.earlier")
    out.rename(earlier)
    try:
        partial.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _strangers(out: Path) -> list[str]:
    """What somebody put into an earlier output; hidden and Office's lock files do not count."""
    found = [path.name for path in out.iterdir() if path.name not in _OURS]
    forms = out / FORMS_FOLDER
    if forms.is_dir():
        found += [f"forms/{path.name}" for path in forms.iterdir() if path.suffix != ".json"]
    return sorted(name for name in found if not Path(name).name.startswith((".", "~$")))
