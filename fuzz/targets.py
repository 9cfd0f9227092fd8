"""What is fuzzed: functions of bytes that may end in nothing but a declared error."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.dateformat import is_date_format, printed_date
from zipingbiao.extract.docx import read_docx
from zipingbiao.extract.encoding import decode
from zipingbiao.extract.html import read_html
from zipingbiao.extract.numberformat import printed_number
from zipingbiao.extract.pdf import SNAP, open_pdf
from zipingbiao.extract.pdfglyphs import Crowded
from zipingbiao.extract.pdfium import page_content
from zipingbiao.extract.pdfweight import is_plain, is_suspect
from zipingbiao.extract.textdump import read_textdump
from zipingbiao.extract.xlsx import read_xlsx
from zipingbiao.normalize.figures import parse_number, readings_of_comma
from zipingbiao.normalize.stitch import stitch
from zipingbiao.normalize.targets import parse_target
from zipingbiao.normalize.text import label
from zipingbiao.reconcile.forms import read_forms
from zipingbiao.report.csv_files import escaped, unescaped
from zipingbiao.schemas.family_files import load_file
from zipingbiao.schemas.page import Page

Target = Callable[[bytes], None]
# Of a PDF only the first pages are looked at.
MOST_PAGES = 3
# The part of a workbook that is fuzzed, by the first byte.
_BOOK_PARTS = ("xl/s1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml")
_BOOK = {
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="s" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Type="x/worksheet"'
    ' Target="s1.xml"/><Relationship Id="a" Type="x/styles" Target="styles.xml"/>'
    '<Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": "<styleSheet/>",
    "xl/sharedStrings.xml": "<sst><si><t>x</t></si></sst>",
    "xl/s1.xml": '<worksheet><sheetData><row><c s="1"><v>1.5</v></c></row></sheetData></worksheet>',
}
_FOLDER = Path(tempfile.mkdtemp(prefix="zipingbiao-fuzz-"))


def numbers(data: bytes) -> None:
    """Texts as figures, targets and labels; formats of numbers; cells of a CSV."""
    text = data.decode("utf-8", errors="replace")
    parse_number(text)
    readings_of_comma(text)
    parse_target(text)
    label(text)
    assert unescaped(escaped(text)) == text
    code = text[:255]
    for value in (Decimal("12345.678"), Decimal(-1), Decimal(0), Decimal("1e300")):
        if is_date_format(code):
            printed_date(value, code)
        else:
            with suppress(ArithmeticError):  # its caller then prints the bare number
                printed_number(value, code)


def textdump(data: bytes) -> None:
    """A text dump, read as forms."""
    with suppress(ZipingbiaoError):
        decode(data)
        _read(list(read_textdump(_written("a.txt", data))))


def family(data: bytes) -> None:
    """A family file."""
    with suppress(UsageError):
        load_file(_written("family.yaml", data))


def html(data: bytes) -> None:
    """A web page, read as forms."""
    with suppress(ZipingbiaoError):
        _read(list(read_html(_written("a.html", data))))


def docx(data: bytes) -> None:
    """The main part of a Word document, read as forms."""
    with suppress(ZipingbiaoError):
        _read(list(read_docx(_packed("a.docx", {"word/document.xml": data}))))


def xlsx(data: bytes) -> None:
    """A part of a workbook, read as forms; the first byte says which."""
    part = _BOOK_PARTS[data[0] % len(_BOOK_PARTS)] if data else _BOOK_PARTS[0]
    parts: dict[str, str | bytes] = {**_BOOK, part: data[1:]}
    with suppress(ZipingbiaoError):
        _read(list(read_xlsx(_packed("a.xlsx", parts))))


def pdf(data: bytes) -> None:
    """A PDF: weighed, opened, its first pages taken apart. Nothing is recognised."""
    path = _written("a.pdf", data)
    is_plain(data)
    with suppress(ZipingbiaoError), open_pdf(path) as document:
        if is_suspect(data, len(document)):
            return
        for number in range(min(MOST_PAGES, len(document))):
            with suppress(RuntimeError, Crowded):  # PDFium refuses the page
                page = document[number]
                content = page_content(page)
                grids_of_glyphs(content.glyphs, content.rules, number + 1, SNAP)
                page.close()


def _read(pages: list[Page]) -> None:
    list(islice(read_forms(stitch(tuple(pages)), "a", "a"), 3))


def _written(name: str, data: bytes) -> Path:
    path = _FOLDER / name
    path.write_bytes(data)
    return path


def _packed(name: str, parts: dict[str, str | bytes] | dict[str, bytes]) -> Path:
    path = _FOLDER / name
    with ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


TARGETS: dict[str, Target] = {
    target.__name__: target for target in (numbers, textdump, family, html, docx, xlsx, pdf)
}


def any_target(data: bytes) -> None:
    """The target that the first byte says, on the rest."""
    targets = tuple(TARGETS.values())
    if data:
        targets[data[0] % len(targets)](data[1:])
