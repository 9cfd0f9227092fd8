"""How a batch tells its caller where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zipingbiao.batch.results import Result


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` files are finished; `result` is the latest, None where no file was read.

    `kept` of the finished were read in an earlier run, or lie there twice.
    """

    done: int
    total: int
    result: Result | None = None
    kept: int = 0


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""
