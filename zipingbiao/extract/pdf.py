"""PDF → pages. Each page by its text layer, or as a scan where that is not to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.notes import SECOND_READER
from zipingbiao.extract.pdfium import Content, page_content
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.extract.unruled import looks_tabular, partly_ruled_grids, unruled_grids
from zipingbiao.schemas.page import Page, Source

# Two drawings of one rule lie within this many points (Word repeats each cell's borders).
SNAP = 3.0
# A drawn table of fewer columns, on a page whose lines fall into more parts, lacks its uprights.
COLUMNS = 3


def read_pdf(path: Path) -> Iterator[Page]:
    """The pages of a PDF, in order.

    Raises:
        UnreadableFile: encrypted, truncated or no PDF.
    """
    with open_pdf(path) as document:
        for number in range(1, len(document) + 1):
            yield _read_page(path, document, number)


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF, or say in one sentence why not."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                "the PDF is encrypted: save a copy without a password",
                "PDF 已加密，请另存一份不设密码的副本。",
            ) from error
        raise UnreadableFile(
            "the PDF is damaged or cut off: fetch it again",
            "PDF 已损坏或不完整，请重新获取。",
        ) from error
    if len(document) == 0:
        raise UnreadableFile("the PDF has no pages: fetch it again", "PDF 没有页面，请重新获取。")
    return document


def _read_page(path: Path, document: pdfium.PdfDocument, number: int) -> Page:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return _by_second_reader(path, number)
    try:
        content = page_content(page)
        note = why_scan(content)
        return _scanned(page, number, content, note) if note else _drawn(path, number, content)
    finally:
        page.close()


def _drawn(path: Path, number: int, content: Content, note: str = "") -> Page:
    """A page by its own rules and glyphs."""
    assembled = grids_of_glyphs(content.glyphs, content.rules, number, SNAP)
    if not any(grid.columns >= COLUMNS for grid in assembled.grids) and looks_tabular(
        content.glyphs
    ):
        assembled = partly_ruled_grids(content, number, SNAP) or unruled_grids(
            path, number, content
        )
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


def _scanned(page: pdfium.PdfPage, number: int, content: Content, note: str) -> Page:
    from zipingbiao.extract.render import page_pixels, scan_scale
    from zipingbiao.extract.scan import read_scan

    scale = scan_scale(page, content.pictures)
    return read_scan(page_pixels(page, scale), number, scale, note)


def _by_second_reader(path: Path, number: int) -> Page:
    """A page that PDFium refuses; as PDFium also draws, there is no reading it as a scan."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    from zipingbiao.extract import plumber

    try:
        with pdfplumber.open(path) as document:
            content = plumber.page_content(document.pages[number - 1])
    except (PdfminerException, IndexError) as error:
        raise _damaged(number) from error
    if why_scan(content):
        raise _damaged(number)
    return _drawn(path, number, content, SECOND_READER)


def _damaged(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"page {number} of the PDF is damaged: fetch it again",
        f"PDF 第 {number} 页已损坏，请重新获取。",
    )
