"""Glyphs → runs → the text of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from operator import attrgetter
from typing import NamedTuple

from zipingbiao.schemas.page import Box, Run, Source

_BASE, _LEFT = attrgetter("base"), attrgetter("x0")


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


def text_lines(glyphs: Sequence[Glyph]) -> list[Run]:
    """Glyphs of one cell (or of the free page) as lines, top to bottom."""
    return [_run(line) for line in by_baseline(glyphs)]


def by_baseline(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that share a baseline; half the smaller type size tells two lines apart."""
    lines: list[list[Glyph]] = []
    base, size = -inf, 0.0
    for glyph in sorted(glyphs, key=_BASE):
        # Most have the very baseline of the one before.
        if glyph.base == base or glyph.base - base <= min(glyph.size, size) / 2:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            base, size = glyph.base, glyph.size
    return lines


def _run(line: list[Glyph]) -> Run:
    ordered = sorted(line, key=_LEFT)
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
    text = "".join(parts)
    return Run(text.strip(), Box.around(line), Source.TEXT_LAYER)


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


def joined(lines: Iterable[Run]) -> str:
    """The text of several lines, a newline between them."""
    return "\n".join(line.text for line in lines if line.text)


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
