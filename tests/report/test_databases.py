from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import duckdb
import handmade
import pytest

from zipingbiao.report.formats import formats
from zipingbiao.report.output import write_output
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.tables import TABLES


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("databases") / "out"
    write_output(handmade.batch(), out, formats(["sqlite", "duckdb"]))
    return out


def test_every_row_is_in_both(written: Path) -> None:
    lite = sqlite3.connect(written / "tables.sqlite")
    duck = duckdb.connect(str(written / "tables.duckdb"), read_only=True)
    for table in TABLES:
        count = f'SELECT count(*) FROM "{table.name}"'
        expected = len(rows(handmade.batch())[table.name])
        assert lite.execute(count).fetchone() == (expected,)
        assert duck.execute(count).fetchone() == (expected,)


def test_sqlite_keeps_its_keys(written: Path) -> None:
    lite = sqlite3.connect(written / "tables.sqlite")
    assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
    assert lite.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    keys = lite.execute("PRAGMA foreign_key_list(findings)").fetchall()
    assert {key[2] for key in keys} == {"forms", "files"}


def test_sqlite_finds_words(written: Path) -> None:
    lite = sqlite3.connect(written / "tables.sqlite")
    found = lite.execute(
        "SELECT form_id FROM search WHERE \"table\" = 'forms' AND search MATCH '科技工业'"
    ).fetchall()
    assert len(found) == 2
    described = lite.execute("SELECT count(*) FROM dictionary WHERE \"table\" = 'forms'")
    assert described.fetchone() == (len(next(t for t in TABLES if t.name == "forms").columns),)


# How datasette tells that a table can be searched (its `detect_fts`).
DETECTED = """
    SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE ?
"""


@pytest.mark.parametrize(
    ("table", "words", "rows"),
    [("forms", "科技工业", 2), ("indicators", "公开合规", 2), ("findings", "相差 56", 3)],
)
def test_datasette_finds_words_in_a_table(written: Path, table: str, words: str, rows: int) -> None:
    lite = sqlite3.connect(written / "tables.sqlite", isolation_level=None)
    like = f'%VIRTUAL TABLE%USING FTS%content="{table}"%'
    ((name,),) = lite.execute(DETECTED, [like]).fetchall()
    found = lite.execute(
        f'SELECT * FROM "{table}" WHERE rowid IN'
        f' (SELECT rowid FROM "{name}" WHERE "{name}" MATCH ?)',
        [f'"{words}"'],
    ).fetchall()
    assert len(found) == rows
    lite.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'integrity-check\')')


def test_what_is_joined_by_is_indexed(written: Path) -> None:
    lite = sqlite3.connect(written / "tables.sqlite")
    for table in TABLES:
        for key in table.foreign_keys:
            plan = lite.execute(
                f'EXPLAIN QUERY PLAN SELECT * FROM "{table.name}" WHERE "{key.column}" = ?', ["a"]
            ).fetchall()
            assert "USING INDEX" in plan[0][3], (table.name, key.column)


def test_duckdb_numbers_are_exact_and_its_views_answer(written: Path) -> None:
    duck = duckdb.connect(str(written / "tables.duckdb"), read_only=True)
    (score,) = duck.execute("SELECT DISTINCT total_score FROM forms").fetchall()
    assert score == (Decimal("93.49"),)
    (row,) = duck.execute("SELECT forms, lowest, highest FROM scores_by_department").fetchall()
    assert row == (2, Decimal("93.49"), Decimal("93.49"))
    assert duck.execute("SELECT count(*) FROM latest").fetchone() == (2,)
    by_rule = dict(duck.execute("SELECT rule, findings FROM findings_by_rule").fetchall())
    assert by_rule["score-sum"] == 1


def test_an_empty_batch_has_its_tables(tmp_path: Path) -> None:
    write_output([handmade.failed()], tmp_path / "out", formats(["sqlite", "duckdb"]))
    duck = duckdb.connect(str(tmp_path / "out" / "tables.duckdb"), read_only=True)
    assert duck.execute("SELECT count(*) FROM scores_by_department").fetchone() == (0,)
    assert duck.execute("SELECT count(*) FROM findings").fetchone() == (1,)
