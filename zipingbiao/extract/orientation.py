"""Which way up does a scanned page lie? The quick model reads a few lines each way.

Rules look the same after a quarter turn and type nearly so; only reading tells. A page whose lines
are read well as it lies is not turned, and costs a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from zipingbiao.extract import models
from zipingbiao.extract.blobs import blobs_of
from zipingbiao.extract.raster import Ink, Pixels, ink_of
from zipingbiao.extract.spelling import Spelling, decode
from zipingbiao.extract.threads import pool
from zipingbiao.extract.wording import in_words

# The longer side (pixels) of the picture on which lines are sought, and how many are read.
SEARCHED, READ = 1800, 8
# Lines of which so much reads as Chinese lie as they should.
WELL = 1.0
# A page is turned if its lines then make so much more sense, and enough of it: turning one that
# lies right loses all of it.
CLEARLY, PLAIN = 2.0, 0.3
# A line is at least so many type sizes long, and so high; of a long one the beginning is read.
SHORTEST, HEIGHT, BEGINNING = 3.0, (0.6, 1.7), 12.0
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Lie:
    """How many quarter turns, counter-clockwise, put a page upright (0 to 3), and about how high
    its characters are in pixels."""

    turns: int
    type_size: float


def lie_of(picture: Pixels) -> Lie:
    """How a page (grey) lies."""
    factor = min(1.0, SEARCHED / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = ink_of(np.asarray(small, np.uint8))
    return Lie(_quarter_turns(ink), ink.type_size / factor)


def _quarter_turns(ink: Ink) -> int:
    level = list(_lines(ink))
    as_it_lies = _legibility(level)
    if as_it_lies >= WELL:
        return 0
    on_its_side = Ink(
        np.ascontiguousarray(np.rot90(ink.grey)),
        np.ascontiguousarray(np.rot90(ink.mask)),
        ink.type_size,
    )
    side = list(_lines(on_its_side))
    found = [_sense(crops) for crops in (level, side, _turned(level), _turned(side))]
    best = max(range(4), key=lambda turns: found[turns])
    return best if found[best] >= max(PLAIN, CLEARLY * found[0]) else 0


def _turned(crops: Sequence[Pixels]) -> list[Pixels]:
    return [np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]


def _lines(ink: Ink) -> Iterator[Pixels]:
    """The longest pieces of type that run level, as crops."""
    size = ink.type_size
    joined = cv2.morphologyEx(ink.mask, cv2.MORPH_CLOSE, np.ones((1, round(size) | 1), np.uint8))
    blobs = blobs_of(np.asarray(joined, np.uint8))
    widths, heights = blobs.width / size, blobs.height / size
    fits = (widths >= SHORTEST) & (heights >= HEIGHT[0]) & (heights <= HEIGHT[1])
    edge = max(1, round(0.1 * size))
    for x, y, w, h in sorted(blobs.boxes(fits), key=lambda box: -box[2])[:READ]:
        w = min(w, round(BEGINNING * size))
        yield ink.grey[max(0, y - edge) : y + h + edge, max(0, x - edge) : x + w + edge]


def _legibility(crops: Sequence[Pixels]) -> float:
    """How much of some lines reads as Chinese: the probabilities of such characters, as a share of
    the characters for which there is room (about as wide as high)."""
    if not crops:
        return 0.0
    sure = [p[0].probability for s in _spelled(crops) for p in s.places if _HAN.match(p[0].text)]
    room = sum(float(crop.shape[1] / crop.shape[0]) for crop in crops)
    return float(sum(sure) / room)


def _sense(crops: Sequence[Pixels]) -> float:
    """The share of the characters of some lines that stand in words, weighed by their probability:
    a turned character often looks like another one, but rarely beside the right neighbour."""
    if not crops:
        return 0.0
    room = sum(float(crop.shape[1] / crop.shape[0]) for crop in crops)
    return sum(in_words(s.text) * s.confidence for s in _spelled(crops)) / room


def _spelled(crops: Sequence[Pixels]) -> list[Spelling]:
    return list(pool().map(_read, crops))


def _read(crop: Pixels) -> Spelling:
    model = models.quick()
    return decode(model.posteriors(models.prepared(crop)), model.characters)
