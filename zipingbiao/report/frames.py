"""The tables as pandas DataFrames, typed as the tables declare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd

from zipingbiao.report.csv_files import read_table
from zipingbiao.report.package import is_finished, unfinished
from zipingbiao.report.tabular import Row, Rows, rows
from zipingbiao.schemas.dictionary import entries
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.tables import TABLES, Column, Table

_NAMES = tuple(table.name for table in TABLES)


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """One DataFrame per table of the output, by attribute or, as in a mapping, by name; blank is
    missing, never 0. (`values` is the table of that name, so there is no `values()`.)"""

    files: pd.DataFrame
    forms: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    values: pd.DataFrame
    findings: pd.DataFrame

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in _NAMES:
            raise KeyError(name)
        found: pd.DataFrame = getattr(self, name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)

    def __contains__(self, name: object) -> bool:
        return name in _NAMES

    def keys(self) -> tuple[str, ...]:
        """The names of the tables."""
        return _NAMES

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """The tables with their names."""
        return ((name, self[name]) for name in _NAMES)


def frames_of(items: Iterable[Form | Outcome], *, exact: bool = False) -> Frames:
    """The DataFrames of forms or outcomes; forms alone leave `files` with what is known of them."""
    return _frames(rows(_outcomes(items)), exact)


def frames_in(out: Path, *, exact: bool = False) -> Frames:
    """The DataFrames of an output folder."""
    if not is_finished(out):
        raise unfinished(out)
    return _frames({table.name: read_table(table, out) for table in TABLES}, exact)


def dictionary_frame() -> pd.DataFrame:
    """The data dictionary, a row for each column of each table."""
    return pd.DataFrame([asdict(entry) for entry in entries()])


def _outcomes(items: Iterable[Form | Outcome]) -> Iterable[Outcome]:
    loose: dict[str, list[Form]] = {}
    for item in items:
        if isinstance(item, Outcome):
            yield item
        else:
            loose.setdefault(item.source, []).append(item)
    for source, forms in loose.items():
        yield Outcome(source, kind="", status=FileStatus.OK, forms=tuple(forms))


def _frames(tables: Rows, exact: bool) -> Frames:
    return Frames(**{table.name: _frame(table, tables[table.name], exact) for table in TABLES})


def _frame(table: Table, found: list[Row], exact: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: _series(column, [row[column.name] for row in found], exact)
            for column in table.columns
        }
    )


def _series(column: Column, cells: list[str], exact: bool) -> pd.Series:
    if column.type == "string":
        return pd.Series(cells, dtype="string")
    if column.type == "integer":
        return pd.Series([int(cell) if cell else pd.NA for cell in cells], dtype="Int64")
    if column.type == "array":
        return pd.Series([json.loads(cell) if cell else [] for cell in cells], dtype="object")
    if exact:
        return pd.Series([Decimal(cell) if cell else None for cell in cells], dtype="object")
    return pd.Series([float(cell) if cell else float("nan") for cell in cells], dtype="float64")
