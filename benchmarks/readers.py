"""python -m benchmarks.readers: which reader is best for which kind of page, in one run.

The same made-up forms are set as PDF ruled in full, ruled between the rows only, without rules, and
as scans. Every reader gives pages to the same later stages; what counts is which figures of the
forms come out, how many of the wrong or missing ones call themselves stated, and the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
from camelot.io import read_pdf as read_by_camelot
from rich.console import Console
from rich.table import Table

from benchmarks.scoring import Output, score_document
from generator import faces, pdf, scan
from generator.form import Form
from generator.pdf import Look
from generator.plan import FILES
from generator.sheet import Sheet
from zipingbiao.batch.work import forms_of
from zipingbiao.extract import plumber
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.pdf import SNAP, read_pdf
from zipingbiao.extract.pdfium import Content, page_content
from zipingbiao.extract.unruled import grids_of_camelot, partly_ruled_grids
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Box, Document, Page, Source

FONTS = Path("build/fonts")
# Scans take seconds a page.
SCANS = 6
Reader = Callable[[Path], Iterator[Page]]


def main() -> None:
    """Make, read, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=FONTS)
    options = parser.parse_args()
    files = [file for file in FILES if file.kind == "pdf" and not file.report]
    made = [part.make() for file in files for part in file.parts]
    faces.register(options.fonts, "".join(sheet.text() for _, sheet in made))
    table = Table("pages", "reader", "figures", "silent", "ms a page")
    with tempfile.TemporaryDirectory() as folder:
        for kind, readers in READERS.items():
            chosen = made[:SCANS] if kind == "scan" else made
            paths = [_file(Path(folder), kind, i, sheet) for i, (_, sheet) in enumerate(chosen)]
            for name, reader in readers.items():
                forms = [form for form, _ in chosen]
                table.add_row(kind, name, *_measured(reader, paths, forms))
    Console(width=100).print(table)


def _file(folder: Path, kind: str, index: int, sheet: Sheet) -> Path:
    """A form as a PDF of the kind asked for."""
    rules = kind if kind in ("rows", "none") else "all"
    data = pdf.render([sheet], Look(rules=rules))
    if kind == "scan":
        data = scan.pdf_of(scan.photograph(data, index))
    path = folder / f"{kind}-{index}.pdf"
    path.write_bytes(data)
    return path


def _measured(reader: Reader, files: list[Path], forms: list[Form]) -> tuple[str, ...]:
    """Share of figures exact, silent ones, milliseconds a page."""
    tally: Counter[str] = Counter()
    seconds, pages = 0.0, 0
    list(reader(files[0]))
    for path, form in zip(files, forms, strict=True):
        start = time.perf_counter()
        document = Document(path.name, "pdf", "", tuple(reader(path)))
        found = forms_of(document, path.name)
        seconds += time.perf_counter() - start
        pages += len(document.pages)
        outcome = Outcome(path.name, "pdf", FileStatus.OK, forms=found)
        truth = {"file": path.name, "kind": "pdf", "forms": [form.truth()]}
        tally += score_document(truth, Output(rows([outcome]))).tally
    share = f"{100 * tally['figures_ok'] / tally['figures']:.2f}%"
    return share, str(tally["silent"]), f"{1000 * seconds / pages:.1f}"


def _pages(path: Path, contents: Iterator[Content]) -> Iterator[Page]:
    """Pages by the one grid builder, from what any parser sees."""
    for number, content in enumerate(contents, start=1):
        found = grids_of_glyphs(content.glyphs, content.rules, number, SNAP)
        if not found.grids:
            found = partly_ruled_grids(content, number, SNAP) or found
        size = content.width, content.height
        yield Page(number, *size, Source.TEXT_LAYER, (), (), found.grids, found.lines)


def _by_plumber(path: Path) -> Iterator[Page]:
    with pdfplumber.open(path) as document:
        yield from _pages(path, (plumber.page_content(page) for page in document.pages))


def _by_camelot(flavor: str) -> Reader:
    def read(path: Path) -> Iterator[Page]:
        with pypdfium2.PdfDocument(path) as document:
            for number, page in enumerate(document, start=1):
                content = page_content(page)
                tables = read_by_camelot(
                    str(path), pages=str(number), flavor=flavor, suppress_stdout=True
                )
                found = grids_of_camelot(tables, number, content)
                size = content.width, content.height
                yield Page(number, *size, Source.TEXT_LAYER, (), (), found.grids, found.lines)

    return read


def _by_ocr_of_the_page(path: Path) -> Iterator[Page]:
    """RapidOCR over the whole page, its lines put into the cells that the rules draw."""
    from rapidocr import RapidOCR

    from zipingbiao.extract.scan import sheet_of

    engine = RapidOCR(params={"Global.log_level": "error"})
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            picture = page.render(scale=200 / 72).to_numpy()[:, :, :3].copy()
            sheet, _ = sheet_of(picture)
            result: Any = engine(sheet.straight.picture)
            lines = zip(result.txts, result.boxes, strict=True) if result.txts else ()
            glyphs = Glyphs.of(_whole(text, box) for text, box in lines)
            found = grids_of_glyphs(glyphs, sheet.rules, number, 10.0)
            yield Page(number, 0, 0, Source.OCR, (), (), found.grids, found.lines)


def _whole(text: str, corners: Iterable[Iterable[float]]) -> Glyph:
    """A recognised line as one glyph, so that it goes into one cell."""
    xs, ys = zip(*((float(x), float(y)) for x, y in corners), strict=True)
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return Glyph.boxed(text, box, box.bottom, box.height)


READERS: dict[str, dict[str, Reader]] = {
    "all": {
        "ours (PDFium)": read_pdf,
        "pdfplumber": _by_plumber,
        "camelot lattice": _by_camelot("lattice"),
    },
    "rows": {
        "ours (PDFium)": read_pdf,
        "pdfplumber": _by_plumber,
        "camelot network": _by_camelot("network"),
        "camelot stream": _by_camelot("stream"),
    },
    "none": {
        "ours (camelot network)": read_pdf,
        "camelot stream": _by_camelot("stream"),
    },
    "scan": {"ours": read_pdf, "RapidOCR, whole page": _by_ocr_of_the_page},
}


if __name__ == "__main__":
    main()
