"""Image files (PNG, JPEG, TIFF of several pages) → pages; coordinates are the file's pixels."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.refusals import too_many_pages
from zipingbiao.extract.render import MOST_PIXELS, is_page
from zipingbiao.schemas.page import Page

# What an image may take of memory while it is opened: A0 at 300 dpi has 140 million pixels.
MOST_OPENED = 150_000_000
# Scanned reports of more pages come as PDF; each frame is looked for from the file's beginning.
MOST_FRAMES = 500
# The brightest grey of a file with deep greys is the first of these that no pixel exceeds.
_WHITES = (1.0, 255.0, 65535.0)
# The only kind of image file that holds pages; the frames of others are an animation, or a preview.
_PAGED = "TIFF"


def read_image(path: Path) -> Iterator[Page]:
    """The pages of an image file, in order.

    Raises:
        UnreadableFile: damaged, no image, or larger or smaller than any page.
    """
    from zipingbiao.extract.scan import read_scan

    for number, (picture, scale) in enumerate(_pictures(path), start=1):
        yield read_scan(picture, number, scale)


def count_pages(path: Path) -> int:
    """How many pages an image file has; 1 if it cannot be told."""
    try:
        with opened(path) as image:
            return int(getattr(image, "n_frames", 1)) if image.format == _PAGED else 1
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return 1


def _pictures(path: Path) -> Iterator[tuple[Pixels, float]]:
    """The pages of an image file as BGR arrays, upright as their camera noted, each with its
    pixels for one of the file's."""
    try:
        for number in range(_count(path)):
            yield _picture(path, number)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableFile(
            "the image is damaged or cut off: fetch it again", "图像已损坏或不完整，请重新获取"
        ) from error


def _count(path: Path) -> int:
    with opened(path) as image:
        count = sum(1 for _ in islice(frames(image), MOST_FRAMES + 1))
    if count > MOST_FRAMES:
        raise too_many_pages(MOST_FRAMES)
    return count


def _picture(path: Path, number: int) -> tuple[Pixels, float]:
    """One page. The file is opened for it alone, so that a large one is let go before the page is
    read."""
    with opened(path) as image:
        image.seek(number)
        _refuse_absurd(image)
        ImageOps.exif_transpose(image, in_place=True)
        sized, scale = _bounded(image)
        return np.ascontiguousarray(np.asarray(flat(sized), np.uint8)[:, :, ::-1]), scale


def opened(path: Path) -> Image.Image:
    """An image file, of which nothing is decoded yet."""
    with warnings.catch_warnings():
        # Pillow warns from half of its limit on; ours is checked frame by frame.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(path)


def frames(image: Image.Image) -> Iterator[Image.Image]:
    """The pages of an image file."""
    return iter(ImageSequence.Iterator(image)) if image.format == _PAGED else iter([image])


def flat(image: Image.Image) -> Image.Image:
    """An image of any mode as RGB: deep greys as shallow ones, what is transparent as paper."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, np.float32)
        white = next((white for white in _WHITES if values.max() <= white), float(values.max()))
        return Image.fromarray((values.clip(0) * (255 / white)).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image.convert("RGB")


def _bounded(image: Image.Image) -> tuple[Image.Image, float]:
    """An image with no more pixels than can be read, and how many of them one of its own is."""
    scale = min(1.0, math.sqrt(MOST_PIXELS / (image.width * image.height)))
    if scale == 1.0:
        return image, scale
    # Palettes and single bits cannot be averaged.
    plain = image.convert("L") if image.mode == "1" else image
    plain = flat(plain) if image.mode == "P" else plain
    size = (round(image.width * scale), round(image.height * scale))
    return plain.resize(size, Image.Resampling.BOX), scale


def _refuse_absurd(image: Image.Image) -> None:
    if image.width * image.height > MOST_OPENED:
        raise _too_large()
    if not is_page(*image.size):
        raise UnreadableFile(
            "the image is too small or too narrow for a page: scan the page at 300 dpi",
            "图像过小或过窄，请以 300 dpi 重新扫描",
        )


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        "the image is larger than any page: scan it at 300 dpi",
        "图像尺寸过大，请以 300 dpi 重新扫描",
    )
