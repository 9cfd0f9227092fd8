"""Image files (PNG, JPEG, TIFF of several pages) → pages; coordinates are the file's pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.raster import Pixels
from zipingbiao.schemas.page import Page


def read_image(path: Path) -> Iterator[Page]:
    """The pages of an image file, in order.

    Raises:
        UnreadableFile: damaged, no image, or larger than any page.
    """
    from zipingbiao.extract.scan import read_scan

    for number, picture in enumerate(_pictures(path), start=1):
        yield read_scan(picture, number, 1.0)


def _pictures(path: Path) -> Iterator[Pixels]:
    """The frames of an image file as BGR arrays, upright as their camera noted."""
    try:
        with Image.open(path) as image:
            for frame in ImageSequence.Iterator(image):
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                yield np.ascontiguousarray(np.asarray(upright, np.uint8)[:, :, ::-1])
    except Image.DecompressionBombError as error:
        raise UnreadableFile(
            "the image is larger than any page: scan it at 300 dpi",
            "图像尺寸过大，请以 300 dpi 重新扫描",
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableFile(
            "the image is damaged or cut off: fetch it again", "图像已损坏或不完整，请重新获取"
        ) from error
