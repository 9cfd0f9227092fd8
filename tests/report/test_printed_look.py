from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zipingbiao.report.printed_look import INKS, TINTS, colours, number_of, signed
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.printed import PrintedCell


def figure(value: str, unit: str = "", status: Status = Status.STATED) -> Figure:
    return Figure(value, Decimal(value), unit=unit, status=status)


@pytest.mark.parametrize(
    ("text", "found", "shift", "number", "look"),
    [
        ("1,234.50", figure("1234.50"), 0, "1234.50", "#,##0.00"),
        ("97.75%", figure("97.75", "%"), 0, "0.9775", "0.00%"),
        ("98.5分", figure("98.5", "分"), 0, "98.5", '0.0"分"'),
        ("12345", figure("1.2345", "元"), 4, "12345", "0"),
        ("-3", figure("-3"), 0, "-3", "0"),
        ("93. 4q", figure("93.49", status=Status.REPAIRED), 0, "93.49", "0.00"),
        ("产出指标(50分)", figure("50"), 0, None, "@"),
        ("9?", replace(figure("9"), value=None, status=Status.DOUBTFUL), 0, None, "@"),
        ("2022", None, 0, "2022", "0"),
        ("0.5", None, 0, "0.5", "0.0"),
        ("007", None, 0, None, "@"),
        ("≥90%", None, 0, None, "@"),
        ("1234567890123456", None, 0, None, "@"),
        ("1,23", None, 0, None, "@"),
    ],
)
def test_numbers_look_as_they_are_printed(
    text: str, found: Figure | None, shift: int, number: str | None, look: str
) -> None:
    cell = PrintedCell(0, 0, text=text, key="k" if found else "", shift=shift)
    expected = None if number is None else Decimal(number)
    assert number_of(cell, found) == (expected, look)


def test_a_figure_that_is_not_as_printed_has_a_sign_and_a_tint() -> None:
    for status in set(Status) - {Status.STATED}:
        assert signed("0.0", figure("1", status=status)) in {f'"{c} "0.0' for c in "校推疑核"}
    assert signed("0.0", figure("1")) == signed("0.0", None) == "0.0"
    doubtful = figure("1", status=Status.DOUBTFUL)
    assert colours(doubtful, Severity.ERROR) == {
        "bg_color": TINTS[Status.DOUBTFUL],
        "font_color": INKS[Severity.ERROR],
    }
    assert colours(None, None) == colours(figure("1"), None) == {}
