"""The reference reader: on every born-digital fixture both readers see the same grids."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from papers import Draw, paper
from reportlab.pdfgen.canvas import Canvas

from benchmarks.fixtures import documents
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import notes, pdf, pdfium, plumber
from zipingbiao.extract.assemble import grids_of_glyphs
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.unruled import partly_ruled_grids
from zipingbiao.normalize.text import compact

BORN_DIGITAL = [path for path in documents() if path.name.endswith("-pdf.pdf")]
Shape = tuple[int, int, list[tuple[int, int, int, int, str]]]


def shapes(content: Content) -> list[Shape]:
    """What the grids of a page are: rows, columns, cells with spans and text."""
    ruled = grids_of_glyphs(content.glyphs, content.rules, 1, pdf.SNAP)
    inferred = None if ruled.grids else partly_ruled_grids(content, 1, pdf.SNAP)
    grids = (inferred or ruled).grids
    return [
        (
            grid.rows,
            grid.columns,
            [(c.row, c.column, c.row_span, c.column_span, compact(c.text)) for c in grid.cells],
        )
        for grid in grids
    ]


@pytest.mark.parametrize("path", BORN_DIGITAL, ids=lambda path: path.stem)
def test_both_readers_see_the_same_grids(path: Path) -> None:
    with pypdfium2.PdfDocument(path) as quick, pdfplumber.open(path) as reference:
        assert len(quick) == len(reference.pages)
        grids = 0
        for ours, theirs in zip(quick, reference.pages, strict=True):
            seen = shapes(pdfium.page_content(ours))
            assert shapes(plumber.page_content(theirs)) == seen
            grids += len(seen)
        assert grids


def boxed(canvas: Canvas) -> None:
    """A table of one cell that holds a letter, a shaded area, a thin filled rule."""
    canvas.rect(20, 30, 100, 40)
    canvas.drawString(60, 46, "A")
    canvas.rect(130, 10, 50, 50, stroke=0, fill=1)
    canvas.rect(20, 20, 100, 1, stroke=0, fill=1)


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((10, 5, 190, 95))
    boxed(canvas)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("draw", [boxed, cropped])
def test_both_readers_agree_where_things_are(tmp_path: Path, draw: Draw, turn: int) -> None:
    path = paper(tmp_path, draw, turn)
    with pypdfium2.PdfDocument(path) as quick, pdfplumber.open(path) as reference:
        ours, theirs = pdfium.page_content(quick[0]), plumber.page_content(reference.pages[0])
    assert (theirs.width, theirs.height) == (ours.width, ours.height)
    assert {(r.horizontal, r.at, r.start, r.end) for r in theirs.rules} == {
        (r.horizontal, r.at, r.start, r.end) for r in ours.rules
    }
    (mine,), (other,) = ours.glyphs, theirs.glyphs
    assert other.box.center == pytest.approx(mine.box.center, abs=2)
    assert other.base == pytest.approx(mine.base, abs=0.1)


def refuse(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """What PDFium does with a page that it cannot load."""
    raise pypdfium2.PdfiumError("Failed to load page.")


def test_a_page_that_pdfium_refuses_is_read_by_the_other_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paper(tmp_path, boxed)
    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", refuse)
    (page,) = pdf.read_pdf(path)
    (grid,) = page.grids
    assert [cell.text for cell in grid.cells] == ["A"]
    assert page.note == notes.SECOND_READER


def test_a_page_that_nobody_reads_is_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = paper(tmp_path, lambda canvas: canvas.rect(20, 30, 100, 40))
    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", refuse)
    with pytest.raises(UnreadableFile, match="page 1 of the PDF is damaged") as caught:
        list(pdf.read_pdf(path))
    assert "第 1 页" in caught.value.message_zh
