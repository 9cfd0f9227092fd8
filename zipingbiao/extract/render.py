"""Pages as pictures, for the recogniser and for people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from zipingbiao.errors import UsageError
from zipingbiao.extract.source import IMAGE, PDF, kind_of
from zipingbiao.schemas.page import Box

# Pixels a point: below 2 (144 dpi) small type falls apart, above 3.5 (250 dpi) nothing is won.
MIN_SCALE, MAX_SCALE = 2.0, 3.5
# No page is drawn with more pixels than this (A2 at 250 dpi has 24 million); absurd media boxes are
# drawn smaller.
MOST_PIXELS = 25_000_000


def page_pixels(page: pdfium.PdfPage, scale: float) -> NDArray[np.uint8]:
    """A PDF page as a BGR array, `scale` pixels a point."""
    bitmap = page.render(scale=scale)
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return pixels


def bounded(page: pdfium.PdfPage, scale: float) -> float:
    """The scale, or less where the page would have too many pixels."""
    width, height = page.get_size()
    return min(scale, math.sqrt(MOST_PIXELS / max(1.0, width * height)))


def scan_scale(page: pdfium.PdfPage, pictures: Sequence[Box]) -> float:
    """The scale at which the page's largest picture shows its own pixels, within the limits."""
    widths = [
        item.get_px_size()[0] / box.width
        for item, box in zip(
            page.get_objects([pdfium.raw.FPDF_PAGEOBJ_IMAGE]), pictures, strict=False
        )
        if isinstance(item, pdfium.PdfImage) and box.width > 0
    ]
    return bounded(page, min(MAX_SCALE, max(MIN_SCALE, max(widths, default=MAX_SCALE))))


def page_image(path: Path, number: int, scale: float = 2.0) -> Image.Image:
    """A page of any file with pages as a picture: page coordinates times `scale` are pixels.

    Raises:
        UsageError: the file has no such page, or none that can be drawn.
    """
    kind = kind_of(path)
    if kind == PDF:
        from zipingbiao.extract.pdf import open_pdf

        with open_pdf(path) as document:
            if not 1 <= number <= len(document):
                raise UsageError(f"{path}: no page {number}, it has {len(document)}")
            picture: Image.Image = document[number - 1].render(scale=scale).to_pil().convert("RGB")
            return picture
    if kind == IMAGE:
        with Image.open(path) as image:
            for index, frame in enumerate(ImageSequence.Iterator(image), start=1):
                if index == number:
                    size = (round(frame.width * scale), round(frame.height * scale))
                    return frame.convert("RGB").resize(size)
        raise UsageError(f"{path}: no page {number}")
    raise UsageError(f"{path}: a {kind} file has no page to draw; use --json")
