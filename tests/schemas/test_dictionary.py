from __future__ import annotations

import json

import zipingbiao
from zipingbiao.report.package import descriptor
from zipingbiao.schemas.dictionary import entries
from zipingbiao.schemas.tables import TABLES

KNOWN = {(entry.table, entry.name): entry for entry in entries()}


def test_every_column_has_an_entry() -> None:
    assert list(KNOWN) == [
        (table.name, column.name) for table in TABLES for column in table.columns
    ]
    assert all(entry.title and entry.description for entry in KNOWN.values())


def test_units_ranges_words_and_keys_are_told() -> None:
    assert KNOWN["funds", "executed"].unit == "万元"
    assert KNOWN["values", "confidence"].allowed == "0 to 1"
    assert KNOWN["indicators", "line"].allowed == "from 1"
    assert KNOWN["findings", "severity"].allowed == "error, warning, info"
    assert KNOWN["indicators", "form_id"].key == "primary, forms"
    assert KNOWN["findings", "form_id"].key == "forms"
    assert KNOWN["indicators", "score"].key == ""


def test_python_and_the_data_package_say_the_same() -> None:
    frame = zipingbiao.dictionary()
    assert len(frame) == len(KNOWN)
    told = frame.set_index(["table", "name"])
    for resource in descriptor()["resources"]:
        for field in resource["schema"]["fields"]:
            row = told.loc[(resource["name"], field["name"])]
            assert (row["title"], row["description"]) == (field["title"], field["description"])
            assert row["unit"] == field.get("unit", "")
    assert json.loads(frame.to_json(orient="records"))[0]["table"] == "files"
