"""Pages as pictures, for the recogniser and for people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps

from zipingbiao.errors import UsageError
from zipingbiao.extract.source import IMAGE, PDF, kind_of
from zipingbiao.schemas.page import Box

# Pixels a point: below 2 (144 dpi) small type falls apart, above 3.5 (250 dpi) nothing is won.
MIN_SCALE, MAX_SCALE = 2.0, 3.5
# No page is read with more pixels than this (A3 at 300 dpi has 17 million), which take 0.8 GB;
# larger ones are made smaller, absurd ones with them.
MOST_PIXELS = 20_000_000
# For people a page is drawn with more of them: A0 at 200 dpi.
MOST_DRAWN = 70_000_000
# A page holds more than a line of type, and is no strip this many times longer than broad.
LEAST_SIDE, STRIP = 16, 40


def page_pixels(
    page: pdfium.PdfPage, scale: float, cut: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> NDArray[np.uint8]:
    """A PDF page as a BGR array, `scale` pixels a point, less so many whole pixels at its left,
    bottom, right and top."""
    # pypdfium2 takes points and rounds them up.
    left, bottom, right, top = (max(0.0, (pixels - 0.5) / scale) for pixels in cut)
    bitmap = page.render(scale=scale, crop=(left, bottom, right, top))
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return pixels


def is_page(width: float, height: float) -> bool:
    """Whether a picture of so many pixels may be one of a page."""
    least = min(width, height)
    return least >= LEAST_SIDE and max(width, height) < STRIP * least


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
                raise UsageError(
                    f"{path}: no page {number}, it has {len(document)}",
                    f"{path}：没有第 {number} 页，共 {len(document)} 页",
                )
            page = document[number - 1]
            width, height = page.get_size()
            if not 1 <= width * height * scale**2 <= MOST_DRAWN:
                raise UsageError(
                    f"{path}: page {number} has no size that can be drawn",
                    f"{path}：第 {number} 页的尺寸无法绘制",
                )
            picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return picture
    if kind == IMAGE:
        from zipingbiao.extract.image import flat, frames, opened

        with opened(path) as image:
            for index, frame in enumerate(frames(image), start=1):
                if index == number:
                    upright = flat(ImageOps.exif_transpose(frame))
                    return upright.resize(
                        (round(upright.width * scale), round(upright.height * scale))
                    )
        raise UsageError(f"{path}: no page {number}", f"{path}：没有第 {number} 页")
    raise UsageError(
        f"{path}: a {kind} file has no page to draw; use --json",
        f"{path}：{kind} 文件没有可绘制的页面，请用 --json",
    )
