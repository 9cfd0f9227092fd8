"""How a family scores (评分办法): the variants of a rule that its practice allows."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

# What a scheme calls the execution's weight, that of all indicators together, and that of all
# levels it does not name.
EXECUTION, INDICATORS, OTHERS = "execution", "indicators", "others"
# The published formulas for a target that is not to be exceeded, by the target A and the result B.
REVERSE_FORMULAS = {
    "ratio": "A/B·w",
    "complement": "(1-(B-A)/A)·w",
    "nothing": "0",
}
BANDS = ("reached", "partly", "missed")
ALL = Decimal(100)


class Practice(BaseModel):
    """What differs from province to province. What a family leaves out is as it mostly is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight_schemes: tuple[dict[str, int], ...] = ()
    """Weights of level 1 by the beginning of its name, of `execution`, of all `indicators`, or
    of all `others` that it does not name; a form follows one of them."""
    schemes_adjustable: bool = False
    """Whether the template allows other weights in special cases."""
    reverse_formulas: tuple[str, ...] = tuple(REVERSE_FORMULAS)
    """How a target that was exceeded, and should not be, may be scored."""
    near_miss_percent: Annotated[int, Field(ge=0, le=50)] = 5
    """A miss by no more than this may have been rounded away by hand."""
    overachieved_percent: Annotated[int, Field(gt=100)] = 120
    """From here on a target counts as set too low."""
    overachieved_needs_reason: bool = False
    low_execution_percent: Annotated[int, Field(ge=0, le=100)] = 80
    """Below this rate the template asks why."""
    explain_adjustments: bool = False
    """Whether the template asks why the budget was changed in the year."""
    quality_bands: dict[str, tuple[tuple[int, int], ...]] = {
        "reached": ((80, 100),),
        "partly": ((60, 80), (50, 80)),
        "missed": ((0, 60), (0, 50)),
    }
    """Share of the weight, in percent, for 达成, 部分达成, 未达成; several where practice
    differs."""
    mandatory_levels: tuple[str, ...] = ()
    """Words of the level 1 that every form of the template has."""
    usual_levels: tuple[str, ...] = ()
    """Those that it has unless they do not apply."""

    @field_validator("weight_schemes")
    @classmethod
    def _add_up(cls, schemes: tuple[dict[str, int], ...]) -> tuple[dict[str, int], ...]:
        for scheme in schemes:
            total = sum(scheme.values())
            if total > ALL or any(weight < 0 for weight in scheme.values()):
                raise ValueError(f"{scheme} adds up to {total}; weights are 0 to 100 altogether")
            if INDICATORS in scheme and set(scheme) - {INDICATORS, EXECUTION}:
                raise ValueError(f"{scheme} says both; write the levels or `indicators`")
        return schemes

    @field_validator("reverse_formulas")
    @classmethod
    def _are_formulas(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if name not in REVERSE_FORMULAS:
                raise ValueError(f"{name!r} is none of {', '.join(REVERSE_FORMULAS)}; write these")
        return names

    @model_validator(mode="after")
    def _has_all_bands(self) -> Practice:
        if tuple(self.quality_bands) != BANDS:
            raise ValueError(f"quality_bands: give {', '.join(BANDS)}, in this order")
        for band in self.quality_bands.values():
            if not all(0 <= low < high <= ALL for low, high in band):
                raise ValueError(f"quality_bands: {band} are no shares; write [[80, 100]]")
        return self
