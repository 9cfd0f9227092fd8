from __future__ import annotations

import pytest

from zipingbiao.report.printed_size import heights, widths
from zipingbiao.schemas.printed import Printed, PrintedCell


def test_columns_are_as_wide_as_on_the_page() -> None:
    printed = Printed(1, 3, (), edges=(0, 100, 200, 400))
    one, two, three = widths(printed)
    assert one == two == pytest.approx(three / 2)


def test_columns_of_a_source_without_places_are_all_the_same() -> None:
    assert len(set(widths(Printed(1, 4, ())))) == 1
    assert list(widths(Printed(1, 4, (), edges=(0, 1)))) == list(widths(Printed(1, 4, ())))


def test_rows_are_as_high_as_their_texts() -> None:
    cells = (
        PrintedCell(0, 0, text="短"),
        PrintedCell(1, 0, text="长" * 30),
        PrintedCell(2, 0, text="一\n二\n三"),
    )
    plain, wrapped, lines = heights(Printed(3, 1, cells), [12.0])
    assert wrapped == 6 * plain
    assert lines == 3 * plain


def test_what_a_merged_cell_needs_goes_to_its_last_row() -> None:
    cells = (PrintedCell(0, 0, row_span=2, text="一\n二\n三"), PrintedCell(0, 1, text="短"))
    first, second = heights(Printed(2, 2, cells), [12.0, 12.0])
    assert second == 2 * first


def test_no_row_is_higher_than_excel_has() -> None:
    (height,) = heights(Printed(1, 1, (PrintedCell(0, 0, text="长\n" * 500),)), [12.0])
    assert height == 409
