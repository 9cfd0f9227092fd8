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
# A stamp's strokes are lighter than the type by this share of the way to white, and broader than
# this share of the type size.
LIGHTER, BROAD = 0.25, 0.2
# Pixels this near to type (type sizes) belong to it.
NEAR_TYPE = 0.2
# No stamp, nor a piece of one between two words, is smaller than this both ways (type sizes).
STAMP = 3.0
# So many blobs of type tell its tone.
SAMPLED = 400


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
    size = type_size(mask)
    stamped = without_stamp(grey, mask, size)
    if stamped is not grey:
        mask = ink_mask(stamped)
    return Ink(stamped, mask, size)


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
    """The height of a character in pixels: the commonest height of ink blobs as wide as high."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return float(0.03 * mask.shape[1])
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    limit = mask.shape[1] / 20
    square = (heights > 6) & (heights < limit) & (widths < 1.6 * heights) & (widths > 0.6 * heights)
    if square.sum() < 20:
        return float(mask.shape[1] / 80)
    return float(np.percentile(heights[square], 75))


def without_stamp(grey: Pixels, mask: Pixels, size: float) -> Pixels:
    """Take out a stamp (印章) that was copied in grey: broad strokes lighter than the type.

    A pixel near anything as dark as type is never touched, so type under a stamp stays, and so
    do the soft edges of all type; rules stay because they are thin.
    """
    limit = type_tone(grey, mask, size) * (1 - LIGHTER) + 255 * LIGHTER
    near = np.ones((round(NEAR_TYPE * size) | 1, round(NEAR_TYPE * size) | 1), np.uint8)
    dark = cv2.dilate((grey < limit).astype(np.uint8), near)
    smooth = cv2.medianBlur(grey, 5)
    middle = ((smooth < 255 * (1 - INK_DEPTH)) & (dark == 0)).astype(np.uint8)
    stroke = max(5, round(BROAD * size))
    broad = cv2.morphologyEx(middle, cv2.MORPH_OPEN, np.ones((stroke, stroke), np.uint8))
    reach = np.ones((round(0.5 * size) | 1, round(0.5 * size) | 1), np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(broad, reach), connectivity=8)
    large = np.minimum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= STAMP * size
    large[0] = False
    if not large.any():
        return grey
    strokes = broad * large[labels].astype(np.uint8)
    stamp = cv2.dilate(strokes, np.ones((stroke, stroke), np.uint8))
    cleared: Pixels = np.where((stamp > 0) & (dark == 0), np.uint8(255), grey)
    return cleared


def type_tone(grey: Pixels, mask: Pixels, size: float) -> float:
    """How dark the type is: the median, over blobs as high as type, of their darkest tenth."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    heights, widths = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    like_type = (heights > 0.5 * size) & (heights < 1.5 * size) & (widths < 3 * size)
    tones = []
    for index in np.flatnonzero(like_type)[:SAMPLED]:
        x, y, w, h = stats[index, :4]
        part = grey[y : y + h, x : x + w][labels[y : y + h, x : x + w] == index]
        tones.append(float(np.percentile(part, 10)))
    return float(np.median(tones)) if tones else 0.0
