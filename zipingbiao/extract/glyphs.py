"""Glyphs → runs → the text of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf
from operator import eq, itemgetter, sub
from typing import NamedTuple

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


_BASE, _LEFT = itemgetter(Glyph._fields.index("base")), itemgetter(Glyph._fields.index("x0"))
_SET = itemgetter(*map(Glyph._fields.index, ("text", "x0", "x1", "size")))


def text_lines(glyphs: Sequence[Glyph]) -> list[Run]:
    """Glyphs of the free page as lines, top to bottom."""
    return [Run(_text(line), Box.around(line), Source.TEXT_LAYER) for line in by_baseline(glyphs)]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of one cell, a newline between its lines."""
    return "\n".join(filter(None, map(_text, by_baseline(glyphs))))


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


class Row(NamedTuple):
    """A line of glyphs from left to right, by columns."""

    glyphs: list[Glyph]
    texts: tuple[str, ...]
    sizes: tuple[float, ...]
    gaps: list[float]
    """The distance from each glyph to the next."""


def row_of(line: Sequence[Glyph]) -> Row:
    """At least one glyph of a line in order."""
    ordered = sorted(line, key=_LEFT)
    texts, lefts, rights, sizes = zip(*map(_SET, ordered), strict=True)
    return Row(ordered, texts, sizes, list(map(sub, lefts[1:], rights)))


def _text(line: Sequence[Glyph]) -> str:
    """What a line says."""
    row = row_of(line)
    # Nearly all lines have neither a gap that may be a space nor a character that may be printed
    # twice; the others are looked at one by one.
    if max(row.gaps, default=0.0) > min(row.sizes) / 5 or any(map(eq, row.texts, row.texts[1:])):
        return _spaced(row.glyphs)
    return "".join(row.texts).strip()


def _spaced(ordered: Sequence[Glyph]) -> str:
    """The text of glyphs from left to right, with spaces in the gaps."""
    previous = ordered[0]
    parts = [previous.text]
    for glyph in ordered[1:]:
        if glyph.text == previous.text and _is_overprint(previous, glyph):
            continue
        gap = glyph.x0 - previous.x1
        if gap > 0 and gap > _space(previous, glyph):
            parts.append(" ")
        parts.append(glyph.text)
        previous = glyph
    return "".join(parts).strip()


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
    return abs(left.x0 - right.x0) < left.size / 10


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
