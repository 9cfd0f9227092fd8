"""Pixels → ink: even light, black on white, and the size of the type."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.blobs import blobs_of
from zipingbiao.schemas.page import Box

Pixels = NDArray[np.uint8]

# Ink is darker than its surroundings by this share of the paper's brightness; faint rules of a
# faded copy are at about a fifth.
INK_DEPTH = 0.12
# Pages up to this size (pixels) are measured first: type smaller than `SMALL_TYPE` is enlarged to
# `LEGIBLE`, but not more than so many times.
SMALL_PAGE, SMALL_TYPE, LEGIBLE, MOST_ENLARGED = 2000, 17.0, 26.0, 3.0
# Fewer blobs than this say nothing about the type size.
FEW = 5
# Pieces of one character are at most this far apart (share of their height).
JOINT = 0.25
# A stamp's strokes are broader than this share of the type size, and together larger than so many
# type sizes both ways.
BROAD, STAMP = 0.35, 2.5
# A stamp that is paler than the type by this share of the way to white may be this thin; the soft
# edge of type reaches so far (shares of the type size).
LIGHTER, PALE, EDGE = 0.25, 0.2, 0.2
# Type and rules that cross a pale stamp part it: its pieces are so long, and so far apart.
PIECE, APART = 0.6, 1.3
# One of its pieces is longer (type sizes) than a stroke: thin type beside thin type is none.
ARC = 1.2
# So many blobs of type tell its tone.
SAMPLED = 400
# Type that crosses a stamp is darker than that by this share of the stamp's own depth.
DARKER = 0.25
# What is left in a stamp's strokes, smaller than this share of the type size, is no type.
CRUMB = 0.25
# How far (pixels) the soft edge of a stroke reaches.
SOFT = 2


@dataclass(frozen=True, slots=True)
class Ink:
    """A page as light-corrected grey and as ink mask (255 = ink), and its type size in pixels."""

    grey: Pixels
    mask: Pixels
    type_size: float


def ink_of(picture: Pixels, size: float = 0.0, side: int = 0) -> Ink:
    """Correct the light of a page and find its ink.

    Args:
        picture: (height, width, 3) BGR or (height, width) grey.
        size: the height of its characters in pixels; measured where it is not known.
        side: the shorter side of the page in pixels, where the picture is a part of it only.
    """
    grey = even_light(without_colour(picture), side)
    mask, core = _mask_and_core(grey)
    return Ink(grey, mask, size or _type_size(mask, core))


def legible(picture: Pixels, size: float = 0.0) -> tuple[Pixels, float]:
    """A page whose type (so many pixels high, if that is known) is too small to be told from its
    rules enlarged, and by how much."""
    if max(picture.shape[:2]) > SMALL_PAGE:
        return picture, 1.0
    size = size or ink_of(picture).type_size
    if size >= SMALL_TYPE:
        return picture, 1.0
    factor = min(MOST_ENLARGED, LEGIBLE / size)
    enlarged = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, np.uint8), factor


def framed(grey: Pixels, margin: int) -> Pixels:
    """A page with paper around it, as bright as the paper near it: beside a brighter frame a
    page's dark corner would be ink."""
    sides = (margin, margin, margin, margin)
    wider = cv2.copyMakeBorder(_paper(grey), *sides, cv2.BORDER_REPLICATE)
    height, width = grey.shape
    wider[margin : margin + height, margin : margin + width] = grey
    return np.asarray(wider, np.uint8)


def without_colour(picture: Pixels) -> Pixels:
    """Grey by the brightest channel: black type stays black, a red seal fades."""
    if picture.ndim == 2:
        return picture
    return np.asarray(reduce(cv2.max, cv2.split(picture)[:3]), np.uint8)


def even_light(grey: Pixels, side: int = 0) -> Pixels:
    """Divide by the paper's brightness around each pixel, so that shadows and grounds go."""
    paper = np.maximum(_paper(grey, side), 1)
    evened: Pixels = cv2.divide(grey, paper, scale=255).astype(np.uint8)
    return evened


