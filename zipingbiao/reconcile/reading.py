"""Cell → figure: the number, how it was read, and whether that is in doubt."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.normalize.figures import (
    Number,
    amount_factor,
    is_null,
    parse_number,
    readings_of_comma,
)
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.page import Cell, Reading, Source
from zipingbiao.schemas.vocabulary import lookalikes

# A % falls into two characters: %6, %%.
_PERCENT_TWICE = re.compile(r"%\s*[6%]$")


def place_of(cell: Cell) -> Place:
    """Where a cell stands."""
    return Place(cell.page, cell.box)


def figure_of(cell: Cell | None, unit: str = "") -> Figure | None:
    """The figure that a cell prints; None if it prints none (blank, `/`, `—`).

    A text that is no number gives a doubtful figure without a value: nothing is lost in silence.

    Args:
        cell: a cell of a column that holds figures.
        unit: the money unit of the table; amounts are converted to 万元.
    """
    if cell is None or is_null(cell.text):
        return None
    number = number_of(cell)
    if number is None:
        return _unread(cell)
    status = Status.STATED if parse_number(cell.text) is not None else Status.REPAIRED
    return _figure(cell, number, number.unit if "元" in number.unit else unit, status)


def number_of(cell: Cell) -> Number | None:
    """The number that a cell prints; a recognised one also with letters for digits."""
    number = parse_number(cell.text)
    if number is None and not cell.source.printed:
        number = as_figure(cell.text)
    if number is None and cell.source is Source.OCR:
        number = as_figure(cell.text.replace(" ", ""))
    return number


def as_figure(text: str) -> Number | None:
    """A recognised text as the number it is where only figures can stand."""
    return parse_number(_PERCENT_TWICE.sub("%", text.translate(lookalikes())))


def _confidence(cell: Cell, number: Number) -> float:
    """How sure the recogniser is of the number: readings that are the same number add up."""
    same = [r.probability for r in cell.readings if as_figure(r.text) == number]
    return min(1.0, cell.confidence + sum(same))


def text_figure(text: str, cell: Cell) -> Figure | None:
    """A figure printed within a longer text (a weight in a label)."""
    number = parse_number(text)
    return None if number is None else _figure(cell, number, "", Status.STATED)


def _figure(cell: Cell, number: Number, unit: str, status: Status) -> Figure:
    factor = amount_factor(unit)
    shift = -int(factor.adjusted()) if factor != 1 else 0
    return Figure(
        text=cell.text,
        value=number.value * factor,
        decimals=max(0, number.decimals + shift),
        unit=unit or number.unit,
        status=status,
        confidence=_confidence(cell, number),
        places=(place_of(cell),),
        source=cell.source,
        alternatives=cell.readings,
    )


def _unread(cell: Cell) -> Figure:
    alternatives = tuple(Reading(str(n.value), 0.5) for n in readings_of_comma(cell.text))
    return Figure(
        text=cell.text,
        value=None,
        status=Status.DOUBTFUL,
        confidence=0.0,
        places=(place_of(cell),),
        source=cell.source,
        alternatives=alternatives or cell.readings,
    )


def derived(value: Decimal, decimals: int) -> Figure:
    """A figure that is not printed, computed from others."""
    return Figure(text="", value=value, decimals=decimals, status=Status.DERIVED)
