from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import handmade
import pytest

from zipingbiao.report import csv_files
from zipingbiao.report.csv_files import Tables, read_table
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import FORMS, TABLES


def write(outcomes: Iterable[Outcome], folder: Path) -> None:
    with Tables(folder) as tables:
        for outcome in outcomes:
            tables.add(outcome)


def test_excel_finds_a_bom_and_crlf(tmp_path: Path) -> None:
    write(handmade.batch(), tmp_path)
    for table in TABLES:
        content = (tmp_path / table.path).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf" + table.header[0].encode())
        assert content.endswith(b"\r\n")


def test_an_empty_batch_leaves_headers(tmp_path: Path) -> None:
    write([], tmp_path)
    assert all(read_table(table, tmp_path) == [] for table in TABLES)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    awkward = replace(handmade.form(), title='逗号,引号"换行\n和制表\t')
    outcomes = [handmade.good(awkward)]
    write(outcomes, tmp_path)
    assert {table.name: read_table(table, tmp_path) for table in TABLES} == rows(outcomes)


def test_a_broken_character_does_not_end_the_batch(tmp_path: Path) -> None:
    write([handmade.good(replace(handmade.form(), title="坏\ud800字"))], tmp_path)
    assert read_table(FORMS, tmp_path)[0]["title"] == "坏?字"


def test_a_row_of_another_shape_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_files, "rows_of", lambda *_: [{"form_id": "1"}])
    with pytest.raises(ValueError, match="files"):
        write(handmade.batch(), tmp_path)
