from __future__ import annotations

import pytest

from zipingbiao.extract import notes
from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.pdfium import Content
from zipingbiao.extract.textlayer import why_scan
from zipingbiao.schemas.page import Box, Rule

PROSE = "全年完成公共服务设施建设任务,资金使用合规,群众满意度达到预期目标。"
WHOLE_PAGE = (Box(0, 0, 595, 842),)
RULES = (Rule(True, 10, 0, 100),)


def content(
    text: str = "",
    rules: tuple[Rule, ...] = (),
    pictures: tuple[Box, ...] = (),
    *,
    hidden: bool = False,
    unseen: str = "",
    shapes: tuple[Box, ...] = (),
) -> Content:
    box = Box(0, 0, 10, 10)
    glyphs = [Glyph.boxed(char, box, 10, 10)._replace(hidden=hidden) for char in text]
    glyphs += [Glyph.boxed(char, box, 10, 10)._replace(hidden=True) for char in unseen]
    return Content(595, 842, Glyphs.of(glyphs), rules, pictures, shapes)


@pytest.mark.parametrize(
    ("page", "note"),
    [
        (content(PROSE, RULES), ""),
        (content(), ""),
        (content(pictures=WHOLE_PAGE), notes.PICTURE),
        (content(PROSE, pictures=WHOLE_PAGE), notes.UNDER_PICTURE),
        (content(PROSE, RULES, WHOLE_PAGE), ""),
        (content(PROSE, pictures=(Box(0, 0, 60, 60),)), ""),
        (content(rules=RULES), notes.NO_TEXT),
        (content(PROSE, RULES, hidden=True), notes.INVISIBLE),
        (content(PROSE, RULES, unseen="\ufffd" * 99), ""),
        (content(shapes=WHOLE_PAGE), notes.NO_TEXT),
        (content(PROSE + "\ufffd" * 25, RULES), ""),
        (content("\ufffd" * 5, RULES), ""),
    ],
    ids=[
        "good",
        "blank",
        "scan",
        "ocr-layer",
        "letterhead",
        "logo",
        "outlines",
        "invisible",
        "bad-invisible-beside-good",
        "curves",
        "some-symbols",
        "few-symbols",
    ],
)
def test_a_page_is_read_from_its_picture_where_its_text_is_not_to_be_trusted(
    page: Content, note: str
) -> None:
    assert why_scan(page) == note


def test_text_shifted_by_one_code_point_is_garbled() -> None:
    assert why_scan(content("".join(chr(ord(char) + 1) for char in PROSE), RULES)) == notes.GARBLED


@pytest.mark.parametrize("char", ["\ufffd", "\ue123", "\x02"])
def test_glyphs_without_a_character_are_no_text(char: str) -> None:
    assert why_scan(content(char * 30 + "绩效", RULES)) == notes.UNREADABLE


def test_a_page_of_figures_says_nothing_against_its_text() -> None:
    assert why_scan(content("1,234.56 100.00% 93.49 " * 9, RULES)) == ""


def test_every_note_has_its_chinese() -> None:
    english = [value for name, value in vars(notes).items() if name.isupper() and name[0] != "_"]
    chinese = {notes.note_zh(note) for note in english}
    assert len(chinese) == len(english) >= 7
    assert notes.note_zh("anything else") not in chinese


def test_a_note_that_counts_has_its_chinese() -> None:
    note = notes.joined_notes(
        [notes.read_from_picture(3, 1, notes.FONT), notes.read_from_picture(0, 2, notes.DRAWN)]
    )
    assert note.startswith("3 cells and 1 line read from the picture: ")
    assert notes.note_zh(note) == (
        "有 3 个单元格和 1 行文字按图像识读（字体显示的字符与文字层不符），"
        "有 2 行文字按图像识读（内容以图形画出，没有文字层）"
    )
