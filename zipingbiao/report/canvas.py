"""A picture that is drawn on in the coordinates of its page.

Only numbers and letters are written, so no Chinese font is needed.
"""

from __future__ import annotations

from collections import defaultdict

from PIL import Image, ImageDraw, ImageFont

from zipingbiao.schemas.page import Box

Colour = tuple[int, int, int]


class Canvas:
    """A picture with a transparent layer over it, on which page coordinates times `scale` are
    pixels. The picture itself stays as it is."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        self._picture = picture.convert("RGBA")
        self._layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._layer)
        self._scale = scale
        self.pen = max(1, round(min(picture.size) / 700))
        # How far the labels of a box reach.
        self._tagged: defaultdict[Box, float] = defaultdict(float)
        self._font = ImageFont.load_default(max(9, min(picture.size) / 110))

    def finished(self) -> Image.Image:
        """The picture with what was drawn."""
        return Image.alpha_composite(self._picture, self._layer).convert("RGB")

    def line(self, ends: tuple[float, float, float, float], colour: Colour, width: int = 1) -> None:
        """A line between two points, so many pens wide."""
        scaled = tuple(value * self._scale for value in ends)
        self._draw.line(scaled, fill=(*colour, 255), width=width * self.pen)

    def box(self, box: Box, colour: Colour, fill: int = 0, width: int = 1) -> None:
        """An outline, so many pens wide, and a tint."""
        inside = (*colour, fill) if fill else None
        self._draw.rectangle(
            self._pixels(box), fill=inside, outline=(*colour, 255), width=width * self.pen
        )

    def write(self, box: Box, text: str, colour: Colour) -> None:
        """A text in the upper left corner of a box."""
        left, top, *_ = self._pixels(box)
        corner = (left + 2 * self.pen, top + self.pen)
        self._draw.text(corner, text, fill=(*colour, 230), font=self._font)

    def tag(self, box: Box, text: str, colour: Colour) -> None:
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
