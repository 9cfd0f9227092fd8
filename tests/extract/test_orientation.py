"""Which way up a page lies, on a drawn page with real characters."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from benchmarks.fixtures import FIXTURES
from zipingbiao.extract.orientation import SEARCHED, lie_of


@pytest.mark.slow
@pytest.mark.parametrize("turns", range(4))
def test_a_page_is_put_upright(turns: int) -> None:
    page = _page(FIXTURES / "transfer-pdf.pdf")
    lying = np.ascontiguousarray(np.rot90(page, turns))
    assert lie_of(lying).turns == -turns % 4


def test_blank_paper_stays_as_it_lies() -> None:
    assert lie_of(np.full((400, 300), 255, np.uint8)).turns == 0


def test_the_size_of_the_type_is_that_of_the_page_however_large() -> None:
    page = np.full((600, 2 * SEARCHED), 255, np.uint8)
    for x in range(40, 2 * SEARCHED - 60, 60):
        cv2.rectangle(page, (x, 280), (x + 40, 320), 0, 6)
    assert lie_of(page).type_size == pytest.approx(46, abs=4)


def _page(path: Path) -> np.ndarray:
    with pypdfium2.PdfDocument(path) as document:
        return np.asarray(document[0].render(scale=2.0).to_numpy()[:, :, :3], np.uint8)
