"""Straightening, on a drawn lattice that is turned and bent here."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from zipingbiao.extract.raster import ink_of
from zipingbiao.extract.straighten import skew, straighten


def _lattice(height: int = 900, width: int = 700) -> np.ndarray:
    page = np.full((height, width), 255, np.uint8)
    for y in range(60, height - 50, 60):
        page[y : y + 2, 40 : width - 40] = 0
    for x in range(40, width - 30, 124):
        page[60 : height - 118, x : x + 2] = 0
    for y in range(80, height - 120, 60):
        for x in range(60, width - 60, 24):
            cv2.rectangle(page, (x, y), (x + 13, y + 14), 0, 2)
    return page


def _turned(page: np.ndarray, degrees: float) -> np.ndarray:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=255)


def _bent(page: np.ndarray, depth: float) -> np.ndarray:
    """Each column is moved down by a sine: a page that curls."""
    height, width = page.shape
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    shift = depth * np.sin(np.pi * xs / width, dtype=np.float32)
    return cv2.remap(page, xs, ys - shift, cv2.INTER_LINEAR, borderValue=255)


def _waviness(page: np.ndarray) -> float:
    """How far the topmost long rule strays from level, in pixels."""
    inked = [np.flatnonzero(page[:, x] < 128) for x in range(80, 620, 10)]
    tops = [rows[0] for rows in inked if len(rows)]
    return float(np.percentile(tops, 95) - np.percentile(tops, 5))


@pytest.mark.parametrize("degrees", [-2.0, -0.4, 0.7, 1.5])
def test_the_skew_is_found(degrees: float) -> None:
    assert skew(ink_of(_turned(_lattice(), degrees))) == pytest.approx(-degrees, abs=0.1)


@pytest.mark.parametrize("picture", [_turned(_lattice(), 1.2), _bent(_lattice(), 12)])
def test_rules_become_level(picture: np.ndarray) -> None:
    assert _waviness(picture) > 5
    assert _waviness(straighten(picture).picture) <= 2


def test_a_point_finds_back_to_the_page_as_given() -> None:
    page = _lattice()
    straight = straighten(_turned(page, 1.2))
    corner = np.array([[[40.0, 60.0]]])
    matrix = cv2.getRotationMatrix2D((350, 450), 1.2, 1)
    expected = cv2.transform(corner, matrix)[0, 0]
    rows, columns = np.nonzero(straight.picture[:120, :100] < 128)
    found = straight.origin(float(columns.min()), float(rows.min()))
    assert np.hypot(*(np.array(found) - expected)) < 6


def test_a_page_without_rules_comes_back_as_it_is() -> None:
    page = np.full((300, 200), 255, np.uint8)
    assert (straighten(page).picture == page).all()
