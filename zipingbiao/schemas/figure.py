"""A figure is evidence, not a value: text, number, precision, where it stands, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from zipingbiao.schemas.page import Box, Reading, Source


class Status(StrEnum):
    """How a published value stands to the page.

    stated: the document prints it. repaired: read wrongly at first, put right from evidence.
    derived: not printed or not legible, computed. doubtful: may be wrong. reviewed: a person looked
    at the page, and says so.
    """

    STATED = "stated"
    REPAIRED = "repaired"
    DERIVED = "derived"
    DOUBTFUL = "doubtful"
    REVIEWED = "reviewed"


# What the page prints, for all that the program or a person can tell.
PRINTED = frozenset({Status.STATED, Status.REVIEWED})


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read; `box` is None where the source has no geometry."""

    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed (or derived) number.

    `text` is as read, before any repair. `value` is in the unit of its table (amounts: 万元); it is
    None where the page prints something that could not be read as one number (then doubtful).
    `decimals` are the printed decimals of `value`, so it stands for value ± ½·10^-decimals
    (the interval reading of XBRL Calculations 1.1). `alternatives` are other readings, best first.
    `evidence` names what speaks for `value` beside the first reading: slugs of rules,
    `second-look`, `joint-decoding`. `checks` is how many sums and rates that hold have it.
    """

    text: str
    value: Decimal | None
    decimals: int = 0
    unit: str = ""
    status: Status = Status.STATED
    confidence: float = 1.0
    places: tuple[Place, ...] = ()
    source: Source = Source.TEXT_LAYER
    alternatives: tuple[Reading, ...] = ()
    evidence: tuple[str, ...] = ()
    checks: int = 0

    @property
    def place(self) -> Place | None:
        return self.places[0] if self.places else None

    def marked(self, status: Status) -> Figure:
        """The same figure with another status."""
        return replace(self, status=status)
