from __future__ import annotations

from pathlib import Path

from grids import texts
from papers import paper
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.extract.pdf import read_pdf


def aligned(canvas: Canvas) -> None:
    """Three rows of three words, no rules."""
    for row in range(3):
        for column in range(3):
            canvas.drawString(10 + 70 * column, 80 - 20 * row, f"r{row}c{column}")


def prose(canvas: Canvas) -> None:
    for row in range(3):
        canvas.drawString(10, 80 - 20 * row, "words in a line have no wide gaps")


def test_aligned_words_are_a_table_also_without_rules(tmp_path: Path) -> None:
    (page,) = read_pdf(paper(tmp_path, aligned))
    (grid,) = page.grids
    assert texts(grid) == [[f"r{row}c{column}" for column in range(3)] for row in range(3)]
    assert not grid.spanned
    first = grid.at(0, 0)
    assert first
    assert first.box
    assert first.box.contains(15, 18)


def test_lines_of_prose_are_none(tmp_path: Path) -> None:
    (page,) = read_pdf(paper(tmp_path, prose))
    assert page.grids == ()
    assert len(page.lines) == 3
