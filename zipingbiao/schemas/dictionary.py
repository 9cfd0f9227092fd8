"""The data dictionary (数据字典): what every column of the output means, an entry each.

Made from the declared tables alone; the page docs/dictionary.md, `zipingbiao.dictionary()` and the
table `dictionary` of the SQLite database are made from this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zipingbiao.schemas.tables import TABLES, Column, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of the output.

    `title` is the Chinese term. `allowed` are the values or the range that it may have, blank if
    any. `key` is `primary` where the column is (part of) its table's key, and names the table that
    it refers to, by the column of the same name there; blank if it is neither.
    """

    table: str
    name: str
    type: str
    unit: str
    title: str
    description: str
    required: bool
    allowed: str
    key: str


def entries() -> Iterator[Entry]:
    """All columns of all tables, in order."""
    for table in TABLES:
        for column in table.columns:
            yield _entry(table, column)


def _entry(table: Table, column: Column) -> Entry:
    return Entry(
        table=table.name,
        name=column.name,
        type=column.type,
        unit=column.unit,
        title=column.title,
        description=column.description,
        required=column.required,
        allowed=_allowed(column),
        key=_key(table, column.name),
    )


def _allowed(column: Column) -> str:
    if column.enum:
        return ", ".join(column.enum)
    if column.maximum is not None:
        return f"{column.minimum} to {column.maximum}"
    return "" if column.minimum is None else f"from {column.minimum}"


def _key(table: Table, name: str) -> str:
    """What the column is a key of; one may be part of its table's and refer to another's."""
    roles = ["primary"] if name in table.key else []
    roles += [key.table for key in table.foreign_keys if key.column == name]
    return ", ".join(roles)
