"""PDF → pages. Each page by its text layer, or as a scan where that is not to be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import notes
from zipingbiao.extract.assemble import Assembled, grids_of_glyphs
from zipingbiao.extract.fonttrust import Trust
from zipingbiao.extract.lines import Lines
from zipingbiao.extract.notes import HIDDEN_TEXT, SECOND_READER, joined_notes
from zipingbiao.extract.patches import doubts_of, note_of, patched
from zipingbiao.extract.pdfglyphs import Crowded
from zipingbiao.extract.pdfium import Content, page_content
from zipingbiao.extract.refusals import MOST_PAGES, too_many_pages
from zipingbiao.extract.textlayer import HAN, face_of, why_scan
from zipingbiao.extract.unruled import looks_tabular, partly_ruled_grids, unruled_grids
from zipingbiao.schemas.page import Page, Source

# Why a text layer is bad, where its good cells can be told from its bad ones by the rules.
BY_CELL = {notes.UNREADABLE, notes.GARBLED}
# Two drawings of one rule lie within this many points (Word repeats each cell's borders).
SNAP = 3.0
# A drawn table of fewer columns, on a page whose lines fall into more parts, lacks its uprights.
COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page by its text layer, with what it was made of."""

    content: Content
    assembled: Assembled
    page: Page


@dataclass(frozen=True, slots=True)
class ToScan:
    """A page that is to be read from its picture, and why."""

    content: Content
    why: str


def read_pdf(path: Path) -> Iterator[Page]:
    """The pages of a PDF, in order.

    Raises:
        UnreadableFile: encrypted, truncated or no PDF.
    """
    with open_pdf(path) as document:
        _refuse_absurd(path, len(document))
        trust = Trust()
        for number in range(1, len(document) + 1):
            yield _read_page(path, document, number, trust)


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


def _refuse_absurd(path: Path, pages: int) -> None:
    """Refuse what no form comes in, before any page of it is taken apart."""
    from zipingbiao.extract.pdfweight import is_suspect
    from zipingbiao.extract.probe import is_bearable

    if pages > MOST_PAGES:
        raise too_many_pages()
    if is_suspect(path.read_bytes(), pages) and not is_bearable(str(path)):
        raise UnreadableFile(
            "the PDF unpacks to more than any form holds: check where it came from",
            "PDF 解压后过大，不像自评表，请核对来源。",
        )


def _read_page(path: Path, document: pdfium.PdfDocument, number: int, trust: Trust) -> Page:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return _by_second_reader(path, number)
    try:
        read = _by_text_layer(path, page, number, trust)
        return _scanned(page, number, read) if isinstance(read, ToScan) else read
    finally:
        page.close()


def _by_text_layer(path: Path, page: pdfium.PdfPage, number: int, trust: Trust) -> Page | ToScan:
    try:
        content = page_content(page)
    except Crowded:
        width, height = page.get_size()
        return Page(number, width, height, Source.TEXT_LAYER, note=notes.CROWDED)
    why = why_scan(content)
    if why and not (why in BY_CELL and content.rules):
        return ToScan(content, why)
    return _mended(page, _drawn(path, number, content), why, trust)


def _mended(page: pdfium.PdfPage, drawn: Drawn, why: str, trust: Trust) -> Page | ToScan:
    """A page as drawn, with what its text layer does not say read from its picture."""
    content, assembled, read = drawn.content, drawn.assembled, drawn.page
    if not assembled.grids:
        return ToScan(content, why) if why else read
    wrong = trust.check(page, content.glyphs)
    if not assembled.held:
        misread = bool(wrong) and any(face_of(glyph) in wrong for glyph in content.glyphs)
        why = why or (notes.FONT_OF_PAGE if misread else "")
        return ToScan(content, why) if why else read
    if why == notes.GARBLED and HAN not in {script for _, script in wrong}:
        # The text is garbled as a whole, but not font by font: nothing of it is good.
        return ToScan(content, why)
    doubts = doubts_of(page, content, assembled, wrong)
    if not doubts:
        return read
    mended = patched(page, assembled, doubts)
    note = joined_notes(filter(None, (read.note, note_of(doubts))))
    return replace(read, grids=mended.grids, lines=mended.lines, note=note)


def _drawn(path: Path, number: int, content: Content, note: str = "") -> Drawn:
    """A page by its own rules and glyphs; invisible text is none."""
    hidden = content.glyphs.hidden
    if hidden.any():
        note = joined_notes(filter(None, (note, HIDDEN_TEXT)))
        content = replace(content, glyphs=content.glyphs.those(~hidden))
    assembled = grids_of_glyphs(content.glyphs, content.rules, number, SNAP)
    narrow = not any(grid.columns >= COLUMNS for grid in assembled.grids)
    if narrow and not assembled.note and looks_tabular(_lines(content, assembled)):
        inferred = partly_ruled_grids(content, number, SNAP)
        assembled = inferred or (
            assembled if assembled.grids else unruled_grids(path, number, content)
        )
    note = joined_notes(filter(None, (note, assembled.note)))
    page = Page(
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
    return Drawn(content, assembled, page)


def _lines(content: Content, assembled: Assembled) -> Lines:
    """All lines of a page, as if it had no tables."""
    return Lines.of(content.glyphs) if assembled.grids else assembled.free


def _scanned(page: pdfium.PdfPage, number: int, read: ToScan) -> Page:
    from zipingbiao.extract.render import is_page, page_pixels, scan_scale
    from zipingbiao.extract.scan import read_scan

    content = read.content
    scale = scan_scale(page, content.pictures)
    if not is_page(content.width * scale, content.height * scale):
        return Page(
            number, content.width, content.height, Source.TEXT_LAYER, note=notes.NOT_DRAWABLE
        )
    return read_scan(page_pixels(page, scale), number, scale, read.why)


def _by_second_reader(path: Path, number: int) -> Page:
    """A page that PDFium refuses; as PDFium also draws, there is no reading it as a scan."""
    import pdfplumber

    from zipingbiao.extract import plumber
    from zipingbiao.extract.pdfweight import is_plain

    # Only what is plain: this reader has no bounds of its own.
    if not is_plain(path.read_bytes()):
        raise _damaged(number)
    try:
        with pdfplumber.open(path) as document:
            content = plumber.page_content(document.pages[number - 1])
    except Exception as error:  # a broken page: whatever it stumbles over, there is no third reader
        raise _damaged(number) from error
    if why_scan(content):
        raise _damaged(number)
    return _drawn(path, number, content, SECOND_READER).page


def _damaged(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"page {number} of the PDF is damaged: fetch it again",
        f"PDF 第 {number} 页已损坏，请重新获取。",
    )
