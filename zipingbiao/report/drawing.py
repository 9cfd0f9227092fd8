"""A page as it was read: the picture with rules, cells, figures and findings drawn on it.

Only numbers and letters are written, so no Chinese font is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import cycle

from PIL import Image, ImageDraw, ImageFont

from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Box, Cell, Grid, Page, Rule

Colour = tuple[int, int, int]

_RULE: Colour = (0, 120, 255)
_LABEL: Colour = (0, 70, 160)
_CELLS: tuple[Colour, ...] = ((64, 160, 255), (60, 190, 140), (170, 140, 255), (240, 190, 60))
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


def draw_page(
    picture: Image.Image, page: Page, scale: float, forms: Iterable[Form] = ()
) -> Image.Image:
    """Draw on a copy of `picture`, on which page coordinates times `scale` are pixels."""
    forms = tuple(forms)
    canvas = _Canvas(picture, scale)
    for grid in page.grids:
        canvas.grid(grid)
    for rule in page.rules:
        canvas.rule(rule)
    for form in forms:
        canvas.figures(form, page.number)
    for form in forms:
        canvas.findings(form, page.number)
    return canvas.finished()


class _Canvas:
    """A picture with a transparent layer over it, in page coordinates."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self._picture = picture.convert("RGBA")
        self._layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._layer)
        self._scale = scale
        self._pen = max(1, round(min(picture.size) / 700))
        # How far the labels of a box reach.
        self._tagged: defaultdict[Box, float] = defaultdict(float)
        self._font = ImageFont.load_default(max(9, min(picture.size) / 110))

    def finished(self) -> Image.Image:
        return Image.alpha_composite(self._picture, self._layer).convert("RGB")

    def rule(self, rule: Rule) -> None:
        start, end, at = (value * self._scale for value in (rule.start, rule.end, rule.at))
        line = (start, at, end, at) if rule.horizontal else (at, start, at, end)
        self._draw.line(line, fill=(*_RULE, 255), width=self._pen)

    def grid(self, grid: Grid) -> None:
        for cell, colour in zip(grid.cells, cycle(_CELLS), strict=False):
            if cell.box:
                self._box(cell.box, colour, fill=40)
                self._write(cell.box, _cell_label(cell), _LABEL)

    def figures(self, form: Form, page: int) -> None:
        for _, figure in form.figures():
            colour = _FIGURES.get(figure.status)
            for place in figure.places:
                if colour and place.page == page and place.box:
                    self._box(place.box, colour, fill=70, width=2 * self._pen)

    def findings(self, form: Form, page: int) -> None:
        for number, finding in enumerate(form.findings, start=1):
            place = finding.place
            if place and place.page == page and place.box:
                colour = _FINDINGS[finding.severity]
                self._box(place.box, colour, width=3 * self._pen)
                self._tag(place.box, f"{number} {finding.rule}", colour)

    def _box(self, box: Box, colour: Colour, fill: int = 0, width: int | None = None) -> None:
        edges = self._pixels(box)
        inside = (*colour, fill) if fill else None
        self._draw.rectangle(edges, fill=inside, outline=(*colour, 255), width=width or self._pen)

    def _write(self, box: Box, text: str, colour: Colour) -> None:
        left, top, *_ = self._pixels(box)
        corner = (left + 2 * self._pen, top + self._pen)
        self._draw.text(corner, text, fill=(*colour, 230), font=self._font)

    def _tag(self, box: Box, text: str, colour: Colour) -> None:
        """A label on its own ground, above the box or, at the page's top, inside it; beside those
        that the box has already."""
        left, top, *_ = self._pixels(box)
        left += self._tagged[box]
        _, _, width, height = self._draw.textbbox((0, 0), text, font=self._font)
        self._tagged[box] += width + 8
        above = max(0, top - height - 4)
        self._draw.rectangle((left, above, left + width + 6, above + height + 4), (*colour, 255))
        self._draw.text((left + 3, above + 1), text, fill=(255, 255, 255, 255), font=self._font)

    def _pixels(self, box: Box) -> tuple[float, float, float, float]:
        """Corners in order, also of a box that came upside down."""
        scaled = box.scaled(self._scale)
        (left, right), (top, bottom) = (
            sorted((scaled.x0, scaled.x1)),
            sorted((scaled.top, scaled.bottom)),
        )
        return left, top, right, bottom


def _cell_label(cell: Cell) -> str:
    label = f"r{cell.row}c{cell.column}"
    if cell.row_span > 1 or cell.column_span > 1:
        label += f" {cell.row_span}x{cell.column_span}"
    return label
