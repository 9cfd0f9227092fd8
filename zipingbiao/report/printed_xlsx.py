"""Forms → workbooks, a sheet a form in the shape in which it is printed: merged cells, real numbers
that look as they are printed, signs and notes on what is in doubt, the findings below.

Text is written as text, whatever it begins with: nothing in it is a formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zipingbiao.report.tabular import plain
from zipingbiao.report.words import (
    FIGURE_STATUSES,
    FORM_STATUSES,
    SEVERITIES,
    STATUS_SIGNS,
    rule_words,
)
from zipingbiao.report.xlsx import EPOCH, is_exact, note, shown
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
# A number as it may be printed alone in a cell, with a unit behind it.
_NUMBER = re.compile(
    r"(?P<number>-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.(?P<decimals>\d+))?)"
    r"(?P<unit>%|万元|亿元|千元|元|分)?"
)
# Excel's highest row.
_HIGHEST = 409.0
_WORDS = re.compile(r"[\u3400-\u9fff]")
_TINTS = {Status.REPAIRED: "#dff0e2", Status.DERIVED: "#e9e5f8", Status.DOUBTFUL: "#ffe6c7"}
_INKS = {Severity.ERROR: "#b3261e", Severity.WARNING: "#9a6200", Severity.INFO: "#2b6a86"}
# Widths of columns in characters, heights of rows in points.
_WIDTH, _LEAST, _MOST, _LINE = 110.0, 5.0, 60.0, 15.0
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
            words, tint = FIGURE_STATUSES[status], _TINTS.get(status)
            made = self._format(**({"bg_color": tint} if tint else {}))
            self._index.write_string(row, column, f"{sign.zh} {words.zh} {words.en}", made)

    def _table(self, sheet: Worksheet, form: Form, printed: Printed) -> None:
        widths = list(_widths(printed))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, height in enumerate(_heights(printed, widths)):
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
            num_format=_signed(look, figure),
            **_colours(figure, severity),
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
            ink = self._format(font_color=_INKS[finding.severity])
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


def number_of(cell: PrintedCell, figure: Figure | None) -> tuple[Decimal | None, str]:
    """The number of a cell as Excel keeps it, and the format that shows it as it is printed; no
    number for a text, or for one with more digits than Excel has."""
    text = cell.text.strip()
    match = _NUMBER.fullmatch(text)
    if figure is None or figure.value is None:
        read = Decimal(match["number"].replace(",", "")) if match and not cell.key else None
    elif match or not _WORDS.search(text):
        read = figure.value.scaleb(cell.shift)
    else:
        read = None  # a label with its weight, a sentence
    if read is None or not is_exact(plain(read)):
        return None, "@"
    decimals = len(match["decimals"] or "") if match else max(0, -int(read.as_tuple().exponent))
    unit = match["unit"] or "" if match else ""
    look = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    if unit == "%":
        return read.scaleb(-2), f"{look}%"
    return read, f'{look}"{unit}"' if unit else look


def _signed(look: str, figure: Figure | None) -> str:
    """A format that shows the sign of a figure's status in front of it."""
    sign = STATUS_SIGNS.get(figure.status) if figure else None
    return f'"{sign.zh} "{look}' if sign else look


def _colours(figure: Figure | None, severity: Severity | None) -> dict[str, object]:
    tint = _TINTS.get(figure.status) if figure else None
    found: dict[str, object] = {"bg_color": tint} if tint else {}
    return found | ({"font_color": _INKS[severity]} if severity else {})


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


def _widths(printed: Printed) -> Iterator[float]:
    """The widths of the columns, in characters: as on the page, or all the same."""
    edges = printed.edges
    if len(edges) != printed.columns + 1 or edges[-1] <= edges[0]:
        yield from (max(_LEAST, _WIDTH / max(1, printed.columns)) for _ in range(printed.columns))
        return
    for left, right in pairwise(edges):
        yield min(_MOST, max(_LEAST, _WIDTH * (right - left) / (edges[-1] - edges[0])))


def _heights(printed: Printed, widths: Sequence[float]) -> list[float]:
    """The heights of the rows, so that all texts are seen; what a merged cell needs beyond its rows
    goes to the last of them."""
    heights = [_LINE] * printed.rows
    for cell in sorted(printed.cells, key=lambda cell: cell.row_span):
        width = sum(widths[cell.column : cell.column + cell.column_span])
        rows = range(cell.row, cell.row + cell.row_span)
        lacking = _lines(cell.text, width) * _LINE - sum(heights[row] for row in rows)
        heights[rows[-1]] += max(0.0, lacking)
    return [min(height, _HIGHEST) for height in heights]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a Chinese character is as wide as two others."""
    widths = (sum(1 + (char > "\u2e7f") for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(wide / max(1.0, width - 1))) for wide in widths)
