"""One batch at a time in an output folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from zipingbiao.errors import UsageError, ZipingbiaoError

# Hidden, and left there: a lock that is removed can be held twice.
_LOCK = ".lock"


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the folder, made if need be, against other runs. A killed run holds nothing.

    Raises:
        UsageError: another run is at work in it.
        ZipingbiaoError: it cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / _LOCK)
        lock.acquire(blocking=False)
    except Timeout as error:
        raise UsageError(
            f"{out}: another run is at work in it; wait for it, or give another --out",
            f"{out}：另一个程序正在写入，请等它结束，或另选 --out",
        ) from error
    except OSError as error:
        raise ZipingbiaoError(
            f"{out}: cannot be written ({error.strerror or error}); check the rights and the disk",
            f"{out}：无法写入（{error.strerror or error}），请检查权限和磁盘",
        ) from error
    try:
        yield
    finally:
        lock.release()
