"""Rows → CSV as Excel opens it: UTF-8 with BOM, RFC 4180, CRLF."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from zipingbiao.report.tabular import Row, Rows
from zipingbiao.schemas.tables import TABLES, Table

ENCODING = "utf-8-sig"
LINE_END = "\r\n"


def write_tables(rows: Rows, folder: Path) -> None:
    """Write every table into `folder`, also those without rows (header only)."""
    for table in TABLES:
        write_table(table, rows[table.name], folder / table.path)


def write_table(table: Table, rows: Iterable[Row], path: Path) -> None:
    """Write one table; a row with a missing or an extra column is a bug and raises."""
    # errors="replace": a lone surrogate out of a broken text layer must not end the batch.
    with path.open("w", encoding=ENCODING, errors="replace", newline="") as stream:
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerow(table.header)
        for row in rows:
            if len(row) != len(table.header):
                raise ValueError(f"{table.name}: {sorted(set(row) ^ set(table.header))}")
            writer.writerow([row[name] for name in table.header])


def read_table(table: Table, folder: Path) -> list[Row]:
    """The rows of a table written earlier."""
    with (folder / table.path).open(encoding=ENCODING, newline="") as stream:
        return list(csv.DictReader(stream))
