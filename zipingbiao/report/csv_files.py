"""Rows → CSV as Excel opens it: UTF-8 with BOM, RFC 4180, CRLF."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.report.tabular import Row, rows_of
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, Table

if TYPE_CHECKING:
    from _csv import Writer

ENCODING = "utf-8-sig"
LINE_END = "\r\n"


class Tables:
    """The six tables of a batch, written file by file; also those without rows have their header.

    A row with a missing or an extra column is a bug and raises.
    """

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._writers = {table.name: self._writer(table, folder) for table in TABLES}

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, outcome: Outcome) -> None:
        """Write the rows about a file."""
        for table in TABLES:
            self._writers[table.name].writerows(_cells(table, rows_of(outcome, table)))

    def _writer(self, table: Table, folder: Path) -> Writer:
        # errors="replace": a lone surrogate out of a broken text layer must not end the batch.
        stream = (folder / table.path).open("w", encoding=ENCODING, errors="replace", newline="")
        self._stack.enter_context(stream)
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerow(table.header)
        return writer


def _cells(table: Table, rows: Iterable[Row]) -> Iterator[list[str]]:
    header = table.header
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{table.name}: {sorted(set(row) ^ set(header))}")
        yield [row[name] for name in header]


def read_table(table: Table, folder: Path) -> list[Row]:
    """The rows of a table written earlier."""
    with (folder / table.path).open(encoding=ENCODING, newline="") as stream:
        return list(csv.DictReader(stream))
