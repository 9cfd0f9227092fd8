"""corrections.csv: what a person settled in the review, to be read with distrust.

`form_id` `sha256` `table` `line` `column` · `read` (as it was read) · `was` (the value before) ·
`value` (as it is printed, in the unit of the table; `-` where no number is printed) · `by` `at`
(who, and when).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from zipingbiao.errors import UsageError
from zipingbiao.schemas.review import Correction

COLUMNS = ("form_id", "sha256", "table", "line", "column", "read", "was", "value", "by", "at")
# What stands for a value where the page prints a dash, or nothing.
NO_NUMBER = "-"
_NEEDED = ("form_id", "table", "line", "column", "value")
# Numbers of more digits are none of a form.
_MOST_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the file: the form it speaks of, the content it was read from (blank: not said),
    and what it says."""

    line: int
    form_id: str
    sha256: str
    correction: Correction


def read_corrections(path: Path) -> tuple[Entry, ...]:
    """The lines of a file of corrections; of two about one figure the later one counts.

    Raises:
        UsageError: the file cannot be read, or a line says nothing that could be done.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found = list(_entries(path, stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            f"{path}: cannot be read ({error}); save it as CSV in UTF-8",
            f"{path}：无法读取（{error}），请存为 UTF-8 编码的 CSV",
        ) from error
    if not found:
        raise UsageError(
            f"{path}: holds no correction; save one from the report first",
            f"{path}：其中没有更正，请先从报告中导出",
        )
    return tuple({(entry.form_id, entry.correction.key): entry for entry in found}.values())


def _entries(path: Path, lines: Iterator[str]) -> Iterator[Entry]:
    reader = csv.DictReader(lines)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise UsageError(
            f"{path}: has no column {missing[0]}; save it from the report again",
            f"{path}：缺少 {missing[0]} 列，请重新从报告中导出",
        )
    for row in reader:
        number = reader.line_num
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(values.values()):
            continue
        key = f"{values['table']}/{values['line']}/{values['column']}"
        value = _number(values["value"])
        if value is None and values["value"] != NO_NUMBER:
            raise UsageError(
                f"{path}, line {number}: {values['value']!r} is no number;"
                " write it like 12.50, or - for none",
                f"{path} 第 {number} 行：{values['value']!r} 不是数字，"
                "请写成 12.50 这样，没有数字则写 -",
            )
        said = Correction(key, value, values["by"], values["at"])
        yield Entry(number, values["form_id"], values["sha256"], said)


def _number(text: str) -> Decimal | None:
    """A plain number, as CSV has it; no words, no separators."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    plain = value.is_finite() and len(text) <= _MOST_DIGITS and "_" not in text
    return value if plain and "e" not in text.lower() else None
