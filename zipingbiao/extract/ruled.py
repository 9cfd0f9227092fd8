"""Rules → cells: the one table algorithm, whatever the page came from.

rules → tables (rules that touch) → edges (rules at one place) → walls (edge pieces that are
drawn) → cells (slots with no wall between them). A cell's span is thus what the page draws,
and a rule with a gap still is a wall as long as most of it is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zipingbiao.schemas.page import Box, Rule

# A wall counts as drawn if rules cover more than this share of it: the majority.
WALL_COVERAGE = 0.5
# Rules that stick out of a table further than this (in snaps) have a column or row between them
# that lacks its border; a smallest line of type is as high.
OPEN = 3.0


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
    """
    lattices = [_lattice(group, snap) for group in _touching(_joined(rules, snap), snap)]
    found = [lattice for lattice in lattices if lattice is not None]
    return sorted(_outermost(found), key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _outermost(lattices: list[Lattice]) -> list[Lattice]:
    """Drop what lies inside a larger table's box (boxes drawn within a cell)."""
    return [
        inner
        for inner in lattices
        if not any(
            outer is not inner and outer.box.contains(*inner.box.center) and _larger(outer, inner)
            for outer in lattices
        )
    ]


def _larger(one: Lattice, other: Lattice) -> bool:
    return one.box.width * one.box.height > other.box.width * other.box.height


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

    flat = [i for i, rule in enumerate(rules) if rule.horizontal]
    upright = sorted(
        (i for i, rule in enumerate(rules) if not rule.horizontal), key=lambda i: rules[i].at
    )
    for i in flat:
        for j in upright:
            if rules[j].at > rules[i].end + snap:
                break
            if _meet(rules[i], rules[j], snap):
                parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return _with_loose_verticals(list(groups.values()))


def _with_loose_verticals(groups: list[list[Rule]]) -> list[list[Rule]]:
    """A merged cell as tall as the page has sides that meet no rule: they join their table."""
    tables = [group for group in groups if any(rule.horizontal for rule in group)]
    for group in groups:
        if any(rule.horizontal for rule in group):
            continue
        home = max(tables, key=lambda table: _shared_height(group, table), default=None)
        if home is not None and _shared_height(group, home) > 0:
            home.extend(group)
    return tables


def _shared_height(verticals: list[Rule], table: list[Rule]) -> float:
    flat = [rule.at for rule in table if rule.horizontal]
    top, bottom = min(flat), max(flat)
    return max(min(rule.end, bottom) - max(rule.start, top) for rule in verticals)


def _meet(flat: Rule, upright: Rule, snap: float) -> bool:
    return (
        flat.start - snap <= upright.at <= flat.end + snap
        and upright.start - snap <= flat.at <= upright.end + snap
    )


def _lattice(rules: Sequence[Rule], snap: float) -> Lattice | None:
    flat = _edges([rule for rule in rules if rule.horizontal], snap)
    upright = _edges([rule for rule in rules if not rule.horizontal], snap)
    if len(flat) < 2 or len(upright) < 2:
        return None
    flat, upright = _closed(flat, upright, snap), _closed(upright, flat, snap)
    ys, xs = tuple(flat), tuple(upright)
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
    for rule in sorted(rules, key=lambda rule: rule.at):
        if clusters and rule.at - clusters[-1][-1].at <= snap:
            clusters[-1].append(rule)
        else:
            clusters.append([rule])
    return {_position(cluster): _merged(cluster, snap) for cluster in clusters}


def _position(cluster: list[Rule]) -> float:
    total = sum(rule.length for rule in cluster)
    if total <= 0:
        return cluster[0].at
    return sum(rule.at * rule.length for rule in cluster) / total


def _merged(cluster: list[Rule], snap: float) -> list[tuple[float, float]]:
    stretches: list[tuple[float, float]] = []
    for start, end in sorted((rule.start, rule.end) for rule in cluster):
        if stretches and start <= stretches[-1][1] + snap:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _is_wall(stretches: list[tuple[float, float]], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(end, b) - max(start, a)) for a, b in stretches)
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
