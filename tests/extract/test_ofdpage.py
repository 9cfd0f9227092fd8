from __future__ import annotations

import pytest
from lxml import etree
from ofd_parts import page, path, text

from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.lines import text_of
from zipingbiao.extract.ofdpage import Drawing, box_of
from zipingbiao.extract.plane import UNMOVED
from zipingbiao.schemas.page import Box, Rule


def drawn(objects: str, composites: dict[str, etree._Element] | None = None) -> Drawing:
    """What these objects draw, in millimetres."""
    content = etree.fromstring(page(objects)).find("{*}Content")
    assert content is not None
    drawing = Drawing((composites or {}).get)
    drawing.draw(content, UNMOVED)
    return drawing


def glyphs(objects: str) -> list[Glyph]:
    return drawn(objects).glyphs


def origins(objects: str) -> list[tuple[str, float, float]]:
    return [(g.text, round(g.box.x0, 3), round(g.base, 3)) for g in glyphs(objects)]


def test_a_text_stands_in_its_boundary_at_its_distances() -> None:
    assert origins(text("自评表", attributes='DeltaX="5 6"')) == [
        ("自", 10, 24),
        ("评", 15, 24),
        ("表", 21, 24),
    ]


@pytest.mark.parametrize(
    ("distances", "xs"),
    [
        ("g 2 3 5", [10, 13, 16, 21]),
        ("3 g 2 4", [10, 13, 17, 21]),
        ("g 3 2.5", [10, 12.5, 15, 17.5]),
        ("3", [10, 13, 16, 19]),
        ("g 999999999999 1", [10, 11, 12, 13]),
        ("g 1e999 1", [10, 11, 12, 13]),
        ("g", [10, 14, 16, 20]),
    ],
)
def test_repeated_distances_are_written_short(distances: str, xs: list[float]) -> None:
    said = text("一2三4", attributes=f'DeltaX="{distances}"')
    assert [x for _, x, _ in origins(said)] == xs


def test_without_distances_figures_are_half_as_wide_as_chinese() -> None:
    assert origins(text("分10分", attributes=""))[1:] == [
        ("1", 14, 24),
        ("0", 16, 24),
        ("分", 18, 24),
    ]


def test_distances_downwards_alone_set_a_text_upright() -> None:
    assert origins(text("竖排", attributes='DeltaY="5"')) == [("竖", 10, 24), ("排", 10, 29)]


def test_the_map_of_a_text_scales_it_before_it_is_placed() -> None:
    code = '<TextCode X="100" Y="40" DeltaX="40">甲乙</TextCode>'
    said = f'<TextObject Boundary="10 20 9 9" CTM="0.1 0 0 0.1 1 2" Size="40">{code}</TextObject>'
    first, second = glyphs(said)
    assert (first.box.x0, first.base) == pytest.approx((21, 26))
    assert second.box.x0 - first.box.x0 == pytest.approx(4)
    assert first.size == pytest.approx(4)


def test_codes_of_one_text_go_on_from_the_place_given_last() -> None:
    codes = '<TextCode X="1" Y="2">甲</TextCode><TextCode Y="8">乙</TextCode>'
    said = f'<TextObject Boundary="10 20 9 9" Size="4">{codes}</TextObject>'
    assert origins(said) == [("甲", 11, 22), ("乙", 11, 28)]


def test_spaces_are_remembered_and_take_their_room() -> None:
    line = glyphs(text("完成 率", attributes='DeltaX="4 6 2"'))
    assert text_of(Glyphs.of(line)) == "完成 率"
    assert [glyph.spaced for glyph in glyphs(text("完成 率"))] == [False, False, True]


@pytest.mark.parametrize(
    ("attributes", "hidden"),
    [
        ('Alpha="0"', True),
        ('Fill="false"', True),
        ('Fill="false" Stroke="true"', False),
        ("", False),
    ],
)
def test_text_that_is_not_painted_is_hidden(attributes: str, hidden: bool) -> None:
    said = text("甲").replace("<TextObject", f"<TextObject {attributes}")
    assert [glyph.hidden for glyph in glyphs(said)] == [hidden]


