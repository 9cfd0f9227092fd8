"""Columns of a table that is ruled between its rows only: told by the gaps in its type.

Every row of type leaves gaps. The columns' edges are the fewest upright lines that part all texts
that stand side by side in some row (stabbing intervals with points, solved exactly by taking them
in the order of their right ends); where a text of another row runs across a line, the line is not
drawn there, and that row's cell spans it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from zipingbiao.schemas.page import Box, Rule

# How sure it is that a text stands in the cell it was put into, where nothing drawn says so.
INFERRED = 0.8
# A gap wider than this (type sizes) parts two cells; characters of one text stand closer.
GAP = 0.5
# A table has at least so many rules, each as wide as most of the widest.
LEAST, WIDE = 3, 0.3
# A text in the middle of its cell is off it by rounding only (points).
OFF = 2.0

Stretch = tuple[float, float]


def columns_of(boxes: Sequence[Box], rules: Sequence[Rule], size: float, snap: float) -> list[Rule]:
    """Upright rules for the tables that level rules draw; none if they draw none.

    Args:
        boxes: of the characters of a page.
        rules: the drawn rules; only the level ones are looked at.
        size: of the type.
        snap: how far apart two drawings of one rule may be.
    """
    wide = _wide([rule for rule in rules if rule.horizontal])
    levels = _levels(wide, snap)
    if len(levels) < LEAST:
        return []
    left, right = min(rule.start for rule in wide), max(rule.end for rule in wide)
    bands = list(pairwise(levels))
    inside = [box for box in boxes if left <= box.center[0] <= right]
    texts = [_texts(inside, band, size) for band in bands]
    edges = [left, *_stabbed([gap for row in texts for gap in _gaps(row)]), right]
    drawn = [set(_drawn(row, edges, size)) for row in texts]
    flat = [rule for rule in rules if rule.horizontal]
    return [rule for edge in edges for rule in _upright(edge, bands, drawn, flat, snap)]


def _upright(
    edge: float,
    bands: Sequence[Stretch],
    drawn: Sequence[set[float]],
    flat: Sequence[Rule],
    snap: float,
) -> Iterator[Rule]:
    """An edge, from level rule to level rule; left out where a text of any row between runs
    across it."""
    parts: list[list[int]] = [[0]]
    for index, (at, _) in enumerate(bands[1:], start=1):
        crossed = any(
            abs(rule.at - at) <= snap and rule.start - snap <= edge <= rule.end + snap
            for rule in flat
        )
        if crossed:
            parts.append([])
        parts[-1].append(index)
    for part in parts:
        if all(edge in drawn[index] for index in part):
            yield Rule(False, edge, bands[part[0]][0], bands[part[-1]][1])


def _drawn(row: Sequence[Stretch], edges: Sequence[float], size: float) -> list[float]:
    """The edges that are drawn in a row: no text of it runs across them, nor is centred there."""
    free = [edge for edge in edges if not any(start < edge < end for start, end in row)]
    for text in row:
        crossed = len([edge for edge in edges if text[0] < edge < text[1]])
        low, high = _span(text, row, free, 0.0 if crossed else size)
        free = [edge for edge in free if not low < edge < high]
    return free


def _span(
    text: Stretch, row: Sequence[Stretch], edges: Sequence[float], size: float
) -> tuple[float, float]:
    """The cell of a text: between its two nearest edges, unless it stands in the middle of more.

    Args:
        text: where it stands.
        row: all texts of its row.
        edges: those that no text runs across.
        size: how far from its own column's sides or middle it may stand and still be that column's;
            0 for a text that runs across an edge and has none.
    """
    lower = [edge for edge in edges if edge <= text[0]]
    upper = [edge for edge in edges if edge >= text[1]]
    left_end = max((end for _, end in row if end <= text[0]), default=float("-inf"))
    right_end = min((start for start, _ in row if start >= text[1]), default=float("inf"))
    if not lower or not upper:
        return text
    own = lower[-1], upper[0]
    middle = sum(text) / 2
    aligned = min(text[0] - own[0], own[1] - text[1], abs(middle - sum(own) / 2)) < size / 2
    options = [
        (low, high)
        for low in lower
        for high in upper
        if low >= left_end and high <= right_end and abs(middle - (low + high) / 2) <= OFF
    ]
    return own if aligned or not options else max(options, key=lambda span: span[1] - span[0])


def _wide(rules: Sequence[Rule]) -> list[Rule]:
    widest = max((rule.length for rule in rules), default=0.0)
    return [rule for rule in rules if rule.length >= WIDE * widest]


def _levels(rules: Sequence[Rule], snap: float) -> list[float]:
    levels: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not levels or at - levels[-1] > snap:
            levels.append(at)
    return levels


def _texts(boxes: Sequence[Box], band: Stretch, size: float) -> list[Stretch]:
    """The stretches of a row that type covers, characters of one text joined."""
    covered: list[Stretch] = []
    here = (box for box in boxes if band[0] <= box.center[1] < band[1])
    for start, end in sorted((box.x0, box.x1) for box in here):
        if covered and start - covered[-1][1] <= GAP * size:
            covered[-1] = (covered[-1][0], max(end, covered[-1][1]))
        else:
            covered.append((start, end))
    return covered


def _gaps(texts: Sequence[Stretch]) -> list[Stretch]:
    return [(one[1], other[0]) for one, other in pairwise(texts)]


def _stabbed(gaps: Sequence[Stretch]) -> list[float]:
    """The fewest places that lie in every gap, each in the middle of what its gaps share."""
    places: list[float] = []
    shared: Stretch | None = None
    for start, end in sorted(gaps, key=lambda gap: gap[1]):
        if shared is not None and start <= shared[1]:
            shared = max(shared[0], start), shared[1]
            continue
        if shared is not None:
            places.append(sum(shared) / 2)
        shared = start, end
    return [*places, sum(shared) / 2] if shared is not None else places
