"""Straighten a scanned or photographed page by its own rules.

Two steps, both led by the ruling lines: turn the page by the rules' common angle, then fit one
smooth displacement under which every rule becomes straight and axis-parallel. For horizontal
rules y = Y_i + x·p(x, y) with one polynomial p for the page and one Y_i for each rule, by linear
least squares; vertical rules the same with x and y exchanged. That covers perspective and curl.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.blobs import blobs_of
from zipingbiao.extract.raster import Ink, Pixels, ink_mask, ink_of

Floats = NDArray[np.float64]
Plane = NDArray[np.float32]

# Rules shorter than this share of the page say nothing about its shape.
LONG = 0.15
# Steps at which a rule is sampled.
SAMPLES = 24
# A page that lies within this many pixels of straight is left alone.
STRAIGHT = 0.5
# The longer side (pixels) of the picture on which the shape is measured, and the pixels between
# two places at which the bend is computed: it is smooth.
MEASURED, STEP = 1600, 16


@dataclass(frozen=True, slots=True)
class Straight:
    """A straightened page, and where its places were in the picture as given.

    `from_x` and `from_y` say it for every `step`-th pixel: they are smooth, and planes of the
    page's own size would be the largest things in memory.
    """

    picture: Pixels
    from_x: Plane
    from_y: Plane
    step: float

    def origin(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the straightened page was in the picture as given."""
        rows, columns = self.from_x.shape
        # Pixels are squares: the middle of one is half a pixel from its edge at either size.
        column = min(max((x + 0.5) / self.step - 0.5, 0.0), columns - 1.001)
        row = min(max((y + 0.5) / self.step - 0.5, 0.0), rows - 1.001)
        return _at(self.from_x, column, row), _at(self.from_y, column, row)


def _at(plane: Plane, column: float, row: float) -> float:
    """A value between four pixels."""
    i, j = int(row), int(column)
    down, right = row - i, column - j
    upper = plane[i, j] * (1 - right) + plane[i, j + 1] * right
    lower = plane[i + 1, j] * (1 - right) + plane[i + 1, j + 1] * right
    return float(upper * (1 - down) + lower * down)


def straighten(picture: Pixels, size: float = 0.0) -> Straight:
    """Turn and unbend a page. A page without rules comes back as it is.

    The shape is measured on a smaller picture; rules are long, so nothing is lost by it.

    Args:
        picture: the page in grey.
        size: about how high a character is in pixels; measured where it is not known.
    """
    height, width = picture.shape[:2]
    factor = min(1.0, MEASURED / max(height, width))
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    xs, ys = _measured(ink_of(np.asarray(small, np.uint8), size * factor))
    step = width / xs.shape[1]
    xs, ys = xs * np.float32(step), ys * np.float32(height / ys.shape[0])
    places = _enlarged(xs, width, height), _enlarged(ys, width, height)
    return Straight(_resampled(picture, *places), xs, ys, step)


def _enlarged(plane: Plane, width: int, height: int) -> Plane:
    return np.asarray(
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.float32
    )


def _measured(ink: Ink) -> tuple[Plane, Plane]:
    """For each pixel of the straightened picture its place in the one as given; light and type
    size do not change on the way, so they are found once."""
    height, width = ink.grey.shape
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    level = ink
    for _ in range(2):
        angle = skew(level)
        if abs(angle) < 0.02:
            break
        xs, ys = _turned(xs, ys, angle)
        level = _moved(ink, xs, ys)
    unbent = _unbent(level)
    if unbent is not None:
        xs, ys = _through(xs, unbent), _through(ys, unbent)
    return xs, ys


def _moved(ink: Ink, xs: Plane, ys: Plane) -> Ink:
    grey = _resampled(ink.grey, xs, ys)
    return Ink(grey, ink_mask(grey), ink.type_size)


