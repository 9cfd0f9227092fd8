"""Merged level cells (合并单元格): which leaves belong to which label.

Where the page draws the spans, they are kept; where a page break cut one, or the source knows
no spans at all, the leaves are parted anew. The sums decide first (a level's weight is the sum
of the weights below it), then the usual tree of the family, then where in its span the page
prints a label: at its top or at its middle. A table does it one way, so a way is priced over all
its levels together; any dump can be explained from the tops of one level alone.

The best parting is found exactly, by dynamic programming over the places to cut.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

# Prices, in units of "one leaf under a label where it usually is not". Only their order matters:
# two weights in one group > a sum that breaks > a label too few > a cell joined for no reason.
TWO_WEIGHTS = 6.0
BROKEN_SUM = 4.0
NO_LABEL = 8.0
TWO_LABELS = 50.0
JOINED = 2.0
JOINED_OVER_BREAK = 0.1
REPEATED = 0.2
OFF_PLACE = 0.5
OTHER_MIDDLE = 0.2
BETWEEN_ROWS = 0.05
UNUSUAL = 1.0


class Place(StrEnum):
    """Where in its span a label is printed; of an even number of rows two are the middle."""

    TOP = "top"
    UPPER_MIDDLE = "upper middle"
    LOWER_MIDDLE = "lower middle"
    ANYWHERE = "anywhere"


# The ways of a dump, whose spans are not drawn.
PLACES = (Place.TOP, Place.UPPER_MIDDLE, Place.LOWER_MIDDLE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A drawn piece of a level's column: leaves `first`…`last`, with what is printed in it.

    `open` says that it need not be a whole cell: it touches a page break, or spans are unknown.
    `torn` says that the break went through its label, so that nobody can tell what it says.
    """

    first: int
    last: int
    label: str
    weights: tuple[Decimal, ...] = ()
    page: int = 0
    open: bool = False
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The leaves `first`…`last` under one label; `fragments` index the column's fragments."""

    first: int
    last: int
    fragments: tuple[int, ...]


@dataclass(frozen=True)
class Column:
    """One level of a table: its fragments in order, the leaves' weights, and the usual tree.

    `usual(label, leaf)` is True, False or None (nothing known). `cuts` are the leaves before
    which the level may be cut (those where the level below is), `walls` those before which the
    page draws another label of the level above.
    """

    fragments: tuple[Fragment, ...]
    weights: tuple[Decimal | None, ...]
    usual: Callable[[str, int], bool | None]
    cuts: frozenset[int] | None = None
    walls: frozenset[int] = frozenset()

    @cached_property
    def loose(self) -> bool:
        """Whether the page draws cells for every row, and what a label holds below it is blank."""
        return any(not piece.label and not piece.open for piece in self.fragments)


@dataclass(frozen=True, slots=True)
class Parting:
    """The groups of a level, in order, and what it costs to believe in them."""

    cost: float
    groups: tuple[Group, ...]


def part_leaves(column: Column, place: Place = Place.ANYWHERE) -> Parting:
    """The cheapest parting of the leaves into labelled groups.

    Args:
        column: what is printed in the level's column.
        place: where in its span the table prints a label.
    """
    count = len(column.fragments)

    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        option = (math.inf, 0)
        # Nothing costs less than nothing: what is dearer already is not priced to its end.
        for start, surplus in _starts(column, end):
            if TWO_LABELS * surplus > option[0]:
                break
            before = best[start][0]
            if before <= option[0] and _may_cut(column, start):
                cost = before + group_cost(column, start, end, place)
                option = min(option, (cost, start))
        best.append(option)
    groups: list[Group] = []
    end = count
    while end > 0:
        start = best[end][1]
        pieces = column.fragments[start:end]
        groups.append(Group(pieces[0].first, pieces[-1].last, tuple(range(start, end))))
        end = start
    return Parting(best[count][0], tuple(reversed(groups)))


def _starts(column: Column, end: int) -> Iterator[tuple[int, int]]:
    """Where a group that ends before the fragment `end` may begin, nearest first; and by how many
    it, and any that begins further up, has more labels than one, at least.

    A label is not counted again below one that it repeats, nor, perhaps, at the top of a page.
    """
    pieces = column.fragments[:end]
    turns = sum(upper.page != lower.page for upper, lower in pairwise(column.fragments))
    labels = 0
    for at in range(end - 1, -1, -1):
        labels += bool(pieces[at].label)
        labels -= at + 1 < end and _repeats(pieces[at], pieces[at + 1])
        yield at, labels - 1 - turns


