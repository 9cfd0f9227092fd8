"""OFD, the national fixed-layout document (GB/T 33190-2016) → pages.

A zip of XML parts: what a page draws becomes glyphs and rules like those of a PDF page, and meets
the same grid builder. A page that is a picture is read as a scan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from zipingbiao.extract import notes
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.ofdpage import POINTS, Picture
from zipingbiao.extract.ofdparts import Document, PagePart, Parts, documents
from zipingbiao.extract.ooxml import opened
from zipingbiao.extract.pdf import SNAP
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.refusals import damaged, encrypted
from zipingbiao.extract.render import MAX_SCALE, MIN_SCALE
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.schemas.page import Page, Source

_KEYS = r"(?i)(?:.*/)?encryptions?\.xml"


def read_ofd(path: Path) -> Iterator[Page]:
    """The pages of an OFD file, those of all its documents, in order.

    Raises:
        UnreadableFile: damaged, encrypted or too large.
    """
    with opened(path) as package:
        if package.names(_KEYS):
            raise encrypted()
        parts, number = Parts(package), 0
        for main in documents(parts):
            document = Document(parts, main)
            for page in document.pages():
                number += 1
                yield _read_page(document, page, number)
        if number == 0:
            raise damaged()


def _read_page(document: Document, page: PagePart, number: int) -> Page:
    area = document.area(page.root)
    drawing = document.drawing(page, area)
    content = Content(
        area.width * POINTS,
        area.height * POINTS,
        tuple(drawing.glyphs),
        tuple(drawing.rules),
        tuple(picture.box for picture in drawing.pictures),
    )
    why = why_scan(content)
    if not why:
        return _drawn(content, number, notes.ANNOTATED if page.annotated else "")
    picture = _composed(document, drawing.pictures, content)
    if picture is None:
        return Page(
            number, content.width, content.height, Source.TEXT_LAYER, note=notes.NOT_DRAWABLE
        )
    from zipingbiao.extract.scan import read_scan

    pixels, scale = picture
    return read_scan(pixels, number, scale, why)


def _drawn(content: Content, number: int, note: str) -> Page:
    """A page by its own rules and glyphs."""
    assembled = grids_of_glyphs(content.glyphs, content.rules, number, SNAP)
    return Page(
        number,
        content.width,
        content.height,
        Source.TEXT_LAYER,
        content.rules,
        (),
        assembled.grids,
        assembled.lines,
        notes.joined_notes(filter(None, (note, assembled.note))),
    )


def _composed(
    document: Document, pictures: Sequence[Picture], content: Content
) -> tuple[Pixels, float] | None:
    """The page's pictures on one sheet, with its scale; None if one of them cannot be opened."""
    images = [(picture.box, document.image(picture.resource)) for picture in pictures]
    if not images or any(image is None for _, image in images):
        return None
    widths = [image.width / box.width for box, image in images if image and box.width > 0]
    scale = min(MAX_SCALE, max(MIN_SCALE, max(widths, default=MAX_SCALE)))
    width, height = round(content.width * scale), round(content.height * scale)
    if width * height > (Image.MAX_IMAGE_PIXELS or 0):
        return None
    sheet = Image.new("RGB", (width, height), "white")
    for box, image in images:
        place = box.scaled(scale)
        size = (round(place.width), round(place.height))
        if image is not None and min(size) > 0:
            fitted = image.resize(size)
            sheet.paste(fitted, (round(place.x0), round(place.top)), fitted)
    return np.ascontiguousarray(np.asarray(sheet, np.uint8)[:, :, ::-1]), scale
