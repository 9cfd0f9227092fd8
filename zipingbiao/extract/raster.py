"""Pixels → ink: even light, black on white, and the size of the type."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

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
# Type that crosses a stamp is darker than that by this share of the stamp's own depth.
DARKER = 0.25
# How far (pixels) the soft edge of a stroke reaches.
SOFT = 2


@dataclass(frozen=True, slots=True)
class Ink:
    """A page as light-corrected grey and as ink mask (255 = ink), and its type size in pixels."""

    grey: Pixels
    mask: Pixels
    type_size: float


def ink_of(picture: Pixels) -> Ink:
    """Correct the light of a page and find its ink.

    Args:
        picture: (height, width, 3) BGR or (height, width) grey.
    """
    grey = even_light(without_colour(picture))
    mask = ink_mask(grey)
    return Ink(grey, mask, type_size(mask))


def legible(picture: Pixels) -> tuple[Pixels, float]:
    """A page whose type is too small to be told from its rules enlarged, and by how much."""
    if max(picture.shape[:2]) > SMALL_PAGE:
        return picture, 1.0
    size = ink_of(picture).type_size
    if size >= SMALL_TYPE:
        return picture, 1.0
    factor = min(MOST_ENLARGED, LEGIBLE / size)
    enlarged = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, np.uint8), factor


def framed(picture: Pixels, margin: int) -> Pixels:
    """A page with paper around it."""
    paper = np.percentile(picture[::8, ::8], 90, axis=(0, 1))
    colour = np.atleast_1d(paper).astype(float).tolist()
    wider = cv2.copyMakeBorder(
        picture, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=colour
    )
    return np.asarray(wider, np.uint8)


def without_colour(picture: Pixels) -> Pixels:
    """Grey by the brightest channel: black type stays black, a red seal fades."""
    if picture.ndim == 2:
        return picture
    brightest: Pixels = picture.max(axis=2)
    return brightest


def even_light(grey: Pixels) -> Pixels:
    """Divide by the paper's brightness around each pixel, so that shadows and grounds go."""
    size = max(15, int(min(grey.shape) / 40) | 1)
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((size // 4 | 1, size // 4 | 1), np.uint8))
    paper = cv2.medianBlur(paper, min(255, size | 1))
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    evened: Pixels = cv2.divide(grey, np.maximum(paper, 1), scale=255).astype(np.uint8)
    return evened


def ink_mask(grey: Pixels) -> Pixels:
    """Ink by Otsu's threshold, but never above what paper noise reaches."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    level, _ = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    level = min(max(level, 100.0), 255 * (1 - INK_DEPTH))
    mask: Pixels = ((smooth < level) * 255).astype(np.uint8)
    return mask


def type_size(mask: Pixels) -> float:
    """The height of a character in pixels: the commonest height of ink blobs as wide as high.

    Measured twice: pale type falls into pieces, which are joined upwards by a part of the first
    measure.
    """
    first = _blob_height(mask)
    pieces = np.ones((max(2, round(JOINT * first)), 1), np.uint8)
    return max(first, _blob_height(np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, pieces))))


def _blob_height(mask: Pixels) -> float:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return float(0.03 * mask.shape[1])
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    limit = mask.shape[1] / 15
    square = (heights > 6) & (heights < limit) & (widths < 1.6 * heights) & (widths > 0.6 * heights)
    if square.sum() < FEW:
        return float(mask.shape[1] / 80)
    return float(np.percentile(heights[square], 75))


def stamp_of(ink: Ink) -> Pixels:
    """Where a stamp (印章) lies (255): strokes broader than those of type, together larger than
    type. Rules are thin and letters are small; a copier's black edge is one too."""
    stroke = max(4, round(BROAD * ink.type_size))
    broad = cv2.morphologyEx(ink.mask, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    strokes = _large(np.asarray(broad, np.uint8), STAMP * ink.type_size)
    soft_edge = np.ones((2 * SOFT + 1, 2 * SOFT + 1), np.uint8)
    return np.asarray(cv2.dilate(strokes, soft_edge), np.uint8)


def without_stamp(ink: Ink, stamp: Pixels) -> Ink:
    """The page without its stamp; type that crosses it is darker than the stamp alone and stays."""
    if not stamp.any():
        return ink
    smooth = cv2.GaussianBlur(ink.grey, (0, 0), 1.0)
    tone = float(np.median(smooth[stamp > 0]))
    gone = (stamp > 0) & (smooth >= tone - DARKER * (255 - tone))
    return Ink(
        np.where(gone, np.uint8(255), ink.grey),
        np.where(gone, np.uint8(0), ink.mask),
        ink.type_size,
    )


def _large(mask: Pixels, least: float) -> Pixels:
    """Of the blobs of a mask those that are at least so wide and so high."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    large = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= least
    large[0] = False
    kept: Pixels = mask * large[labels].astype(np.uint8)
    return kept
