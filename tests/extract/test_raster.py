"""Pixels to ink, on pictures drawn here."""

from __future__ import annotations

import cv2
import numpy as np

from zipingbiao.extract.raster import (
    Ink,
    even_light,
    framed,
    ink_of,
    legible,
    pale_stamp_of,
    stamp_of,
    type_tone,
    without_colour,
    without_stamp,
)


def test_a_red_seal_fades_and_black_type_stays() -> None:
    picture = np.full((40, 40, 3), 255, np.uint8)
    picture[5:10, 5:35] = (40, 40, 230)
    picture[20:25, 5:35] = (20, 20, 20)
    grey = without_colour(picture)
    assert grey[7, 10] > 200
    assert grey[22, 10] == 20


def test_a_size_that_is_known_is_not_measured() -> None:
    picture = np.full((40, 40), 255, np.uint8)
    picture[20:25, 5:35] = 20
    assert ink_of(picture, 17.0).type_size == 17.0


def test_a_dark_corner_beside_the_frame_is_no_ink() -> None:
    page = np.tile(np.linspace(250, 120, 400), (400, 1)).astype(np.uint8)
    page[100:104, 50:350] = 20
    mask = ink_of(framed(page, 20)).mask
    assert mask[122, 200]
    assert not mask[200:].any()


def test_a_shadow_over_the_page_is_evened_out() -> None:
    slope = np.tile(np.linspace(120, 250, 400), (400, 1)).astype(np.uint8)
    slope[200:204, 50:350] = slope[200:204, 50:350] // 4
    even = even_light(slope)
    assert even[100, 30] > 230
    assert even[100, 370] > 230
    assert even[202, 100] < 120


def _page_with_type(apart: int = 30) -> np.ndarray:
    """Rows of black squares as type of 20 pixels, on white."""
    page = np.full((600, 600), 255, np.uint8)
    for y in range(40, 560, apart + 10):
        for x in range(40, 560, apart):
            page[y : y + 20, x : x + 20] = 10
            page[y + 5 : y + 15, x + 5 : x + 15] = 255
    return page


def test_the_type_size_is_that_of_the_characters() -> None:
    assert abs(ink_of(_page_with_type()).type_size - 20) <= 3


def _ink(page: np.ndarray) -> Ink:
    return Ink(page, ((page < 200) * 255).astype(np.uint8), 20)


def test_a_stamp_goes_and_the_type_under_it_stays() -> None:
    page = _page_with_type(apart=90)
    ring = np.zeros_like(page)
    cv2.circle(ring, (300, 300), 100, 255, 11)
    stamped = page.copy()
    stamped[(ring > 0) & (page > 100)] = 150
    ink = _ink(stamped)
    cleared = without_stamp(ink, stamp_of(ink))
    far = cv2.distanceTransform((page > 100).astype(np.uint8), cv2.DIST_L2, 5) > 6
    assert (cleared.grey[far & (ring > 0)] == 255).mean() > 0.9
    assert (cleared.grey[page < 100] == 10).mean() > 0.95
    assert not cleared.mask[far & (ring > 0)].any() or cleared.mask[far].mean() < 5


def test_a_page_without_a_stamp_is_left_alone() -> None:
    ink = _ink(_page_with_type())
    assert without_stamp(ink, stamp_of(ink)) is ink


def test_small_type_is_enlarged_and_large_type_is_not() -> None:
    page = _page_with_type()
    assert legible(page)[1] == 1.0
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    enlarged, factor = legible(np.asarray(small, np.uint8))
    assert factor > 1.5
    assert enlarged.shape[0] == round(small.shape[0] * factor)


def test_grain_has_no_core_and_is_not_measured_as_type() -> None:
    rng = np.random.default_rng(1)
    page = np.full((600, 900), 240, np.uint8)
    cv2.rectangle(page, (40, 40), (800, 70), 20, 2)
    page[48:64, 400:416] = 20
    for x, y in rng.integers(100, 580, (40, 2)):
        page[y : y + 8, x : x + 8] = rng.integers(190, 215, (8, 8))
    noisy = np.clip(page + rng.normal(0, 4, page.shape), 0, 255).astype(np.uint8)
    assert ink_of(noisy).type_size > 11


def _thin_type() -> np.ndarray:
    """Characters of pale bars, 16 pixels long, under each other and side by side."""
    page = np.full((400, 400), 255, np.uint8)
    page[300:320, 40:60] = 10
    for y in range(40, 200, 12):
        for x in range(40, 200, 26):
            page[y : y + 6, x : x + 16] = 180
    return page


def test_thin_type_is_no_pale_stamp() -> None:
    page = _thin_type()
    assert not pale_stamp_of(_ink(page), type_tone(_ink(page)), np.zeros_like(page)).any()


def test_a_pale_ring_is_a_stamp() -> None:
    page = _thin_type()
    cv2.circle(page, (310, 150), 60, 180, 8)
    stamp = pale_stamp_of(_ink(page), type_tone(_ink(page)), np.zeros_like(page))
    assert stamp[90, 310]
    assert not stamp[:, :205].any()
