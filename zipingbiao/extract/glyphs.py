"""The printed characters of a page: one of them, and all of them by columns.

A page has a thousand, so what is asked of all is computed on columns; a `Glyph` is made for those
that are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.plane import Column, Places, Truths
from zipingbiao.schemas.page import Box

Words = NDArray[np.object_]
"""A column of strings."""


class Glyph(NamedTuple):
    """One printed character. `x0` to `bottom` are its advance box; `base` is its baseline;
    `hidden`: invisible; `spaced`: a space character stands before it. `font` tells the fonts of a
    document apart, and is empty where the file does not hold the character's outline; `em` is the
    type size in points, 0 where the character does not stand upright and whole."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    hidden: bool = False
    spaced: bool = False
    font: str = ""
    em: float = 0.0

    @staticmethod
    def boxed(text: str, box: Box, base: float, size: float) -> Glyph:
        """A visible character of which no more is known."""
        return Glyph(text, box.x0, box.top, box.x1, box.bottom, base, size)

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


_SIDES = itemgetter(*map(Glyph._fields.index, ("x0", "top", "x1", "bottom")))


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Some characters of a page, a column for each of what `Glyph` says; `sides` has four: left,
    top, right, bottom."""

    texts: Words
    sides: NDArray[np.float64]
    bases: Column
    sizes: Column
    hidden: Truths
    spaced: Truths
    fonts: Words
    ems: Column

    @staticmethod
    def of(glyphs: Iterable[Glyph] = ()) -> Glyphs:
        """Characters that were told one by one."""
        held = list(glyphs)
        return Glyphs(
            np.array([glyph.text for glyph in held], np.object_),
            np.array(list(map(_SIDES, held)), np.float64).reshape(-1, 4),
            np.array([glyph.base for glyph in held], np.float64),
            np.array([glyph.size for glyph in held], np.float64),
            np.array([glyph.hidden for glyph in held], np.bool_),
            np.array([glyph.spaced for glyph in held], np.bool_),
            np.array([glyph.font for glyph in held], np.object_),
            np.array([glyph.em for glyph in held], np.float64),
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Glyph]:
        columns = (
            self.texts.tolist(),
            *self.sides.T.tolist(),
            self.bases.tolist(),
            self.sizes.tolist(),
            self.hidden.tolist(),
            self.spaced.tolist(),
            self.fonts.tolist(),
            self.ems.tolist(),
        )
        # In two thirds of the time that Glyph itself takes.
        return map(tuple.__new__, repeat(Glyph), zip(*columns, strict=True))

    def those(self, which: Places | Truths | slice) -> Glyphs:
        """Some of them."""
        return Glyphs(
            self.texts[which],
            self.sides[which],
            self.bases[which],
            self.sizes[which],
            self.hidden[which],
            self.spaced[which],
            self.fonts[which],
            self.ems[which],
        )

    def text(self) -> str:
        """What they say, one after the other."""
        return "".join(self.texts.tolist())

    def centers(self) -> tuple[Column, Column]:
        """The middles of their boxes."""
        x0, top, x1, bottom = self.sides.T
        return (x0 + x1) / 2, (top + bottom) / 2
