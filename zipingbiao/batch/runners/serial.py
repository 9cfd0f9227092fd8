"""One file after the other, in this process. Nothing guards it: a crash ends the run."""

from __future__ import annotations

from collections.abc import Iterable

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.results import result_of
from zipingbiao.batch.runners import Results, Settings, Work


def run(work: Work, inputs: Iterable[Input], settings: Settings) -> Results:
    """Yield every input with its result, in order."""
    for item in inputs:
        yield item, result_of(work(item))
