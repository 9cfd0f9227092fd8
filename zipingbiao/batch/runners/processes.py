"""Several files at a time, each in one of `jobs` processes; what goes wrong in one stays there."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice
from multiprocessing import resource_tracker
from threading import current_thread, main_thread

from pebble import ProcessExpired, ProcessPool

from zipingbiao.batch.collecting import collect_rarely
from zipingbiao.batch.failures import Cause, lost
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.limits import OUT_OF_MEMORY, TIMED_OUT, guard
from zipingbiao.batch.results import Result, result_of
from zipingbiao.batch.runners import Results, Settings, Work
from zipingbiao.errors import ZipingbiaoError

# So many files wait for each worker, so that none waits for a file.
_AHEAD = 3
# A worker is renewed after so many files, before what libraries keep adds up.
_RENEWED = 1000


def run(work: Work, inputs: Iterable[Input], settings: Settings) -> Results:
    """Yield every input with its result as it is finished; `work` must be importable by name."""
    pool, waiting = Workers(work, settings), iter(inputs)
    try:
        pool.start()
        while True:
            for item in islice(waiting, settings.jobs * (1 + _AHEAD) - pool.pending):
                pool.give(item)
            if not pool.pending:
                return
            yield from pool.finished()
    finally:
        pool.end()


class Workers:
    """Guarded processes that files are given to.

    A worker that dies, or that took more than its file may, is replaced. The file is then read
    once more, in case it was not its fault; if that fails too, it is a failed file.
    """

    def __init__(self, work: Work, settings: Settings) -> None:
        self._task = partial(guarded, work, settings)
        self._pending: dict[Future[Result], Input] = {}
        self._again: set[Input] = set()
        # spawn: the native libraries' threads do not survive a fork.
        context = multiprocessing.get_context("spawn")
        threads = max(1, (os.cpu_count() or 1) // settings.jobs)
        self._pool = ProcessPool(settings.jobs, _RENEWED, prepare, (threads,), context)

    def start(self) -> None:
        """Start the processes. Whoever does ends them, also if this is interrupted."""
        with _uninterrupted():
            self._pool.active  # noqa: B018  starts it

    @property
    def pending(self) -> int:
        """How many files were given that are not finished."""
        return len(self._pending)

    def give(self, item: Input) -> None:
        """Have a file read."""
        self._pending[self._pool.schedule(self._task, args=(item,))] = item

    def finished(self) -> Iterator[tuple[Input, Result]]:
        """Wait until a file is finished, or found to need another try; those that are finished."""
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
        for future in done:
            item = self._pending.pop(future)
            result = _result(future)
            if not isinstance(result, Cause):
                yield item, result
            elif result.is_chance and item not in self._again:
                self._again.add(item)
                self.give(item)
            else:
                yield item, result_of(lost(item, result))

    def end(self) -> None:
        """Stop the processes, whatever they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Threads and processes that are started here, and by those, see no Ctrl-C: it is the main
    thread's, which hears of it when they are started, and ends them in order."""
    # It lets signals through again when it starts, so it has to be there before.
    resource_tracker.ensure_running()
    struck: list[int] = []
    is_main = current_thread() is main_thread()
    # Blocked here, the signal goes to another thread of a library, and is still told to this one.
    handler = signal.signal(signal.SIGINT, lambda *_: struck.append(1)) if is_main else None
    masks = hasattr(signal, "pthread_sigmask")  # not on Windows
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_main:
            signal.signal(signal.SIGINT, handler)
    if struck:
        raise KeyboardInterrupt


def guarded(work: Work, settings: Settings, item: Input) -> Result:
    """What a worker does with a file, within its limits."""
    guard.arm(settings.limits)
    try:
        return result_of(work(item))
    except MemoryError:
        # What was allocated is not to be had back for sure: a new process is.
        os._exit(OUT_OF_MEMORY)
    finally:
        guard.disarm()


def prepare(threads: int) -> None:
    """Make a process a worker: Ctrl-C is its parent's, and it has so many threads."""
    from zipingbiao.extract.threads import allow

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    allow(threads)
    collect_rarely()


def _result(future: Future[Result]) -> Result | Cause:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise ZipingbiaoError(
            "the processes that read files end before they begin: a script has to call this under "
            '`if __name__ == "__main__":`, for each of them imports the script',
            '读取文件的进程一启动就退出：脚本须在 `if __name__ == "__main__":` 之下调用，'
            "因为每个进程都会导入该脚本",
        ) from error
    except ProcessExpired as error:
        if error.exitcode == TIMED_OUT:
            return Cause.TIME
        return Cause.MEMORY if error.exitcode == OUT_OF_MEMORY else Cause.DEATH
