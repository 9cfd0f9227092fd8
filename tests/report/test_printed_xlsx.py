from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import handmade
import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

import zipingbiao
from benchmarks.fixtures import FIXTURES
from zipingbiao.batch.work import interpretations_of
from zipingbiao.cli import main
from zipingbiao.extract.reader import read_document
from zipingbiao.report import printed_xlsx
from zipingbiao.report.formats import formats
from zipingbiao.report.output import write_output
from zipingbiao.report.printed_xlsx import ABOVE, INDEX, sheet_name
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.page import Cell
from zipingbiao.schemas.printed import Printed, PrintedCell

NAMES = ("gd-department-errors-pdf.pdf", "transfer-pdf.pdf", "mof-project-xlsx.xlsx")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    out = tmp_path_factory.mktemp("printed") / "out"
    zipingbiao.convert([FIXTURES / name for name in NAMES], out, formats=["xlsx:forms"])
    return openpyxl.load_workbook(out / "printed" / "forms-001.xlsx")


def grids() -> Iterator[tuple[Form, tuple[Cell, ...]]]:
    """The forms of the fixtures, each with the cells it was read from."""
    for name in NAMES:
        for read in interpretations_of(read_document(FIXTURES / name), name):
            assert read.grid
            yield read.form, read.grid.cells


def sheets(book: openpyxl.Workbook) -> list[Worksheet]:
    return [book[name] for name in book.sheetnames if name != INDEX]


def test_a_sheet_a_form_with_the_merges_of_its_page(book: openpyxl.Workbook) -> None:
    for sheet, (form, cells) in zip(sheets(book), grids(), strict=True):
        assert sheet["A1"].value == form.title
        assert form.form_id in str(sheet["A2"].value)
        assert sheet.freeze_panes == f"A{ABOVE + 1}"
        merged = {(m.min_row, m.min_col, m.max_row, m.max_col) for m in sheet.merged_cells.ranges}
        assert merged == {
            (
                *(ABOVE + cell.row + 1, cell.column + 1),
                *(ABOVE + cell.last_row + 1, cell.last_column + 1),
            )
            for cell in cells
            if cell.row_span > 1 or cell.column_span > 1
        }


def test_texts_stand_where_they_are_printed(book: openpyxl.Workbook) -> None:
    for sheet, (_, cells) in zip(sheets(book), grids(), strict=True):
        texts = [cell for cell in cells if cell.text and not cell.text[0].isdigit()]
        assert texts
        for cell in texts:
            assert sheet.cell(ABOVE + cell.row + 1, cell.column + 1).value == cell.text


def test_figures_are_numbers(book: openpyxl.Workbook) -> None:
    for sheet, (form, cells) in zip(sheets(book), grids(), strict=True):
        for figure in (fund.executed for fund in form.funds if fund.executed):
            printed = [c for c in cells if c.text == figure.text and "%" not in figure.text]
            found = [sheet.cell(ABOVE + c.row + 1, c.column + 1) for c in printed]
            assert found
            assert all(cell.data_type == "n" for cell in found)
            assert any(
                cell.value == pytest.approx(float(figure.text.replace(",", ""))) for cell in found
            )


def test_the_list_leads_to_the_sheets(book: openpyxl.Workbook) -> None:
    rows = [row for row in book[INDEX].iter_rows(min_row=2) if row[0].value]
    assert [row[0].value for row in rows] == [sheet.title for sheet in sheets(book)]
    assert [row[1].value for row in rows] == [form.form_id for form, _ in grids()]
    assert rows[0][0].hyperlink
    assert rows[0][0].hyperlink.location == f"'{rows[0][0].value}'!A1"


def test_the_list_says_what_the_signs_mean(book: openpyxl.Workbook) -> None:
    told = [str(row[-1].value) for row in book[INDEX].iter_rows(max_row=5)]
    assert told[0] == "符号 signs"
    assert {text.split()[0] for text in told[1:]} == {"校", "推", "疑", "核"}
    assert book[INDEX].cell(4, 11).fill.fgColor.rgb == "FFFFE6C7"


def test_findings_stand_below_and_at_their_figure(book: openpyxl.Workbook) -> None:
    sheet, (form, _) = sheets(book)[0], next(grids())
    below = [str(row[0].value) for row in sheet.iter_rows(min_row=sheet.max_row - 2)]
    assert len(form.findings) == len(below)
    for number, (finding, said) in enumerate(zip(form.findings, below, strict=True), start=1):
        assert said.startswith(f"{number}. [")
        assert finding.message in said
    comments = [c.comment.text for row in sheet.iter_rows() for c in row if c.comment]
    assert any(form.findings[0].message in comment for comment in comments)


