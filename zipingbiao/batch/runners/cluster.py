"""Files read on a Ray cluster: a process a core, on as many machines as it has.

Every file is read as by the runner `processes`, in a guarded process beside the Ray worker that
took it, which keeps its models. Files are given out as workers become free; one that was with a
machine that is lost is given to another.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial
from itertools import islice

import ray
from ray.exceptions import RayError

from zipingbiao.batch.failures import Cause, lost
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.results import Result, result_of
from zipingbiao.batch.runners import Results, Settings, Work
from zipingbiao.batch.runners.processes import Workers

# So many files wait for each core.
_AHEAD = 2
# How often a file is given to another worker when a machine is lost.
_RETRIES = 5


def run(work: Work, inputs: Iterable[Input], settings: Settings) -> Results:
    """Yield every input with its result as it is finished.

    Connects to the cluster at `settings.address`, or starts one on this machine with `jobs` cores,
    unless the process is connected already.
    """
    _connect(settings)
    read = ray.remote(num_cpus=1, max_retries=_RETRIES)(_read)
    shared, alone = ray.put(work), replace(settings, jobs=1)
    waiting, pending = iter(inputs), dict[ray.ObjectRef[Result], Input]()
    while True:
        cores = int(ray.cluster_resources().get("CPU", 1))
        for item in islice(waiting, max(0, cores * (1 + _AHEAD) - len(pending))):
            pending[read.remote(shared, alone, item)] = item
        if not pending:
            return
        done, _ = ray.wait(list(pending))
        for reference in done:
            item = pending.pop(reference)
            yield item, _result(reference, item)


def _connect(settings: Settings) -> None:
    if ray.is_initialized():
        return
    # Ray reports to its makers unless told otherwise.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    init = partial(ray.init, log_to_driver=False, logging_level=logging.ERROR)
    if settings.address:
        init(settings.address)
    else:
        init(num_cpus=settings.jobs, include_dashboard=False)


def _result(reference: ray.ObjectRef[Result], item: Input) -> Result:
    try:
        found: Result = ray.get(reference)
    except RayError:  # it was given out as often as may be
        return result_of(lost(item, Cause.DEATH))
    return found


def _read(work: Work, settings: Settings, item: Input) -> Result:
    """What a Ray worker does with a file."""
    workers = _workers(work, settings)
    workers.give(item)
    while workers.pending:
        for _, result in workers.finished():
            return result
    raise AssertionError("a file that was given is finished")


@cache
def _workers(work: Work, settings: Settings) -> Workers:
    """The guarded process of this Ray worker; it ends with it."""
    workers = Workers(work, settings)
    workers.start()
    return workers
