"""Glyphs → runs → the text of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import inf
from operator import eq, itemgetter, sub
from typing import Any, NamedTuple

from zipingbiao.schemas.page import Box, Run, Source


class Glyph(NamedTuple):
    """One printed character. `x0` to `bottom` are its advance box; `base` is its baseline;
    `hidden`: invisible; `spaced`: a space character stands before it. `font` tells the fonts of a
    document apart, and is empty where the file does not hold the character's outline; `em` is the
    type size in points, 0 where the character does not stand upright and whole.

    No dataclass: a page has thousands, and a tuple is made in a third of the time.
    """

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


def _field(*names: str) -> itemgetter[Any]:
    return itemgetter(*map(Glyph._fields.index, names))


_BASE, _LEFT, _TOP, _BOTTOM = map(_field, ("base", "x0", "top", "bottom"))
SIDES = _field("x0", "top", "x1", "bottom")
"""The sides of a glyph, in a third of the time of asking for each."""
_SET = _field("text", "x0", "x1", "size")


class Row(NamedTuple):
    """A line of glyphs (at least one) from left to right, by columns. `gaps` are the distances from
    each glyph to the next."""

    glyphs: list[Glyph]
    texts: tuple[str, ...]
    rights: tuple[float, ...]
    sizes: tuple[float, ...]
    gaps: list[float]

    @staticmethod
    def of(line: Sequence[Glyph]) -> Row:
        """A line in order."""
        ordered = sorted(line, key=_LEFT)
        texts, lefts, rights, sizes = zip(*map(_SET, ordered), strict=True)
        return Row(ordered, texts, rights, sizes, list(map(sub, lefts[1:], rights)))

    def run(self) -> Run:
        """The line as text with its place."""
        box = Box(
            self.glyphs[0].x0,
            min(map(_TOP, self.glyphs)),
            max(self.rights),
            max(map(_BOTTOM, self.glyphs)),
        )
        return Run(self.text(), box, Source.TEXT_LAYER)

    def text(self) -> str:
        """What the line says, with spaces in its gaps."""
        glyphs, texts = self.glyphs, self.texts
        if any(map(eq, texts, texts[1:])) and any(map(_is_overprint, glyphs, glyphs[1:])):
            return Row.of(_once(glyphs)).text()
        # The narrowest gap that may be a space.
        least = min(self.sizes) / 5
        wide = [index for index, gap in enumerate(self.gaps, start=1) if gap > least]
        spaced = [i for i in wide if self.gaps[i - 1] > _space(glyphs[i - 1], glyphs[i])]
        if not spaced:
            return "".join(texts).strip()
        edges = [0, *spaced, len(texts)]
        return " ".join(["".join(texts[a:b]) for a, b in pairwise(edges)]).strip()


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines of some glyphs, top to bottom."""
    return list(map(Row.of, by_baseline(glyphs)))


def lines_of(rows: Sequence[Row]) -> tuple[Run, ...]:
    """Rows as lines of the page, top to bottom."""
    return paragraph_lines([row.run() for row in rows])


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of one cell, a newline between its lines."""
    if len(glyphs) < 2:
        return glyphs[0].text.strip() if glyphs else ""
    return "\n".join(filter(None, [row.text() for row in rows_of(glyphs)]))


def by_baseline(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a baseline; half the smaller type size tells two lines apart."""
    lines: list[list[Glyph]] = []
    first, size = -inf, 0.0
    for base, group in groupby(sorted(glyphs, key=_BASE), _BASE):
        same = list(group)
        near = 0
        while near < len(same) and base - first <= min(same[near].size, size) / 2:
            near += 1
        if near:
            lines[-1] += same[:near]
        if near < len(same):
            lines.append(same[near:])
            first, size = base, same[near].size
    return lines


def _space(left: Glyph, right: Glyph) -> float:
    """A gap wider than this is a space: a fifth of the type size, the width of a thin space.

    Chinese characters and figures may be set apart (加宽) without a space between them: there it
    is half the type size, unless the page prints a space.
    """
    latin = left.text.isascii() and right.text.isascii() and (left.text + right.text).isalpha()
    apart = not latin and not right.spaced
    return min(left.size, right.size) / (2 if apart else 5)


def _is_overprint(left: Glyph, right: Glyph) -> bool:
    """Whether a character is printed twice, a hair apart, to look bold."""
    return left.text == right.text and abs(left.x0 - right.x0) < left.size / 10


def _once(ordered: Sequence[Glyph]) -> list[Glyph]:
    """What is printed several times once."""
    kept = [ordered[0]]
    for glyph in ordered[1:]:
        if not _is_overprint(kept[-1], glyph):
            kept.append(glyph)
    return kept


def paragraph_lines(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs at one height become one line of the page, top to bottom."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.box.center[1]):
        if lines and lines[-1][0].box.top <= run.box.center[1] <= lines[-1][0].box.bottom:
            lines[-1].append(run)
        else:
            lines.append([run])
    return tuple(_line(sorted(line, key=lambda run: run.box.x0)) for line in lines)


def _line(runs: list[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]
    return Run(
        "  ".join(run.text for run in runs),
        Box.around(run.box for run in runs),
        runs[0].source,
        min(run.confidence for run in runs),
    )
