"""How wide the columns of a printed form are in a workbook, and how high its rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zipingbiao.schemas.printed import Printed

# Widths of columns in characters, heights of rows in points; Excel's highest row.
_WIDTH, _LEAST, _MOST = 110.0, 5.0, 60.0
_LINE, _HIGHEST = 15.0, 409.0


def widths(printed: Printed) -> Iterator[float]:
    """The widths of the columns, in characters: as on the page, or all the same."""
    edges = printed.edges
    if len(edges) != printed.columns + 1 or edges[-1] <= edges[0]:
        yield from (max(_LEAST, _WIDTH / max(1, printed.columns)) for _ in range(printed.columns))
        return
    for left, right in pairwise(edges):
        yield min(_MOST, max(_LEAST, _WIDTH * (right - left) / (edges[-1] - edges[0])))


def heights(printed: Printed, across: Sequence[float]) -> list[float]:
    """The heights of the rows, so that all texts are seen; what a merged cell needs beyond its rows
    goes to the last of them."""
    found = [_LINE] * printed.rows
    for cell in sorted(printed.cells, key=lambda cell: cell.row_span):
        width = sum(across[cell.column : cell.column + cell.column_span])
        rows = range(cell.row, cell.row + cell.row_span)
        lacking = _lines(cell.text, width) * _LINE - sum(found[row] for row in rows)
        found[rows[-1]] += max(0.0, lacking)
    return [min(height, _HIGHEST) for height in found]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a Chinese character is as wide as two others."""
    widths = (sum(1 + (char > "\u2e7f") for char in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(wide / max(1.0, width - 1))) for wide in widths)
