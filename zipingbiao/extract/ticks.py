"""The empty boxes in a list of grades (□优 ☑良 □中 □差): seen as shapes.

A recogniser knows characters; of an empty box it makes 口 or nothing at all, and the grade without
one is taken for the ticked one. Where a cell lists the grades, the boxes that are drawn in it, with
four sides and nothing inside, are put to the grades beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from statistics import median
from typing import NamedTuple
from unicodedata import east_asian_width

import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.raster import Ink, Pixels
from zipingbiao.extract.recognise import Line
from zipingbiao.extract.textlines import Area
from zipingbiao.schemas.vocabulary import vocabulary

# A box is about as large as type (shares of its size); so much of its sides is drawn, at least and
# for sure, within this share of the type size, and hardly anything inside.
SMALLEST, LARGEST = 0.55, 1.25
SIDE, SURE, EDGE, INSIDE = 0.75, 0.95, 0.14, 0.06
# Boxes of one list are equally large, but for so much.
ALIKE = 0.25
EMPTY = "□"
# Half-width characters are about half as wide as the others.
_NARROW = 0.55


class Drawn(NamedTuple):
    """What looks like a box: how much of its faintest side is drawn, the column of its middle, and
    how wide it is."""

    drawn: float
    middle: float
    side: int


Sums = NDArray[np.int64]
Read = Sequence[tuple[Area, Line]]
"""The lines of a cell, with their places."""


def with_boxes(ink: Ink, read: Read) -> list[tuple[Area, Line]]:
    """The lines of a cell; where they list every grade once, and not all marks beside them were
    read, with the empty boxes that are drawn there."""
    named, grades = [_grades_in(line.text) for _, line in read], vocabulary().grades
    marks = sum(len(re.findall(_mark(), line.text)) for _, line in read)
    if sorted(chain.from_iterable(named)) != sorted(grades) or marks >= len(grades):
        return list(read)
    seen = [empty_boxes(_part(ink, area), ink.type_size) for area, _ in read]
    found = _of_the_list(seen, list(map(len, named)))
    before = _before([line.text for _, line in read], found, ink.type_size)
    if before is None:
        return list(read)
    return [
        (area, replace(line, text=_boxed(line.text, boxes, area.x1 - area.x0, before)))
        for (area, line), boxes in zip(read, found, strict=True)
    ]


def _of_the_list(seen: Sequence[Sequence[Drawn]], most: Sequence[int]) -> list[list[float]]:
    """Of what looks like boxes in each line those that are: all of one size, no more than there are
    grades, and, but for boxes that are drawn for sure, one less in all: one grade is ticked."""
    ranked = sorted(((box, n) for n, boxes in enumerate(seen) for box in boxes), reverse=True)
    side = median([box.side for box, _ in ranked[: sum(most) - 1]] or [0])
    found: list[list[float]] = [[] for _ in seen]
    for box, n in ranked:
        enough = sum(map(len, found)) >= sum(most) - 1 and box.drawn < SURE
        if abs(box.side - side) <= ALIKE * side and len(found[n]) < most[n] and not enough:
            found[n].append(box.middle)
    return [sorted(line) for line in found]


def _before(texts: Sequence[str], boxes: Sequence[Sequence[float]], size: float) -> bool | None:
    """Whether boxes stand before their grades: at the beginning of a line, or as they were read;
    None where that cannot be told."""
    if any(line and line[0] < size for line in boxes):
        return True
    name, text = f"(?:{_names().pattern})", "\n".join(texts)
    ahead, behind = (len(re.findall(way, text)) for way in (_mark() + name, name + _mark()))
    return None if ahead == behind else ahead > behind


def _mark() -> str:
    return f"[{vocabulary().marked}{vocabulary().unmarked}]"


def _part(ink: Ink, area: Area) -> Pixels:
    """The ink of a line, and a little above and below."""
    reach = round(EDGE * ink.type_size)
    return ink.mask[max(0, area.top - reach) : area.bottom + reach, area.x0 : area.x1]


def empty_boxes(mask: Pixels, size: float) -> list[Drawn]:
    """What looks like an empty box in a line of type, best first; none overlap."""
    edge = max(2, round(EDGE * size))
    inked = mask > 0
    found: list[Drawn] = []
    for side in range(round(SMALLEST * size), round(LARGEST * size) + 1):
        if 2 * edge < side <= min(inked.shape):
            found += [Drawn(drawn, x + side / 2, side) for drawn, x in _framed(inked, side, edge)]
    taken: list[Drawn] = []
    for one in sorted(found, reverse=True):
        if all(abs(one.middle - other.middle) >= (one.side + other.side) / 2 for other in taken):
            taken.append(one)
    return taken


def _framed(inked: NDArray[np.bool_], side: int, edge: int) -> list[tuple[float, int]]:
    """The columns at which squares of a size begin that are drawn along all sides and are empty,
    each with how much of its fainter side is drawn."""
    upright, level = _near(inked, edge, axis=1), _near(inked, edge, axis=0)
    last = side - edge
    left = _within(upright, side, 1)
    top = _within(level, 1, side)
    rows, columns = inked.shape[0] - side + 1, inked.shape[1] - side + 1
    sides = (
        left[:rows, :columns],
        left[:rows, last : last + columns],
        top[:rows, :columns],
        top[last : last + rows, :columns],
    )
    drawn = np.minimum.reduce(sides) / side
    hollow = side - 2 * edge
    inner = _within(inked, hollow, hollow)[edge : edge + rows, edge : edge + columns]
    drawn[inner > INSIDE * hollow * hollow] = 0.0
    best = drawn.max(axis=0)
    return [(float(best[x]), int(x)) for x in np.flatnonzero(best >= SIDE)]


def _near(inked: NDArray[np.bool_], edge: int, axis: int) -> NDArray[np.bool_]:
    """Whether any of so many pixels from each on is ink."""
    near = inked.copy()
    for shift in range(1, edge):
        part = [slice(None), slice(None)]
        part[axis] = slice(None, -shift)
        moved = [slice(None), slice(None)]
        moved[axis] = slice(shift, None)
        near[tuple(part)] |= inked[tuple(moved)]
    return near


def _within(inked: NDArray[np.bool_], height: int, width: int) -> Sums:
    """How much ink each window of a size holds, by its upper left corner."""
    sums: Sums = np.zeros((inked.shape[0] + 1, inked.shape[1] + 1), np.int64)
    np.cumsum(np.cumsum(inked, axis=0), axis=1, out=sums[1:, 1:])
    return (
        sums[height:, width:]
        - sums[:-height, width:]
        - sums[height:, :-width]
        + sums[:-height, :-width]
    )


def _boxed(text: str, boxes: Sequence[float], width: int, before: bool) -> str:
    """A line of a list of grades with an empty box before or behind each grade that has one."""
    bare = re.sub(f"[{vocabulary().unmarked}]", "", text)
    names = list(_names().finditer(bare))
    if not boxes or len(boxes) > len(names):
        return text
    places = _places(bare, width)
    middles = [places[match.start()] for match in names]
    shown = {min(range(len(names)), key=lambda n: abs(middles[n] - box)) for box in boxes}
    if len(shown) < len(boxes):
        return text
    for n in sorted(shown, reverse=True):
        at = names[n].start() if before else names[n].end()
        bare = bare[:at] + EMPTY + bare[at:]
    return bare


def _places(text: str, width: int) -> list[float]:
    """About where each character of a line stands."""
    widths = [1.0 if east_asian_width(char) in "WF" else _NARROW for char in text]
    ends = np.cumsum(widths)
    places: list[float] = ((ends - np.array(widths) / 2) * width / ends[-1]).tolist()
    return places


def _grades_in(text: str) -> list[str]:
    """The grades that a text names (优秀 is 优), in order."""
    ranks = vocabulary().grade_words | vocabulary().grade_variants
    return [ranks.get(name, name) for name in _names().findall(text)]


@cache
def _names() -> re.Pattern[str]:
    words = vocabulary()
    names = (*words.grade_words, *words.grade_variants, *words.grades)
    return re.compile("|".join(sorted(names, key=len, reverse=True)))
