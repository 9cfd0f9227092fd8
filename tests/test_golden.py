"""The tables made from the fixtures, as they were when somebody last looked at them.

`make golden` writes them anew; what it changes is read like any other change.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
TABLES = ("forms", "funds", "indicators", "findings")
# Boxes of scans differ in the last digits from one processor to the next.
LOOSE = {"x0", "top", "x1", "bottom"}
SHOWN = 40


@pytest.mark.parametrize("table", TABLES)
def test_table_is_as_it_was(table: str, converted: Path) -> None:
    path = GOLDEN / f"{table}.csv"
    now = without_boxes((converted / f"{table}.csv").read_text(encoding="utf-8-sig"))
    if os.environ.get("ZIPINGBIAO_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    if not path.exists():
        pytest.fail(f"{path} is missing: run `make golden`, read what it wrote, keep it")
    before = path.read_text(encoding="utf-8")
    changes = list(
        difflib.unified_diff(
            before.splitlines(), now.splitlines(), "golden", "now", n=0, lineterm=""
        )
    )
    if changes:
        shown = "\n".join(changes[:SHOWN])
        pytest.fail(f"{table}.csv changed; if that is right, run `make golden`\n{shown}")


def without_boxes(text: str) -> str:
    """The same table with one kind of line end and without the columns that may differ."""
    rows = list(csv.reader(io.StringIO(text)))
    kept = [index for index, name in enumerate(rows[0]) if name not in LOOSE]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[i] for i in kept] for row in rows)
    return out.getvalue()
