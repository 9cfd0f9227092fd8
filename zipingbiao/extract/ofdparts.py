"""The parts of an OFD file: its documents, their pages, templates and resources."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from PIL import Image, UnidentifiedImageError

from zipingbiao.extract.image import MOST_OPENED
from zipingbiao.extract.ofdpage import POINTS, Drawing, box_of
from zipingbiao.extract.ooxml import Package, attribute, child, local
from zipingbiao.extract.plane import Matrix
from zipingbiao.extract.refusals import damaged
from zipingbiao.schemas.page import Box

MAIN_PART = "OFD.xml"
# What Pillow says of bytes that are no image, and of one larger than any page.
_NO_IMAGE = (
    UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError
)  # fmt: skip
_A4 = Box(0, 0, 210, 297)
# The lists of a document in which its resources are.
_RESOURCES = ("PublicRes", "DocumentRes")


class Parts:
    """The parts of the file, found as exporters name them.

    A place is written from the folder of the part that names it, or from the root; some exporters
    leave out the first slash, or write a name in another case than the zip.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._names = {_plain(name): name for name in package.names(r"(?s).*")}

    def find(self, part: str, place: str | None) -> str:
        """The name of the part that a place in another part leads to; empty if there is none."""
        target = (place or "").strip()
        for folder in (posixpath.dirname(part), ""):
            found = self._names.get(_plain(posixpath.join("/", folder, target)))
            if found is not None:
                return found
        return ""

    def xml(self, name: str) -> etree._Element | None:
        """A part as a tree; None if there is no such part."""
        return self._package.xml(name)

    def data(self, name: str) -> bytes | None:
        """A part as it is; None if there is no such part."""
        return self._package.data(name)


def _plain(place: str) -> str:
    return posixpath.normpath("/" + place.replace("\\", "/")).lstrip("/").casefold()


def documents(parts: Parts) -> Iterator[str]:
    """The main parts of the documents in the file."""
    root = parts.xml(parts.find("", MAIN_PART))
    for body in () if root is None else root:
        place = child(body, "DocRoot")
        if local(body) == "DocBody" and place is not None:
            yield parts.find("", place.text)


@dataclass(frozen=True, slots=True)
class PagePart:
    """A page of a document: its part, its content and whether annotations were put on it."""

    name: str
    root: etree._Element
    annotated: bool


class Document:
    """One document: its resources by id, its templates, the size of its pages."""

    def __init__(self, parts: Parts, main: str) -> None:
        self._parts, self._main = parts, main
        root = parts.xml(main)
        if root is None:
            raise damaged()
        self._root = root
        self._common = child(root, "CommonData")
        self._images: dict[str, str] = {}
        self._composites: dict[str, etree._Element] = {}
        for item in () if self._common is None else self._common:
            if local(item) in _RESOURCES:
                self.take_resources(parts.find(main, item.text))

    def take_resources(self, name: str) -> None:
        """Remember the images and composite objects that a part lists."""
        root = self._parts.xml(name)
        if root is None:
            return
        base = attribute(root, "BaseLoc") or ""
        for item in root.iter("{*}MultiMedia"):
            file = child(item, "MediaFile")
            if file is not None:
                self._images[attribute(item, "ID") or ""] = self._parts.find(
                    name, posixpath.join(base, (file.text or "").strip())
                )
        for item in root.iter("{*}CompositeGraphicUnit"):
            self._composites[attribute(item, "ID") or ""] = item

    def pages(self) -> Iterator[PagePart]:
        """The pages, in order."""
        annotated = self._annotated()
        for item in _items(self._root, "Pages", "Page"):
            name = self._parts.find(self._main, attribute(item, "BaseLoc"))
            root = self._parts.xml(name)
            if root is None:
                raise damaged()
            yield PagePart(name, root, (attribute(item, "ID") or "") in annotated)

    def _annotated(self) -> set[str]:
        place = child(self._root, "Annotations")
        root = None if place is None else self._parts.xml(self._parts.find(self._main, place.text))
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

    def drawing(self, page: PagePart, area: Box) -> Drawing:
        """What a page draws, with its templates under it."""
        for item in page.root:
            if local(item) == "PageRes":
                self.take_resources(self._parts.find(page.name, item.text))
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
                root = self._parts.xml(self._parts.find(self._main, attribute(item, "BaseLoc")))
                if root is not None:
                    yield root

    def image(self, resource: str) -> Image.Image | None:
        """An image of the document; None if it is missing or of a kind that is not read."""
        opened = self._opened(resource)
        try:
            return None if opened is None else opened.convert("RGBA")
        except _NO_IMAGE:
            return None

    def image_size(self, resource: str) -> tuple[int, int] | None:
        """How many pixels an image has, by its header; None where `image` gives none."""
        opened = self._opened(resource)
        return None if opened is None else opened.size

    def _opened(self, resource: str) -> Image.Image | None:
        """An image of which nothing is decoded yet; None as well if it is larger than any page."""
        data = self._parts.data(self._images.get(resource, ""))
        try:
            found = None if data is None else Image.open(io.BytesIO(data))
        except _NO_IMAGE:
            return None
        too_large = found is not None and found.width * found.height > MOST_OPENED
        return None if too_large else found


def _items(root: etree._Element, holder: str, name: str) -> Iterator[etree._Element]:
    held = child(root, holder)
    return (item for item in (() if held is None else held) if local(item) == name)
