"""Image files (PNG, JPEG, TIFF of several pages) → pages; coordinates are the file's pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from zipingbiao.errors import UnreadableFile
from zipingbiao.schemas.page import Page


def read_image(path: Path) -> Iterator[Page]:
    """The pages of an image file, in order.

    Raises:
        UnreadableFile: damaged, or no image.
    """
    from zipingbiao.extract.scan import read_scan

    try:
        with Image.open(path) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
                upright = ImageOps.exif_transpose(frame.convert("RGB"))
                pixels = cv2.cvtColor(np.asarray(upright), cv2.COLOR_RGB2BGR)
                yield read_scan(pixels.astype(np.uint8), number, 1.0)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableFile("the image is damaged or cut off: fetch it again") from error
