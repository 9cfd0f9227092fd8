from __future__ import annotations

from decimal import Decimal

import pytest

from zipingbiao.reconcile.reading import derived, figure_of, text_figure
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.page import Box, Cell, Reading, Source

BOX = Box(0, 0, 40, 20)


def cell(text: str, source: Source = Source.TEXT_LAYER) -> Cell:
    return Cell(0, 0, 1, 1, text, 2, BOX, source, 0.7, (Reading("88", 0.2),))


def test_a_figure_keeps_text_place_and_evidence() -> None:
    figure = figure_of(cell("93. 49", Source.OCR))
    assert figure
    assert (figure.value, figure.decimals, figure.text) == (Decimal("93.49"), 2, "93. 49")
    assert figure.status is Status.STATED
    assert figure.place
    assert (figure.place.page, figure.place.box) == (2, BOX)
    assert (figure.confidence, figure.alternatives) == (0.7, (Reading("88", 0.2),))


@pytest.mark.parametrize("text", ["", "/", "—", "无"])
def test_a_blank_is_no_figure(text: str) -> None:
    assert figure_of(cell(text)) is None
    assert figure_of(None) is None


@pytest.mark.parametrize(("text", "value"), [("1O", "10"), ("l2.5", "12.5"), ("9·6", "9.6")])
def test_letters_for_digits_are_repaired_where_the_text_was_recognised(
    text: str, value: str
) -> None:
    repaired, printed = figure_of(cell(text, Source.DUMP)), figure_of(cell(text))
    assert repaired
    assert printed
    assert (repaired.value, repaired.status) == (Decimal(value), Status.REPAIRED)
    assert repaired.text == text
    assert (printed.value, printed.status) == (None, Status.DOUBTFUL)


def test_a_text_that_is_no_number_is_kept_in_doubt() -> None:
    figure = figure_of(cell("19,20", Source.OCR))
    assert figure
    assert (figure.value, figure.status) == (None, Status.DOUBTFUL)
    assert [reading.text for reading in figure.alternatives] == ["19.20", "1920"]


@pytest.mark.parametrize(
    ("text", "unit", "value", "decimals"),
    [
        ("1,234,500.00", "元", "123.45", 6),
        ("1,234,500", "元", "123.45", 4),
        ("0.5", "亿元", "5000", 0),
        ("90万元", "元", "90", 0),
        ("12.30", "万元", "12.3", 2),
    ],
)
def test_amounts_are_in_wan_yuan_and_as_precise_as_printed(
    text: str, unit: str, value: str, decimals: int
) -> None:
    figure = figure_of(cell(text), unit)
    assert figure
    assert (figure.value, figure.decimals) == (Decimal(value), decimals)


def test_a_figure_within_a_text_and_a_derived_one() -> None:
    within = text_figure("12.5", cell("产出指标（12.5分）"))
    assert within
    assert (within.value, within.text) == (Decimal("12.5"), "产出指标（12.5分）")
    assert text_figure("", cell("产出指标")) is None
    made = derived(Decimal("7.5"), 1)
    assert (made.status, made.places) == (Status.DERIVED, ())
