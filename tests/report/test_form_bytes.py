from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import handmade
import pytest

from zipingbiao.report.form_bytes import form_bytes, write_form
from zipingbiao.report.form_json import form_document, json_bytes, read_form
from zipingbiao.schemas.figure import Place
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Box


def odd_form() -> Form:
    """Values that are not said as they are."""
    place = Place(2, Box(1, 2.123456, 1 / 3, 4e-7))
    figure = handmade.figure("1")
    figure = replace(figure, value=Decimal("1E+3"), confidence=0.98765, places=(place,))
    finding = handmade.finding("sum", stated="a – b", computed=Decimal("0E-9"))
    return replace(handmade.form(), total_score=figure, findings=(finding,))


@pytest.mark.parametrize(
    "form",
    [
        handmade.form(),
        handmade.clean_form(),
        odd_form(),
        replace(handmade.form(), title="half \ud800"),
    ],
    ids=["doubtful", "clean", "odd", "half a character"],
)
def test_it_is_the_document_byte_for_byte(form: Form) -> None:
    assert form_bytes(form) == json_bytes(form_document(form), indent=1)


def test_the_status_is_said_last() -> None:
    assert list(json.loads(form_bytes(handmade.form())))[-1] == "status"


def test_a_form_comes_back_whole(tmp_path: Path) -> None:
    form = handmade.form()
    write_form(form, form_bytes(form), tmp_path)
    assert read_form(tmp_path / f"{form.form_id}.json") == form
