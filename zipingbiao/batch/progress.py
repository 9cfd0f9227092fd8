"""How a batch tells its caller where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zipingbiao.schemas.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Step:
    """`done` of `total` files are finished; `outcome` is the latest, None before the first."""

    done: int
    total: int
    outcome: Outcome | None = None


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Tell nobody."""
