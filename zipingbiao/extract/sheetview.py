"""What of a sheet is shown, and what of that is a table.

A sheet is one endless grid: titles, forms and notes stand in the same columns. Rows with lines
drawn beside their cells are tables, the others are text. Rows and columns in which nothing begins
are left out, so a far-away cell costs nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from zipingbiao.extract.flow import Flow, Slot

# A row of so many texts is part of a table, whether lines are drawn beside them or not.
TABLE_TEXTS = 3
# Where no lines are drawn, so many blank rows end a table; a single one only airs it.
BLANK_ROWS = 2


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns from … to, both included."""

    top: int
    left: int
    bottom: int
    right: int


class Hidden:
    """Rows or columns that are not shown, as runs."""

    def __init__(self, runs: Iterable[tuple[int, int]]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(runs):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(last, self._lasts[-1])
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def next_shown(self, index: int) -> int:
        """The first index from this one on that is shown."""
        at = bisect_right(self._firsts, index) - 1
        return self._lasts[at] + 1 if at >= 0 and index <= self._lasts[at] else index


class SheetView:
    """The shown texts of a sheet, each with the area that it covers."""

    def __init__(self, areas: Mapping[Area, str], rows: Hidden, columns: Hidden) -> None:
        self._rows = rows
        self._texts: dict[Area, str] = {}
        for area, text in areas.items():
            top, left = rows.next_shown(area.top), columns.next_shown(area.left)
            # A merged cell of which a part is hidden shows its text in the rest.
            if top <= area.bottom and left <= area.right:
                self._texts[Area(top, left, area.bottom, area.right)] = text
        self.hides_text = len(self._texts) < len(areas)
        self._by_row: dict[int, list[Area]] = {}
        for area in sorted(self._texts, key=lambda area: (area.top, area.left)):
            self._by_row.setdefault(area.top, []).append(area)

    def write(self, flow: Flow, ruled: AbstractSet[int]) -> None:
        """Write lines and tables into a page, from the top.

        Args:
            flow: the page.
            ruled: the rows that have a line beside one of their cells.
        """
        for (block, _), pairs in groupby(self._blocks(ruled), key=lambda pair: pair[0]):
            here = [area for _, row in pairs for area in self._by_row[row]]
            if block:
                self._write_table(here, flow)
            else:
                for area in here:
                    flow.text(self._texts[area])

    def _blocks(self, ruled: AbstractSet[int]) -> Iterator[tuple[tuple[bool, int], int]]:
        """Every row with its block: whether that is a table, and which."""
        crowded = {row for row, areas in self._by_row.items() if len(areas) >= TABLE_TEXTS}
        many = crowded or {row for row, areas in self._by_row.items() if len(areas) > 1}
        drawn = len(many & ruled) * 2 > len(many)
        tables = crowded | (ruled & self._by_row.keys()) if drawn else self._between(crowded)
        number, reach = 0, 0
        for row, areas in self._by_row.items():
            if reach and self._is_parted(reach, row, ruled if drawn else None):
                number += 1
            yield (row in tables, number), row
            reach = max(reach, *(area.bottom for area in areas)) if row in tables else row

    def _between(self, crowded: AbstractSet[int]) -> set[int]:
        """Where no lines are drawn: from the first row of two texts to the last of a table."""
        starts = [row for row, areas in self._by_row.items() if len(areas) > 1]
        if not crowded:
            return set()
        return {row for row in self._by_row if starts[0] <= row <= max(crowded)}

    def _is_parted(self, reach: int, row: int, ruled: AbstractSet[int] | None) -> bool:
        """Whether blank rows end a table between its last row and this one."""
        blank = self._rows.next_shown(reach + 1)
        if ruled is not None:
            return blank < row and blank not in ruled
        return row - reach > BLANK_ROWS

    def _write_table(self, areas: Sequence[Area], flow: Flow) -> None:
        """The areas on a grid of the rows and columns in which something begins."""
        tops = sorted({area.top for area in areas})
        lefts = sorted({area.left for area in areas})
        slots = [
            Slot(
                (row := bisect_left(tops, area.top)),
                (column := bisect_left(lefts, area.left)),
                bisect_right(tops, area.bottom) - row,
                bisect_right(lefts, area.right) - column,
                self._texts[area],
            )
            for area in areas
        ]
        # Columns of the sheet, not widths: all tables of a sheet stand on the same columns.
        flow.table(slots, [*lefts, max(area.right for area in areas) + 1])
