"""Glyphs and rules of a PDF page by pdfplumber: the reference reader.

It gives what `pdfium.py` gives in some ten times the time. It takes pages that PDFium refuses, and
the tests hold both against each other. It knows neither clip paths nor invisible text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfplumber.page import Page
from pdfplumber.utils.geometry import curve_to_edges, line_to_edge, rect_to_edges

from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.pdfpaths import LEAN, THIN
from zipingbiao.schemas.page import Box, Rule

# What pdfminer writes for a glyph that its font maps to no character.
_UNMAPPED = re.compile(r"^\(cid:\d+\)$")
_Item = dict[str, Any]


def page_content(page: Page) -> Content:
    """Glyphs, rules and pictures of a page, from its top left, as a reader sees it turned."""
    left, top, right, bottom = (float(edge) for edge in page.cropbox)

    def place(item: _Item) -> Box:
        box = Box(*(float(item[side]) for side in ("x0", "top", "x1", "bottom")))
        return Box(box.x0 - left, box.top - top, box.x1 - left, box.bottom - top)

    paper = float(page.mediabox[3])
    glyphs = Glyphs.of(
        _glyph(char, place(char), paper - float(char["matrix"][5]) - top)
        for char in page.chars
        if not char["text"].isspace()
    )
    rules = tuple(rule for item in _edges(page) if (rule := _rule(place(item))) is not None)
    pictures = tuple(place(item) for item in page.images)
    return Content(right - left, bottom - top, glyphs, rules, pictures)


def _glyph(char: _Item, box: Box, base: float) -> Glyph:
    text = "\ufffd" if _UNMAPPED.match(char["text"]) else char["text"]
    return Glyph.boxed(text, box, base, box.height)


def _edges(page: Page) -> Iterator[_Item]:
    """What is drawn as a line; a filled area is one if it is thin."""
    yield from (line_to_edge(line) for line in page.lines)
    for shape, sides in ((page.rects, rect_to_edges), (page.curves, curve_to_edges)):
        for item in shape:
            if item["stroke"]:
                yield from sides(item)
            elif item["fill"] and min(item["width"], item["height"]) <= THIN:
                yield item


def _rule(box: Box) -> Rule | None:
    """A box as the line through its middle; None if it is no line along an axis."""
    x, y = box.center
    if box.height <= THIN and box.width > max(box.height, LEAN):
        return Rule(True, y, box.x0, box.x1)
    if box.width <= THIN and box.height > max(box.width, LEAN):
        return Rule(False, x, box.top, box.bottom)
    return None
