from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import handmade
import pytest
from frictionless import Package, validate

from zipingbiao.report.output import write_output
from zipingbiao.report.package import descriptor, is_ours
from zipingbiao.schemas.tables import TABLES


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


def test_frictionless_accepts_the_output(written: Path) -> None:
    report = validate(str(written / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    assert report.stats["tasks"] == len(TABLES)


def test_frictionless_accepts_an_output_without_forms(tmp_path: Path) -> None:
    write_output([handmade.failed()], tmp_path / "out")
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])


def test_frictionless_reads_numbers_and_keeps_blanks_blank(written: Path) -> None:
    package: Any = Package(str(written / "datapackage.json"))
    first = package.get_resource("funds").read_rows()[0]
    assert str(first["initial_budget"]) == "56655.54"
    assert first["revised_budget"] is None


@pytest.mark.parametrize(
    ("old", "new"), [("review", "fine"), ("clean", "2022-科工商信局")], ids=["enum", "key"]
)
def test_frictionless_sees_a_broken_table(written: Path, old: str, new: str) -> None:
    path = written / "forms.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert not validate(str(written / "datapackage.json")).valid


def test_the_descriptor_is_a_data_package_v2() -> None:
    made = descriptor()
    assert made["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource, table in zip(made["resources"], TABLES, strict=True):
        assert resource["schema"]["primaryKey"] == list(table.key)
        assert resource["schema"]["missingValues"] == [""]
        assert [field["name"] for field in resource["schema"]["fields"]] == list(table.header)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"name": "other"}'])
def test_other_folders_are_not_ours(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "datapackage.json").write_text(content)
    assert not is_ours(tmp_path)


def test_our_folder_is_ours(written: Path) -> None:
    assert is_ours(written)
    assert json.loads((written / "datapackage.json").read_text("utf-8"))["name"] == "zipingbiao"
