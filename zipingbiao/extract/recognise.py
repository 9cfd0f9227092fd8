"""Lines of type → what they say, and how sure that is.

Every line is read by the quick model. A line of words of which that is sure is done; all others,
and every line that holds a figure, are read by the careful model too, and the two are weighed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np

from zipingbiao.extract import models
from zipingbiao.extract.consensus import agreed, one_form
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.spelling import Spelling, decode, joined
from zipingbiao.extract.threads import pool
from zipingbiao.extract.wording import worded
from zipingbiao.schemas.page import Reading

# The quick model alone is believed from here on: on 2,400 lines of bad scans it then differed from
# the careful one in 2 % of those without a figure, mostly in punctuation.
SURE = 0.95
# Lines longer than this (in their own heights) are read in pieces.
LONGEST = 16
_PROSE = re.compile(r"[\u3400-\u9fff、，。；：“”（）(),;:]{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line: its text, the probability of its least certain character, and the
    next best readings. Ink that is no type has no text, and the probability of that."""

    text: str
    confidence: float
    readings: tuple[Reading, ...] = ()


def recognise(texts: Sequence[Sequence[Pixels]]) -> list[list[Line]]:
    """Read texts, each given as the crops of its lines (grey, black on white), in order."""
    pieces = [[_pieces(crop) for crop in lines] for lines in texts]
    flat = [piece for lines in pieces for parts in lines for piece in parts]
    spelled = iter(_all_spelled(flat) if len(flat) > 1 else map(_spelled, flat))
    return [_lines([joined([next(spelled) for _ in parts]) for parts in lines]) for lines in pieces]


def _all_spelled(crops: Sequence[Pixels]) -> list[Spelling]:
    """Side by side, the longest first: begun last, one of them would keep all threads waiting."""
    order = sorted(range(len(crops)), key=lambda at: crops[at].shape[0] / crops[at].shape[1])
    spelled = dict(zip(order, pool().map(_spelled, [crops[at] for at in order]), strict=True))
    return [spelled[at] for at in range(len(crops))]


def _pieces(crop: Pixels) -> list[Pixels]:
    """A long line cut at the widest gaps near its even parts: what a model needs of memory grows
    with the length, and pieces can be read side by side."""
    height, width = crop.shape[:2]
    count = -(-width // (LONGEST * height))
    if count < 2:
        return [crop]
    light = np.convolve(crop.min(axis=0), np.ones(max(3, height // 4)), "same")
    cuts = [0]
    for index in range(1, count):
        middle, reach = width * index // count, height * 3
        low, high = max(cuts[-1] + 1, middle - reach), min(width - 1, middle + reach)
        cuts.append(low + int(light[low:high].argmax()))
    return [crop[:, a:b] for a, b in pairwise([*cuts, width])]


def _spelled(crop: Pixels) -> Spelling:
    sized = models.prepared(crop)
    model = models.quick()
    quick = decode(model.posteriors(sized), model.characters)
    spelling = one_form(quick)
    if _is_done(spelling):
        return spelling
    model = models.careful()
    careful = decode(model.posteriors(sized), model.characters)
    return agreed(quick, careful)


def _is_done(spelling: Spelling) -> bool:
    """Whether the quick model read words, and is sure of each character."""
    return spelling.confidence >= SURE and bool(_PROSE.fullmatch(spelling.text))


def _lines(spelled: Sequence[Spelling]) -> list[Line]:
    """The lines of one text: words run on from line to line, so they are weighed together."""
    places = iter(worded(joined(spelled)).places)
    lines = [Spelling(tuple(islice(places, len(line.places)))) for line in spelled]
    return [Line(line.text, line.confidence, line.readings()) for line in lines]
