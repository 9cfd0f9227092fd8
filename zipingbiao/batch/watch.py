"""A folder that is converted as files arrive in it (watchfiles), by the ledger of its output."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from zipingbiao.batch.convert import Batch, convert_paths
from zipingbiao.batch.order import Order
from zipingbiao.errors import UsageError
from zipingbiao.extract.archive import is_litter

# Milliseconds without a change until the files are read: large ones arrive in pieces. One that was
# read too early changes after that, and is read again.
_SETTLED, _AT_LATEST = 1000, 30_000


def watched(folder: Path, out: Path, order: Order, stop: Event | None = None) -> Iterator[Batch]:
    """Convert what is in `folder`, and again whenever something changes there, until `stop` is set.

    Raises:
        UsageError: there is no such folder, or see `convert_paths`.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder; give the folder that files arrive in",
            f"{folder}：没有这个文件夹，请指定文件到达的文件夹",
        )
    if _has_files(folder, out):
        yield convert_paths([folder], out, order)
    target = os.path.abspath(out)

    def matters(_: Change, path: str) -> bool:
        inside = Path(path).parts[len(folder.absolute().parts) :]
        return not path.startswith(target) and not any(map(is_litter, inside))

    changes = watch(
        folder.absolute(),
        watch_filter=matters,
        step=_SETTLED,
        debounce=_AT_LATEST,
        stop_event=stop,
        raise_interrupt=True,
    )
    for _ in changes:
        if _has_files(folder, out):
            yield convert_paths([folder], out, order)


def _has_files(folder: Path, out: Path) -> bool:
    from zipingbiao.batch.inputs import find_inputs

    return next(find_inputs([folder], out), None) is not None
