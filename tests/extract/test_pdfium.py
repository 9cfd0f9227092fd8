from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from papers import HEIGHT, WIDTH, paper
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from zipingbiao.extract.pdfium import Content, page_content


def read(path: Path) -> Content:
    with pypdfium2.PdfDocument(path) as document:
        return page_content(document[0])


def text(content: Content) -> str:
    return "".join(glyph.text for glyph in content.glyphs)


def test_a_stroked_box_is_four_rules_from_the_top_left(tmp_path: Path) -> None:
    content = read(paper(tmp_path, lambda canvas: canvas.rect(20, 30, 100, 40)))
    found = {(rule.horizontal, rule.at, rule.start, rule.end) for rule in content.rules}
    assert found == {
        (True, 30, 20, 120),
        (True, 70, 20, 120),
        (False, 20, 30, 70),
        (False, 120, 30, 70),
    }


def test_a_thin_filled_area_is_a_rule_and_a_shaded_one_is_none(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 50, 100, 1, stroke=0, fill=1)
        canvas.rect(20, 20, 100, 20, stroke=0, fill=1)

    (rule,) = read(paper(tmp_path, draw)).rules
    assert (rule.horizontal, rule.at) == (True, 49.5)


def test_a_slanted_line_and_a_path_that_only_clips_are_no_rules(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(0, 0, 200, 100)
        canvas.rect(20, 20, 100, 20, stroke=0, fill=0)

    assert read(paper(tmp_path, draw)).rules == ()


# Where a reader finds the point 20 from the left and 30 from the bottom, when the page is turned.
TURNED = {0: (20, HEIGHT - 30), 90: (30, 20), 180: (WIDTH - 20, 30), 270: (HEIGHT - 30, WIDTH - 20)}


@pytest.mark.parametrize("turn", TURNED)
def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(20, 30, 120, 30)

    content = read(paper(tmp_path, draw, turn))
    (rule,) = content.rules
    sideways = turn in (90, 270)
    assert (content.width, content.height) == ((HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT))
    assert rule.horizontal is not sideways
    x, y = TURNED[turn]
    along, across = (y, x) if sideways else (x, y)
    assert rule.at == across
    assert along in (rule.start, rule.end)


def test_a_turned_page_has_its_text_where_its_rules_are(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(20, 30, 100, 20)
        canvas.drawString(60, 36, "A")

    content = read(paper(tmp_path, draw, 180))
    across = [rule.at for rule in content.rules if rule.horizontal]
    (glyph,) = content.glyphs
    assert min(across) < glyph.box.center[1] < max(across)
    assert WIDTH - 120 < glyph.box.center[0] < WIDTH - 20


def test_the_crop_box_is_the_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((10, 20, 150, 90))
        canvas.line(20, 30, 120, 30)

    content = read(paper(tmp_path, draw))
    assert (content.width, content.height) == (140, 70)
    assert [(rule.at, rule.start) for rule in content.rules] == [(60, 10)]


def test_text_outside_its_clip_is_not_there(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(0, 0, 50, HEIGHT)
        canvas.clipPath(path, stroke=0)
        canvas.setFont("Courier", 10)  # every character is 6 wide
        canvas.drawString(20, 50, "ABCDEFGHIJ")

    content = read(paper(tmp_path, draw))
    assert text(content) == "ABCDE"
    assert max(glyph.box.x1 for glyph in content.glyphs) <= 50


def test_text_under_clips_that_have_nothing_in_common_is_not_there(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (0, 100):
            path = canvas.beginPath()
            path.rect(x, 0, 50, HEIGHT)
            canvas.clipPath(path, stroke=0)
        canvas.drawString(20, 50, "ABC")

    assert text(read(paper(tmp_path, draw))) == ""


def test_what_a_form_draws_stands_where_the_form_is_put(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("row")
        canvas.line(0, 10, 50, 10)
        canvas.endForm()
        canvas.translate(100, 20)
        canvas.doForm("row")

    (rule,) = read(paper(tmp_path, draw)).rules
    assert (rule.at, rule.start, rule.end) == (70, 100, 150)


def test_invisible_text_is_known_as_such(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        shown, hidden = canvas.beginText(20, 50), canvas.beginText(20, 30)
        shown.textOut("A")
        hidden.setTextRenderMode(3)
        hidden.textOut("B")
        canvas.drawText(shown)
        canvas.drawText(hidden)

    found = {glyph.text: glyph.hidden for glyph in read(paper(tmp_path, draw)).glyphs}
    assert found == {"A": False, "B": True}


def test_a_picture_is_where_it_is_shown(tmp_path: Path) -> None:
    picture = ImageReader(Image.new("RGB", (4, 4), "red"))
    content = read(paper(tmp_path, lambda canvas: canvas.drawImage(picture, 10, 20, 100, 50)))
    (box,) = content.pictures
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx((10, 30, 110, 80))
