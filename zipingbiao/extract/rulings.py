"""The rules of a straightened scan: long thin ink that reaches from rule to rule.

No kernel has a fixed size: all lengths are counted in type sizes, all thicknesses in that of the
page's own long rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from zipingbiao.extract.blobs import blobs_of
from zipingbiao.extract.raster import Ink, Pixels
from zipingbiao.extract.ruled import Lattice
from zipingbiao.extract.straighten import horizontal_ink, overhang
from zipingbiao.schemas.page import Rule

# Edges closer than this share of the type size are one rule; rows are never that low.
SNAP = 0.4
# Rules in type sizes: a flat one is longer than a stroke of the largest title, an upright one
# longer than a stroke of the body, and both are thinner than a stroke is long.
LONG_FLAT, LONG_UPRIGHT, THICK = 2.3, 1.2, 0.5
# Beside a rule (as far as this share of the type size) is paper, along most of its length;
# beside a row of strokes is the rest of the characters.
BESIDE, FREE = 0.25, 0.6
# A thin line this long (type sizes) is no row of strokes, even if type touches it all along.
LONE = 4.0
# A line this long (type sizes) is a rule wherever it ends.
SURE = 6.0
# A rule goes on behind a gap of so many snaps.
GAP = 8.0
# Rubbed out along a wall: its thickness, and so many pixels for its soft edges.
SOFT = 3
# How far (type sizes) a rule may lie off its edge; type keeps a greater distance, or is shorter.
ASIDE = 0.15


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rules of a page in its pixels, and how thick its long rules are drawn."""

    rules: tuple[Rule, ...]
    thickness: float


