"""Which pieces of a table's edges are drawn: looked up in the picture, piece by piece.

A rule found elsewhere in a column says where an edge is, not how far it is drawn; and strokes of
type that touch two rules look like a short rule. So every piece between two crossings is held
against the ink: a wall has ink along it, type does not stand astride it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.raster import Ink, Pixels
from zipingbiao.extract.ruled import Lattice
from zipingbiao.extract.rulings import SNAP
from zipingbiao.schemas.page import Rule

# A rule this long (type sizes) is none of the strokes of type; a piece of one is a wall if ink lies
# along so much of it (it may be faded).
LONG, FADED = 4.0, 0.5
# So much of a piece belongs to it.
BELONGS = 0.8
# A piece of its own is a wall if ink lies along nearly all of it, and if type does not stand on
# both sides of much of it: then it is a stroke of that.
WHOLE, BETWEEN = 0.97, 0.5
# An edge may wander so far (type sizes) from its mean place, and type keeps that far from a rule.
WANDER, BESIDE = 0.15, 0.35
# The ends of a piece belong to the crossing rules; their soft edge reaches so far (pixels).
END = 1.0

Flags = tuple[tuple[bool, ...], ...]


def drawn(
    lattice: Lattice, rules: Sequence[Rule], ink: Ink, stamp: Pixels, thickness: float
) -> Lattice | None:
    """The lattice with the walls that the picture shows, without edges that have none.

    Args:
        lattice: edges and walls as the rules propose them.
        rules: those rules.
        ink: the straightened page.
        stamp: where a stamp hides what is drawn.
        thickness: of the page's rules, in pixels.

    Returns:
        None if no table is left.
    """
    long = [rule for rule in rules if rule.length >= LONG * ink.type_size]
    level = _Look.at(ink, stamp, thickness, long, horizontal=True)
    upright = _Look.at(ink, stamp, thickness, long, horizontal=False)
    across = tuple(
        _pieces(level, y, lattice.xs, proposed)
        for y, proposed in zip(lattice.ys, lattice.across, strict=True)
    )
    by_column = [
        _pieces(upright, x, lattice.ys, [row[i] for row in lattice.down])
        for i, x in enumerate(lattice.xs)
    ]
    down = tuple(tuple(column[row] for column in by_column) for row in range(lattice.rows))
    return _without_bare_edges(Lattice(lattice.xs, lattice.ys, across, down))


@dataclass(frozen=True, slots=True)
class _Look:
    """A page on which the edge in question is upright: ink, stamp, the long rules along such
    edges, and the measures."""

    mask: Pixels
    stamp: Pixels
    long: tuple[Rule, ...]
    size: float
    thickness: float

    @staticmethod
    def at(
        ink: Ink, stamp: Pixels, thickness: float, long: Sequence[Rule], *, horizontal: bool
    ) -> _Look:
        """The page turned so that its level (or its upright) edges are upright."""
        planes = [ink.mask, stamp]
        if horizontal:
            planes = [np.asarray(cv2.transpose(plane), np.uint8) for plane in planes]
        along = tuple(rule for rule in long if rule.horizontal is horizontal)
        return _Look(planes[0], planes[1], along, ink.type_size, thickness)

    def on(self, at: float) -> _Look:
        """The same for the edge at a place: of the long rules those that lie on it."""
        near = (rule for rule in self.long if abs(rule.at - at) <= SNAP * self.size)
        return replace(self, long=tuple(near))

    def is_long(self, start: float, end: float) -> bool:
        """Whether a piece belongs to a long rule, nearly whole."""
        shared = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in self.long)
        return shared >= BELONGS * (end - start)


def _pieces(
    look: _Look, at: float, crossings: Sequence[float], proposed: Sequence[bool]
) -> tuple[bool, ...]:
    """Which pieces of an edge are drawn; what a stamp hides is as proposed, or as on both sides."""
    look = look.on(at)
    seen = [_is_wall(look, at, start, end) for start, end in pairwise(crossings)]
    before = [False, *(piece is True for piece in seen[:-1])]
    after = [*(piece is True for piece in seen[1:]), False]
    pieces = zip(seen, proposed, before, after, strict=True)
    return tuple(p or (a and b) if piece is None else piece for piece, p, a, b in pieces)


def _is_wall(look: _Look, at: float, start: float, end: float) -> bool | None:
    """Whether the piece of an upright edge at x = `at` between two rows is drawn; None if a stamp
    hides most of it."""
    trim = min(look.thickness / 2 + END, (end - start) / 4)
    top, bottom = max(0, round(start + trim)), round(end - trim) + 1
    wander, half = round(WANDER * look.size) + 1, round(look.thickness / 2) + 1
    reach = wander + half + round(BESIDE * look.size)
    left, right = max(0, round(at) - reach), round(at) + reach + 1
    band = look.mask[top:bottom, left:right] > 0
    middle = round(at) - left
    hidden = look.stamp[top:bottom, left:right][:, max(0, middle - half) : middle + half + 1]
    clear = band[~(hidden > 0).any(axis=1)]
    if not len(clear) or len(clear) * 2 < len(band):
        return None
    shifts = range(-wander, wander + 1)
    inked = _along(clear, middle - wander, len(shifts), half // 2)
    along, _, shift = max((share, -abs(s), s) for share, s in zip(inked, shifts, strict=True))
    if look.is_long(start, end):
        return along >= FADED
    return along >= WHOLE and min(_beside(clear, middle + shift, half)) <= BETWEEN


def _along(band: NDArray[np.bool_], first: int, count: int, reach: int) -> list[float]:
    """The share of rows with ink on a line, or within `reach` of it, for so many lines side by side
    from the first on."""
    beyond = max(0, reach - first), max(0, first + count + reach - band.shape[1])
    wider = np.pad(band, ((0, 0), beyond)) if any(beyond) else band
    start = first - reach + beyond[0]
    shifted = (wider[:, start + k : start + k + count] for k in range(2 * reach + 1))
    shares: list[float] = reduce(np.logical_or, shifted).mean(axis=0).tolist()
    return shares


def _beside(band: NDArray[np.bool_], place: int, half: int) -> tuple[float, float]:
    """The shares of rows with ink left of the line, and right of it."""
    sides = band[:, : max(0, place - half - 1)], band[:, place + half + 2 :]
    left, right = (float(side.any(axis=1).mean()) if side.size else 0.0 for side in sides)
    return left, right


def _without_bare_edges(lattice: Lattice) -> Lattice | None:
    """Drop the edges that no wall lies on (what they parted is one), and from the outside in those
    beyond which no wall reaches (the edge of the paper is no table's)."""
    columns = [i for i in range(lattice.columns + 1) if any(row[i] for row in lattice.down)]
    rows = [j for j, row in enumerate(lattice.across) if any(row)]
    by_row = [[row[i] for row in lattice.across] for i in range(lattice.columns)]
    columns = _held(columns, by_row, lattice.columns)
    rows = _held(rows, lattice.down, lattice.rows)
    if len(rows) < 2 or len(columns) < 2:
        return None
    across = tuple(_majority(lattice.across[j], columns, lattice.xs) for j in rows)
    by_column = [
        _majority(tuple(row[i] for row in lattice.down), rows, lattice.ys) for i in columns
    ]
    down = tuple(tuple(column[row] for column in by_column) for row in range(len(rows) - 1))
    xs = tuple(lattice.xs[i] for i in columns)
    return Lattice(xs, tuple(lattice.ys[j] for j in rows), across, down)


def _held(kept: Sequence[int], crossing: Sequence[Sequence[bool]], last: int) -> list[int]:
    """The edges kept, with the open sides of the table, without those beyond its crossing walls.

    Args:
        kept: edges that walls lie on, by number, 0 to `last`.
        crossing: for each strip between two edges the walls that cross it.
        last: the number of the last edge.
    """
    crossed = [index for index, walls in enumerate(crossing) if any(walls)]
    if not crossed:
        return []
    first, end = crossed[0], crossed[-1] + 1
    return sorted({first, end, *(edge for edge in kept if first <= edge <= end)})


def _majority(
    pieces: Sequence[bool], kept: Sequence[int], crossings: Sequence[float]
) -> tuple[bool, ...]:
    """Walls between the edges kept: drawn if most of their length is."""
    found = []
    for first, last in pairwise(kept):
        lengths = [crossings[i + 1] - crossings[i] for i in range(first, last)]
        walls = sum(n for n, i in zip(lengths, range(first, last), strict=True) if pieces[i])
        found.append(walls * 2 > sum(lengths))
    return tuple(found)
