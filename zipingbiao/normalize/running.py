"""Running headers and footers (页眉页脚): what a document prints on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zipingbiao.normalize.text import fold
from zipingbiao.schemas.page import Page, Run, Source

# A line runs if it stands at the same place on this share of all pages, so many of them without
# a table.
LEAST_SHARE, LEAST_BARE = 0.5, 3
# The same place: within this share of the page's height.
SAME_PLACE = 0.008
# A header stands among the first things of a page, a footer among the last.
OUTERMOST = 2
_DIGITS = re.compile(r"\d+")


def without_running_lines(pages: Iterable[Page]) -> list[Page]:
    """The pages without their running headers and footers.

    A title that forms of one page each share stands at one place too, but above a table: only what
    also stands on pages without tables is taken for running.
    """
    known = list(pages)
    places: dict[tuple[str, bool, int], list[int]] = defaultdict(list)
    for index, page in enumerate(known):
        for line in _outer_lines(page):
            for key in set(_keys(line, page)):
                places[key].append(index)
    running = {key for key, where in places.items() if _runs(where, known)}
    return [_without(page, running) for page in known] if running else known


def _runs(where: Sequence[int], pages: Sequence[Page]) -> bool:
    bare = sum(not pages[index].grids for index in where)
    return len(where) >= LEAST_SHARE * len(pages) and bare >= LEAST_BARE


def _without(page: Page, running: set[tuple[str, bool, int]]) -> Page:
    outer = _outer_lines(page)
    left = [
        line for line in page.lines if line not in outer or running.isdisjoint(_keys(line, page))
    ]
    return replace(page, lines=tuple(left))


def _outer_lines(page: Page) -> list[Run]:
    """The lines among the first and the last things of a page."""
    if page.source not in (Source.TEXT_LAYER, Source.OCR):
        return []  # there is no place on a page where there are no pages
    tops = sorted(
        [line.box.top for line in page.lines]
        + [grid.box.top for grid in page.grids if grid.box is not None]
    )
    if not tops:
        return []
    first, last = tops[:OUTERMOST][-1], tops[-OUTERMOST:][0]
    return [line for line in page.lines if line.box.top <= first or line.box.top >= last]


def said(line: Run) -> str:
    """What a line says whatever its figures are: page numbers and years change."""
    return _DIGITS.sub("#", fold(line.text))


def _keys(line: Run, page: Page) -> Iterator[tuple[str, bool, int]]:
    """What a line says, without figures, and where: from the page's top and from its end.

    Each distance falls between two marks and counts for both, so that near ones meet.
    """
    words = said(line)
    step = SAME_PLACE * max(page.height, 1.0)
    for at_end, distance in ((False, line.box.top), (True, page.height - line.box.bottom)):
        yield words, at_end, int(distance // step)
        yield words, at_end, int(distance // step) + 1


def on_both(line: Run, page: Page, other: Page) -> bool:
    """Whether two pages have a line at one place."""
    wanted = {*_keys(line, page), *_keys(line, other)}
    return all(
        any(not wanted.isdisjoint(_keys(own, each)) for own in each.lines) for each in (page, other)
    )
