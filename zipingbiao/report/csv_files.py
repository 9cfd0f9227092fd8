"""Rows → CSV as Excel opens it: UTF-8 with BOM, RFC 4180, CRLF, and no text that runs.

A spreadsheet takes a cell that begins with `=` for a formula, whoever wrote it; forms print targets
so (=100%). Such a text gets a no-break space in front: nobody sees it, no spreadsheet drops it, and
who compares without whitespace compares what is printed. Reading takes exactly one away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from zipingbiao.report.tabular import Row, rows_of
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.tables import TABLES, Column, Table

if TYPE_CHECKING:
    from _csv import Writer

ENCODING = "utf-8-sig"
LINE_END = "\r\n"
# What spreadsheets begin a formula with, of full width too, or drop before one.
GUARD = "\N{NO-BREAK SPACE}"
_BEGINNINGS = "=+-@\t\r＝＋－＠"
_RUNS = re.compile(f"{GUARD}*[{re.escape(_BEGINNINGS)}]")
# A look at the first character spares most texts the expression.
_FIRST = frozenset(GUARD + _BEGINNINGS)
# What begins so and is none: a number or percentage, alone, and dashes.
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?|-+")


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
        # The mark is written by hand: with "utf-8-sig" every row goes through a slower encoder.
        stream = (folder / table.path).open("w", encoding="utf-8", errors="replace", newline="")
        self._stack.enter_context(stream)
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator=LINE_END)
        writer.writerow(table.header)
        return writer


def _cells(table: Table, rows: Iterable[Row]) -> Iterator[list[str]]:
    header = table.header
    texts = [number for number, column in enumerate(table.columns) if _is_text(column)]
    in_order = itemgetter(*header)
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{table.name}: {sorted(set(row) ^ set(header))}")
        cells = list(in_order(row))
        for number in texts:
            if cells[number][:1] in _FIRST:
                cells[number] = escaped(cells[number])
        yield cells


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

    >>> escaped("=1+1"), escaped("-5%"), escaped("优")
    ('\\xa0=1+1', '-5%', '优')
    """
    return GUARD + text if _RUNS.match(text) and not _HARMLESS.fullmatch(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return text[1:] if text.startswith(GUARD) and _RUNS.match(text) else text


def _is_text(column: Column) -> bool:
    """Whether a column may hold any text: JSON begins with a bracket, and enumerations are ours."""
    return column.type == "string" and not column.enum
