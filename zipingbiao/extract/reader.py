"""One way in: a file of any known kind → its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zipingbiao.errors import ZipingbiaoError
from zipingbiao.extract.archive import not_one_document, on_disk
from zipingbiao.extract.bounds import bounded
from zipingbiao.extract.source import BOOKS, DOCX, HTML, IMAGE, OFD, PDF, TEXTS, XLSX, ZIP, kind_of
from zipingbiao.schemas.page import Document, Page


def read_document(path: Path) -> Document:
    """Read a whole file, which may be a member of a zip (`forms.zip/a.pdf`).

    Raises:
        UnreadableFile: damaged, encrypted, empty, or not what it says it is.
        UnknownKind: no reader takes this kind of file.
    """
    with on_disk(path) as file:
        kind = kind_of(file)
        if kind == ZIP:
            raise not_one_document(file)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        return Document(str(path), kind, digest, tuple(map(bounded, _pages(file, kind))))


def page_count(path: Path) -> int:
    """How many pages a file has, as far as that is told without reading them; 1 if it is not."""
    with suppress(ZipingbiaoError), on_disk(path) as file:
        kind = kind_of(file)
        if kind == PDF:
            from zipingbiao.extract.pdf import open_pdf

            with open_pdf(file) as document:
                return len(document)
        if kind == IMAGE:
            from zipingbiao.extract.image import count_pages

            return count_pages(file)
    return 1


def _pages(path: Path, kind: str) -> Iterator[Page]:
    """The reader of this kind; loaded only when it is needed."""
    if kind == PDF:
        from zipingbiao.extract.pdf import read_pdf

        return read_pdf(path)
    if kind == OFD:
        from zipingbiao.extract.ofd import read_ofd

        return read_ofd(path)
    if kind == IMAGE:
        from zipingbiao.extract.image import read_image

        return read_image(path)
    if kind == DOCX:
        from zipingbiao.extract.docx import read_docx

        return read_docx(path)
    if kind == XLSX:
        from zipingbiao.extract.xlsx import read_xlsx

        return read_xlsx(path)
    if kind == HTML:
        from zipingbiao.extract.html import read_html

        return read_html(path)
    if kind in TEXTS | BOOKS:
        from zipingbiao.extract.foreign import read_foreign

        return read_foreign(path, kind)
    from zipingbiao.extract.textdump import read_textdump

    return read_textdump(path)
