"""OFD, the national fixed-layout document (GB/T 33190-2016) → pages.

A zip of XML parts: what a page draws becomes glyphs and rules like those of a PDF page, and meets
the same grid builder. A page that is a picture is read as a scan.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from zipingbiao.extract import notes
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.glyphs import Glyphs
from zipingbiao.extract.ofdpage import POINTS, Crowded, Picture
from zipingbiao.extract.ofdparts import Document, PagePart, Parts, documents
from zipingbiao.extract.ooxml import opened
from zipingbiao.extract.pdf import SNAP
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.refusals import MOST_PAGES, damaged, encrypted, too_many_pages
from zipingbiao.extract.render import MAX_SCALE, MIN_SCALE, MOST_PIXELS, is_page
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.schemas.page import Page, Source

# A scanned page is one picture, or strips of one.
MOST_PICTURES = 200
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
                if number > MOST_PAGES:
                    raise too_many_pages()
                yield _read_page(document, page, number)
        if number == 0:
            raise damaged()


def _read_page(document: Document, page: PagePart, number: int) -> Page:
    area = document.area(page.root)
    try:
        drawing = document.drawing(page, area)
    except Crowded:
        width, height = area.width * POINTS, area.height * POINTS
        return Page(number, width, height, Source.TEXT_LAYER, note=notes.CROWDED)
    content = Content(
        area.width * POINTS,
        area.height * POINTS,
        Glyphs.of(drawing.glyphs),
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
    """The page's pictures on one sheet, with its scale; None if they cannot be opened or are none
    of a page."""
    if not 0 < len(pictures) <= MOST_PICTURES:
        return None
    scale = _scale(document, pictures, content)
    width, height = round(content.width * scale), round(content.height * scale)
    if not is_page(width, height):
        return None
    sheet = Image.new("RGB", (width, height), "white")
    for picture in pictures:
        # One at a time: a page may be made of many, and each is large.
        image = document.image(picture.resource)
        if image is None:
            return None
        place = picture.box.scaled(scale)
        size = (round(place.width), round(place.height))
        if min(size) > 0 and size[0] * size[1] <= MOST_PIXELS:
            fitted = image.resize(size)
            sheet.paste(fitted, (round(place.x0), round(place.top)), fitted)
    return np.ascontiguousarray(np.asarray(sheet, np.uint8)[:, :, ::-1]), scale


def _scale(document: Document, pictures: Sequence[Picture], content: Content) -> float:
    """Pixels a point: those of the finest picture, as far as a page may have them."""
    widths = [
        (document.image_size(picture.resource) or (0, 0))[0] / picture.box.width
        for picture in pictures
        if picture.box.width > 0
    ]
    scale = min(MAX_SCALE, max(MIN_SCALE, max(widths, default=MAX_SCALE)))
    return min(scale, math.sqrt(MOST_PIXELS / (content.width * content.height)))
