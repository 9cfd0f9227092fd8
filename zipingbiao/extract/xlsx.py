"""Workbooks: every sheet is a page, with what its cells print and which of them are merged."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from zipingbiao.extract.flow import Flow
from zipingbiao.extract.notes import HIDDEN_SHEET, NO_CELLS
from zipingbiao.extract.ooxml import Package, attribute, child, local, opened
from zipingbiao.extract.refusals import damaged
from zipingbiao.extract.sheet import Book, read_sheet, string_text
from zipingbiao.extract.sheetstyles import read_styles
from zipingbiao.schemas.page import Page

MAIN_PART = r"xl/workbook\d*\.xml"


def read_xlsx(path: Path) -> Iterator[Page]:
    """The pages of a workbook; the page's number is the sheet's, hidden sheets counted.

    Raises:
        UnreadableFile: damaged, encrypted or too large.
    """
    with opened(path) as package:
        names = package.names(MAIN_PART)
        root = package.xml(names[0]) if names else None
        sheets = child(root, "sheets")
        if root is None or sheets is None:
            raise damaged()
        links = _links(package, names[0])
        book = _book(package, root, links)
        for number, sheet in enumerate(sheets, start=1):
            yield _page(package, sheet, number, links, book)


def _page(
    package: Package, sheet: etree._Element, number: int, links: dict[str, str], book: Book
) -> Page:
    flow = Flow(number)
    if attribute(sheet, "state") in ("hidden", "veryHidden"):
        flow.note(HIDDEN_SHEET)
        return flow.page()
    root = package.xml(links.get(attribute(sheet, "id") or "", ""))
    if root is None or local(root) != "worksheet":
        flow.note(NO_CELLS)
    else:
        read_sheet(root, book, flow)
    return flow.page()


def _links(package: Package, main: str) -> dict[str, str]:
    """The parts that the workbook refers to, by the id of the reference, and by their kind."""
    folder, name = posixpath.split(main)
    root = package.xml(f"{folder}/_rels/{name}.rels")
    links: dict[str, str] = {}
    for item in () if root is None else root:
        if attribute(item, "TargetMode") == "External":
            continue
        # An absolute target begins at the package's root.
        part = posixpath.normpath(posixpath.join("/", folder, attribute(item, "Target") or ""))
        links[attribute(item, "Id") or ""] = part.lstrip("/")
        links[posixpath.basename(attribute(item, "Type") or "")] = part.lstrip("/")
    return links


def _book(package: Package, root: etree._Element, links: dict[str, str]) -> Book:
    """What all sheets share: texts, styles, the epoch of dates."""
    strings = package.xml(links.get("sharedStrings", ""))
    styles = package.xml(links.get("styles", ""))
    properties = child(root, "workbookPr")
    since_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
    texts = [] if strings is None else [string_text(item) for item in strings]
    return Book(texts, read_styles(styles), since_1904)
