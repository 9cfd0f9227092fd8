"""What a page is made of: rules, runs of text, cells, grids.

Coordinates are PDF points from the page's top left; pixels for image files; absent for text dumps,
office files and web pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol


class Source(StrEnum):
    """Where a text came from."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    DUMP = "dump"
    OFFICE = "office"

    @property
    def printed(self) -> bool:
        """Whether the document itself says it: nothing was recognised, nothing can be misread."""
        return self in (Source.TEXT_LAYER, Source.OFFICE)

    @staticmethod
    def least_sure(sources: Iterable[Source]) -> Source:
        """The source that may be wrong first: a recogniser, then its dump, then what is printed."""
        found = set(sources)
        order = (Source.OCR, Source.DUMP, Source.OFFICE, Source.TEXT_LAYER)
        return next((source for source in order if source in found), Source.TEXT_LAYER)


class Bounded(Protocol):
    """What has the four sides of a box."""

    @property
    def x0(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def bottom(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` < `bottom`, both measured downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def shared(self, other: Box) -> Box | None:
        """What two boxes have in common; None if that has no area."""
        x0, x1 = max(self.x0, other.x0), min(self.x1, other.x1)
        top, bottom = max(self.top, other.top), min(self.bottom, other.bottom)
        return Box(x0, top, x1, bottom) if x0 < x1 and top < bottom else None

    def scaled(self, factor: float) -> Box:
        return Box(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    @staticmethod
    def around(boxes: Iterable[Bounded]) -> Box:
        """The smallest box that holds all of `boxes` (at least one)."""
        held = list(boxes)
        return Box(
            min([box.x0 for box in held]),
            min([box.top for box in held]),
            max([box.x1 for box in held]),
            max([box.bottom for box in held]),
        )


class Rule(NamedTuple):
    """A ruling line (表格线), axis-parallel: `at` is its y if horizontal, its x if vertical.

    No dataclass: a page has hundreds, and a tuple is made in half the time.
    """

    horizontal: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Reading:
    """One possible reading of a text, with its probability (0–1)."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text on one line, as read."""

    text: str
    box: Box
    source: Source
    confidence: float = 1.0
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with its spans. `text` is as read; its lines are separated by newlines.

    `box` is None where the source has no geometry (text dumps, office files). `readings` holds what
    else the recogniser thought possible, best first, never the text itself.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    box: Box | None
    source: Source
    confidence: float = 1.0
    readings: tuple[Reading, ...] = ()

    @property
    def last_row(self) -> int:
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        return self.column + self.column_span - 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every slot (row, column) belongs to exactly one cell.

    `spanned` is False where the source cannot express merged cells (text dumps): then an empty
    cell may be the covered part of a merged one. `edges` are the x of the column edges
    (columns + 1 of them; empty for dumps and office files). `breaks` are the rows at which a new
    page begins.
    """

    page: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    spanned: bool
    box: Box | None = None
    edges: tuple[float, ...] = ()
    breaks: tuple[int, ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a slot."""
        for cell in self.cells:
            if cell.row <= row <= cell.last_row and cell.column <= column <= cell.last_column:
                return cell
        return None

    def slots(self) -> dict[tuple[int, int], Cell]:
        """Every slot with the cell that covers it."""
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


class SecondLook(Protocol):
    """Reads a cell of a recognised page again, with more care than a whole page can be."""

    def __call__(self, box: Box, *, label: bool = False) -> tuple[Reading, ...]:
        """What the cell at `box` may say, most probable first; `label`: words beside a figure."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what was seen (rules, runs) and the grids built from it.

    `lines` are the runs outside every grid, top to bottom, each a whole line of text.
    `note` says why the page was read the way it was, where that is not the obvious way. `turn` is
    by how many degrees, clockwise, it was turned to be read; all places are on the turned page.
    `again` reads cells of a recognised page a second time.
    """

    number: int
    width: float
    height: float
    source: Source
    rules: tuple[Rule, ...] = ()
    runs: tuple[Run, ...] = ()
    grids: tuple[Grid, ...] = ()
    lines: tuple[Run, ...] = ()
    note: str = ""
    turn: int = 0
    again: SecondLook | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its pages in order."""

    path: str
    kind: str
    sha256: str
    pages: tuple[Page, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Table:
    """A table after normalization: one grid over all its pages, with the lines around it."""

    grid: Grid
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
