from __future__ import annotations

from pathlib import Path

import pytest
from hostile.images import modes

from zipingbiao.extract.image import read_image

pytestmark = pytest.mark.slow


def said(path: Path) -> list[str]:
    """The texts of the cells of an image file."""
    return [cell.text for page in read_image(path) for grid in page.grids for cell in grid.cells]


def test_an_image_of_any_mode_is_read_as_the_plain_one(tmp_path: Path) -> None:
    found = {}
    for name, data in modes().items():
        path = tmp_path / name
        path.write_bytes(data)
        found[name] = said(path)
    plain = found.pop("plain.png")
    assert len([text for text in plain if text]) > 20
    assert found.pop("bits-1.png") == found.pop("bits.png")
    assert {name for name, texts in found.items() if texts != plain} == set()
