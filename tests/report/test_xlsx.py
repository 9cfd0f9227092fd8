from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade
import openpyxl
import pytest

from zipingbiao.report.formats import formats
from zipingbiao.report.output import write_output
from zipingbiao.report.tabular import rows
from zipingbiao.report.xlsx import MOST_TEXT
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import FORMS, FUNDS, INDICATORS, TABLES


def opened(folder: Path, *outcomes: Outcome) -> openpyxl.Workbook:
    write_output(outcomes, folder / "out", formats(["xlsx"]))
    return openpyxl.load_workbook(folder / "out" / "tables.xlsx")


def test_a_sheet_a_table_with_its_heading_in_place(tmp_path: Path) -> None:
    book = opened(tmp_path, *handmade.batch())
    assert book.sheetnames == [table.title for table in TABLES]
    for table in TABLES:
        sheet = book[table.title]
        assert sheet.freeze_panes == "B2"
        assert sheet.max_row == 1 + len(rows(handmade.batch())[table.name])
        names = [str(cell.value).split("\n")[1] for cell in sheet[1]]
        assert names == list(table.header)


def test_numbers_are_numbers_and_notes_say_what_is_in_doubt(tmp_path: Path) -> None:
    book = opened(tmp_path, *handmade.batch())
    forms, funds = book[FORMS.title], book[FUNDS.title]
    score = forms.cell(2, FORMS.header.index("total_score") + 1)
    assert score.value == pytest.approx(93.49)
    assert score.comment
    assert "已校正" in score.comment.text
    assert any(cell.comment and "存疑" in cell.comment.text for row in funds for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    form = handmade.form()
    leaves = tuple(replace(leaf, target=text) for leaf in form.indicators)
    sheet = opened(tmp_path, handmade.good(replace(form, indicators=leaves)))[INDICATORS.title]
    cell = sheet.cell(2, INDICATORS.header.index("target") + 1)
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_text_too_long_for_a_cell_says_where_it_goes_on(tmp_path: Path) -> None:
    form = replace(handmade.form(), title="长" * (MOST_TEXT + 1))
    sheet = opened(tmp_path, handmade.good(form))[FORMS.title]
    assert any(str(cell.value).endswith("（见 CSV see the CSV file）") for cell in sheet[2])


def test_equal_batches_are_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_output(handmade.batch(), tmp_path / name, formats(["xlsx"]))
    one, two = ((tmp_path / name / "tables.xlsx").read_bytes() for name in ("a", "b"))
    assert one == two


def test_half_a_character_ends_nothing(tmp_path: Path) -> None:
    form = replace(handmade.form(), title="甲\ud800乙")
    sheet = opened(tmp_path, handmade.good(form))[FORMS.title]
    assert sheet.cell(2, FORMS.header.index("title") + 1).value == "甲?乙"
