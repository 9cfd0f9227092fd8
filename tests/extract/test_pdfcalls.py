from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pypdfium2
import pytest
from papers import paper
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.pdfcalls import Address

# More characters than answers are written at a time.
LINES, WIDTH = 60, 60


@pytest.fixture
def page(tmp_path: Path) -> Iterator[pypdfium2.PdfTextPage]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 1)
        for line in range(LINES):
            canvas.drawString(5, 10 + line, "0123456789" * (WIDTH // 10))

    with pypdfium2.PdfDocument(paper(tmp_path, draw)) as document:
        yield document[0].get_textpage()


def at(page: pypdfium2.PdfTextPage) -> Address:
    return Address(pdfcalls.address_of(page.raw))


def test_every_character_gets_its_own_answer(page: pypdfium2.PdfTextPage) -> None:
    count = page.count_chars()
    assert count > LINES * WIDTH
    found, boxes = pdfcalls.loose_boxes(at(page), range(count))
    for index in (0, 1, 2047, 2048, count - 1):
        left, bottom, right, top = page.get_charbox(index, loose=True)
        assert boxes[index].tolist() == pytest.approx([left, top, right, bottom])
        assert found[index]


def test_the_whole_text_is_what_the_characters_are(page: pypdfium2.PdfTextPage) -> None:
    count = page.count_chars()
    codes = pdfcalls.code_of.each(repeat(at(page)), range(count))
    assert pdfcalls.whole_text(at(page), count).tolist() == codes


def test_nothing_is_asked_about_nothing(page: pypdfium2.PdfTextPage) -> None:
    assert pdfcalls.origins(at(page), []).shape == (0, 2)
    assert pdfcalls.code_of.each(repeat(at(page)), []) == []
