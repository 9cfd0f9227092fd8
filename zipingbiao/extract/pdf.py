"""PDF → pages. Each page by its text layer, or as a scan where that is not to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.pdfium import Content, page_content
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.extract.unruled import looks_tabular, unruled_grids
from zipingbiao.schemas.page import Page, Source

# Two drawings of one rule lie within this many points (Word repeats each cell's borders).
SNAP = 3.0


def read_pdf(path: Path) -> Iterator[Page]:
    """The pages of a PDF, in order.

    Raises:
        UnreadableFile: encrypted, truncated or no PDF.
    """
    with open_pdf(path) as document:
        for index in range(len(document)):
            page = document[index]
            try:
                yield _read_page(path, page, index + 1)
            finally:
                page.close()


def open_pdf(path: Path) -> pdfium.PdfDocument:
    """Open a PDF, or say in one sentence why not."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile("the PDF is encrypted: save a copy without a password") from error
        raise UnreadableFile("the PDF is damaged or cut off: fetch it again") from error
    if len(document) == 0:
        raise UnreadableFile("the PDF has no pages: fetch it again")
    return document


def _read_page(path: Path, page: pdfium.PdfPage, number: int) -> Page:
    content = page_content(page)
    note = why_scan(content)
    if note:
        return _scanned(page, number, content, note)
    assembled = grids_of_glyphs(content.glyphs, content.rules, number, SNAP)
    if not assembled.grids and looks_tabular(content.glyphs):
        assembled = unruled_grids(path, number, content)
    return Page(
        number,
        content.width,
        content.height,
        Source.TEXT_LAYER,
        content.rules,
        (),
        assembled.grids,
        assembled.lines,
    )


def _scanned(page: pdfium.PdfPage, number: int, content: Content, note: str) -> Page:
    from zipingbiao.extract.render import page_pixels, scan_scale
    from zipingbiao.extract.scan import read_scan

    scale = scan_scale(page, content.pictures)
    return read_scan(page_pixels(page, scale), number, scale, note)
