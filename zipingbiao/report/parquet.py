"""Rows → Parquet datasets, one a table, partitioned by the form's year (Hive's way of naming).

`parquet/indicators/year=2022/part-0.parquet`. Numbers are exact decimals. Rows are written
in groups as they come, so memory does not grow with the batch.
"""

from __future__ import annotations

import json
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pyarrow
from pyarrow.parquet import ParquetWriter

from zipingbiao.report.tabular import Row, rows_of
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, ColumnType, Table

# The partition of rows whose form states no year, or that are about a file. Readers do not agree on
# how one without a value is named, and take the years for numbers as long as all are.
NO_YEAR = "0"
# Rows of a group; each is compressed by itself.
_GROUP = 5000
# Amounts in 元 with ten printed decimals, in 万元, and twenty-two digits before them.
_NUMBER = pyarrow.decimal128(38, 16)
_TYPES: dict[ColumnType, pyarrow.DataType] = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": _NUMBER,
    "array": pyarrow.list_(
        pyarrow.struct([(name, pyarrow.string()) for name in ("name", "label", "value")])
    ),
}


class Datasets:
    """The six tables of a batch as datasets, written file by file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = ExitStack()
        self._parts: dict[tuple[str, str], _Part] = {}

    def __enter__(self) -> Datasets:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, outcome: Outcome) -> None:
        """Write the rows about a file."""
        years = {form.form_id: str(form.fiscal_year or NO_YEAR) for form in outcome.forms}
        for table in TABLES:
            for row in rows_of(outcome, table):
                year = "" if table.name == "files" else years.get(row["form_id"], NO_YEAR)
                self._part(table, year).add(row)

    def _part(self, table: Table, year: str) -> _Part:
        found = self._parts.get((table.name, year))
        if found is None:
            folder = self._folder / table.name / (f"year={year}" if year else "")
            folder.mkdir(parents=True, exist_ok=True)
            found = _Part(table, folder / "part-0.parquet")
            self._open.callback(found.close)
            self._parts[table.name, year] = found
        return found


class _Part:
    """A file of a dataset."""

    def __init__(self, table: Table, path: Path) -> None:
        self._types = {column.name: column.type for column in table.columns}
        self._schema = pyarrow.schema([(name, _TYPES[kind]) for name, kind in self._types.items()])
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, object]] = []

    def add(self, row: Row) -> None:
        self._rows.append({name: _value(kind, row[name]) for name, kind in self._types.items()})
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pyarrow.Table.from_pylist(self._rows, self._schema))
            self._rows = []


def _value(kind: ColumnType, cell: str) -> object:
    """A cell with its type; blank is missing, but for text, where it is blank."""
    if kind == "string":
        return cell.encode(errors="replace").decode()
    if not cell:
        return [] if kind == "array" else None
    if kind == "integer":
        return int(cell)
    return json.loads(cell) if kind == "array" else Decimal(cell)
