"""Lines of type within a cell (or beside the tables) of a straightened scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.blobs import blobs_of
from zipingbiao.extract.raster import Pixels

# Specks of this share of the type size, both ways, are dirt; a decimal point is larger.
SPECK = 0.12
# The least line is a mark of this share of the type size one way: a dash, a full stop.
MARK = 0.28
# A line of type has a blob of this share of the type size; grain of the paper has none.
LETTER = 0.4
# The rest of a rule is narrower than this and as tall as several lines.
SLIVER = 0.2
# What is together no higher than this (type sizes) is one line.
LINE = 1.2
# A band this many type sizes high is several lines that touch.
TALL = 1.9
# Between two lines that touch is a row with at most this share of the ink of the others.
VALLEY = 0.3
# Characters are about as wide as high: narrower ones stand in lines one above the other.
STACKED = 0.7


@dataclass(frozen=True, slots=True)
class Area:
    """Whole pixels: columns x0…x1, rows top…bottom, ends excluded."""

    x0: int
    top: int
    x1: int
    bottom: int


def clean(mask: Pixels, size: float, share: float = SPECK) -> Pixels:
    """The mask without specks: blobs smaller than a share of the type size both ways."""
    least = max(2.0, share * size)
    blobs = blobs_of(mask)
    return blobs.drawn((blobs.longer >= least) & (blobs.area >= least * least / 2))


def lines_in(mask: Pixels, area: Area, size: float) -> Iterator[Area]:
    """The lines of ink within an area, top to bottom."""
    part = mask[area.top : area.bottom, area.x0 : area.x1]
    if part.size == 0 or not part.any():
        return
    for top, bottom in _bands(np.asarray(part.any(axis=1), np.bool_)):
        if _is_sliver(part[top:bottom], size):
            continue
        for upper, lower in _split_tall(part[top:bottom], size):
            rows = part[top + upper : top + lower]
            columns = np.flatnonzero(rows.any(axis=0))
            if len(columns) and max(_widest(columns), lower - upper) >= MARK * size:
                x0, x1 = area.x0 + int(columns[0]), area.x0 + int(columns[-1]) + 1
                yield Area(x0, area.top + top + upper, x1, area.top + top + lower)


def with_letters(found: Sequence[Sequence[Area]], mask: Pixels, size: float) -> list[list[Area]]:
    """Of the lines beside tables those of type: in the grain of a dark corner nothing is as large
    as a letter, and it would be read as hundreds of them."""
    letters = clean(mask, size, LETTER)
    return [
        [line for line in lines if letters[line.top : line.bottom, line.x0 : line.x1].any()]
        for lines in found
    ]


def _is_sliver(band: Pixels, size: float) -> bool:
    """The edge of an upright rule that was not rubbed out whole."""
    columns = np.flatnonzero(np.any(band, axis=0))
    return band.shape[0] > TALL * size and int(columns[-1] - columns[0]) < SLIVER * size


def _widest(columns: NDArray[np.intp]) -> int:
    """The longest stretch of inked columns without a gap."""
    stretches = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return max(len(stretch) for stretch in stretches)


def _bands(inked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Stretches of inked rows."""
    rows = np.flatnonzero(inked)
    parts = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return [(int(part[0]), int(part[-1]) + 1) for part in parts]


def _split_tall(band: Pixels, size: float) -> list[tuple[int, int]]:
    """Lines of type that touch are parted where the ink is thinnest; large type is not."""
    height = band.shape[0]
    if height < TALL * size:
        return [(0, height)]
    count = max(2, round(height / (1.35 * size)))
    ink = (band > 0).sum(axis=1)
    narrow = _character_width(band) < STACKED * height
    cuts = [0]
    for index in range(1, count):
        middle, reach = height * index / count, height / count / 3
        low, high = int(max(0, middle - reach)), int(min(height, middle + reach))
        cut = low + int(ink[low:high].argmin())
        if narrow or ink[cut] <= VALLEY * ink.mean():
            cuts.append(cut)
    cuts.append(height)
    return [(a, b) for a, b in pairwise(cuts) if b - a >= 2]


def _character_width(band: Pixels) -> float:
    """The median width of what stands apart in a band: characters, or columns of them."""
    columns = np.flatnonzero(np.any(band, axis=0))
    parts = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
    return float(np.median([len(part) for part in parts]))


def joined_bands(areas: list[Area], size: float) -> list[Area]:
    """Parts of one line that a blank row parts (二, the dot of a semicolon) are one again."""
    joined: list[Area] = []
    for area in areas:
        last = joined[-1] if joined else None
        if last is not None and area.bottom - last.top <= LINE * size:
            joined[-1] = Area(
                min(last.x0, area.x0),
                last.top,
                max(last.x1, area.x1),
                max(last.bottom, area.bottom),
            )
        else:
            joined.append(area)
    return joined