def find_rulings(ink: Ink) -> Rulings:
    """The rules of a straightened page.

    A stroke of a character is no rule: it is shorter than `LONG_FLAT`, or it does not reach from
    one rule to another. An arc of a stamp is none: it is thicker than the page's long rules.
    """
    size, mask = ink.type_size, ink.mask
    turned = np.asarray(cv2.transpose(mask), np.uint8)
    drawn = [
        *(_Drawn(Rule(True, *place), t) for place, t in _thin_parts(mask, LONG_FLAT, size)),
        *(_Drawn(Rule(False, *place), t) for place, t in _thin_parts(turned, LONG_UPRIGHT, size)),
    ]
    long = [d.thickness for d in drawn if d.rule.length >= SURE * size]
    usual = float(np.median(long)) if long else 1.0
    rules = [d.rule for d in drawn if d.rule.length >= SURE * size or d.thickness <= 2 * usual]
    return Rulings(anchored(rules, SNAP * size, SURE * size), usual)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A rule with the thickness (pixels) that it was drawn with."""

    rule: Rule
    thickness: float


def _thin_parts(
    mask: Pixels, types: float, size: float
) -> Iterator[tuple[tuple[float, float, float], float]]:
    """Horizontal ink at least `types` type sizes long with paper above and below: its place
    (at, start, end) and its thickness."""
    lines = horizontal_ink(mask, round(types * size), max(4, round(THICK * size)))
    blobs = blobs_of(lines)
    margin, grown = round(BESIDE * size), overhang(round(types * size))
    for x, y, w, h in blobs.boxes(blobs.width >= types * size):
        around = mask[max(0, y - margin) : y + h + margin, x : x + w] > 0
        if w >= LONE * size or (around.sum(axis=0) <= h + 1).mean() >= FREE:
            thickness = float(np.median((mask[y : y + h, x : x + w] > 0).sum(axis=0)))
            yield (y + h / 2, float(x + grown), float(x + w - grown)), thickness


def anchored(rules: Sequence[Rule], reach: float, sure: float) -> tuple[Rule, ...]:
    """The rules that are longer than any stroke (`sure`), or end at others: both ends at the
    level of a rule of the other direction.

    Collinear fragments (a rule with gaps) count as one here. What hung on a dropped rule is
    dropped in its turn.
    """
    kept = list(rules)
    while True:
        flats = sorted(rule.at for rule in kept if rule.horizontal)
        uprights = sorted(rule.at for rule in kept if not rule.horizontal)
        still = [
            rule
            for chain in _chains(kept, reach)
            for rule in _held(chain, uprights if chain[0].horizontal else flats, 2 * reach, sure)
        ]
        if len(still) == len(kept):
            return tuple(kept)
        kept = still


def _chains(rules: Sequence[Rule], reach: float) -> list[list[Rule]]:
    """Fragments of one rule: at the same place, with gaps that a stroke would not leave."""
    chains: list[list[Rule]] = []
    ordered = sorted(rules, key=lambda r: (r.horizontal, r.start))
    for rule in ordered:
        home = next(
            (
                chain
                for chain in chains
                if chain[-1].horizontal == rule.horizontal
                and abs(chain[-1].at - rule.at) <= reach
                and rule.start - max(r.end for r in chain) <= GAP * reach
            ),
            None,
        )
        if home is None:
            chains.append([rule])
        else:
            home.append(rule)
    return chains


def _held(chain: Sequence[Rule], levels: Sequence[float], reach: float, sure: float) -> list[Rule]:
    """The long fragments, and those from the first that starts at a level to the last that ends
    at one."""
    starts = [i for i, rule in enumerate(chain) if _near(rule.start, levels, reach)]
    ends = [i for i, rule in enumerate(chain) if _near(rule.end, levels, reach)]
    inside = range(starts[0], ends[-1] + 1) if starts and ends else range(0)
    return [rule for i, rule in enumerate(chain) if i in inside or rule.length >= sure]


def _near(place: float, levels: Sequence[float], reach: float) -> bool:
    index = bisect_left(levels, place - reach)
    return index < len(levels) and levels[index] <= place + reach


def walls(ink: Ink, lattices: Sequence[Lattice], thickness: float) -> Pixels:
    """Where the walls of the tables are drawn (255); a long dash in a cell is no wall.

    A rule may lie a little off its edge or lean: long straight ink near a wall belongs to it, too.
    What is left of one would be read as a 1.

    Args:
        ink: the page.
        lattices: the tables.
        thickness: that of the rules.
    """
    drawn = np.zeros(ink.mask.shape[:2], np.uint8)
    for flat, types in ((True, LONE), (False, LONG_UPRIGHT)):
        run = max(3, round(types * ink.type_size))
        shape = (1, run) if flat else (run, 1)
        long = cv2.morphologyEx(ink.mask, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        long = cv2.dilate(long, np.ones((SOFT, SOFT), np.uint8))
        aside = round(thickness + 2 * ASIDE * ink.type_size)
        near = _along(ink.mask.shape[:2], lattices, aside, flat=flat)
        narrow = _along(ink.mask.shape[:2], lattices, round(thickness) + SOFT, flat=flat)
        drawn = np.asarray(
            cv2.bitwise_or(drawn, cv2.bitwise_or(narrow, cv2.bitwise_and(near, long)))
        )
    return drawn


def _along(
    shape: tuple[int, int], lattices: Sequence[Lattice], width: int, *, flat: bool
) -> Pixels:
    """The level walls, or the upright ones, as lines of one width."""
    drawn = np.zeros(shape, np.uint8)
    for lattice in lattices:
        xs, ys = [round(x) for x in lattice.xs], [round(y) for y in lattice.ys]
        if flat:
            lines = [((xs[i], ys[j]), (xs[i + 1], ys[j])) for j, i in _standing(lattice.across)]
        else:
            lines = [((xs[i], ys[j]), (xs[i], ys[j + 1])) for j, i in _standing(lattice.down)]
        for start, end in lines:
            cv2.line(drawn, start, end, 255, max(1, width))
    return drawn


def _standing(pieces: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int]]:
    return ((j, i) for j, row in enumerate(pieces) for i, wall in enumerate(row) if wall)
