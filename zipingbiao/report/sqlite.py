"""Rows → an SQLite database: keys, foreign keys, and a full text search, as datasette likes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path

from zipingbiao.report.tabular import Row, rows_of
from zipingbiao.schemas.dictionary import Entry, entries
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, Column, Table

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "array": "TEXT"}
# What is searched: `SELECT * FROM search WHERE search MATCH '…'`. Three characters at a time, for
# Chinese has no spaces between its words.
_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
    form_id UNINDEXED, "table" UNINDEXED, line UNINDEXED, text, tokenize = 'trigram'
)
"""
_SEARCHED = {
    "forms": ("title", "department", "project", "implementing_unit", "fields"),
    "indicators": (
        *("level1", "level2", "level3", "target", "actual", "explanation", "criteria"),
        *("shortfall_reason", "improvement"),
    ),
    "findings": ("subject", "message"),
}


class Database:
    """The six tables of a batch in one file, written file by file."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")  # it takes its place when it is whole
        self._db.execute("BEGIN")
        for table in TABLES:
            self._db.execute(_definition(table))
            for column in {k.column for k in table.foreign_keys} - {table.key[0]}:
                self._db.execute(
                    f'CREATE INDEX "{table.name}_{column}" ON "{table.name}" ("{column}")'
                )
        self._db.execute(_SEARCH)
        for name, columns in _SEARCHED.items():
            self._db.execute(_search_of(name, columns))
        self._describe()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        for table in _SEARCHED:
            self._db.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')
        self._db.execute("COMMIT")
        self._db.close()

    def add(self, outcome: Outcome) -> None:
        """Write the rows about a file."""
        for table in TABLES:
            for row in rows_of(outcome, table):
                values = [_value(column, row[column.name]) for column in table.columns]
                marks = ", ".join("?" * len(values))
                self._db.execute(f'INSERT INTO "{table.name}" VALUES ({marks})', values)
                self._search(table.name, row)

    def _search(self, table: str, row: Row) -> None:
        text = "\n".join(filter(None, (row[name] for name in _SEARCHED.get(table, ()))))
        if text:
            where = row["form_id"], table, row.get("line", "1")
            text = text.encode(errors="replace").decode()
            self._db.execute("INSERT INTO search VALUES (?, ?, ?, ?)", (*where, text))

    def _describe(self) -> None:
        """What every column means, for those who have the file alone."""
        names = [field.name for field in fields(Entry)]
        columns = ", ".join(f'"{name}" TEXT' for name in names)
        self._db.execute(f"CREATE TABLE dictionary ({columns})")
        marks = ", ".join("?" * len(names))
        for entry in entries():
            self._db.execute(f"INSERT INTO dictionary VALUES ({marks})", astuple(entry))


def _search_of(table: str, columns: Sequence[str]) -> str:
    """The search of one table: datasette gives a table that has one a search box. It holds no text
    of its own."""
    named = ", ".join(f'"{column}"' for column in columns)
    return (
        f'CREATE VIRTUAL TABLE "{table}_fts" USING FTS5 '
        f'({named}, content="{table}", tokenize="trigram")'
    )


def _definition(table: Table) -> str:
    columns = [f'"{column.name}" {_TYPES[column.type]}' for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)
    columns.append(f"PRIMARY KEY ({key})")
    columns += [
        f'FOREIGN KEY ("{k.column}") REFERENCES "{k.table}" ("{k.column}")'
        for k in table.foreign_keys
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'


def _value(column: Column, cell: str) -> object:
    """A cell with its type; blank is missing, but for text, where it is blank."""
    if column.name == "form_id" and not cell:
        return None  # a finding about a file
    if column.type in ("string", "array"):
        return cell.encode(errors="replace").decode() or ("[]" if column.type == "array" else "")
    if not cell:
        return None
    return int(cell) if column.type == "integer" else float(cell)
