"""Rules → cells: the one table algorithm, whatever the page came from.

rules → tables (rules that touch) → edges (rules at one place) → walls (edge pieces that are
drawn) → cells (slots with no wall between them). A cell's span is thus what the page draws,
and a rule with a gap still is a wall as long as most of it is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np

from zipingbiao.schemas.page import Box, Rule

# A wall counts as drawn if rules cover more than this share of it: the majority.
WALL_COVERAGE = 0.5
# Rules that stick out of a table further than this (in snaps) have a column or row between them
# that lacks its border; a smallest line of type is as high.
OPEN = 3.0
# A form of a thousand rows and fifty columns has 50,000 slots and crossings; a drawing, or a page
# made to be slow, has more of them than of anything that could be read.
MOST_SLOTS, MOST_MEETINGS = 200_000, 2_000_000
_AT, _END = itemgetter(Rule._fields.index("at")), itemgetter(1)


class TooManyRules(Exception):
    """The rules of a page draw no table, but a picture."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """The edges of one table and which pieces of them are walls.

    `across[j][i]` is the wall below row j-1 (above row j) in column i; j runs 0…rows.
    `down[j][i]` is the wall left of column i in row j; i runs 0…columns.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[tuple[bool, ...], ...]
    down: tuple[tuple[bool, ...], ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell before it has text: its place in the lattice and on the page."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


def find_lattices(rules: Sequence[Rule], snap: float) -> list[Lattice]:
    """The tables that the rules draw, top to bottom.

    Args:
        rules: axis-parallel rules of one page.
        snap: how far apart two drawings of one edge may be, in the rules' unit.

    Raises:
        TooManyRules: there are more than any form has.
    """
    lattices = [_lattice(group, snap) for group in _touching(_joined(rules, snap), snap)]
    found = [lattice for lattice in lattices if lattice is not None]
    return sorted(_outermost(found), key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _outermost(lattices: list[Lattice]) -> list[Lattice]:
    """Drop what lies inside a larger table's box (boxes drawn within a cell)."""
    boxes = [lattice.box for lattice in lattices]
    x0s, tops, x1s, bottoms = (
        np.array([getattr(box, side) for box in boxes]) for side in ("x0", "top", "x1", "bottom")
    )
    areas = (x1s - x0s) * (bottoms - tops)
    kept = []
    for lattice, box, area in zip(lattices, boxes, areas, strict=True):
        x, y = box.center
        around = (x0s <= x) & (x <= x1s) & (tops <= y) & (y <= bottoms)
        if not bool((around & (areas > area)).any()):
            kept.append(lattice)
    return kept


def slots_of(lattice: Lattice) -> list[Slot]:
    """The cells of a lattice, row by row; every slot belongs to exactly one."""
    owner = _join_open_slots(lattice)
    members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for place, root in owner.items():
        members[root].append(place)
    slots = [slot for places in members.values() for slot in _rectangles(places, lattice)]
    return sorted(slots, key=lambda slot: (slot.row, slot.column))


def _joined(rules: Sequence[Rule], snap: float) -> list[Rule]:
    """Rules drawn piece by piece (each cell's borders) as one where the pieces meet."""
    joined: list[Rule] = []
    for horizontal in (True, False):
        edges = _edges([rule for rule in rules if rule.horizontal is horizontal], snap)
        joined.extend(Rule(horizontal, at, a, b) for at, ab in edges.items() for a, b in ab)
    return joined


def _touching(rules: Sequence[Rule], snap: float) -> list[list[Rule]]:
    """Groups of rules that meet, directly or through others."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, j in _meetings(rules, snap):
        parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return _with_loose_verticals(list(groups.values()))


def _meetings(rules: Sequence[Rule], snap: float) -> Iterator[tuple[int, int]]:
    """Which flat rule meets which upright one: from top to bottom, the upright ones that reach a
    flat rule's height are kept in order, so that it looks only at those that it meets."""
    upright = [i for i, rule in enumerate(rules) if not rule.horizontal]
    begin, end = 0, 2
    events = [(rules[i].start - snap, begin, i) for i in upright]
    events += [(rules[i].end + snap, end, i) for i in upright]
    events += [(rule.at, 1, i) for i, rule in enumerate(rules) if rule.horizontal]
    reaching: list[tuple[float, int]] = []
    met = 0
    for _, kind, i in sorted(events):
        rule = rules[i]
        if kind == begin:
            insort(reaching, (rule.at, i))
        elif kind == end:
            del reaching[bisect_left(reaching, (rule.at, i))]
        else:
            first = bisect_left(reaching, (rule.start - snap, -1))
            last = bisect_right(reaching, (rule.end + snap, len(rules)))
            met += last - first
            if met > MOST_MEETINGS:
                raise TooManyRules
            yield from ((i, j) for _, j in reaching[first:last])


def _with_loose_verticals(groups: list[list[Rule]]) -> list[list[Rule]]:
    """A merged cell as tall as the page has sides that meet no rule: they join their table."""
    tables = [group for group in groups if any(rule.horizontal for rule in group)]
    flats = [[rule.at for rule in table if rule.horizontal] for table in tables]
    tops, bottoms = np.array([min(at) for at in flats]), np.array([max(at) for at in flats])
    for group in groups:
        if not tables or any(rule.horizontal for rule in group):
            continue
        shared = np.max(
            [np.minimum(r.end, bottoms) - np.maximum(r.start, tops) for r in group], axis=0
        )
        home = int(shared.argmax())
        if shared[home] > 0:
            tables[home].extend(group)
    return tables


def _lattice(rules: Sequence[Rule], snap: float) -> Lattice | None:
    flat = _edges([rule for rule in rules if rule.horizontal], snap)
    upright = _edges([rule for rule in rules if not rule.horizontal], snap)
    if len(flat) < 2 or len(upright) < 2:
        return None
    flat, upright = _closed(flat, upright, snap), _closed(upright, flat, snap)
    ys, xs = tuple(flat), tuple(upright)
    if len(ys) * len(xs) > MOST_SLOTS:
        raise TooManyRules
    across = tuple(tuple(_is_wall(flat[y], x0, x1) for x0, x1 in pairwise(xs)) for y in ys)
    by_column = [[_is_wall(upright[x], y0, y1) for y0, y1 in pairwise(ys)] for x in xs]
    down = tuple(tuple(column[row] for column in by_column) for row in range(len(ys) - 1))
    return Lattice(xs, ys, across, down)


Stretches = dict[float, list[tuple[float, float]]]
"""Edges: their positions → the stretches that are drawn."""


def _closed(edges: Stretches, crossing: Stretches, snap: float) -> Stretches:
    """Edges with the open sides of the table: where its outer crossing edges stick out.

    A table may have no border at its sides, or lose the one at a page's break.
    """
    first, last = min(crossing), max(crossing)
    outer = crossing[first], crossing[last]
    starts, ends = [s[0][0] for s in outer], [s[-1][1] for s in outer]
    closed = dict(edges)
    for place, reach in ((min(edges), starts), (max(edges), ends)):
        sticks_out = all(abs(place - at) > OPEN * snap for at in reach)
        outside = min(reach) < place if reach is starts else max(reach) > place
        if sticks_out and outside and abs(reach[0] - reach[1]) <= snap:
            closed[sum(reach) / 2] = [(first, last)]
    return dict(sorted(closed.items()))


def _edges(rules: Iterable[Rule], snap: float) -> dict[float, list[tuple[float, float]]]:
    """Rules at one place become one edge: its position → the stretches that are drawn."""
    clusters: list[list[Rule]] = []
    for rule in sorted(rules, key=_AT):
        if clusters and rule.at - clusters[-1][-1].at <= snap:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return {_position(cluster): _merged(cluster, snap) for cluster in clusters}


def _position(cluster: list[Rule]) -> float:
    lengths = [end - start for _, _, start, end in cluster]
    total = sum(lengths)
    if total <= 0:
        return cluster[0].at
    return (
        sum([at * length for (_, at, _, _), length in zip(cluster, lengths, strict=True)]) / total
    )


def _merged(cluster: list[Rule], snap: float) -> list[tuple[float, float]]:
    stretches: list[tuple[float, float]] = []
    for start, end in sorted([(start, end) for _, _, start, end in cluster]):
        if stretches and start <= stretches[-1][1] + snap:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _is_wall(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    """Whether a piece of an edge is drawn; the stretches are in order and apart."""
    covered = 0.0
    for index in range(bisect_right(stretches, start, key=_END), len(stretches)):
        a, b = stretches[index]
        if a >= end:
            break
        covered += min(end, b) - max(start, a)
    return covered > WALL_COVERAGE * (end - start)


def _join_open_slots(lattice: Lattice) -> dict[tuple[int, int], tuple[int, int]]:
    """Slots with no wall between them get the same root."""
    parent = {(r, c): (r, c) for r in range(lattice.rows) for c in range(lattice.columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row, column in list(parent):
        if column + 1 < lattice.columns and not lattice.down[row][column + 1]:
            parent[root((row, column + 1))] = root((row, column))
        if row + 1 < lattice.rows and not lattice.across[row + 1][column]:
            parent[root((row + 1, column))] = root((row, column))
    return {place: root(place) for place in parent}


def _rectangles(places: list[tuple[int, int]], lattice: Lattice) -> list[Slot]:
    """A joined group as rectangles: one, unless a missing wall joined an angled shape."""
    if len(places) == 1:
        return [_slot(lattice, *places[0], 1, 1)]
    taken = set(places)
    slots: list[Slot] = []
    for row, column in sorted(places):
        if (row, column) not in taken:
            continue
        width = 1
        while (row, column + width) in taken and not lattice.down[row][column + width]:
            width += 1
        height = 1
        while _extends(taken, lattice, row + height, column, width):
            height += 1
        block = {(row + i, column + j) for i in range(height) for j in range(width)}
        taken -= block
        slots.append(_slot(lattice, row, column, height, width))
    return slots


def _extends(
    taken: set[tuple[int, int]], lattice: Lattice, row: int, column: int, width: int
) -> bool:
    """Whether the block may grow by this row: all its slots are free, nothing sticks out."""
    inside = all((row, column + j) in taken for j in range(width))
    if not inside or any(lattice.across[row][column + j] for j in range(width)):
        return False
    if any(lattice.down[row][column + j] for j in range(1, width)):
        return False
    right = (row, column + width)
    return not (right in taken and not lattice.down[row][column + width])


def _slot(lattice: Lattice, row: int, column: int, height: int, width: int) -> Slot:
    box = Box(
        lattice.xs[column], lattice.ys[row], lattice.xs[column + width], lattice.ys[row + height]
    )
    return Slot(row, column, height, width, box)
