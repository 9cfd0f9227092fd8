from __future__ import annotations

import json

import pytest

from zipingbiao import inspection
from zipingbiao.errors import UsageError
from zipingbiao.schemas.page import Cell, Document, Grid, Page, Source

GRID = Grid(1, 2, 2, (Cell(0, 0, 2, 1, "总分", 1, None, Source.DUMP),), spanned=True)
DOCUMENT = Document(
    "a.pdf",
    "pdf",
    "00",
    (
        Page(1, 595.5, 842, Source.TEXT_LAYER, grids=(GRID,)),
        Page(2, 595.5, 842, Source.OCR, note="garbled text layer"),
    ),
)


def test_a_page_is_chosen_by_its_number() -> None:
    assert inspection.chosen(DOCUMENT, None) == DOCUMENT.pages
    assert inspection.chosen(DOCUMENT, 2) == DOCUMENT.pages[1:]
    with pytest.raises(UsageError, match=r"a\.pdf: no page 3, it has 2"):
        inspection.chosen(DOCUMENT, 3)


def test_the_listing_says_how_each_page_was_read() -> None:
    assert inspection.listing(DOCUMENT, DOCUMENT.pages).splitlines() == [
        "a.pdf  pdf, 2 page(s)",
        "page 1: 595.5 × 842, text-layer, 0 lines",
        "  grid 1: 2 rows × 2 columns, 1 merged cells",
        "page 2: 595.5 × 842, ocr, 0 lines  (garbled text layer)",
    ]


def test_json_holds_the_pages_chosen() -> None:
    found = json.loads(inspection.json_text(DOCUMENT, DOCUMENT.pages[:1]))
    assert [page["number"] for page in found["pages"]] == [1]
    assert found["pages"][0]["grids"][0]["cells"][0]["text"] == "总分"
