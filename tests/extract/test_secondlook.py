"""Cells of drawn pages, read again."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from zipingbiao.extract.raster import Pixels
from zipingbiao.extract.secondlook import CellLines, Retained, retained, views
from zipingbiao.extract.textlines import Area
from zipingbiao.schemas.page import Box

CELL = Box(0, 0, 100, 50)
WITHIN = Area(10, 10, 290, 190)


def page(*lines: str) -> Pixels:
    """Lines of type, 60 pixels apart."""
    sheet = np.full((200, 300), 255, np.uint8)
    for number, text in enumerate(lines):
        cv2.putText(sheet, text, (20, 50 + 60 * number), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    return sheet


def kept(cleared: Pixels, plain: Pixels | None = None, lines: int = 1) -> Retained:
    """The page with one cell of so many lines."""
    areas = tuple(Area(16, 18 + 60 * n, 284, 56 + 60 * n) for n in range(lines))
    made = retained(cleared, cleared if plain is None else plain, 30.0)
    return replace(made, cells={CELL: CellLines(areas, WITHIN)})


def test_a_figure_is_read_again() -> None:
    first = kept(page("93.49"))(CELL)[0]
    assert first.text == "93.49"
    assert first.probability > 0.8


def test_it_is_read_the_same_again() -> None:
    look = kept(page("93.49"))
    assert look(CELL) == look(CELL)


def test_a_figure_on_two_lines_is_one_reading() -> None:
    first = kept(page("1234.", "567"), lines=2)(CELL)[0]
    assert first.text == "1234.\n567"


def test_a_line_without_type_is_no_part_of_the_figure() -> None:
    first = kept(page("93.49"), lines=2)(CELL)[0]
    assert first.text == "93.49"


def test_a_cell_that_is_not_known_or_has_no_line_or_many_says_nothing() -> None:
    assert kept(page("93.49"))(Box(1, 1, 2, 2)) == ()
    assert kept(page("93.49"), lines=0)(CELL) == ()
    assert kept(page("93.49"), lines=5)(CELL) == ()


def test_under_a_stamp_the_page_as_it_was_is_looked_at_too() -> None:
    whole = page("93.49")
    # A pale stroke runs through the 4; where it was taken out, so was the type under it.
    stroke = np.zeros_like(whole)
    cv2.line(stroke, (96, 10), (96, 70), 255, 18)
    cleared = np.where(stroke > 0, np.uint8(255), whole)
    plain = np.where((stroke > 0) & (whole > 128), np.uint8(190), whole)

    def probability(look: Retained) -> float:
        return sum(r.probability for r in look(CELL) if r.text == "93.49")

    assert probability(kept(cleared, plain)) > probability(kept(cleared))


def test_a_page_without_stamps_is_kept_once() -> None:
    sheet = page("93.49")
    without = retained(sheet, sheet.copy(), 30.0)
    assert without.plain is without.cleared
    assert retained(sheet, page("93.40"), 30.0).plain != without.plain


def test_of_a_label_only_the_digits_count() -> None:
    first = kept(page("Abc(40)"))(CELL, label=True)[0]
    assert "40" in first.text
    assert "bc" in first.text
    assert first.probability > 0.8
    # Where only a figure can stand, the words are not there.
    assert all("bc" not in reading.text for reading in kept(page("Abc(40)"))(CELL))


def test_the_views_are_of_one_line() -> None:
    crop = page("93.49")[18:56]
    as_is, large, blurred, stretched, bold = views(crop)
    assert as_is is crop
    assert large.shape == (2 * crop.shape[0], 2 * crop.shape[1])
    assert blurred.shape == stretched.shape == bold.shape == crop.shape
    # Bolder is darker.
    assert bold.mean() < crop.mean()


def test_a_pale_line_is_stretched_to_black_and_white() -> None:
    pale = np.where(page("93.49")[18:56] < 128, np.uint8(170), np.uint8(220))
    stretched = list(views(pale))[3]
    assert int(stretched.min()) == 0
    assert int(stretched.max()) >= 250


def test_of_paper_nothing_is_read_for_sure() -> None:
    assert all(reading.probability < 0.5 for reading in kept(page())(CELL))
