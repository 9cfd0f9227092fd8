from __future__ import annotations

from dataclasses import replace

import forms
import pytest

from benchmarks.fixtures import FIXTURES
from zipingbiao.batch.work import interpretations_of
from zipingbiao.extract.reader import read_document
from zipingbiao.normalize.figures import parse_number
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.printed import printed_form
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.printed import Printed

NAMES = [
    *("gd-department-errors-pdf.pdf", "mof-project-cost-pdf.pdf", "transfer-county-pdf.pdf"),
    *("henan-project-xlsx.xlsx", "hubei-department-html.html", "gd-department-text.txt"),
]


def first(name: str) -> Interpretation:
    return interpretations_of(read_document(FIXTURES / name), name)[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_slot_of_the_table_is_covered_once(name: str) -> None:
    printed = printed_form(first(name))
    slots = [
        (row, column)
        for cell in printed.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(slots) == len(set(slots)) == printed.rows * printed.columns


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_s_value_is_the_number_in_its_cell(name: str) -> None:
    read = first(name)
    figures, alone = dict(read.form.figures()), 0
    for cell in printed_form(read).cells:
        number = parse_number(cell.text)
        figure = figures.get(cell.key)
        if figure and figure.value is not None and figure.status is Status.STATED and number:
            assert figure.value.scaleb(cell.shift) == number.value, cell
            alone += 1
    assert alone > 10


@pytest.mark.parametrize(("unit", "shift"), [("元", 4), ("千元", 1), ("万元", 0), ("亿元", -4)])
def test_amounts_are_shown_in_the_unit_of_the_page(unit: str, shift: int) -> None:
    read = first("transfer-pdf.pdf")
    funds = tuple(
        replace(fund, executed=fund.executed and replace(fund.executed, unit=unit))
        for fund in read.form.funds
    )
    printed = printed_form(replace(read, form=replace(read.form, funds=funds)))
    shifts = {cell.shift for cell in printed.cells if cell.key.endswith("/executed")}
    assert shifts == {shift}


def test_the_heading_is_known() -> None:
    printed = printed_form(first("gd-department-errors-pdf.pdf"))
    headings = [cell for cell in printed.cells if cell.heading]
    assert min(cell.row for cell in headings) == printed.heading
    assert "三级指标" in {cell.text for cell in headings}
    assert len(printed.edges) == printed.columns + 1


def test_a_form_of_no_grid_has_no_shape() -> None:
    assert printed_form(forms.judged(forms.form())) == Printed(0, 0, ())
