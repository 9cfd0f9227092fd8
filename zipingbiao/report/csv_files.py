"""Rows → CSV as Excel opens it: UTF-8 with BOM, RFC 4180, CRLF, and no text that runs.

A spreadsheet takes a cell that begins with `=` for a formula, whoever wrote it. Such a text gets an
apostrophe in front, which spreadsheets use for the same; reading takes exactly one away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from zipingbiao.report.tabular import Row, Rows
from zipingbiao.schemas.tables import TABLES, Column, Table

ENCODING = "utf-8-sig"
LINE_END = "\r\n"
# What spreadsheets begin a formula with, of full width too, or drop before one.
_RUNS = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
# What begins so and is none: a number or percentage, alone, and dashes.
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?|-+")


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
            writer.writerow([_written(column, row[column.name]) for column in table.columns])


def read_table(table: Table, folder: Path) -> list[Row]:
    """The rows of a table written earlier."""
    with (folder / table.path).open(encoding=ENCODING, newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = [column.name for column in table.columns if _is_text(column)]
    for row in rows:
        row.update({name: unescaped(row[name]) for name in texts if row.get(name)})
    return rows


def escaped(text: str) -> str:
    """A text as no spreadsheet runs it.

    >>> escaped("=1+1"), escaped("-5%"), escaped("'=1+1")
    ("'=1+1", '-5%', "''=1+1")
    """
    return f"'{text}" if _RUNS.match(text) and not _HARMLESS.fullmatch(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def _written(column: Column, cell: str) -> str:
    return escaped(cell) if _is_text(column) else cell


def _is_text(column: Column) -> bool:
    """Whether a column may hold any text: JSON begins with a bracket, and enumerations are ours."""
    return column.type == "string" and not column.enum