def written(folder: Path, *cells: PrintedCell, form: Form | None = None) -> Worksheet:
    """The sheet of a form whose table has these cells."""
    rows = 1 + max(cell.row for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    outcome = replace(
        handmade.good(form or handmade.form()), printed=(Printed(rows, columns, cells),)
    )
    return sheets(opened(folder, outcome))[0]


def opened(folder: Path, *outcomes: Outcome) -> openpyxl.Workbook:
    write_output(outcomes, folder / "out", formats(["xlsx:forms"]))
    return openpyxl.load_workbook(folder / "out" / "printed" / "forms-001.xlsx")


def test_what_is_in_doubt_has_a_sign_a_colour_and_a_note(tmp_path: Path) -> None:
    sheet = written(
        tmp_path,
        PrintedCell(0, 0, text="3482.37", key="funds/2/initial_budget"),
        PrintedCell(0, 1, text="93. 49", key="forms/1/total_score"),
        PrintedCell(0, 2, text="56655.54", key="funds/1/initial_budget"),
    )
    doubtful, repaired, stated = (sheet.cell(ABOVE + 1, column) for column in (1, 2, 3))
    assert doubtful.value == pytest.approx(3482.37)
    assert doubtful.number_format == '"疑 "0.00'
    assert doubtful.fill.fgColor.rgb == "FFFFE6C7"
    assert doubtful.comment
    assert "存疑 doubtful：3482.37（其他读法 or 3432.37、3482.87）" in doubtful.comment.text
    assert repaired.value == pytest.approx(93.49)
    assert repaired.number_format == '"校 "0.00'
    assert stated.number_format == "0.00"
    assert stated.comment is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "-", "https://a"])
@pytest.mark.parametrize("span", [1, 2])
def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path, text: str, span: int) -> None:
    sheet = written(tmp_path, PrintedCell(0, 0, column_span=span, text=text))
    cell = sheet.cell(ABOVE + 1, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    form = replace(handmade.form(), project="[甲]/乙:丙*丁?'" + "长" * 40)
    name = sheet_name(12, form)
    assert len(name) <= 31
    assert name.startswith("12 甲 乙 丙 丁 长")
    assert not set(name) & set("[]:*?/\\'")
    assert sheet_name(3, replace(form, project="", department="", title="")) == "3"


def test_forms_of_one_name_have_sheets_of_their_own(tmp_path: Path) -> None:
    printed = (Printed(1, 1, (PrintedCell(0, 0, text="a"),)),)
    outcomes = [
        replace(handmade.good(handmade.form(name, f"{name}.pdf")), printed=printed)
        for name in ("a", "b")
    ]
    assert len(sheets(opened(tmp_path, *outcomes))) == 2


def test_half_a_character_ends_nothing(tmp_path: Path) -> None:
    form = replace(handmade.form(), title="甲\ud800乙", project="\ud800")
    sheet = written(tmp_path, PrintedCell(0, 0, text="丙\udfff"), form=form)
    assert sheet["A1"].value == "甲?乙"
    assert sheet.cell(ABOVE + 1, 1).value == "丙?"


def test_a_workbook_that_is_full_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_xlsx, "MOST_SHEETS", 2)
    printed = (Printed(1, 1, (PrintedCell(0, 0, text="a"),)),)
    outcomes = [
        replace(handmade.good(handmade.form(f"f{n}", f"{n}.pdf")), printed=printed)
        for n in range(3)
    ]
    write_output(outcomes, tmp_path / "out", formats(["xlsx:forms"]))
    folder = tmp_path / "out" / "printed"
    assert sorted(path.name for path in folder.iterdir()) == ["forms-001.xlsx", "forms-002.xlsx"]
    assert len(sheets(openpyxl.load_workbook(folder / "forms-002.xlsx"))) == 1


def test_a_file_read_without_its_shape_is_read_again(tmp_path: Path) -> None:
    source, out = FIXTURES / "transfer-pdf.pdf", tmp_path / "out"
    zipingbiao.convert(source, out)
    assert not (out / "printed").exists()
    zipingbiao.convert(source, out, formats=["xlsx:forms"])
    assert (out / "printed" / "forms-001.xlsx").exists()
    zipingbiao.convert(source, out)
    assert not (out / "printed").exists()


def test_equal_batches_are_equal_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        zipingbiao.convert(FIXTURES / "transfer-pdf.pdf", tmp_path / name, formats=["xlsx:forms"])
    one, two = (
        (tmp_path / name / "printed" / "forms-001.xlsx").read_bytes() for name in ("a", "b")
    )
    assert one == two


def test_a_correction_is_put_in_with_its_sign(tmp_path: Path) -> None:
    out, told = tmp_path / "out", tmp_path / "corrections.csv"
    zipingbiao.convert(FIXTURES / NAMES[0], out, formats=["xlsx:forms"])
    (form_id,) = zipingbiao.load(out).forms["form_id"]
    told.write_text(
        "form_id,sha256,table,line,column,value,by,at\n"
        f"{form_id},,forms,1,total_score,93.3,somebody,2024-01-01T00:00:00Z\n"
    )
    assert CliRunner().invoke(main, ["apply", str(out), str(told)]).exit_code == 1
    sheet = sheets(openpyxl.load_workbook(out / "printed" / "forms-001.xlsx"))[0]
    formats = {cell.number_format: cell for row in sheet.iter_rows() for cell in row}
    assert formats['"核 "0.0'].value == pytest.approx(93.3)
