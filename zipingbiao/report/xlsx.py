"""Rows → one workbook, a sheet a table: frozen headings, real numbers, notes on what is in doubt.

Text is written as text, whatever it begins with: nothing in it is a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from zipingbiao.report.tabular import Row, rows_of
from zipingbiao.report.words import FIGURE_STATUSES
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, Column, Table

# What a sheet holds at most, in rows and in characters of a cell (Excel's specification).
MOST_ROWS, MOST_TEXT = 1_048_576, 32_767
# Excel counts in floats of fifteen digits; a number with more would be another one.
MOST_DIGITS = 15
# No date of its own: equal batches are equal files.
EPOCH = datetime(1980, 1, 1)
_WIDE = {"string": 24, "array": 24, "number": 12, "integer": 9}
Notes = dict[tuple[str, str, str], str]
"""What is to be said of a cell, by its table, line and column."""


class Workbook:
    """The six tables of a batch in one file, written file by file."""

    def __init__(self, path: Path) -> None:
        # One row at a time is in memory.
        self._book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self._book.set_properties({"created": EPOCH})
        self._heading = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._sheets = {table.name: self._sheet(table) for table in TABLES}
        self._next = {table.name: 1 for table in TABLES}

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        for table in TABLES:
            last = max(1, self._next[table.name] - 1)
            self._sheets[table.name].autofilter(0, 0, last, len(table.columns) - 1)
        self._book.close()

    def add(self, outcome: Outcome) -> None:
        """Write the rows about a file."""
        notes = {form.form_id: _notes(form.figures()) for form in outcome.forms}
        for table in TABLES:
            for row in rows_of(outcome, table):
                self._write(table, row, notes.get(row.get("form_id", ""), {}))

    def _sheet(self, table: Table) -> Worksheet:
        sheet = self._book.add_worksheet(table.title)
        sheet.freeze_panes(1, 1)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _WIDE[column.type])
            sheet.write_string(0, number, f"{column.title}\n{column.name}", self._heading)
        return sheet

    def _write(self, table: Table, row: Row, notes: Notes) -> None:
        sheet, line = self._sheets[table.name], self._next[table.name]
        if line >= MOST_ROWS:
            raise ValueError(f"{table.name}: more rows than a sheet holds; use another format")
        self._next[table.name] = line + 1
        for number, column in enumerate(table.columns):
            _write_cell(sheet, line, number, column, row[column.name])
            note = notes.get((table.name, row.get("line", "1"), column.name))
            if note:
                sheet.write_comment(line, number, note)


def _write_cell(sheet: Worksheet, line: int, number: int, column: Column, cell: str) -> None:
    if not cell:
        return
    if column.type in ("number", "integer") and is_exact(cell):
        sheet.write_number(line, number, float(cell))
    else:
        sheet.write_string(line, number, shown(cell))


def shown(cell: str) -> str:
    """As much of a text as a cell holds, and that it goes on in the CSV file; half a character (a
    lone surrogate) becomes `?`."""
    cell = cell.encode(errors="replace").decode()
    if len(cell) <= MOST_TEXT:
        return cell
    end = "…（见 CSV see the CSV file）"
    return cell[: MOST_TEXT - len(end)] + end


def is_exact(cell: str) -> bool:
    """Whether Excel shows a number as it is."""
    return len(cell.lstrip("-0.").replace(".", "")) <= MOST_DIGITS


def _notes(figures: Iterable[tuple[str, Figure]]) -> Notes:
    """What is to be said of figures that are not as printed."""
    found: Notes = {}
    for key, figure in figures:
        if figure.status is not Status.STATED:
            table, line, column = key.split("/")
            found[table, line, column] = note(figure)
    return found


def note(figure: Figure) -> str:
    """What is to be said of a figure that is not as printed."""
    words = FIGURE_STATUSES[figure.status]
    other = "、".join(reading.text for reading in figure.alternatives)
    said = f"{words.zh} {words.en}：{figure.text}"
    return shown(said + (f"（其他读法 or {other}）" if other else ""))
