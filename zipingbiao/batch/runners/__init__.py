"""Ways to run one function over many inputs; all have one signature and give the same results.

`run(work, inputs, settings)` takes the inputs as it needs them, and yields each with its result, in
the order in which they are finished.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.limits import Limits
from zipingbiao.batch.results import Result
from zipingbiao.schemas.outcome import Outcome

Work = Callable[[Input], Outcome]
"""What is done with a file; it can be sent to another process."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run: so many workers at a time, and what each file may take.

    `address` is that of a cluster, for the runners that need one.
    """

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    address: str = ""


Results = Generator[tuple[Input, Result], None, None]
"""Files with their results. Who stops early closes it: then what works is ended."""

Run = Callable[[Work, Iterable[Input], Settings], Results]
"""What every runner has."""
