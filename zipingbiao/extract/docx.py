"""Word documents: paragraphs are lines, tables are grids with their real merged cells.

Page breaks depend on the program that shows the document; all of it is page 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from lxml import etree

from zipingbiao.extract.flow import CellText, Flow, Slot, Target, is_layout
from zipingbiao.extract.notes import HIDDEN
from zipingbiao.extract.ooxml import (
    attribute,
    child,
    local,
    number,
    opened,
    switched_on,
)
from zipingbiao.extract.refusals import damaged
from zipingbiao.extract.wordtext import WRAPPERS, inner_boxes, paragraph_text
from zipingbiao.schemas.page import Page

MAIN_PART = r"word/document\d*\.xml"
# As in HTML; a document with more columns than this was not made to be read.
MOST_SPAN = 1000


def read_docx(path: Path) -> Iterator[Page]:
    """The one page of a Word document.

    Raises:
        UnreadableFile: damaged, encrypted or too large.
    """
    with opened(path) as package:
        names = package.names(MAIN_PART)
        root = package.xml(names[0]) if names else None
    body = child(root, "body")
    if body is None:
        raise damaged()
    flow = Flow(1)
    _read_blocks(body, flow)
    if any(_is_hidden(row) for row in body.iter("{*}tr")):
        flow.note(HIDDEN)
    yield flow.page()


def _read_blocks(element: etree._Element, target: Target) -> None:
    """Paragraphs and tables in their order, also those inside text boxes."""
    for block in _inside(element):
        if local(block) == "p":
            target.text(paragraph_text(block))
            for box in inner_boxes(block):
                _read_blocks(box, target)
        elif local(block) == "tbl":
            _read_table(block, target)


def _inside(element: etree._Element) -> Iterator[etree._Element]:
    """The children, those of content controls and insertions among them."""
    for item in element:
        if local(item) in WRAPPERS:
            yield from _inside(item)
        else:
            yield item


def _read_table(table: etree._Element, target: Target) -> None:
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in _named(row, "tc")]
    nested = [inner for cell in cells for inner in _named(cell, "tbl")]
    if nested:
        own = [cell for cell in cells if next(_named(cell, "tbl"), None) is None]
        if is_layout(_filled(own), [_filled(list(inner.iter("{*}tc"))) for inner in nested]):
            for cell in cells:
                _read_blocks(cell, target)
            return
    target.table(_slots(rows), _edges(table))


def _filled(cells: Sequence[etree._Element]) -> int:
    return sum(any((t.text or "").strip() for t in cell.iter("{*}t")) for cell in cells)


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (item for item in _inside(element) if local(item) == name)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are shown: not the hidden ones, not those whose deletion is tracked."""
    for row in _named(table, "tr"):
        if not _is_hidden(row) and child(row, "trPr", "del") is None:
            yield row


def _is_hidden(row: etree._Element) -> bool:
    return switched_on(child(row, "trPr", "hidden"))


def _slots(rows: Sequence[etree._Element]) -> list[Slot]:
    """The cells with their spans: gridSpan to the right, vMerge downwards."""
    slots: list[Slot] = []
    open_cells: dict[int, int] = {}
    for index, row in enumerate(rows):
        column = min(number(child(row, "trPr", "gridBefore"), "val"), MOST_SPAN)
        going_on: dict[int, int] = {}
        for cell in _named(row, "tc"):
            width = max(1, min(number(child(cell, "tcPr", "gridSpan"), "val"), MOST_SPAN))
            merge = _merge(cell, "vMerge")
            above = open_cells.get(column)
            if _merge(cell, "hMerge") == "continue" and slots and slots[-1].row == index:
                slots[-1] = _grown(slots[-1], right=width)
            elif merge == "continue" and above is not None and slots[above].column_span == width:
                slots[above] = _grown(slots[above], down=1)
                going_on[column] = above
            else:
                slots.append(Slot(index, column, 1, width, _text(cell)))
                if merge:
                    going_on[column] = len(slots) - 1
            column += width
        open_cells = going_on
    return slots


def _edges(table: etree._Element) -> list[float]:
    """The column edges in points, from the widths (twentieths of a point) that are stored."""
    grid = child(table, "tblGrid")
    columns = [] if grid is None else [item for item in grid if local(item) == "gridCol"]
    widths = [number(column, "w") for column in columns]
    return list(accumulate((width / 20 for width in widths), initial=0.0)) if all(widths) else []


def _merge(cell: etree._Element, name: str) -> str:
    """`restart`, `continue` (also where nothing is said), or empty: not merged."""
    mark = child(cell, "tcPr", name)
    return "" if mark is None else attribute(mark, "val") or "continue"


def _grown(slot: Slot, right: int = 0, down: int = 0) -> Slot:
    return Slot(slot.row, slot.column, slot.row_span + down, slot.column_span + right, slot.text)


def _text(cell: etree._Element) -> str:
    lines = CellText()
    _read_blocks(cell, lines)
    return str(lines)
