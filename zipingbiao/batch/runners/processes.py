"""Several files at a time, each in one of `jobs` processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.runners import Work
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.outcome import FileStatus, Outcome


def run(work: Work, inputs: Sequence[Input], jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every input as it is finished; `work` must be importable by name.

    When a process dies (a crash in a native library, memory), the pool dies with it. The files
    left over then run alone, each in a pool of its own, so that only the guilty one is lost.
    """
    left = dict.fromkeys(inputs)
    try:
        for item, outcome in _pooled(work, inputs, jobs):
            del left[item]
            yield outcome
    except BrokenProcessPool:
        for item in left:
            yield _alone(work, item)


def _pooled(work: Work, inputs: Sequence[Input], jobs: int) -> Iterator[tuple[Input, Outcome]]:
    pool = _pool(jobs)
    try:
        futures = {pool.submit(work, item.path, item.source): item for item in inputs}
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(work: Work, item: Input) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(work, item.path, item.source).result()
        except BrokenProcessPool:
            return _died(item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # spawn: the native libraries' threads do not survive a fork.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))


def _died(item: Input) -> Outcome:
    error = "the process that read it died: the file may be damaged or too large for the memory"
    finding = Finding(
        rule="file-failed",
        severity=Severity.ERROR,
        verdict=Verdict.EXTRACTION,
        subject=item.source,
        message="读取该文件的进程意外终止：文件可能已损坏，或内存不足。",
        message_en=f"{error[0].upper()}{error[1:]}.",
        suggestion="请单独打开该文件检查，或重新下载后再试。",
    )
    return Outcome(item.source, "", FileStatus.FAILED, error=error, findings=(finding,))
