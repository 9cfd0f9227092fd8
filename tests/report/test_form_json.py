from __future__ import annotations

import json

import handmade
import pytest

from zipingbiao.report.form_json import (
    as_json,
    form_document,
    grids_document,
    rounded,
)
from zipingbiao.schemas.page import Box, Cell, Document, Grid, Page, Source


def test_numbers_are_text_with_their_printed_decimals() -> None:
    document = as_json(handmade.figure("19.20"))
    assert isinstance(document, dict)
    assert document["value"] == "19.20"


def test_the_status_is_in_the_document() -> None:
    assert form_document(handmade.form())["status"] == "review"
    assert form_document(handmade.clean_form())["status"] == "ok"


def test_zero_has_no_sign_whatever_came_first() -> None:
    rounded.cache_clear()
    assert [str(rounded(number)) for number in (-0.0, 0.0, -4e-7, 0)] == ["0.0", "0.0", "0.0", "0"]


def test_grids_carry_cells_with_their_spans() -> None:
    cell = Cell(0, 0, 2, 1, "总分", 1, Box(1, 2, 3, 4), Source.OCR, 0.98765)
    grid = Grid(1, 2, 1, (cell,), spanned=True)
    page = Page(1, 595.32001, 842, Source.OCR, grids=(grid,))
    document = grids_document(Document("a.pdf", "pdf", "00", (page,)), (page,))
    text = json.dumps(document, ensure_ascii=False)
    assert '"row_span": 2' in text
    assert '"confidence": 0.9877' in text
    assert '"text": "总分"' in text


def test_what_is_no_part_of_a_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        as_json(object())
