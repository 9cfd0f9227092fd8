"""OFD, the national fixed-layout document (GB/T 33190-2016) → pages.

A zip of XML parts: what a page draws becomes glyphs and rules like those of a PDF page, and meets
the same grid builder. A page that is a picture is read as a scan.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lxml import etree
from PIL import Image, UnidentifiedImageError

from zipingbiao.extract import notes
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.ofdpage import POINTS, Drawing, Picture, box_of
from zipingbiao.extract.ooxml import Package, attribute, child, local, opened
from zipingbiao.extract.pdf import SNAP
from zipingbiao.extract.pdfium import Content, Matrix
from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.refusals import damaged, encrypted
from zipingbiao.extract.render import MAX_SCALE, MIN_SCALE
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.schemas.page import Box, Page, Source

MAIN_PART = "OFD.xml"
_A4 = Box(0, 0, 210, 297)
_KEYS = r"(?i)(?:.*/)?encryptions?\.xml"
# The lists of a document in which its resources are.
_RESOURCES = ("PublicRes", "DocumentRes")


def read_ofd(path: Path) -> Iterator[Page]:
    """The pages of an OFD file, those of all its documents, in order.

    Raises:
        UnreadableFile: damaged, encrypted or too large.
    """
    with opened(path) as package:
        if package.names(_KEYS):
            raise encrypted()
        number = 0
        for main in _documents(package):
            document = _Document(package, main)
            for page in document.pages():
                number += 1
                yield _read_page(document, page, number)
        if number == 0:
            raise damaged()


def _documents(package: Package) -> Iterator[str]:
    """The main parts of the documents in the file."""
    root = package.xml(MAIN_PART)
    for body in () if root is None else root:
        place = child(body, "DocRoot")
        if local(body) == "DocBody" and place is not None:
            yield _joined(MAIN_PART, place.text)


@dataclass(frozen=True, slots=True)
class _PagePart:
    """A page of a document: its part, its content and whether annotations were put on it."""

    name: str
    root: etree._Element
    annotated: bool


class _Document:
    """One document: its resources by id, its templates, the size of its pages."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        root = package.xml(main)
        if root is None:
            raise damaged()
        self._root = root
        self._common = child(root, "CommonData")
        self._images: dict[str, str] = {}
        self._composites: dict[str, etree._Element] = {}
        for item in () if self._common is None else self._common:
            if local(item) in _RESOURCES:
                self.take_resources(_joined(main, item.text))

    def take_resources(self, name: str) -> None:
        """Remember the images and composite objects that a part lists."""
        root = self._package.xml(name)
        if root is None:
            return
        folder = _joined(name, f"{attribute(root, 'BaseLoc') or '.'}/x")
        for item in root.iter("{*}MultiMedia"):
            file = child(item, "MediaFile")
            if file is not None:
                self._images[attribute(item, "ID") or ""] = _joined(folder, file.text)
        for item in root.iter("{*}CompositeGraphicUnit"):
            self._composites[attribute(item, "ID") or ""] = item

    def pages(self) -> Iterator[_PagePart]:
        """The pages, in order."""
        annotated = self._annotated()
        for item in _items(self._root, "Pages", "Page"):
            name = _joined(self._main, attribute(item, "BaseLoc"))
            root = self._package.xml(name)
            if root is None:
                raise damaged()
            yield _PagePart(name, root, (attribute(item, "ID") or "") in annotated)

    def _annotated(self) -> set[str]:
        place = child(self._root, "Annotations")
        root = None if place is None else self._package.xml(_joined(self._main, place.text))
        return {attribute(item, "PageID") or "" for item in (() if root is None else root)}

    def area(self, page: etree._Element) -> Box:
        """The page as it is printed, in millimetres."""
        for holder, name in ((page, "Area"), (self._common, "PageArea")):
            area = child(holder, name)
            box = area if area is None else child(area, "PhysicalBox")
            found = box_of(None if box is None else box.text)
            if found is not None:
                return found
        return _A4

    def drawing(self, page: _PagePart, area: Box) -> Drawing:
        """What a page draws, with its templates under it."""
        for item in page.root:
            if local(item) == "PageRes":
                self.take_resources(_joined(page.name, item.text))
        drawing = Drawing(self._composites.get)
        place = Matrix(POINTS, 0, 0, POINTS, -area.x0 * POINTS, -area.top * POINTS)
        for root in (*self._templates(page.root), page.root):
            content = child(root, "Content")
            if content is not None:
                drawing.draw(content, place)
        return drawing

    def _templates(self, page: etree._Element) -> Iterator[etree._Element]:
        wanted = [attribute(item, "TemplateID") for item in page if local(item) == "Template"]
        for item in () if self._common is None else self._common:
            if local(item) == "TemplatePage" and attribute(item, "ID") in wanted:
                root = self._package.xml(_joined(self._main, attribute(item, "BaseLoc")))
                if root is not None:
                    yield root

    def image(self, resource: str) -> Image.Image | None:
        """An image of the document; None if it is missing or of a kind that is not read."""
        data = self._package.data(self._images.get(resource, ""))
        try:
            return None if data is None else Image.open(io.BytesIO(data)).convert("RGBA")
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError):
            return None


def _items(root: etree._Element, holder: str, name: str) -> Iterator[etree._Element]:
    held = child(root, holder)
    return (item for item in (() if held is None else held) if local(item) == name)


def _joined(part: str, place: str | None) -> str:
    """Where a part refers to: from the folder it is in, or from the root."""
    folder = posixpath.dirname(part)
    target = (place or "").strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _read_page(document: _Document, page: _PagePart, number: int) -> Page:
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
        note,
    )


def _composed(
    document: _Document, pictures: Sequence[Picture], content: Content
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