def _paper(grey: Pixels, side: int = 0) -> Pixels:
    """The paper's brightness around each pixel: within a fortieth of the page's shorter side."""
    size = max(15, int((side or min(grey.shape)) / 40) | 1)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((size // 4 | 1, size // 4 | 1), np.uint8))
    paper = cv2.medianBlur(paper, min(255, size | 1))
    wide = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(wide, np.uint8)


def ink_mask(grey: Pixels) -> Pixels:
    """The ink (255) of a page under even light."""
    return _mask_and_core(grey)[0]


def _mask_and_core(grey: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    """Ink by Otsu's threshold, but never above what paper noise reaches; and its core. The
    threshold lies midway between paper and ink, so the core of type is twice as deep; that of
    grain and of what is left of a red seal is not."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    level = min(max(level, 100.0), 255 * (1 - INK_DEPTH))
    _, mask = cv2.threshold(smooth, ceil(level) - 1, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(mask, np.uint8), smooth <= max(level / 2, 2 * level - 255)


def _type_size(mask: Pixels, core: NDArray[np.bool_]) -> float:
    """The height of a character in pixels: the commonest height of ink blobs as wide as high.

    Measured twice: pale type falls into pieces, which are joined upwards by a part of the first
    measure.
    """
    first = _blob_height(mask, core)
    pieces = np.ones((max(2, round(JOINT * first)), 1), np.uint8)
    closed = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, pieces), np.uint8)
    return max(first, _blob_height(closed, core))


def _blob_height(mask: Pixels, core: NDArray[np.bool_]) -> float:
    blobs = blobs_of(mask)
    if len(blobs) < 2:
        return float(0.03 * mask.shape[1])
    widths, heights = blobs.width, blobs.height
    limit = mask.shape[1] / 15
    square = (heights > 6) & (heights < limit) & (widths < 1.6 * heights) & (widths > 0.6 * heights)
    square &= blobs.touched(core) > 0
    if square.sum() < FEW:
        return float(mask.shape[1] / 80)
    return float(np.percentile(heights[square], 75))


def type_boxes(ink: Ink) -> list[Box]:
    """The boxes of the blobs that are no larger than characters."""
    blobs = blobs_of(ink.mask)
    least, most = 0.2 * ink.type_size, 1.6 * ink.type_size
    fits = (blobs.longer >= least) & (blobs.longer <= most)
    return [Box(x, y, x + w, y + h) for x, y, w, h in blobs.boxes(fits)]


def stamp_of(ink: Ink) -> Pixels:
    """Where a stamp (印章) lies (255): strokes broader than those of type, together larger than
    type. Rules are thin and letters are small; a copier's black edge is one too."""
    strokes = _broad(ink.mask, BROAD * ink.type_size)
    return _softened(_large(strokes, STAMP * ink.type_size))


def pale_stamp_of(ink: Ink, tone: float, wall: Pixels) -> Pixels:
    """Where a stamp lies (255) that is clearly paler than the type; its strokes may be thinner.

    Args:
        ink: the page.
        tone: how dark its type is.
        wall: where the rules of its tables are drawn (255); thin ink looks pale.
    """
    limit = tone * (1 - LIGHTER) + 255 * LIGHTER
    smooth = cv2.GaussianBlur(ink.grey, (0, 0), 0.8)
    near = round(EDGE * ink.type_size) | 1
    dark = cv2.dilate((smooth < limit).astype(np.uint8), np.ones((near, near), np.uint8))
    pale = (smooth < 255 * (1 - INK_DEPTH)) & (dark == 0) & (wall == 0)
    strokes = _broad(np.where(pale, np.uint8(255), np.uint8(0)), PALE * ink.type_size)
    pieces = _large(strokes, PIECE * ink.type_size, longest=True)
    arcs = _large(pieces, ARC * ink.type_size, longest=True)
    if not cv2.countNonZero(arcs):
        return arcs
    figures = _large(pieces, STAMP * ink.type_size, APART * ink.type_size)
    seeds = np.asarray(cv2.bitwise_and(figures, arcs), np.uint8)
    return _softened(_joined(figures, seeds, APART * ink.type_size))


def _joined(mask: Pixels, seeds: Pixels, reach: float) -> Pixels:
    """Of the figures in a mask those that hold a seed; pieces within `reach` of each other are one
    figure."""
    if not cv2.countNonZero(seeds):
        return seeds
    blobs = blobs_of(_grown(mask, reach))
    return np.asarray(cv2.bitwise_and(mask, blobs.drawn(blobs.touched(seeds > 0) > 0)), np.uint8)


def _broad(mask: Pixels, stroke: float) -> Pixels:
    side = max(4, round(stroke))
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)))


