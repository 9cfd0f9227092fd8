"""The tables made from the fixtures, as they were when somebody last looked at them.

`make golden` writes them anew; what it changes is read like any other change.
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import os
from functools import cache
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
TRUTH = Path(__file__).parents[1] / "fixtures" / "truth"
TABLES = ("forms", "funds", "indicators", "findings")
LOOSE = {"x0", "top", "x1", "bottom"}
# What a recogniser makes of a smudge differs from one processor to the next: forms that were
# recognised are held against their truth (test_fixtures.py), not against an earlier reading.
RECOGNISED = {"scan", "photo", "badlayer", "shifted", "codeless"}
SHOWN = 40


@pytest.mark.parametrize("table", TABLES)
def test_table_is_as_it_was(table: str, converted: Path) -> None:
    path = GOLDEN / f"{table}.csv"
    now = comparable((converted / f"{table}.csv").read_text(encoding="utf-8-sig"))
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


def comparable(text: str) -> str:
    """The same table with one kind of line end, without boxes and without recognised forms."""
    rows = list(csv.DictReader(io.StringIO(text)))
    kept = [name for name in rows[0] if name not in LOOSE]
    out = io.StringIO()
    writer = csv.DictWriter(out, kept, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for row in rows if not _is_recognised(row))
    return out.getvalue()


def _is_recognised(row: dict[str, str]) -> bool:
    files = recognised_files()
    stem = row["form_id"].rsplit("-", 1)[0]
    return row.get("source") in files or stem in {name.replace(".", "_") for name in files}


@cache
def recognised_files() -> frozenset[str]:
    """The fixtures that are pictures of a page."""
    truths = (json.loads(path.read_text(encoding="utf-8")) for path in TRUTH.glob("*.json"))
    return frozenset(truth["file"] for truth in truths if truth["kind"] in RECOGNISED)
