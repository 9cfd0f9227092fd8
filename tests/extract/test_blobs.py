"""Blobs, beside those that OpenCV counts."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from zipingbiao.extract.blobs import AT_ONCE, blobs_of


def _grain(share: float, rows: slice = slice(None)) -> np.ndarray:
    mask = np.zeros((90, 70), np.uint8)
    grain = np.random.default_rng(7).random(mask.shape) < share
    mask[rows] = np.where(grain, np.uint8(255), np.uint8(0))[rows]
    return mask


@pytest.mark.parametrize(
    "mask",
    [
        _grain(0.02),
        _grain(0.3),
        _grain(0.6),
        _grain(0.3, slice(5, 60, 6)),
        _grain(0.3, slice(0, 3)),
        _grain(0.3, slice(88, 90)),
        np.zeros((20, 30), np.uint8),
        np.full((20, 30), 255, np.uint8),
    ],
)
def test_they_are_those_that_opencv_counts(mask: np.ndarray) -> None:
    blobs = blobs_of(mask)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = zip(blobs.x, blobs.y, blobs.width, blobs.height, blobs.area, strict=True)
    assert len(blobs) == count
    assert sorted(found)[1:] == sorted(map(tuple, stats[1:].tolist()))
    for number in range(1, count):
        (other,) = np.unique(labels[blobs.labels == number])
        assert np.array_equal(blobs.labels == number, labels == other)


def test_the_paper_has_no_size() -> None:
    blobs = blobs_of(_grain(0.3))
    assert (blobs.width[0], blobs.height[0], blobs.area[0]) == (0, 0, 0)


def test_the_wanted_ones_are_drawn() -> None:
    mask = _grain(0.2)
    blobs = blobs_of(mask)
    large = blobs.area >= 4
    assert np.array_equal(blobs.drawn(large) > 0, large[blobs.labels])
    assert not blobs.drawn(np.zeros(len(blobs), np.bool_)).any()


def test_a_page_that_is_all_ink_is_drawn_in_parts() -> None:
    page = np.full((1200, 1700), 255, np.uint8)
    assert page.size > AT_ONCE
    assert np.array_equal(blobs_of(page).drawn(np.array([False, True])), page)


def test_a_blob_s_place_holds_it_all() -> None:
    blobs = blobs_of(_grain(0.2))
    assert all(
        np.count_nonzero(blobs.labels[blobs.place(number)] == number) == blobs.area[number]
        for number in range(1, len(blobs))
    )


def test_pixels_are_counted_for_the_blob_they_lie_in() -> None:
    mask = _grain(0.2)
    blobs = blobs_of(mask)
    touched = blobs.touched(mask > 0)
    assert np.array_equal(touched[1:], blobs.area[1:])
