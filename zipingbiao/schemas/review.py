"""What a person says of a figure, having looked at the page (复核)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """The value of the figure with this key `table/line/column`, in the unit of its table, as it
    was written, or None where the page prints no number; who says so, and when (ISO 8601)."""

    key: str
    value: Decimal | None
    by: str = ""
    at: str = ""

    @property
    def decimals(self) -> int:
        """The decimals that were written."""
        exponent = 0 if self.value is None else self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