def _resampled(picture: Pixels, xs: Plane, ys: Plane) -> Pixels:
    taken = cv2.remap(picture, xs, ys, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(taken, np.uint8)


def _through(plane: Plane, places: tuple[Plane, Plane]) -> Plane:
    xs, ys = places
    taken = cv2.remap(plane, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(taken, np.float32)


def _turned(xs: Plane, ys: Plane, angle: float) -> tuple[Plane, Plane]:
    height, width = xs.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    inverse = cv2.invertAffineTransform(matrix)
    columns = np.arange(width, dtype=np.float32)
    rows = np.arange(height, dtype=np.float32)[:, None]
    places = _sum(inverse[0], columns, rows), _sum(inverse[1], columns, rows)
    return _through(xs, places), _through(ys, places)


def _sum(row: Floats, columns: Plane, rows: Plane) -> Plane:
    """One row of an affine map, for every pixel."""
    x, y, shift = row.astype(np.float32)
    plane: Plane = x * columns + y * rows + shift
    return plane


def skew(ink: Ink) -> float:
    """The angle (degrees, counter-clockwise positive) that makes the horizontal rules level."""
    lines = _traced(ink.mask, ink.type_size)
    if not lines:
        return 0.0
    slopes = [_slope(line) for line in lines]
    lengths = [line[-1, 0] - line[0, 0] for line in lines]
    return float(np.degrees(np.arctan(_weighted_median(slopes, lengths))))


def _slope(line: Floats) -> float:
    """By least squares."""
    x, y = (line - line.mean(axis=0)).T
    return float(x @ y / (x @ x))


def _weighted_median(values: list[float], weights: list[float]) -> float:
    order = np.argsort(values)
    total = np.cumsum(np.asarray(weights)[order])
    return float(np.asarray(values)[order][np.searchsorted(total, total[-1] / 2)])


def _traced(mask: Pixels, size: float) -> list[Floats]:
    """The long horizontal rules beside type of a size, each as sampled (x, y) points from left to
    right."""
    lines = horizontal_ink(mask, int(1.5 * size), int(0.5 * size))
    blobs = blobs_of(lines)
    traced: list[Floats] = []
    wide = (blobs.width >= LONG * mask.shape[1]) & (blobs.height <= blobs.width / 4)
    for index in np.flatnonzero(wide):
        place = blobs.place(int(index))
        part = blobs.labels[place] == index
        columns = np.unique(np.linspace(0, part.shape[1] - 1, SAMPLES).astype(int))
        counts = part[:, columns].sum(axis=0)
        columns, counts = columns[counts > 0], counts[counts > 0]
        rows = np.arange(part.shape[0]) @ part[:, columns] / counts
        if len(columns) >= 4:
            traced.append(np.column_stack([blobs.x[index] + columns, blobs.y[index] + rows]))
    return traced


def overhang(length: int) -> int:
    """By how much `horizontal_ink` makes a rule longer at each end."""
    return max(1, length // 6)


def horizontal_ink(mask: Pixels, length: int, thickness: int) -> Pixels:
    """Ink that runs on horizontally for `length` pixels and is at most `thickness` high."""
    run = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, max(3, length)), np.uint8))
    # A leaning rule comes in steps; join the steps, not the lines of text.
    joined = cv2.dilate(run, np.ones((3, 2 * overhang(length) + 1), np.uint8))
    tall = np.ones((max(4, thickness), 1), np.uint8)
    thick = cv2.dilate(cv2.morphologyEx(joined, cv2.MORPH_OPEN, tall), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.subtract(joined, thick), np.uint8)


def _unbent(ink: Ink) -> tuple[Plane, Plane] | None:
    """For each pixel of the straight page its place in this one; None if it is straight."""
    height, width = ink.mask.shape
    flat = _bend(_traced(ink.mask, ink.type_size), width, height)
    turned = np.ascontiguousarray(ink.mask.T)
    upright = _bend(_traced(turned, ink.type_size), height, width)
    if flat is None and upright is None:
        return None
    columns, rows = np.meshgrid(
        np.arange(0, width + STEP, STEP, dtype=np.float64),
        np.arange(0, height + STEP, STEP, dtype=np.float64),
    )
    x, y = columns, rows
    for _ in range(3):
        shift_y = _displacement(flat, x, y, width, height) if flat is not None else 0.0
        shift_x = _displacement(upright, y, x, height, width) if upright is not None else 0.0
        x, y = columns + shift_x, rows + shift_y
    return _between(x, width, height), _between(y, width, height)


def _between(sampled: Floats, width: int, height: int) -> Plane:
    """A plane of values for every pixel, from those at every `STEP` pixels."""
    columns = np.arange(width, dtype=np.float32) / np.float32(STEP)
    rows = np.arange(height, dtype=np.float32) / np.float32(STEP)
    xs, ys = np.meshgrid(columns, rows)
    return _through(sampled.astype(np.float32), (xs.astype(np.float32), ys.astype(np.float32)))


def _terms(x: Floats, y: Floats, width: int, height: int) -> Floats:
    """x·(1, x, x², y, xy, y²) with x and y in −1…1: no displacement on the middle line."""
    u, v = 2 * x / width - 1, 2 * y / height - 1
    return np.stack([u, u * u, u**3, u * v, u * u * v, u * v * v], axis=-1)


def _displacement(bend: Floats, x: Floats, y: Floats, width: int, height: int) -> Floats:
    moved: Floats = _terms(x, y, width, height) @ bend
    return moved


def _bend(lines: list[Floats], width: int, height: int) -> Floats | None:
    """The polynomial that all lines share, fitted twice: the second time without outliers."""
    if len(lines) < 3:
        return None
    points = np.concatenate(lines)
    owner = np.concatenate([np.full(len(line), i) for i, line in enumerate(lines)])
    terms = _terms(points[:, 0], points[:, 1], width, height)
    system = np.column_stack([terms, points[:, 1]])
    keep = np.ones(len(points), dtype=bool)
    for _ in range(2):
        # Less each line's mean nothing is left of its own level Y_i: only the bend is unknown.
        around = system - _means(system[keep], owner[keep], len(lines))[owner]
        bend: Floats = np.linalg.lstsq(around[keep, :-1], around[keep, -1], rcond=None)[0]
        error = np.abs(around[:, :-1] @ bend - around[:, -1])
        keep = error <= max(2.0, 3 * float(np.median(error)))
    if np.abs(terms @ bend).max() < STRAIGHT:
        return None
    return bend


def _means(values: Floats, owner: NDArray[np.intp], count: int) -> Floats:
    """The mean row of each owner's; 0 for one that has none."""
    sums = np.zeros((count, values.shape[1]))
    np.add.at(sums, owner, values)
    means: Floats = sums / np.maximum(np.bincount(owner, minlength=count), 1)[:, None]
    return means
