from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.lines import Lines, paragraph_lines, text_of
from zipingbiao.schemas.page import Box, Run, Source

SIZE = 10.0


def glyph(char: str, x: float, base: float, size: float) -> Glyph:
    return Glyph.boxed(char, Box(x, base - 0.8 * size, x + size, base + 0.2 * size), base, size)


def glyphs(text: str, x: float = 0.0, base: float = 100.0, size: float = SIZE) -> list[Glyph]:
    """Characters side by side, each as wide as it is high."""
    return [glyph(char, x + i * size, base, size) for i, char in enumerate(text)]


def read(*groups: list[Glyph]) -> str:
    return text_of(Glyphs.of(glyph for group in groups for glyph in group))


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


def test_the_lines_of_each_cell_are_its_own() -> None:
    held = Glyphs.of([*glyphs("甲乙"), *glyphs("丙", base=114), *glyphs("丁", x=60)])
    lines = Lines.of(held, np.array([5, 5, 5, 2]))
    assert (lines.groups.tolist(), lines.texts()) == ([2, 5, 5], ["丁", "甲乙", "丙"])
    assert lines.within(3, 6).texts() == ["甲乙", "丙"]
    none = lines.within(0, 2)
    assert (len(none), none.texts(), none.runs()) == (0, [], [])


def test_a_line_reaches_as_far_as_its_glyphs() -> None:
    (run,) = Lines.of(Glyphs.of([*glyphs("8", x=30, size=6), *glyphs("甲乙")])).runs()
    assert run == Run("甲乙 8", Box(0, 92, 36, 102), Source.TEXT_LAYER)


def test_latin_letters_are_parted_by_less_than_characters_set_apart() -> None:
    assert read(glyphs("a"), glyphs("b", x=13)) == "a b"
    assert read(glyphs("甲"), glyphs("b", x=13)) == "甲b"


def one_by_one(held: list[Glyph]) -> list[list[Glyph]]:
    """Lines as they are defined: a glyph is on the line above if its baseline is no further below
    that of the line's first glyph than half the smaller of the two type sizes."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(held, key=lambda glyph: glyph.base):
        first = lines[-1][0] if lines else None
        if first and glyph.base - first.base <= min(glyph.size, first.size) / 2:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.x0) for line in lines]


placed = st.builds(
    glyph,
    st.sampled_from("甲乙8.a"),
    st.sampled_from([0.0, 0.3, 10.0, 25.0]),
    st.sampled_from([96.0, 97.5, 100.0, 103.0, 104.5, 108.0]),
    st.sampled_from([3.0, 6.0, 10.0]),
)


@given(st.lists(placed), st.lists(placed))
def test_lines_by_columns_are_those_found_one_by_one(cell: list[Glyph], other: list[Glyph]) -> None:
    groups = np.array([4] * len(cell) + [1] * len(other), np.intp)
    lines = Lines.of(Glyphs.of([*cell, *other]), groups)
    assert lines.parted() == [*one_by_one(other), *one_by_one(cell)]
    assert len(lines.texts()) == len(lines) == len(lines.runs())
