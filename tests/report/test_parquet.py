from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import handmade
import pandas as pd
import pytest

from zipingbiao.errors import UsageError
from zipingbiao.report import parquet
from zipingbiao.report.formats import formats
from zipingbiao.report.output import write_output
from zipingbiao.report.parquet import NO_YEAR
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.tables import TABLES


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parquet, "_GROUP", 2)
    write_output(handmade.batch(), tmp_path / "out", formats(["parquet"]))
    return tmp_path / "out" / "parquet"


def test_every_row_is_there(written: Path) -> None:
    expected = rows(handmade.batch())
    for table in TABLES:
        assert len(pd.read_parquet(written / table.name)) == len(expected[table.name])


def test_forms_lie_by_their_year(written: Path) -> None:
    names = {path.parent.name for path in written.rglob("*.parquet")}
    assert names == {"year=2022", f"year={NO_YEAR}", "files"}
    forms = pd.read_parquet(written / "forms")
    assert set(forms["fiscal_year"]) == {2022}
    assert set(forms["year"]) == {2022}


def test_numbers_are_exact_and_blanks_missing(written: Path) -> None:
    leaves = pd.read_parquet(written / "indicators")
    stated = [row["score"] for row in rows(handmade.batch())["indicators"]]
    found = [value if value is None else value.normalize() for value in leaves["score"]]
    assert found == [Decimal(cell).normalize() if cell else None for cell in stated]


def test_an_output_without_it_has_none(written: Path) -> None:
    write_output(handmade.batch(), written.parent)
    assert not written.exists()


def test_an_unknown_format_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="no format 'paper': give parquet, xlsx"):
        formats(["parquet", "paper"])
