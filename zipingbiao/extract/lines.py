"""Glyphs → lines of type → their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.plane import Column, Places, Truths
from zipingbiao.schemas.page import Box, Run, Source


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of type, group by group and top to bottom; `groups` has the group of each, say a cell.
    `glyphs` are those of all lines, each line from left to right; `starts` has the index of each
    line's first and, at its end, their number."""

    glyphs: Glyphs
    starts: Places
    groups: Places

    @staticmethod
    def of(glyphs: Glyphs, groups: Places | None = None) -> Lines:
        """Glyphs of one group that share a baseline are a line; half the smaller type size tells
        two lines apart."""
        if groups is None:
            groups = np.zeros(len(glyphs), np.intp)
        order = np.lexsort((glyphs.bases, groups))
        first = _firsts(groups[order], glyphs.bases[order], glyphs.sizes[order])
        numbers = np.cumsum(first) - 1
        along = np.lexsort((glyphs.sides[order, 0], numbers))
        starts = np.flatnonzero(first)
        ends = np.append(starts, len(glyphs))
        return Lines(glyphs.those(order[along]), ends, groups[order[starts]])

    def __len__(self) -> int:
        return len(self.groups)

    def within(self, first: int, end: int) -> Lines:
        """The lines of the groups from one on, up to another."""
        a, b = np.searchsorted(self.groups, [first, end]).tolist()
        start, stop = int(self.starts[a]), int(self.starts[b])
        starts = self.starts[a : b + 1] - start
        return Lines(self.glyphs.those(slice(start, stop)), starts, self.groups[a:b])

    def parted(self) -> list[list[Glyph]]:
        """The glyphs of each line."""
        glyphs = list(self.glyphs)
        return [glyphs[a:b] for a, b in pairwise(self.starts.tolist())]

    @cached_property
    def numbers(self) -> Places:
        """The line of each glyph."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @cached_property
    def gaps(self) -> Column:
        """How far each glyph is from the one before it; nothing at the beginning of a line."""
        gaps = np.zeros(len(self.glyphs))
        gaps[1:] = self.glyphs.sides[1:, 0] - self.glyphs.sides[:-1, 2]
        gaps[self.starts[:-1]] = 0.0
        return gaps

    def texts(self) -> list[str]:
        """What each line says, with spaces in its gaps; what is printed several times once."""
        printed = _once(self)
        chars = printed.glyphs.texts.tolist()
        for index in _spaces(printed):
            chars[index] = f" {chars[index]}"
        return ["".join(chars[a:b]).strip() for a, b in pairwise(printed.starts.tolist())]

    def runs(self) -> list[Run]:
        """Each line as text with its place."""
        starts, sides = self.starts[:-1], self.glyphs.sides
        if not len(starts):
            return []
        low = np.minimum.reduceat(sides[:, :2], starts).tolist()
        high = np.maximum.reduceat(sides[:, 2:], starts).tolist()
        texts = self.texts()
        return [
            Run(text, Box(*a, *b), Source.TEXT_LAYER)
            for text, a, b in zip(texts, low, high, strict=True)
        ]


def text_of(glyphs: Glyphs) -> str:
    """The text of one cell, a newline between its lines."""
    return "\n".join(filter(None, Lines.of(glyphs).texts()))


def _firsts(groups: Places, bases: Column, sizes: Column) -> Truths:
    """Whether a line begins, glyph by glyph; they come by their groups and baselines."""
    first = np.ones(len(groups), np.bool_)
    first[1:] = (np.diff(groups) != 0) | (np.diff(bases) != 0) | (np.diff(sizes) != 0)
    # Glyphs set alike are asked once.
    alike = np.flatnonzero(first)
    here, base, size = None, 0.0, 0.0
    columns = (groups[alike].tolist(), bases[alike].tolist(), sizes[alike].tolist())
    for index, group, at, high in zip(alike.tolist(), *columns, strict=True):
        if group == here and at - base <= min(high, size) / 2:
            first[index] = False
        else:
            here, base, size = group, at, high
    return first


def _once(lines: Lines) -> Lines:
    """What is printed several times, a hair apart to look bold, once."""
    lefts, sizes, texts = lines.glyphs.sides[:, 0], lines.glyphs.sizes, lines.glyphs.texts
    near = np.abs(np.diff(lefts)) < sizes[:-1] / 10
    near &= np.diff(lines.numbers) == 0
    near[near] = texts[:-1][near] == texts[1:][near]
    if not near.any():
        return lines
    kept = np.ones(len(texts), np.bool_)
    glyphs = list(lines.glyphs)
    for number in set(lines.numbers[1:][near].tolist()):
        start, end = lines.starts[number : number + 2].tolist()
        last = glyphs[start]
        for index in range(start + 1, end):
            kept[index] = not _is_overprint(last, glyphs[index])
            last = glyphs[index] if kept[index] else last
    starts = np.append(0, np.cumsum(kept))[lines.starts]
    return Lines(lines.glyphs.those(kept), starts, lines.groups)


def _is_overprint(left: Glyph, right: Glyph) -> bool:
    return left.text == right.text and abs(left.x0 - right.x0) < left.size / 10


def _spaces(lines: Lines) -> list[int]:
    """The glyphs that have a space before them: a gap wider than a fifth of the type size, the
    width of a thin space.

    Chinese characters and figures may be set apart (加宽) without a space between them: there it
    is half the type size, unless the page prints a space.
    """
    if not len(lines):
        return []
    sizes, gaps = lines.glyphs.sizes, lines.gaps
    # The narrowest gap of a line that may be a space.
    least = np.minimum.reduceat(sizes, lines.starts[:-1]) / 5
    wide = np.flatnonzero(gaps > least[lines.numbers])
    if not len(wide):
        return []
    apart = ~lines.glyphs.spaced[wide] & ~_are_latin(lines.glyphs, wide)
    space = np.minimum(sizes[wide - 1], sizes[wide]) / np.where(apart, 2, 5)
    spaced: list[int] = wide[gaps[wide] > space].tolist()
    return spaced


def _are_latin(glyphs: Glyphs, index: Places) -> Truths:
    """Whether some glyphs, and those before them, are Latin letters."""
    pairs = zip(glyphs.texts[index - 1].tolist(), glyphs.texts[index].tolist(), strict=True)
    return np.array([(pair := a + b).isascii() and pair.isalpha() for a, b in pairs], np.bool_)


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