def _softened(strokes: Pixels) -> Pixels:
    soft_edge = np.ones((2 * SOFT + 1, 2 * SOFT + 1), np.uint8)
    return np.asarray(cv2.dilate(strokes, soft_edge), np.uint8)


def type_tone(ink: Ink) -> float:
    """How dark the type is: the median, over blobs as high as type, of their darkest tenth."""
    blobs = blobs_of(ink.mask)
    like_type = (blobs.height > 0.5 * ink.type_size) & (blobs.height < 1.5 * ink.type_size)
    like_type &= blobs.width < 3 * ink.type_size
    tones = []
    for index in np.flatnonzero(like_type)[:SAMPLED]:
        place = blobs.place(int(index))
        part = ink.grey[place][blobs.labels[place] == index]
        tenth = len(part) // 10
        tones.append(float(np.partition(part, tenth)[tenth]))
    return float(np.median(tones)) if tones else 0.0


def without_stamp(ink: Ink, stamp: Pixels, type_: float | None = None) -> Ink:
    """The page without its stamps; type that crosses one is darker than it alone and stays.

    Args:
        ink: the page.
        stamp: where the stamps lie (255).
        type_: how dark the type is; measured where it is not known.
    """
    if not stamp.any():
        return ink
    smooth = cv2.GaussianBlur(ink.grey, (0, 0), 1.0)
    gone = np.zeros(stamp.shape, np.bool_)
    type_ = type_tone(ink) if type_ is None else type_
    blobs = blobs_of(stamp)
    for index in range(1, len(blobs)):
        place = blobs.place(index)
        inside = blobs.labels[place] == index
        tone = float(np.median(smooth[place][inside]))
        crossing = min(tone - DARKER * (255 - tone), (tone + type_) / 2)
        gone[place] |= inside & (smooth[place] >= crossing)
    left = np.where(gone, np.uint8(0), ink.mask)
    gone |= _crumbs(left, stamp, CRUMB * ink.type_size)
    return Ink(
        np.where(gone, np.uint8(255), ink.grey),
        np.where(gone, np.uint8(0), left),
        ink.type_size,
    )


def _crumbs(mask: Pixels, stamp: Pixels, size: float) -> NDArray[np.bool_]:
    """The small blobs that lie in a stamp only: its own dark grain."""
    blobs = blobs_of(mask)
    small = (blobs.longer < size) & (blobs.touched(stamp > 0) * 2 > blobs.area)
    small[0] = False
    return blobs.drawn(small) > 0


def _large(mask: Pixels, least: float, reach: float = 0.0, *, longest: bool = False) -> Pixels:
    """Of the figures in a mask those that are at least so wide and so high (or so long, where the
    longer side counts); pieces within `reach` of each other are one figure."""
    if not cv2.countNonZero(mask):
        return mask
    blobs = blobs_of(_grown(mask, reach))
    large = (blobs.longer if longest else blobs.shorter) >= least + reach
    return np.asarray(cv2.bitwise_and(mask, blobs.drawn(large)), np.uint8)


def _grown(mask: Pixels, reach: float) -> Pixels:
    """The mask with its pieces grown until those within `reach` of each other touch."""
    side = round(reach) | 1
    return np.asarray(cv2.dilate(mask, np.ones((side, side), np.uint8)), np.uint8)
