"""python -m benchmarks.grids: how many cells of made-up scanned tables are placed right.

A cell is right if its box overlaps the true one by three quarters (intersection over union); a
table is whole if all its cells are, with their rows, columns and spans. No text is recognised.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.scanned import DAMAGES, Drawing, draw
from zipingbiao.extract.ruled import slots_of
from zipingbiao.extract.scan import sheet_of
from zipingbiao.schemas.page import Box

FONTS = Path("build/fonts/mplfonts/fonts")
OVERLAP = 0.75


def main() -> None:
    """Draw, find, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=12, help="pages of each kind of damage")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="folder of the faces")
    parser.add_argument("--worst", action="store_true", help="name the seeds that went wrong")
    options = parser.parse_args()
    table = Table("damage", "tables", "whole", "cells", "right", "extra", "s a page")
    for damage in DAMAGES:
        tally: Counter[str] = Counter()
        start = time.perf_counter()
        for seed in range(options.count):
            score = scored(draw(seed, options.fonts, damage))
            tally.update(score)
            if options.worst and not score["whole"]:
                print(damage, seed, dict(score))
        seconds = (time.perf_counter() - start) / options.count
        share = f"{100 * tally['right'] / tally['cells']:.2f}%"
        counts = (tally["tables"], tally["whole"], tally["cells"])
        table.add_row(damage, *map(str, counts), share, str(tally["extra"]), f"{seconds:.2f}")
    Console(width=100).print(table)


def scored(drawing: Drawing) -> Counter[str]:
    """One page: true cells, those placed right, and those found that are not there."""
    sheet, lattices = sheet_of(drawing.picture)
    found = {
        (slot.row, slot.column, slot.row_span, slot.column_span): sheet.box(slot.box)
        for lattice in lattices[:1]
        for slot in slots_of(lattice)
    }
    right = sum(
        any(_overlap(box, other) >= OVERLAP for other in found.values())
        for box in drawing.cells.values()
    )
    whole = set(found) == set(drawing.cells) and right == len(found) and len(lattices) == 1
    return Counter(
        tables=1,
        whole=int(whole),
        cells=len(drawing.cells),
        right=right,
        extra=max(0, len(found) - right) + sum(len(slots_of(x)) for x in lattices[1:]),
    )


def _overlap(one: Box, other: Box) -> float:
    shared = one.shared(other)
    both = one.width * one.height + other.width * other.height
    inside = shared.width * shared.height if shared else 0.0
    return inside / (both - inside)


if __name__ == "__main__":
    main()
