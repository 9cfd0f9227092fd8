from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import handmade
import pandas as pd
import pytest

from zipingbiao.errors import UsageError
from zipingbiao.report.frames import frames_in, frames_of
from zipingbiao.schemas.tables import TABLES


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


@pytest.mark.parametrize("exact", [False, True])
def test_an_output_loads_as_what_it_was_written_from(written: Path, exact: bool) -> None:
    loaded, made = frames_in(written, exact=exact), frames_of(handmade.batch(), exact=exact)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(loaded, table.name), getattr(made, table.name))


def test_numbers_are_numbers_and_blanks_are_missing() -> None:
    funds = frames_of(handmade.batch()).funds
    assert funds["initial_budget"].iloc[0] == pytest.approx(56655.54)
    assert funds["revised_budget"].isna().all()
    assert funds["line"].sum() == 6


def test_exact_numbers_keep_their_decimals() -> None:
    scores = frames_of(handmade.batch(), exact=True).indicators["score"]
    assert scores.iloc[0] == Decimal("19.20")
    assert str(scores.iloc[0]) == "19.20"


def test_forms_alone_will_do() -> None:
    frames = frames_of([handmade.form("a", "x.pdf"), handmade.form("b", "x.pdf")])
    assert list(frames.forms["form_id"]) == ["a", "b"]
    assert list(frames.files["source"]) == ["x.pdf"]


def test_nothing_gives_empty_tables_with_columns() -> None:
    frames = frames_of([])
    assert frames.values.empty
    assert "confidence" in frames.values.columns


def test_other_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a finished output folder"):
        frames_in(tmp_path)


def test_tables_have_names(written: Path) -> None:
    frames = frames_in(written)
    assert list(dict(frames)) == [table.name for table in TABLES]
    assert list(frames) == [name for name, _ in frames.items()] == list(frames.keys())
    assert len(frames) == len(TABLES)
    assert all(frames[name] is table for name, table in frames.items())
    assert frames["funds"] is frames.funds
    assert frames["values"] is frames.values
    assert "values" in frames
    assert "nonsense" not in frames
    with pytest.raises(KeyError):
        frames["nonsense"]
