"""One sheet of a workbook: what its cells print, and which of them are merged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from zipingbiao.extract.dateformat import is_date_format, printed_date, printed_iso
from zipingbiao.extract.flow import Flow
from zipingbiao.extract.notes import HIDDEN, TOO_LARGE, UNSAVED
from zipingbiao.extract.numberformat import general, printed_number
from zipingbiao.extract.ooxml import attribute, child, local, number
from zipingbiao.extract.sheetstyles import Style
from zipingbiao.extract.sheetview import Area, Hidden, SheetView
from zipingbiao.extract.symbols import in_font

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# More digits than a file has room for texts.
_INDEX = re.compile(r"\s*[0-9]{1,9}\s*")
# Merged cells times rows: a form has some thousands.
MOST_MERGED = 2_000_000


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    texts: Sequence[str]
    styles: Sequence[Style]
    since_1904: bool = False


@dataclass(slots=True)
class _Sheet:
    """The printed cells of a sheet while they are collected."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    ruled: set[int] = field(default_factory=set)
    unsaved: bool = False


def read_sheet(root: etree._Element, book: Book, flow: Flow) -> None:
    """Write the tables and lines of a worksheet into a page."""
    sheet, row = _Sheet(), 0
    hidden_rows: list[tuple[int, int]] = []
    for item in _children(root, "sheetData"):
        row = number(item, "r", row + 1)
        _read_row(item, row, book, sheet)
        if _is_hidden(item, "ht"):
            hidden_rows.append((row, row))
    columns = [item for item in _children(root, "cols") if _is_hidden(item, "width")]
    hidden_columns = ((number(item, "min"), number(item, "max")) for item in columns)
    merged = list(_merged(_children(root, "mergeCells")))
    if len(merged) * len({row for row, _ in sheet.texts}) > MOST_MERGED:
        flow.note(TOO_LARGE)
        return
    if sheet.unsaved:
        flow.note(UNSAVED)
    view = SheetView(_areas(sheet, merged), Hidden(hidden_rows), Hidden(hidden_columns))
    if view.hides_text:
        flow.note(HIDDEN)
    view.write(flow, sheet.ruled)


def string_text(item: etree._Element) -> str:
    """The text of a shared or inline string: its pieces, without phonetic guides."""
    pieces = (part for part in item if local(part) in ("t", "r"))
    return "".join((part.text or "") if local(part) == "t" else _piece(part) for part in pieces)


def _piece(part: etree._Element) -> str:
    text, name = child(part, "t"), child(part, "rPr", "rFont")
    font = None if name is None else attribute(name, "val")
    return "" if text is None else in_font(text.text or "", font)


def _children(root: etree._Element, name: str) -> Iterator[etree._Element]:
    group = child(root, name)
    return iter(()) if group is None else iter(group)


def _is_hidden(item: etree._Element, size: str) -> bool:
    """A row or column that is switched off, or has no height or width."""
    measure = attribute(item, size)
    try:
        flat = measure is not None and float(measure) == 0
    except ValueError:
        flat = False
    return flat or attribute(item, "hidden") in ("1", "true")


def _read_row(item: etree._Element, row: int, book: Book, sheet: _Sheet) -> None:
    column = 0
    for cell in item:
        match = _REFERENCE.fullmatch(attribute(cell, "r") or "")
        column = _column(match[1]) if match else column + 1
        index = number(cell, "s")
        style = book.styles[index] if index < len(book.styles) else Style()
        if style.ruled:
            sheet.ruled.add(row)
        text = _printed(cell, style, book)
        sheet.unsaved |= not text and child(cell, "f") is not None and _value(cell) is None
        if text.strip():
            sheet.texts[row, column] = text


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _value(cell: etree._Element) -> str | None:
    value = child(cell, "v")
    return None if value is None else value.text


def _printed(cell: etree._Element, style: Style, book: Book) -> str:
    """What a cell shows, by its type and format."""
    kind, value = attribute(cell, "t") or "n", _value(cell)
    if kind == "inlineStr":
        inline = child(cell, "is")
        return "" if inline is None else in_font(string_text(inline), style.font)
    if value is None:
        return ""
    if kind == "s":
        index = int(value) if _INDEX.fullmatch(value) else -1
        text = book.texts[index] if 0 <= index < len(book.texts) else ""
        return in_font(text, style.font)
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind == "d":
        return printed_iso(value)
    return _printed_number(value, style, book) if kind == "n" else in_font(value, style.font)


def _printed_number(text: str, style: Style, book: Book) -> str:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return text
    if not value.is_finite() or abs(value.adjusted()) > 308:
        return text
    if is_date_format(style.code):
        return printed_date(value, style.code, since_1904=book.since_1904)
    if style.code == "@":
        return general(value)
    try:
        return in_font(printed_number(value, style.code), style.font)
    except InvalidOperation:  # a format that asks for hundreds of digits
        return general(value)


def _merged(items: Iterable[etree._Element]) -> Iterator[Area]:
    for item in items:
        first, _, last = (attribute(item, "ref") or "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and end:
            yield Area(int(start[2]), _column(start[1]), int(end[2]), _column(end[1]))


def _areas(sheet: _Sheet, merged: Sequence[Area]) -> dict[Area, str]:
    """Every text with the slots that it covers.

    What stands in the covered part of a merged cell is not shown.
    """
    anchors = {(area.top, area.left): area for area in merged}
    by_row: dict[int, list[Area]] = {row: [] for row, _ in sheet.texts}
    for area in merged:
        for row, here in by_row.items():
            if area.top <= row <= area.bottom:
                here.append(area)
    found: dict[Area, str] = {}
    for (row, column), text in sheet.texts.items():
        own = anchors.get((row, column), Area(row, column, row, column))
        over = (area for area in by_row[row] if area.left <= column <= area.right)
        if all(area is own for area in over):
            found[own] = text
    return found
