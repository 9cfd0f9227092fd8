from __future__ import annotations

from zipingbiao.extract.glyphs import Glyph, paragraph_lines, text_of
from zipingbiao.schemas.page import Box, Run, Source

SIZE = 10.0


def glyph(char: str, x: float, base: float, size: float) -> Glyph:
    return Glyph.boxed(char, Box(x, base - 0.8 * size, x + size, base + 0.2 * size), base, size)


def glyphs(text: str, x: float = 0.0, base: float = 100.0, size: float = SIZE) -> list[Glyph]:
    """Characters side by side, each as wide as it is high."""
    return [glyph(char, x + i * size, base, size) for i, char in enumerate(text)]


def read(*groups: list[Glyph]) -> str:
    return text_of([glyph for group in groups for glyph in group])


def test_bold_by_printing_twice_reads_once() -> None:
    assert read(glyphs("优良"), glyphs("优良", x=0.5)) == "优良"


def test_bold_by_printing_thrice_reads_once_beside_a_gap() -> None:
    thrice = [glyphs("优", x=shift) for shift in (0.0, 0.4, 0.8)]
    assert read(*thrice, glyphs("8", x=20)) == "优 8"


def test_a_character_that_is_there_twice_stays_twice() -> None:
    assert read(glyphs("人人")) == "人人"


def test_a_wrapped_text_keeps_its_lines_from_top_to_bottom() -> None:
    assert read(glyphs("合规性", base=114), glyphs("采购意向公开")) == "采购意向公开\n合规性"


def test_a_raised_small_character_is_on_the_line_it_belongs_to() -> None:
    assert read(glyphs("平方米"), glyphs("2", x=30, base=97, size=6)) == "平方米2"


def test_a_gap_is_a_space_and_a_hair_is_none() -> None:
    assert read(glyphs("96."), glyphs("44", x=36)) == "96. 44"
    assert read(glyphs("96."), glyphs("44", x=31)) == "96.44"


def test_characters_are_read_by_their_place_not_by_their_order() -> None:
    assert read(list(reversed(glyphs("年初预算数")))) == "年初预算数"


def run(text: str, x: float, top: float, confidence: float = 1.0) -> Run:
    return Run(text, Box(x, top, x + 50, top + 10), Source.OCR, confidence)


def test_runs_at_one_height_are_one_line_of_the_page() -> None:
    lines = paragraph_lines(
        [run("单位:万元", 200, 1, 0.7), run("填报单位", 0, 0), run("注", 0, 30)]
    )
    assert [(found.text, found.confidence) for found in lines] == [
        ("填报单位  单位:万元", 0.7),
        ("注", 1.0),
    ]


def test_characters_set_apart_are_one_word_and_a_printed_space_parts_two() -> None:
    apart = [g for i, char in enumerate("19.20") for g in glyphs(char, x=14.0 * i)]
    assert read(apart) == "19.20"
    spaced = [glyph._replace(spaced=index == 2) for index, glyph in enumerate(apart)]
    assert read(spaced) == "19 .20"
