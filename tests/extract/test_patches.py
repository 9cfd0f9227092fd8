from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from papers import SHIFTED, mapped_paper, paper, type3_paper
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.extract import notes, pictured
from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.patches import lone_marks
from zipingbiao.extract.pdf import read_pdf
from zipingbiao.schemas.page import Cell, Page, Source

# Two rows of two cells, 80 × 30 points each, from (20, 20) to (180, 80).
GRID = "20 20 160 60 re 20 50 m 180 50 l 100 20 m 100 80 l S\n"
TOP, BOTTOM = 60, 30


def read(path: Path) -> Page:
    (page,) = read_pdf(path)
    return page


def cells(page: Page) -> dict[tuple[int, int], tuple[str, Source]]:
    return {(c.row, c.column): (c.text, c.source) for g in page.grids for c in g.cells}


def text(font: str, said: str, x: int, y: int, before: str = "") -> str:
    return f"BT {before} /{font} 12 Tf {x} {y} Td ({said}) Tj ET\n"


def grid(canvas: Canvas) -> None:
    canvas.grid([20, 100, 180], [20, 50, 80])
    canvas.setFont("Helvetica", 12)
    canvas.drawString(30, TOP, "100.00")


def outlined(canvas: Canvas, x: float, y: float) -> None:
    """A 7 and a 1, as a drawing program leaves them: filled shapes."""
    path = canvas.beginPath()
    for left, corners in (
        (0, [(0, 12), (8, 12), (8, 10.6), (3.6, 0), (1.8, 0), (6, 10.2), (0, 10.2)]),
        (11, [(3, 0), (4.8, 0), (4.8, 12), (3.4, 12), (0.5, 9.6), (0.5, 8), (3, 9.6)]),
    ):
        path.moveTo(x + left + corners[0][0], y + corners[0][1])
        for dx, dy in corners[1:]:
            path.lineTo(x + left + dx, y + dy)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def test_only_the_cells_of_a_wrong_font_are_read_from_the_picture(tmp_path: Path) -> None:
    drawing = GRID + text("R", "100.00", 30, TOP) + text("W", "93.49", 110, BOTTOM)
    page = read(mapped_paper(tmp_path, {"R": "", "W": SHIFTED}, drawing))
    assert cells(page) == {
        (0, 0): ("100.00", Source.TEXT_LAYER),
        (0, 1): ("", Source.TEXT_LAYER),
        (1, 0): ("", Source.TEXT_LAYER),
        (1, 1): ("93.49", Source.OCR),
    }
    assert page.note == notes.read_from_picture(1, 0, notes.FONT)
    assert page.source is Source.TEXT_LAYER


@pytest.mark.parametrize("code", ["0000", "0002", "e123", "fffd"])
def test_a_cell_whose_characters_have_no_code_is_read_from_the_picture(
    tmp_path: Path, code: str
) -> None:
    ranges = f"<39> <39> <{code}>"
    drawing = GRID + text("R", "100.00", 30, TOP) + text("W", "93.49", 110, BOTTOM)
    page = read(mapped_paper(tmp_path, {"R": "", "W": ranges}, drawing))
    assert cells(page)[0, 0] == ("100.00", Source.TEXT_LAYER)
    assert cells(page)[1, 1] == ("93.49", Source.OCR)
    assert page.note == notes.read_from_picture(1, 0, notes.CODELESS)


def test_a_code_that_shows_nothing_does_no_harm(tmp_path: Path) -> None:
    drawing = GRID + text("W", " 93.49", 110, BOTTOM)
    page = read(mapped_paper(tmp_path, {"W": "<20> <20> <e123>"}, drawing))
    assert cells(page)[1, 1][1] is Source.TEXT_LAYER
    assert page.note == ""


def test_the_line_above_a_table_is_read_from_the_picture_too(tmp_path: Path) -> None:
    drawing = GRID + text("R", "100.00", 30, TOP) + text("W", "2023", 80, 86)
    page = read(mapped_paper(tmp_path, {"R": "", "W": SHIFTED}, drawing))
    (line,) = page.lines
    assert (line.text, line.source) == ("2023", Source.OCR)
    assert page.note == notes.read_from_picture(0, 1, notes.FONT)


def test_invisible_text_never_counts_beside_visible_text(tmp_path: Path) -> None:
    drawing = GRID + text("F", "100.00", 30, TOP) + text("F", "77", 110, BOTTOM, "3 Tr")
    page = read(mapped_paper(tmp_path, {"F": ""}, drawing))
    assert cells(page)[1, 1] == ("", Source.TEXT_LAYER)
    assert cells(page)[0, 0] == ("100.00", Source.TEXT_LAYER)
    assert page.note == notes.HIDDEN_TEXT


