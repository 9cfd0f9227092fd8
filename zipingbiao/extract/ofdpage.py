"""What an OFD page draws (GB/T 33190-2016): glyphs, rules and pictures, in points.

Every object has a place (`Boundary`) on what holds it and a map (`CTM`) from its own coordinates
to that place; lengths are millimetres, y goes downwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from lxml import etree

from zipingbiao.extract.glyphs import Glyph
from zipingbiao.extract.ooxml import attribute, child, local
from zipingbiao.extract.pdfpaths import rules_along, rules_inside
from zipingbiao.extract.plane import Matrix, Point
from zipingbiao.schemas.page import Box, Rule

POINTS = 72 / 25.4
# How far a glyph reaches above and below its baseline (shares of its size), where no font says.
ASCENT, DESCENT = 0.88, 0.12
# No page is larger (millimetres).
MOST_SIDE = 10_000.0
# Composite objects may hold others; honest files stay far below this.
MOST_DEPTH = 8
# Characters, rules and objects of a page, templates and composites counted each time that they are
# drawn. A page of a form has some thousands.
MOST_DRAWN = 200_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH = re.compile(rf"[A-Za-z]|{_NUMBER.pattern}")
# How many numbers follow an operator of a path. S and M begin a subpath, C closes one.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


class Crowded(Exception):
    """A page draws far more than any form."""


Composite = Callable[[str], etree._Element | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on the page, by the id of its resource."""

    resource: str
    box: Box


@dataclass(slots=True)
class Drawing:
    """What has been drawn so far."""

    composite: Composite
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left: int = MOST_DRAWN

    def draw(self, holder: etree._Element, place: Matrix[float], depth: int = 0) -> None:
        """Draw all objects inside a layer, block or composite, in their order."""
        for item in holder:
            kind = local(item)
            if kind in ("Layer", "PageBlock"):
                self.draw(item, place, depth)
                continue
            if attribute(item, "Visible") == "false":
                continue
            self._spend(1)
            inner = _placed(item, place)
            if kind == "TextObject":
                self._spend(sum(len(code.text or "") for code in item))
                self.glyphs.extend(_glyphs(item, inner))
            elif kind == "PathObject":
                before = len(self.rules)
                self.rules.extend(islice(_rules(item, inner), self.left + 1))
                self._spend(len(self.rules) - before)
            elif kind == "ImageObject":
                self.pictures.append(_picture(item, place))
            elif kind == "CompositeObject" and depth < MOST_DEPTH:
                unit = self.composite(attribute(item, "ResourceID") or "")
                content = child(unit, "Content")
                if content is not None:
                    self.draw(content, inner, depth + 1)

    def _spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Crowded


def numbers(text: str | None) -> list[float]:
    """The numbers of an array (`0 0 210 297`)."""
    return [float(number) for number in _NUMBER.findall(text or "")]


def box_of(text: str | None) -> Box | None:
    """A box written as x, y, width and height; None if it has no area, or none of this world."""
    parts = numbers(text)
    if len(parts) != 4 or not all(0 < side < MOST_SIDE for side in parts[2:]):
        return None
    return Box(parts[0], parts[1], parts[0] + parts[2], parts[1] + parts[3])


def _placed(item: etree._Element, place: Matrix[float]) -> Matrix[float]:
    """From an object's own coordinates to the page."""
    corner = numbers(attribute(item, "Boundary"))[:2]
    moved = place @ Matrix(1.0, 0.0, 0.0, 1.0, *corner) if len(corner) == 2 else place
    own = numbers(attribute(item, "CTM"))
    return moved @ Matrix(*own) if len(own) == 6 else moved


def _picture(item: etree._Element, place: Matrix[float]) -> Picture:
    """An image fills its boundary; without one, the square that its map makes of 1 × 1."""
    bounds = box_of(attribute(item, "Boundary"))
    matrix = place if bounds else _placed(item, place)
    return Picture(attribute(item, "ResourceID") or "", _mapped(bounds or Box(0, 0, 1, 1), matrix))


