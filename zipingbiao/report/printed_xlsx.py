"""Forms → workbooks, a sheet a form in the shape in which it is printed: merged cells, real numbers
that look as they are printed, signs and notes on what is in doubt, the findings below.

Text is written as text, whatever it begins with: nothing in it is a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zipingbiao.report.printed_look import INKS, TINTS, colours, number_of, signed
from zipingbiao.report.printed_size import heights, widths
from zipingbiao.report.words import (
    FIGURE_STATUSES,
    FORM_STATUSES,
    SEVERITIES,
    STATUS_SIGNS,
    rule_words,
)
from zipingbiao.report.xlsx import EPOCH, note, shown
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.printed import Printed, PrintedCell

# A program that opens a workbook reads all of its sheets.
MOST_SHEETS = 200
INDEX = "目录 index"
# What stands above the table of a form: its title, and where it is from.
ABOVE = 2
_NAME_LENGTH, _NOT_IN_NAMES = 31, re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
_HEADINGS = (
    *("表 sheet", "form_id", "标题 title", "部门 department", "项目 project", "年度 year"),
    *("状态 status", "来源 source", "页 pages"),
)
Noted = dict[str, tuple[str, Severity | None]]
"""What is to be said of figures, by their key, and the worst finding about each."""


class Workbooks:
    """The forms of a batch in a folder of workbooks, so many sheets in each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._book: Book | None = None
        self._books = 0

    def __enter__(self) -> Workbooks:
        self._folder.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def add(self, outcome: Outcome) -> None:
        """Write the forms of a file."""
        for form, printed in zip(outcome.forms, outcome.printed, strict=False):
            if self._book is None or self._book.sheets >= MOST_SHEETS:
                self._close()
                self._books += 1
                self._book = Book(self._folder / f"forms-{self._books:03}.xlsx")
            self._book.add(form, printed)

    def _close(self) -> None:
        if self._book is not None:
            self._book.close()


class Book:
    """One workbook: a list of its forms, then a sheet for each."""

    def __init__(self, path: Path) -> None:
        self._book = xlsxwriter.Workbook(path)
        self._book.set_properties({"created": EPOCH})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._index = self._book.add_worksheet(INDEX)
        self._index.freeze_panes(1, 1)
        self._index.set_landscape()
        self._index.fit_to_pages(1, 0)
        for column, heading in enumerate(_HEADINGS):
            self._index.set_column(column, column, 24 if column < 5 else 12)
            self._index.write_string(0, column, heading, self._format(bold=True, bottom=1))
        self._legend(len(_HEADINGS) + 1)
        self.sheets = 0

    def close(self) -> None:
        """Write it."""
        self._book.close()

    def add(self, form: Form, printed: Printed) -> None:
        """Write a form, and its line of the list."""
        self.sheets += 1
        name = sheet_name(self.sheets, form)
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(ABOVE, 0)
        sheet.repeat_rows(ABOVE + printed.heading)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        listed = _listed(form)
        self._index.write_url(
            self.sheets, 0, f"internal:'{name}'!A1", string=name, cell_format=self._format()
        )
        for column, text in enumerate(listed, start=1):
            self._index.write_string(self.sheets, column, shown(text))
        sheet.write_string(
            0, 0, shown(form.title or form.form_id), self._format(bold=True, font_size=14)
        )
        sheet.write_string(1, 0, shown(" · ".join(filter(None, listed))), self._format())
        self._table(sheet, form, printed)
        self._findings(sheet, form.findings, ABOVE + printed.rows + 1)

    def _legend(self, column: int) -> None:
        """What the signs and colours mean."""
        self._index.set_column(column, column, 24)
        self._index.write_string(0, column, "符号 signs", self._format(bold=True, bottom=1))
        for row, (status, sign) in enumerate(STATUS_SIGNS.items(), start=1):
            words, tint = FIGURE_STATUSES[status], TINTS.get(status)
            made = self._format(**({"bg_color": tint} if tint else {}))
            self._index.write_string(row, column, f"{sign.zh} {words.zh} {words.en}", made)

    def _table(self, sheet: Worksheet, form: Form, printed: Printed) -> None:
        across = list(widths(printed))
        for column, width in enumerate(across):
            sheet.set_column(column, column, width)
        for row, height in enumerate(heights(printed, across)):
            sheet.set_row(ABOVE + row, height)
        figures, noted = dict(form.figures()), _noted(form)
        for cell in printed.cells:
            figure = figures.get(cell.key)
            said, severity = noted.get(cell.key, ("", None))
            self._cell(sheet, cell, figure, severity)
            if said:
                sheet.write_comment(ABOVE + cell.row, cell.column, said)

    def _cell(
        self, sheet: Worksheet, cell: PrintedCell, figure: Figure | None, severity: Severity | None
    ) -> None:
        """A cell, merged where it is; a merged one is written twice, for `merge_range` would take
        a text for what it looks like."""
        row, column = ABOVE + cell.row, cell.column
        number, look = number_of(cell, figure)
        made = self._format(
            border=1,
            text_wrap=True,
            valign="vcenter",
            align="center",
            num_format=signed(look, figure),
            **colours(figure, severity),
            **({"bold": True, "bg_color": "#f0eee7"} if cell.heading else {}),
        )
        if cell.row_span > 1 or cell.column_span > 1:
            last = row + cell.row_span - 1, column + cell.column_span - 1
            sheet.merge_range(row, column, *last, "", made)
        if number is not None:
            sheet.write_number(row, column, float(number), made)
        elif cell.text:
            sheet.write_string(row, column, shown(cell.text), made)
        else:
            sheet.write_blank(row, column, None, made)

    def _findings(self, sheet: Worksheet, findings: Sequence[Finding], row: int) -> None:
        for number, finding in enumerate(findings, start=1):
            severity, rule = SEVERITIES[finding.severity], rule_words(finding.rule)
            said = (
                f"{number}. [{severity.zh} {severity.en}] {rule.zh} {finding.rule}："
                f"{finding.message} {finding.message_en}"
            )
            ink = self._format(font_color=INKS[finding.severity])
            sheet.write_string(row + number, 0, shown(said), ink)

    def _format(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]


def sheet_name(number: int, form: Form) -> str:
    """The name of a form's sheet: unique by its number, and one that Excel takes."""
    named = _NOT_IN_NAMES.sub(" ", shown(form.project or form.department or form.title))
    return f"{number} {' '.join(named.split())}"[:_NAME_LENGTH].rstrip()


def _noted(form: Form) -> Noted:
    """What is in doubt, and what findings say, at the figures they are about."""
    noted: Noted = {
        key: (note(figure), None)
        for key, figure in form.figures()
        if figure.status is not Status.STATED
    }
    order = list(Severity)
    for number, finding in enumerate(form.findings, start=1):
        for key in finding.values[:1]:  # the others are its parts, which may all be right
            said, worst = noted.get(key, ("", None))
            worst = min(worst or finding.severity, finding.severity, key=order.index)
            line = f"{number}. {finding.message}"
            noted[key] = (f"{said}\n{line}" if said else line, worst)
    return noted


def _listed(form: Form) -> tuple[str, ...]:
    status = FORM_STATUSES[form.status]
    pages = str(form.first_page)
    if form.last_page != form.first_page:
        pages += f"–{form.last_page}"
    year = "" if form.fiscal_year is None else str(form.fiscal_year)
    return (
        *(form.form_id, form.title, form.department, form.project, year),
        *(f"{status.zh} {status.en}", form.source, pages),
    )
