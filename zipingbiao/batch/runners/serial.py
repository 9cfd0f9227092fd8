"""One file after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.runners import Work
from zipingbiao.schemas.outcome import Outcome


def run(work: Work, inputs: Sequence[Input]) -> Iterator[Outcome]:
    """Yield the outcome of every input, in order."""
    for item in inputs:
        yield work(item.path, item.source)
