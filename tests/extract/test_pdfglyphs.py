from __future__ import annotations

from math import cos, radians, sin
from pathlib import Path

import pypdfium2
import pytest
from papers import SYMBOLS, mapped_paper, paper
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.extract.glyphs import Glyphs
from zipingbiao.extract.pdfium import Content, page_content


def read(path: Path) -> Content:
    with pypdfium2.PdfDocument(path) as document:
        return page_content(document[0])


def glyphs(path: Path) -> Glyphs:
    return read(path).glyphs


def said(path: Path) -> str:
    return "".join(glyph.text for glyph in glyphs(path))


@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_character_knows_its_size_if_it_stands_upright_on_the_page(
    tmp_path: Path, turn: int
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.scale(0.5, 0.5)
        canvas.setFont("Helvetica", 20)
        canvas.drawString(100, 100, "A")

    (glyph,) = glyphs(paper(tmp_path, draw, turn))
    assert glyph.em == pytest.approx(0 if turn else 10)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [0, 30, 90])
def test_every_character_has_its_own_baseline(tmp_path: Path, turn: int, tilt: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(100, 40)
        canvas.rotate(tilt)
        canvas.setFont("Courier", 10)  # every character is 6 wide
        canvas.drawString(0, 0, "AAA")
        canvas.drawString(0, -12, "AAA")

    first, second, third, below, *_ = glyphs(paper(tmp_path, draw, turn))
    rise = sin(radians(tilt - turn)) * 6
    assert first.base - second.base == pytest.approx(rise, abs=0.01)
    assert second.base - third.base == pytest.approx(rise, abs=0.01)
    assert below.base - first.base == pytest.approx(cos(radians(tilt - turn)) * 12, abs=0.01)


def test_a_character_that_is_cut_off_has_no_size(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(0, 0, 23, 100)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(20, 50, "AB")

    (glyph,) = glyphs(paper(tmp_path, draw))
    assert (glyph.text, glyph.em) == ("A", 0)


def test_fonts_are_told_apart(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for font, x in (("Helvetica", 20), ("Courier", 60), ("Helvetica", 90)):
            canvas.setFont(font, 10)
            canvas.drawString(x, 50, "1")

    first, second, third = (glyph.font for glyph in glyphs(paper(tmp_path, draw)))
    assert first == third != second


def test_a_hyphen_at_the_end_of_a_line_stays_one(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(20, 50, "self-")
        canvas.drawString(20, 38, "made")

    assert said(paper(tmp_path, draw)) == "self-made"


@pytest.mark.parametrize(
    ("font", "char", "shown"), [(SYMBOLS[0], "\xfe", "☑"), (SYMBOLS[1], "R", "☑")]
)
def test_a_symbol_font_shows_symbols(tmp_path: Path, font: str, char: str, shown: str) -> None:
    drawing = f"BT /{font} 10 Tf 20 50 Td <{ord(char):02x}> Tj ET"
    ranges = f"<{ord(char):02x}> <{ord(char):02x}> <f0{ord(char):02x}>"
    assert said(mapped_paper(tmp_path, {font: ranges}, drawing)) == shown


def test_narrow_type_that_is_drawn_is_a_shape_and_no_rule(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(20, 50)
        for x, y in ((21, 50), (21, 60), (20.5, 60), (19.6, 59), (19.6, 58), (20, 58.4)):
            path.lineTo(x, y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)

    content = read(paper(tmp_path, draw))
    assert content.rules == ()
    (shape,) = content.shapes
    assert (shape.x0, shape.top) == pytest.approx((19.6, 40))


def test_what_the_file_does_not_draw_itself_has_no_font(tmp_path: Path) -> None:
    registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(20, 50, "得9")

    chinese, digit = glyphs(paper(tmp_path, draw))
    assert (chinese.text, chinese.font) == ("得", "")
    assert (digit.text, bool(digit.font)) == ("9", True)