def test_what_is_not_visible_is_not_there() -> None:
    said = text("甲").replace("<TextObject", '<TextObject Visible="false"')
    assert glyphs(said) == []


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        ("M 10 20 L 60 20", [Rule(True, 20, 10, 60)]),
        ("M10,20L60,20", [Rule(True, 20, 10, 60)]),
        ("S 10 20 M 10 20 L 60 20", [Rule(True, 20, 10, 60)]),
        ("M 0 0 L 9 0 9 5", [Rule(True, 0, 0, 9), Rule(False, 9, 0, 5)]),
        ("M 0 0 L 9 0 L 9 5 L 0 5 C", [Rule(True, 0, 0, 9), Rule(False, 9, 0, 5)]),
        ("M 0 0 Q 1 1 9 0 L 20 0", [Rule(True, 0, 9, 20)]),
        ("M 0 0 B 1 1 2 2 9 0 L 20 0", [Rule(True, 0, 9, 20)]),
        ("M 0 0 A 1 1 0 0 1 9 0 L 20 0", [Rule(True, 0, 9, 20)]),
        ("M 0 0 L 9 9", []),
        ("M 0 L", []),
        ("X 1 2 nonsense", []),
    ],
)
def test_straight_parts_of_paths_are_rules(data: str, rules: list[Rule]) -> None:
    assert drawn(path(data)).rules[: len(rules) or 1] == rules


def test_a_closed_path_has_four_sides() -> None:
    assert len(drawn(path("M 0 0 L 9 0 L 9 5 L 0 5 C")).rules) == 4


def test_a_filled_area_is_a_rule_if_it_is_thin() -> None:
    thin, wide = "M 0 0 L 50 0 L 50 1 L 0 1 C", "M 0 0 L 50 0 L 50 9 L 0 9 C"
    only_filled = 'Stroke="false" Fill="true"'
    assert drawn(path(thin, only_filled)).rules == [Rule(True, 0.5, 0, 50)]
    assert drawn(path(wide, only_filled)).rules == []
    assert drawn(path(thin, 'Stroke="false"')).rules == []


def test_a_path_is_placed_by_boundary_and_map() -> None:
    made = drawn(path("M 0 0 L 10 0", 'CTM="2 0 0 2 1 1"', "5 6 99 99"))
    assert made.rules == [Rule(True, 7, 6, 26)]


def test_a_picture_fills_its_boundary() -> None:
    (picture,) = drawn(
        '<ImageObject Boundary="1 2 30 40" CTM="30 0 0 40 0 0" ResourceID="7"/>'
    ).pictures
    assert (picture.resource, picture.box) == ("7", Box(1, 2, 31, 42))


def test_composites_are_drawn_where_they_are_put_but_not_for_ever() -> None:
    inner = '<CompositeObject Boundary="0 0 9 9" ResourceID="u"/>' + text("甲", "1 1 9 9")
    unit = etree.fromstring(f"<Unit><Content>{inner}</Content></Unit>")
    made = drawn('<CompositeObject Boundary="5 5 9 9" ResourceID="u"/>', {"u": unit})
    assert {glyph.box.x0 for glyph in made.glyphs} == {6}
    assert drawn('<CompositeObject ResourceID="none"/>').glyphs == []


def test_blocks_are_looked_into() -> None:
    assert len(glyphs(f"<PageBlock><PageBlock>{text('甲')}</PageBlock></PageBlock>")) == 1


@pytest.mark.parametrize("text", [None, "", "0 0 210", "0 0 0 297", "0 0 1e999 5", "a b c d"])
def test_a_box_needs_an_area(text: str | None) -> None:
    assert box_of(text) is None
