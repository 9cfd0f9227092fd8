from __future__ import annotations

import handmade
import pytest
from jsonschema import Draft202012Validator

from zipingbiao.report.form_json import form_document
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.form_schema import form_json_schema

VALIDATOR = Draft202012Validator(form_json_schema())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(form_json_schema())


@pytest.mark.parametrize(
    "form",
    [handmade.form(), handmade.clean_form(), Form("x", "x.pdf", 1, 1, "generic", "project", "")],
    ids=["full", "clean", "bare"],
)
def test_written_forms_satisfy_it(form: Form) -> None:
    VALIDATOR.validate(form_document(form))


def test_a_wrong_status_does_not() -> None:
    document = {**form_document(handmade.form()), "status": "fine"}
    assert not VALIDATOR.is_valid(document)


def test_a_form_without_its_figures_does_not() -> None:
    document = form_document(handmade.form())
    del document["total_score"]
    assert not VALIDATOR.is_valid(document)
