"""An output folder elsewhere (s3://, gs://, hdfs:// …): written here, brought there.

What a batch has done is brought there every minute, with its ledger; a run that dies loses the last
minute, no more. The output itself goes there at the end, its descriptor last.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zipingbiao.batch import remote
from zipingbiao.batch.ledger import Ledger
from zipingbiao.batch.progress import Progress, Step
from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report.output import WRITTEN
from zipingbiao.report.package import FILE_NAME, LEDGER, PAGES, PROFILED, RUN

# Seconds from one saving of the ledger to the next, and how many make a lock a dead run's.
_SAVED, _DEAD = 60.0, 300.0
_LOCK = ".lock"


class Elsewhere:
    """A folder of a store, and its like on this machine."""

    def __init__(self, url: str, here: Path) -> None:
        self.here = here
        self._url = url
        self._store, root = remote.filesystem(url)
        self._root = root.rstrip("/")
        self._last = time.monotonic()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder against other runs.

        Raises:
            UsageError: another run is at work in it.
        """
        with _told(self._url):
            if self._store.exists(self._path(_LOCK)):
                taken = float(self._store.cat_file(self._path(_LOCK)))
                if time.time() - taken < _DEAD:
                    raise UsageError(
                        f"{self._url}: another run is at work in it; wait for it (if it died, for "
                        f"{_DEAD / 60:.0f} minutes), or give another --out",
                        f"{self._url}：另一个程序正在写入，请等它结束（若它已异常终止，"
                        f"请等 {_DEAD / 60:.0f} 分钟），或另选 --out",
                    )
            self._lock()
        try:
            yield
        finally:
            with _told(self._url):
                self._store.rm_file(self._path(_LOCK))

    def fetch(self) -> None:
        """Bring the ledger here, and the descriptor that tells of a whole output, if there are."""
        with _told(self._url):
            for name in (LEDGER, FILE_NAME):
                if self._store.exists(self._path(name)):
                    self._store.get_file(self._path(name), str(self.here / name))

    def saving(self, ledger: Ledger, heard: Progress) -> Progress:
        """A listener that saves the ledger from time to time, and passes on what it hears."""

        def listen(step: Step) -> None:
            heard(step)
            if time.monotonic() - self._last >= _SAVED:
                self.save(ledger)

        return listen

    def save(self, ledger: Ledger) -> None:
        """Bring a copy of the ledger there."""
        copy = self.here / f"{LEDGER}.copy"
        ledger.copy_to(copy)
        with _told(self._url):
            self._put(copy, LEDGER)
            self._lock()
        copy.unlink()
        self._last = time.monotonic()

    def bring(self) -> None:
        """Bring the output there: what is new replaces what was, and what was not written goes."""
        with _told(self._url):
            if self._store.exists(self._path(FILE_NAME)):
                self._store.rm_file(self._path(FILE_NAME))
            written = [p for p in sorted(self.here.rglob("*")) if self._is_written(p)]
            names = {path.relative_to(self.here).as_posix(): path for path in written}
            for name, path in names.items():
                if name != FILE_NAME:
                    self._put(path, name)
            for found in self._store.find(self._root):
                name = found[len(self._root) + 1 :]
                if name.partition("/")[0] in WRITTEN and name not in names:
                    self._store.rm_file(found)
            if FILE_NAME in names:
                self._put(names[FILE_NAME], FILE_NAME)

    def _is_written(self, path: Path) -> bool:
        top = path.relative_to(self.here).parts[0]
        return path.is_file() and top in {*WRITTEN, RUN, PROFILED, PAGES}

    def _put(self, path: Path, name: str) -> None:
        target = self._path(name)
        self._store.makedirs(target.rpartition("/")[0], exist_ok=True)
        self._store.put_file(str(path), target)

    def _lock(self) -> None:
        self._store.makedirs(self._root, exist_ok=True)
        self._store.pipe_file(self._path(_LOCK), f"{time.time():.0f}".encode())

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


@contextmanager
def elsewhere(url: str) -> Iterator[Elsewhere]:
    """The folder at a URL, while a batch is at work in it."""
    with tempfile.TemporaryDirectory(prefix="zipingbiao-", ignore_cleanup_errors=True) as folder:
        with _told(url):
            there = Elsewhere(url, Path(folder))
        with there.held():
            there.fetch()
            yield there


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn what a store says into one sentence."""
    try:
        yield
    except ZipingbiaoError:
        raise
    except Exception as error:  # every store has errors of its own
        said = " ".join(str(error).split())[:200]
        raise ZipingbiaoError(
            f"{url}: cannot be read or written ({type(error).__name__}: {said}); check the address "
            "and the rights, and run the same command again",
            f"{url}：无法读写（{type(error).__name__}：{said}），请检查地址和权限，再次运行同一命令",
        ) from error