def _mapped(box: Box, matrix: Matrix[float]) -> Box:
    corners = [matrix.apply(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rules(item: etree._Element, matrix: Matrix[float]) -> Iterator[Rule]:
    stroked, filled = attribute(item, "Stroke") != "false", attribute(item, "Fill") == "true"
    data = child(item, "AbbreviatedData")
    for polygon in _polygons((data.text or "") if data is not None else "", matrix):
        points = np.array(polygon)
        if stroked:
            yield from rules_along(np.hstack([points[:-1], points[1:]]))[0]
        elif filled:
            yield from rules_inside(np.hstack([points.min(axis=0), points.max(axis=0)])[None])[0]


def _polygons(data: str, matrix: Matrix[float]) -> Iterator[list[Point]]:
    """The straight subpaths; a curve ends one."""
    polygon: list[Point] = []
    for operator, operands in _operations(data):
        point = matrix.apply(*operands[-2:]) if operands else None
        if operator == "L" and point:
            polygon.append(point)
        elif operator == "C":
            if polygon:
                polygon.append(polygon[0])
        else:
            if len(polygon) > 1:
                yield polygon
            polygon = [point] if point else []
    if len(polygon) > 1:
        yield polygon


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """The operators with their numbers; an operator may be left out where it repeats."""
    operator, operands = "", list[float]()
    for token in _PATH.findall(data):
        if token.isalpha():
            operator, operands = token.upper(), []
            if _OPERANDS.get(operator) == 0:
                yield operator, []
            continue
        operands.append(float(token))
        if len(operands) == _OPERANDS.get(operator):
            yield operator, operands
            operands = []


def _glyphs(item: etree._Element, matrix: Matrix[float]) -> Iterator[Glyph]:
    """The glyphs of a text object. A code without a place goes on where the one before it began."""
    size = (numbers(attribute(item, "Size")) or [0.0])[0]
    stretch = (numbers(attribute(item, "HScale")) or [1.0])[0]
    hidden = attribute(item, "Alpha") == "0" or (
        attribute(item, "Fill") == "false" and attribute(item, "Stroke") != "true"
    )
    x = y = 0.0
    for code in item:
        if local(code) != "TextCode" or not code.text:
            continue
        x = (numbers(attribute(code, "X")) or [x])[0]
        y = (numbers(attribute(code, "Y")) or [y])[0]
        line = _Line(code, size, stretch)
        spaced = False
        for char, origin, width in line.glyphs(x, y):
            if char.isspace():
                spaced = True
                continue
            left, base = origin
            own = Box(left, base - ASCENT * size, left + width, base + DESCENT * size)
            box = _mapped(own, matrix)
            glyph = Glyph.boxed(char, box, matrix.apply(*origin)[1], box.height)
            yield glyph._replace(hidden=hidden, spaced=spaced)
            spaced = False


class _Line:
    """The characters of one text code, with their distances."""

    def __init__(self, code: etree._Element, size: float, stretch: float) -> None:
        self._text = code.text or ""
        self._size, self._stretch = size, stretch
        count = len(self._text)
        self._right = _distances(attribute(code, "DeltaX"), count)
        self._down = _distances(attribute(code, "DeltaY"), count)

    def glyphs(self, x: float, y: float) -> Iterator[tuple[str, Point, float]]:
        """Each character with its origin and its width."""
        for index, char in enumerate(self._text):
            usual = self._usual_width(char)
            right = _at(self._right, index)
            yield char, (x, y), min(right, self._size) if right and right > 0 else usual
            down = _at(self._down, index)
            x += right if right is not None else 0.0 if down is not None else usual
            y += down or 0.0

    def _usual_width(self, char: str) -> float:
        wide = unicodedata.east_asian_width(char) in "WFA"
        return self._size * self._stretch * (1.0 if wide else 0.5)


def _distances(text: str | None, most: int) -> list[float]:
    """Distances between characters; `g 3 5` stands for `5 5 5`."""
    out: list[float] = []
    tokens = iter((text or "").replace("g", " g ").split())
    for token in tokens:
        if len(out) >= most:
            break
        if token == "g":
            count, distance = numbers(next(tokens, "")), numbers(next(tokens, ""))
            if count and distance:
                out += distance[:1] * int(max(0, min(count[0], most - len(out))))
        else:
            out += numbers(token)[:1]
    return out


def _at(distances: Sequence[float], index: int) -> float | None:
    """The distance behind a character; the last one goes on. None where none is given."""
    return distances[min(index, len(distances) - 1)] if distances else None