def _may_cut(column: Column, index: int) -> bool:
    return index == 0 or column.cuts is None or column.fragments[index].first in column.cuts


def group_cost(column: Column, start: int, end: int, place: Place) -> float:
    """What it costs to take the fragments `start`…`end`-1 for one group."""
    pieces = column.fragments[start:end]
    labels = _labels(pieces)
    total = TWO_LABELS * max(0, len(labels) - 1) + (0.0 if labels else NO_LABEL)
    total += TWO_LABELS * sum(piece.first in column.walls for piece in pieces[1:])
    total += _sum_cost(column, pieces)
    if start and _goes_on(column.fragments[start - 1], pieces[0]):
        total += REPEATED
    loose = column.loose
    total += sum(_join_cost(a, b, loose=loose) for a, b in pairwise(pieces))
    if labels:
        total += _usual_cost(column, pieces, labels[0])
        total += _place_cost(pieces, Place.TOP if loose else place)
    return total


def _labels(pieces: Sequence[Fragment]) -> list[str]:
    """The labels of a group; one that a page break repeats or cuts in two counts once, and so does
    one that every row repeats with the same weight."""
    labels: list[str] = []
    previous: Fragment | None = None
    for piece in pieces:
        if piece.label:
            broken = previous is not None and previous.page != piece.page and bool(labels)
            again = previous is not None and _repeats(previous, piece)
            torn = previous is not None and (piece.torn or previous.torn)
            if not (again or (broken and (torn or _same(labels[-1], piece.label)))):
                labels.append(piece.label)
        previous = piece
    return labels


def _repeats(upper: Fragment, lower: Fragment) -> bool:
    """Whether a row says again what the row above says: label and weight."""
    return bool(upper.weights) and (upper.label, upper.weights) == (lower.label, lower.weights)


def _goes_on(upper: Fragment, lower: Fragment) -> bool:
    """Whether a cell that a page break cut seems to go on below it, its label repeated or torn."""
    cut = upper.open and lower.open and upper.page != lower.page
    return cut and (
        (bool(upper.label) and upper.label == lower.label) or (upper.torn and lower.torn)
    )


def _same(one: str, other: str) -> bool:
    return one == other or one in other or other in one


def _sum_cost(column: Column, pieces: Sequence[Fragment]) -> float:
    printed = {weight for piece in pieces for weight in piece.weights}
    below = column.weights[pieces[0].first : pieces[-1].last + 1]
    cost = TWO_WEIGHTS * max(0, len(printed) - 1)
    if len(printed) == 1 and all(weight is not None for weight in below):
        total = sum((weight for weight in below if weight is not None), Decimal(0))
        if total not in printed:
            cost += BROKEN_SUM
    return cost


def _join_cost(upper: Fragment, lower: Fragment, *, loose: bool) -> float:
    if loose and not lower.label:
        return 0.0
    if upper.open and lower.open:
        return JOINED_OVER_BREAK if upper.page != lower.page else 0.0
    return JOINED


def _usual_cost(column: Column, pieces: Sequence[Fragment], label: str) -> float:
    leaves = range(pieces[0].first, pieces[-1].last + 1)
    return UNUSUAL * sum(column.usual(label, leaf) is False for leaf in leaves)


def _place_cost(pieces: Sequence[Fragment], place: Place) -> float:
    """What it costs that the label stands off the place where the table prints labels.

    A renderer centres it on the whole span, or on the part that is on the label's page.
    """
    if place is Place.ANYWHERE:
        return 0.0
    labelled = next(piece for piece in pieces if piece.label)
    here = [piece for piece in pieces if piece.page == labelled.page]
    if place is Place.TOP:
        return OFF_PLACE * (labelled.first - here[0].first)
    return min(_middle_cost(labelled.first, span, place) for span in (here, pieces))


def _middle_cost(at: int, span: Sequence[Fragment], place: Place) -> float:
    upper = (span[0].first + span[-1].last) // 2
    lower = (span[0].first + span[-1].last + 1) // 2
    if not upper <= at <= lower:
        return OFF_PLACE * abs(at - (upper + lower) / 2)
    if upper == lower:
        return 0.0
    return BETWEEN_ROWS if at == (upper if place is Place.UPPER_MIDDLE else lower) else OTHER_MIDDLE
