"""Documents without geometry, top to bottom: lines of text and tables become a page.

Office files and web pages say which cells are merged, but not where anything stands. As in a text
dump, the y of a line or a grid is its place in the order of the document, and cells have no box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from zipingbiao.extract.notes import TOO_LARGE, TOO_LONG, joined_notes
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run, Source

# A form has some hundreds of slots. What claims more than this is no form, or means harm.
# For all tables of a page together.
MOST_SLOTS = 100_000
# The lines beside them: a report has some thousands.
MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell as its document declares it: where it begins, how far it goes, what it prints."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


class Target(Protocol):
    """What takes the lines and tables of a document (or of one cell) in their order."""

    def text(self, text: str) -> None:
        """Take a paragraph; its lines are separated by newlines."""

    def table(self, slots: Sequence[Slot], edges: Sequence[float] = ()) -> None:
        """Take a table, with the x of its column edges where they are known."""


class CellText:
    """The text of one cell; a table inside it gives a line for each of its rows."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def text(self, text: str) -> None:
        """Take a paragraph."""
        self._lines.extend(_lines(text))

    def table(self, slots: Sequence[Slot], edges: Sequence[float] = ()) -> None:
        """Take a table as text."""
        rows: dict[int, list[str]] = {}
        for slot in slots:
            rows.setdefault(slot.row, []).extend(_lines(slot.text))
        self._lines.extend(" ".join(texts) for texts in rows.values() if texts)

    def __str__(self) -> str:
        return "\n".join(self._lines)


class Flow:
    """A page being written."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._y = 0
        self._width = 0.0
        self._left = MOST_SLOTS
        self._lines: list[Run] = []
        self._grids: list[Grid] = []
        self._notes: list[str] = []

    def text(self, text: str) -> None:
        """Take a paragraph, or what else stands outside the tables."""
        for line in _lines(text):
            if len(self._lines) == MOST_LINES:
                self.note(TOO_LONG)
                return
            box = Box(0, self._y, len(line), self._y + 1)
            self._lines.append(Run(line, box, Source.OFFICE))
            self._step(1, len(line))

    def table(self, slots: Sequence[Slot], edges: Sequence[float] = ()) -> None:
        """Take a table. Rows of one cell at its top are what stands above it: title, unit.

        `edges` tell tables of one width from others; those that fit no column are ignored.
        """
        rows = max((slot.row for slot in slots), default=-1) + 1
        columns = max((slot.column + slot.column_span for slot in slots), default=0)
        if rows * columns > self._left:
            self.note(TOO_LARGE)
            return
        self._left -= rows * columns
        cells = _complete(slots, rows, columns, self._number)
        first = _lines_above(cells, columns)
        for cell in (cell for cell in cells if cell.row < first):
            self.text(cell.text)
        if first == rows:
            return
        kept = tuple(_lifted(cell, first) for cell in cells if cell.row >= first)
        known = tuple(edges) if len(edges) == columns + 1 else ()
        left, right = (known[0], known[-1]) if known else (0, columns)
        box = Box(left, self._y, right, self._y + rows - first)
        self._grids.append(Grid(self._number, rows - first, columns, kept, True, box, known))
        self._step(rows - first, right)

    def note(self, note: str) -> None:
        """Remember why something was not read the obvious way."""
        if note not in self._notes:
            self._notes.append(note)

    def page(self) -> Page:
        """The page as it was written."""
        return Page(
            self._number,
            self._width,
            self._y,
            Source.OFFICE,
            grids=tuple(self._grids),
            lines=tuple(self._lines),
            note=joined_notes(self._notes),
        )

    def _step(self, height: int, width: float) -> None:
        self._y += height
        self._width = max(self._width, width)


def is_layout(own: int, nested: Sequence[int]) -> bool:
    """Whether a table only places others: one of them says more than its own cells.

    Args:
        own: the cells of the table that have text and hold no table.
        nested: for each table inside it, the cells that have text.
    """
    return max(nested, default=0) > own


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _complete(slots: Sequence[Slot], rows: int, columns: int, page: int) -> list[Cell]:
    """Cells that cover every slot of the table once: overlaps cut off, gaps filled with blanks."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for slot in sorted(slots, key=lambda slot: (slot.row, slot.column)):
        if (slot.row, slot.column) in taken:
            continue
        first = range(slot.column, slot.column + max(1, slot.column_span))
        width = next((i for i, column in enumerate(first) if (slot.row, column) in taken), None)
        across = first[:width]
        # Row by row, so that spans made to overlap cost no more than the table has slots.
        row, end = slot.row, min(slot.row + max(1, slot.row_span), rows)
        while row < end and not any((row, column) in taken for column in across):
            taken.update((row, column) for column in across)
            row += 1
        cells.append(_cell(slot.row, slot.column, row - slot.row, len(across), slot.text, page))
    cells += [
        _cell(row, column, 1, 1, "", page)
        for row in range(rows)
        for column in range(columns)
        if (row, column) not in taken
    ]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _cell(row: int, column: int, row_span: int, column_span: int, text: str, page: int) -> Cell:
    return Cell(row, column, row_span, column_span, text, page, None, Source.OFFICE)


def _lines_above(cells: Sequence[Cell], columns: int) -> int:
    """How many rows at the top are one cell over all columns."""
    rows = 0
    for cell in cells:
        if cell.row != rows or cell.row_span > 1 or cell.column_span < columns:
            break
        rows += 1
    return rows


def _lifted(cell: Cell, rows: int) -> Cell:
    return _cell(
        cell.row - rows, cell.column, cell.row_span, cell.column_span, cell.text, cell.page
    )
