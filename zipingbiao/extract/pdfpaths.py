"""The paths of a PDF page by PDFium: which of them are rules, and which are drawings.

As with its characters, PDFium is asked one question about all of them at a time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pypdfium2.raw as raw

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.pdfcalls import Address, Rows
from zipingbiao.extract.plane import Matrix, Places, Point, ToPage, Truths
from zipingbiao.schemas.page import Box, Rule

# A filled area thinner than this (points) is a drawn rule, not an area; Word draws rules so.
THIN = 3.0
# How far (points) a rule may lean and still be meant as axis-parallel.
LEAN = 0.75
# A polygon with more corners than this (a rectangle that is closed twice has 6 points) is a shape.
CORNERS = 6

Held = tuple[Address, Matrix[float]]
"""An object of a page, with the matrix of the forms that hold it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What some paths draw: rules, and which of the paths are none (type as outlines, a tick)."""

    rules: tuple[Rule, ...]
    shaped: list[bool]


def drawn_by(paths: Sequence[Held], to_page: ToPage) -> Drawn:
    """What some paths draw, in their order. A path is stroked, or filled, or both, or unseen."""
    fills, strokes = pdfcalls.draw_modes([item for item, _ in paths])
    filled, stroked = np.array(fills, np.bool_), np.array(strokes, np.bool_)
    seen = np.flatnonzero(filled | stroked)
    if not len(seen):
        return Drawn((), [False] * len(paths))
    lines = _lines([paths[index] for index in seen.tolist()], to_page)
    shaped = np.zeros(len(paths), np.bool_)
    shaped[seen] = lines.shaped()
    areas = (filled & ~stroked & ~shaped)[seen]
    found = [lines.sides(stroked[seen]), lines.thin_areas(areas)]
    owners = np.concatenate([owner for owner, _ in found])
    rules = [rule for _, some in found for rule in some]
    order = np.argsort(owners, kind="stable").tolist()
    return Drawn(tuple([rules[index] for index in order]), shaped.tolist())


@dataclass(frozen=True, slots=True)
class _Lines:
    """The points of paths, and the straight lines between them.

    A subpath begins wherever no straight line leads to a point (so a curve ends one, too).

    `count`: how many paths. `points`: a row for each (x, y). `path`: which path each belongs to.
    `begin`: the first point of each one's subpath. `lines`: two rows for each point, the line that
    leads to it and the one that closes its subpath there (x, y, x, y). `real`: which of these are
    drawn. `curved`: to which points a curve leads.
    """

    count: int
    points: Rows
    path: Places
    begin: Places
    lines: Rows
    real: Truths
    curved: Truths

    def shaped(self) -> Truths:
        """Which paths are more than boxes and lines: they have curves, many corners, or slanted
        sides or more than four of another kind. One slanted line strikes out a cell and says
        nothing."""
        (x0, y0, x1, y1), last = self.lines.T, len(self.points)
        slanted = self.real & (np.abs(x1 - x0) > LEAN) & (np.abs(y1 - y0) > LEAN)
        subpaths = np.repeat(self.begin, 2)
        corners = np.bincount(self.begin, minlength=last) + np.bincount(
            self.begin[self.real[1::2]], minlength=last
        )
        leaning = np.bincount(subpaths[slanted], minlength=last)
        shape = self.curved | (corners > CORNERS) | ((corners >= 3) & (leaning > 1))
        return np.bincount(self.path[shape], minlength=self.count) > 0

    def sides(self, which: Truths) -> tuple[Places, list[Rule]]:
        """The axis-parallel lines of some paths as rules, with the path of each."""
        own = self.real & np.repeat(which[self.path], 2)
        rules, found = rules_along(self.lines[own])
        return np.repeat(self.path, 2)[own][found], rules

    def thin_areas(self, which: Truths) -> tuple[Places, list[Rule]]:
        """The thin areas of some paths as rules, with the path of each."""
        own = which[self.path]
        if not own.any():
            return np.zeros(0, np.intp), []
        starts = np.flatnonzero(np.diff(self.begin[own], prepend=-1))
        points = self.points[own]
        corners = np.column_stack(
            [np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)]
        )
        rules, found = rules_inside(corners)
        return self.path[own][starts][found], rules


def _lines(paths: Sequence[Held], to_page: ToPage) -> _Lines:
    """The points and lines of paths that are drawn."""
    items = [item for item, _ in paths]
    counts = np.maximum(0, pdfcalls.segment_count.each(items))
    path = np.repeat(np.arange(len(items)), counts)
    owners = [items[index] for index in path.tolist()]
    inside = chain.from_iterable(map(range, counts.tolist()))
    segments = list(map(Address, pdfcalls.segment_at.each(owners, inside)))
    kinds = np.array(pdfcalls.segment_kind.each(segments), np.intc)
    closing = np.array(pdfcalls.segment_closes.each(segments), np.bool_)
    around = np.array([matrix.parts() for _, matrix in paths])
    own = Matrix(*around.T) @ Matrix(*pdfcalls.matrices(items).T)
    matrix = Matrix(*(column[path] for column in own.parts()))
    points = np.column_stack(to_page(*matrix.apply(*pdfcalls.segment_ends(segments))))
    index = np.arange(len(path))
    straight = (kinds == raw.FPDF_SEGMENT_LINETO) & (np.diff(path, prepend=-1) == 0)
    begin = np.maximum.accumulate(np.where(straight, 0, index))
    # Behind a line that closes a subpath the next one goes on from that's beginning.
    before = np.where(np.roll(closing, 1), np.roll(begin, 1), index - 1)
    lines = np.stack(
        [
            np.column_stack([points[before], points]),
            np.column_stack([points, points[begin]]),
        ],
        axis=1,
    )
    return _Lines(
        len(paths),
        points,
        path,
        begin,
        lines.reshape(-1, 4),
        np.column_stack([straight, closing]).ravel(),
        kinds == raw.FPDF_SEGMENT_BEZIERTO,
    )


def rules_along(lines: Rows) -> tuple[list[Rule], Places]:
    """Those of some straight lines (x, y, x, y) that are axis-parallel, as rules, and which."""
    across, along = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    flat = (along <= LEAN) & (across > LEAN)
    found = np.flatnonzero(flat | ((across <= LEAN) & (along > LEAN)))
    return _rules(lines[found], flat[found]), found


def rules_inside(areas: Rows) -> tuple[list[Rule], Places]:
    """Those of some filled areas (left, top, right, bottom) that are thin, as rules, and which."""
    width, height = areas[:, 2] - areas[:, 0], areas[:, 3] - areas[:, 1]
    flat = (height <= THIN) & (width > height)
    found = np.flatnonzero(flat | ((width <= THIN) & (height > width)))
    return _rules(areas[found], flat[found]), found


def _rules(spans: Rows, flat: Truths) -> list[Rule]:
    """The rules along the middle of what spans from one point to another (x, y, x, y)."""
    x0, y0, x1, y1 = spans.T
    at = np.where(flat, y0 + y1, x0 + x1) / 2
    start = np.where(flat, np.minimum(x0, x1), np.minimum(y0, y1))
    end = np.where(flat, np.maximum(x0, x1), np.maximum(y0, y1))
    columns = (flat.tolist(), at.tolist(), start.tolist(), end.tolist())
    return list(map(Rule._make, zip(*columns, strict=True)))


def bounds(item: Address, matrix: Matrix[float], to_page: ToPage) -> Box:
    """Where an object is shown; a point at the corner if PDFium does not say."""
    edges = [ctypes.c_float() for _ in range(4)]
    pdfcalls.bounds_of(item, *map(ctypes.addressof, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return around([to_page(*matrix.apply(x, y)) for x in (left, right) for y in (bottom, top)])


def around(corners: Sequence[Point]) -> Box:
    """The smallest box that holds some points."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))
