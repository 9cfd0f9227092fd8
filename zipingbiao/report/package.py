"""The descriptor `datapackage.json`: a Frictionless Data Package v2 over the CSV files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from zipingbiao.errors import UsageError
from zipingbiao.report.csv_files import LINE_END
from zipingbiao.schemas.tables import CONTRACT_VERSION, TABLES, Column, Table

NAME = "zipingbiao"
FILE_NAME = "datapackage.json"
# What a batch keeps beside the tables: what is done, and how the last run went.
LEDGER, RUN, PROFILED = "ledger.sqlite", "run.json", "profile.txt"
# Pictures of the pages that forms stand on.
PAGES = "pages"
LEDGER_FILES = (LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal")
PROFILE = "https://datapackage.org/profiles/2.0"


def descriptor() -> dict[str, Any]:
    """The whole descriptor; it depends on the declared tables only."""
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": NAME,
        "title": "绩效自评表：读数与检查",
        "description": "Figures read from self-evaluation forms (绩效自评表), with findings. "
        "A text that a spreadsheet would take for a formula has one no-break space in front of it, "
        "which is no part of the text.",
        "version": CONTRACT_VERSION,
        "resources": [_resource(table) for table in TABLES],
    }


def write_descriptor(folder: Path) -> None:
    """Write `datapackage.json` into `folder`."""
    text = json.dumps(descriptor(), ensure_ascii=False, indent=2)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def picture_name(sha256: str, page: int) -> str:
    """The name of the picture of a page, by the content of its file."""
    return f"{sha256[:20]}-{page}.webp"


def unfinished(folder: Path) -> UsageError:
    """The error for a folder that was to be read, and is no whole output of this program."""
    return UsageError(
        f"{folder}: not a finished output folder; run `zipingbiao convert` first",
        f"{folder}：不是完整的输出文件夹，请先运行 `zipingbiao convert`",
    )


def is_ours(folder: Path) -> bool:
    """Whether `folder` is an output of this program, or is becoming one."""
    return (folder / LEDGER).is_file() or is_finished(folder)


def is_finished(folder: Path) -> bool:
    """Whether `folder` is a whole output of this program."""
    try:
        found = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("name") == NAME


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "path": table.path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "header": True,
            "delimiter": ",",
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.table, "fields": [key.column]},
            }
            for key in table.foreign_keys
        ]
    return schema


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.enum:
        constraints["enum"] = [str(word) for word in column.enum]
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    return {**field, "constraints": constraints} if constraints else field