def test_a_figure_drawn_as_outlines_is_not_lost(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        outlined(canvas, 120, BOTTOM)

    page = read(paper(tmp_path, draw))
    assert cells(page)[1, 1] == ("71", Source.OCR)
    assert cells(page)[0, 0] == ("100.00", Source.TEXT_LAYER)
    assert page.note == notes.read_from_picture(1, 0, notes.DRAWN)


def test_a_figure_that_is_a_picture_is_not_lost(tmp_path: Path) -> None:
    whole = read_picture(tmp_path)

    def draw(canvas: Canvas) -> None:
        grid(canvas)
        canvas.drawImage(ImageReader(whole), 110, 26, 50, 18)

    page = read(paper(tmp_path, draw))
    assert cells(page)[1, 1] == ("93.49", Source.OCR)


def read_picture(folder: Path) -> Image.Image:
    """The figure 93.49 as pixels."""
    import pypdfium2

    path = paper(folder, lambda canvas: canvas.drawString(10, 50, "93.49"))
    with pypdfium2.PdfDocument(path) as document:
        picture: Image.Image = document[0].render(scale=4).to_pil()
    return picture.crop((20, 150, 220, 222))


def test_blank_cells_over_a_pale_ground_are_not_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shade = np.linspace(215, 250, 200, dtype=np.uint8)
    ground = ImageReader(Image.fromarray(np.tile(shade, (100, 1))))

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ground, 0, 0, 200, 100)
        grid(canvas)

    def refuse(*args: object) -> None:
        raise AssertionError("recognised")

    monkeypatch.setattr(pictured, "recognise", refuse)
    page = read(paper(tmp_path, draw))
    assert {source for _, source in cells(page).values()} == {Source.TEXT_LAYER}


def test_shading_and_a_stroke_through_a_blank_cell_are_no_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.8)
        canvas.rect(100, 20, 80, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(canvas)
        canvas.line(20, 20, 100, 50)

    page = read(paper(tmp_path, draw))
    assert (page.note, {c.source for c in all_cells(page)}) == ("", {Source.TEXT_LAYER})


def all_cells(page: Page) -> list[Cell]:
    return [cell for grid in page.grids for cell in grid.cells]


def test_a_title_drawn_as_outlines_is_not_lost(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        for x in (60, 78):
            outlined(canvas, x, 85)

    (line,) = read(paper(tmp_path, draw)).lines
    assert (line.text, line.source) == ("7171", Source.OCR)


def test_a_drawing_beside_text_is_told_of(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas)
        outlined(canvas, 76, TOP)

    page = read(paper(tmp_path, draw))
    assert cells(page)[0, 0] == ("100.00", Source.TEXT_LAYER)
    assert page.note == notes.BESIDE


def test_an_emblem_above_a_table_is_no_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(0, -20)
        grid(canvas)
        canvas.translate(60, 84)
        canvas.scale(4, 4)
        for x in (0, 18):
            outlined(canvas, x, 0)

    page = read(paper(tmp_path, draw))
    assert (page.lines, page.note) == ((), "")


def test_type_that_is_drawn_code_by_code_is_not_taken_for_its_codes(tmp_path: Path) -> None:
    drawing = GRID + text("F", "100.00", 30, TOP) + text("T", "AA", 110, BOTTOM)
    page = read(type3_paper(tmp_path, drawing))
    assert cells(page)[0, 0] == ("100.00", Source.TEXT_LAYER)
    assert cells(page)[1, 1] == ("11", Source.OCR)


def line(text: str) -> Glyphs:
    """A line of type; ? is a character that has no code."""
    return Glyphs.of(
        Glyph("\ufffd" if char == "?" else char, x, 0, x + 10, 10, 9, 10, em=10)
        for x, char in zip(range(0, 10 * len(text), 10), text, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1、部门预算项目?2、省直专项□", 1),
        ("□优秀的项目?良好的项目", 1),
        ("部门预算项?目一二三", 0),  # a word, which has to be read whole
        ("□项目支出合计?2.5万元整", 0),  # it may be a digit
        ("□项目支出合计2?万元整整", 0),
        ("□??", 0),  # most of the cell
    ],
)
def test_only_the_ticks_of_a_list_are_read_alone(text: str, marks: int) -> None:
    assert len(lone_marks(line(text))) == marks
