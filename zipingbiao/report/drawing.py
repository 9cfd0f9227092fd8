"""A page as it was read: its picture with what each stage made of it drawn on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle

from PIL import Image

from zipingbiao.report.canvas import Canvas, Colour
from zipingbiao.schemas.figure import Place, Status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import Form, Node
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Run
from zipingbiao.schemas.part import Part

_RULE: Colour = (0, 120, 255)
_LABEL: Colour = (0, 70, 160)
_EDGE: Colour = (200, 30, 120)
_LEAF: Colour = (90, 90, 90)
_HUES: tuple[Colour, ...] = ((64, 160, 255), (60, 190, 140), (170, 140, 255), (240, 190, 60))
_FIGURES: dict[Status, Colour] = {
    Status.REPAIRED: (0, 140, 90),
    Status.DERIVED: (120, 90, 200),
    Status.DOUBTFUL: (225, 120, 0),
}
_FINDINGS: dict[Severity, Colour] = {
    Severity.ERROR: (210, 30, 40),
    Severity.WARNING: (215, 130, 0),
    Severity.INFO: (0, 120, 160),
}
# How sure a text was read, and the colour of that: from the least sure.
_SURENESS: tuple[tuple[float, Colour], ...] = (
    (0.7, (210, 30, 40)),
    (0.9, (225, 120, 0)),
    (0.97, (150, 150, 0)),
    (1.01, (0, 140, 90)),
)


class Stage(StrEnum):
    """What is drawn of a page, in the order in which it is found."""

    RULES = "rules"
    GRID = "grid"
    CELLS = "cells"
    READING = "reading"
    ROLES = "roles"
    TREE = "tree"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page with all that was made of it: the forms that stand on it, and what part each of their
    cells plays."""

    page: Page
    forms: tuple[Form, ...] = ()
    parts: tuple[Part, ...] = ()


def draw_page(
    picture: Image.Image, page: Page, scale: float, forms: Iterable[Form] = ()
) -> Image.Image:
    """A page whole: cells, rules, doubtful figures and findings, on a copy of `picture`, on which
    page coordinates times `scale` are pixels."""
    seen, canvas = Seen(page, tuple(forms)), Canvas(picture, scale)
    for draw in (_cells, _rules, _findings):
        draw(canvas, seen)
    return canvas.finished()


def draw_stage(picture: Image.Image, seen: Seen, scale: float, stage: Stage) -> Image.Image:
    """What one stage made of a page, on a copy of `picture`."""
    canvas = Canvas(picture, scale)
    _DRAWN[stage](canvas, seen)
    return canvas.finished()


def _rules(canvas: Canvas, seen: Seen) -> None:
    """The lines that were found (表格线)."""
    for rule in seen.page.rules:
        ends = (rule.start, rule.at, rule.end, rule.at)
        canvas.line(ends if rule.horizontal else (rule.at, rule.start, rule.at, rule.end), _RULE)


def _grid(canvas: Canvas, seen: Seen) -> None:
    """The rows and columns of each table, numbered at their beginnings."""
    for grid in seen.page.grids:
        boxes = [cell.box for cell in grid.cells if cell.box]
        if not boxes:
            continue
        whole = Box.around(boxes)
        for column, x in _begins(grid, lambda cell: cell.column, lambda box: box.x0):
            canvas.line((x, whole.top, x, whole.bottom), _EDGE)
            canvas.tag(Box(x, whole.top, x, whole.top), f"c{column}", _EDGE)
        for row, y in _begins(grid, lambda cell: cell.row, lambda box: box.top):
            canvas.line((whole.x0, y, whole.x1, y), _EDGE)
            canvas.write(Box(whole.x0, y, whole.x1, y), f"r{row}", _EDGE)
        canvas.box(whole, _EDGE, width=2)


def _begins(
    grid: Grid, number: Callable[[Cell], int], edge: Callable[[Box], float]
) -> list[tuple[int, float]]:
    """Where each row, or column, begins."""
    found: dict[int, float] = {}
    for cell in grid.cells:
        if cell.box:
            at = edge(cell.box)
            found[number(cell)] = min(at, found.get(number(cell), at))
    return sorted(found.items())


