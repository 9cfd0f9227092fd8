"""A second look at a cell: larger, bolder, blurred, stretched in contrast, with its stamp.

What the sums leave in doubt is read again from the straightened page, of which a compressed copy
is kept: every line of the cell in several views, by both models. One view may err by chance; all
of them hardly in the same way, so the mean over the views is what a text's probability is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod

import cv2
import numpy as np

from zipingbiao.extract import models
from zipingbiao.extract.figuretype import likely_texts, pooled, spelled_as_figure
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.spelling import LEAST, Candidate, Spelling, decode
from zipingbiao.extract.textlines import Area
from zipingbiao.extract.threads import pool
from zipingbiao.schemas.page import Box, Reading

# Lossy enough to be small (1 MB a page), and no difference to a recogniser.
QUALITY = 95
# Paper around a line (share of the type size): twice that of the first look.
AROUND = 0.16
# A figure that wraps takes two lines, with the rest of a stamp three or four.
MOST_LINES = 4
# Texts kept for a line, and for a cell.
TEXTS = 6
_ENLARGED, _BLUR, _BOLD = 2.0, 0.7, 2
_DARK, _LIGHT = 2, 90


@dataclass(frozen=True, slots=True)
class CellLines:
    """Where the lines of a cell are on the straightened page, and how far they may reach."""

    lines: tuple[Area, ...]
    within: Area


@dataclass(frozen=True, slots=True)
class Retained:
    """A straightened page kept to read some of its cells again.

    `cleared` and `plain` are JPEG: grey without rules and stamps, and with its stamps (the same
    bytes where there are none). `cells` are known by their boxes on the page.
    """

    cleared: bytes
    plain: bytes
    type_size: float
    cells: Mapping[Box, CellLines] = field(default_factory=dict)

    def __call__(self, box: Box, *, label: bool = False) -> tuple[Reading, ...]:
        """Read a cell again.

        Args:
            box: the cell's place on the page.
            label: whether it holds words beside its figure (过程(40分)); then a reading's
                probability is that of its digits.

        Returns:
            What it may say, most probable first; nothing where it holds no line, or many.
        """
        cell = self.cells.get(box)
        if cell is None or not 0 < len(cell.lines) <= MOST_LINES:
            return ()
        sheets = [_grey(self.cleared)]
        if self.plain is not self.cleared:
            sheets.append(_grey(self.plain))
        read = _label_texts if label else _figure_texts
        seen = [list(self._views(sheets, line, cell.within)) for line in cell.lines]
        texts = pool().map(read, [view for several in seen for view in several])
        lines = [pooled([t for both in islice(texts, len(s)) for t in both]) for s in seen]
        return _whole(lines, optional=not label)

    def _views(self, sheets: Sequence[Pixels], line: Area, within: Area) -> Iterator[Pixels]:
        around = max(1, round(AROUND * self.type_size))
        rows = slice(max(within.top, line.top - around), min(within.bottom, line.bottom + around))
        columns = slice(max(within.x0, line.x0 - around), min(within.x1, line.x1 + around))
        yield from views(sheets[0][rows, columns])
        yield from (sheet[rows, columns] for sheet in sheets[1:])


def retained(cleared: Pixels, plain: Pixels, size: float) -> Retained:
    """Keep a straightened page, its cells still unknown."""
    kept = _jpeg(cleared)
    same = bool(np.array_equal(cleared, plain))
    return Retained(kept, kept if same else _jpeg(plain), size)


def views(crop: Pixels) -> Iterator[Pixels]:
    """A line as it is, larger, blurred, with stretched contrast, and bolder."""
    yield crop
    large = cv2.resize(crop, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_LANCZOS4)
    yield np.asarray(large, np.uint8)
    yield np.asarray(cv2.GaussianBlur(crop, (0, 0), _BLUR), np.uint8)
    dark, light = np.percentile(crop, (_DARK, _LIGHT))
    stretched = (crop.astype(np.float32) - dark) * (255 / max(1.0, light - dark))
    yield np.asarray(np.clip(stretched, 0, 255), np.uint8)
    yield np.asarray(cv2.erode(crop, np.ones((_BOLD, _BOLD), np.uint8)), np.uint8)


def _figure_texts(crop: Pixels) -> list[dict[str, float]]:
    """What both models read where only a figure can stand."""
    sized = models.prepared(crop)
    return [
        likely_texts(spelled_as_figure(model.posteriors(sized), model.characters))
        for model in (models.careful(), models.quick())
    ]


def _label_texts(crop: Pixels) -> list[dict[str, float]]:
    """What both models read, each with the probability of its digits."""
    sized = models.prepared(crop)
    spelled = (
        decode(model.posteriors(sized), model.characters)
        for model in (models.careful(), models.quick())
    )
    return [likely_texts(Spelling(tuple(map(_digit_only, s.places)))) for s in spelled]


def _digit_only(place: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """A digit with its rivals; anything else as if it were sure."""
    first = place[0]
    return place if first.text.isdigit() else (Candidate(first.text, 1.0),)


def _whole(lines: Sequence[Sequence[Reading]], *, optional: bool) -> tuple[Reading, ...]:
    """The readings of all lines as those of the cell; a line that is no figure may be no type."""
    options = [_options(line, optional=optional) for line in lines]
    texts: dict[str, float] = {}
    for choice in product(*options):
        text = "\n".join(reading.text for reading in choice if reading.text)
        texts[text] = texts.get(text, 0.0) + prod(reading.probability for reading in choice)
    ranked = sorted(texts.items(), key=lambda pair: -pair[1])
    found = (Reading(text, round(p, 4)) for text, p in ranked if text and p >= LEAST)
    return tuple(found)[:TEXTS]


def _options(line: Sequence[Reading], *, optional: bool) -> list[Reading]:
    # Squared: what is left over is mostly another figure, where most views see one.
    nothing = max(0.0, 1.0 - sum(reading.probability for reading in line)) ** 2
    return [*line[:TEXTS], *([Reading("", nothing)] if optional else [])]


def _jpeg(grey: Pixels) -> bytes:
    _, encoded = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return encoded.tobytes()


def _grey(encoded: bytes) -> Pixels:
    decoded = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.asarray(decoded, np.uint8)