def _cells(canvas: Canvas, seen: Seen) -> None:
    """The cells, each with its row, column and, where it is merged, rows and columns."""
    for grid in seen.page.grids:
        for cell, colour in zip(grid.cells, cycle(_HUES), strict=False):
            if cell.box:
                canvas.box(cell.box, colour, fill=40)
                canvas.write(cell.box, _cell_label(cell), _LABEL)


def _cell_label(cell: Cell) -> str:
    label = f"r{cell.row}c{cell.column}"
    if cell.row_span > 1 or cell.column_span > 1:
        label += f" {cell.row_span}x{cell.column_span}"
    return label


def _reading(canvas: Canvas, seen: Seen) -> None:
    """Every text with how sure it is, in percent."""
    texts: list[Cell | Run] = [
        cell for grid in seen.page.grids for cell in grid.cells if cell.text.strip()
    ]
    for read in [*texts, *seen.page.lines]:
        if read.box:
            colour = next(c for most, c in _SURENESS if read.confidence < most)
            canvas.box(read.box, colour, fill=30)
            canvas.write(read.box, f"{read.confidence * 100:.0f}", colour)


def _roles(canvas: Canvas, seen: Seen) -> None:
    """What part each cell plays, in a colour for each kind of part."""
    kinds = dict.fromkeys(part.kind for part in seen.parts)
    colours = dict(zip(kinds, cycle(_HUES), strict=False))
    for part in seen.parts:
        if part.cell.page == seen.page.number and part.cell.box:
            canvas.box(part.cell.box, colours[part.kind], fill=50, width=2)
            canvas.write(part.cell.box, part.name, _LABEL)


def _tree(canvas: Canvas, seen: Seen) -> None:
    """The leaves, and left of them a band for each level above them, with its number (1, 1.2)."""
    step = seen.page.width / 40
    for form in seen.forms:
        leaves = {leaf.line: leaf.place for leaf in form.indicators}
        for leaf, place in leaves.items():
            for box in _boxes([place], seen.page):
                canvas.box(box, _LEAF, fill=20)
                canvas.write(box, f"leaf {leaf}", _LEAF)
        nodes = list(_numbered(form.tree))
        deepest = max((node.level for _, node in nodes), default=0)
        for number, node in nodes:
            for whole in _around(_boxes([leaves.get(line) for line in node.lines], seen.page)):
                right = whole.x0 - (deepest - node.level) * step
                band = Box(right - step, whole.top, right, whole.bottom)
                canvas.box(band, _HUES[node.level - 1], fill=120)
                canvas.write(band, number, _LABEL)


def _around(boxes: Sequence[Box]) -> Iterator[Box]:
    if boxes:
        yield Box.around(boxes)


def _numbered(nodes: Sequence[Node], before: str = "") -> Iterator[tuple[str, Node]]:
    """The nodes, innermost last, each with its number (2.1: the first of the second)."""
    for index, node in enumerate(nodes, start=1):
        yield f"{before}{index}", node
        yield from _numbered(node.children, f"{before}{index}.")


def _boxes(places: Iterable[Place | None], page: Page) -> list[Box]:
    return [place.box for place in places if place and place.page == page.number and place.box]


def _findings(canvas: Canvas, seen: Seen) -> None:
    """Figures that are not as printed, then the findings with their numbers."""
    for form in seen.forms:
        for _, figure in form.figures():
            if colour := _FIGURES.get(figure.status):
                for box in _boxes(figure.places, seen.page):
                    canvas.box(box, colour, fill=70, width=2)
    for form in seen.forms:
        for number, finding in enumerate(form.findings, start=1):
            for box in _boxes([finding.place], seen.page):
                colour = _FINDINGS[finding.severity]
                canvas.box(box, colour, width=3)
                canvas.tag(box, f"{number} {finding.rule}", colour)


_DRAWN: dict[Stage, Callable[[Canvas, Seen], None]] = {
    Stage.RULES: _rules,
    Stage.GRID: _grid,
    Stage.CELLS: _cells,
    Stage.READING: _reading,
    Stage.ROLES: _roles,
    Stage.TREE: _tree,
    Stage.FINDINGS: _findings,
}
