"""Output folders, to be compared byte by byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pyarrow.parquet import read_table

from zipingbiao.report.package import LEDGER, RUN


def contents(out: Path) -> dict[str, bytes]:
    """Everything in an output, by its name, but for what tells of the run and not of the files:
    the ledger, run.json, and in files.csv how long each took."""
    found = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith((LEDGER, RUN, ".")):
            found[name] = path.read_bytes()
    if "parquet/files/part-0.parquet" in found:
        table = read_table(out / "parquet" / "files" / "part-0.parquet")
        listed = table.drop_columns(["seconds"]).to_pylist()
        found["parquet/files/part-0.parquet"] = repr(listed).encode()
    rows = list(csv.reader(io.StringIO(found["files.csv"].decode("utf-8-sig"))))
    seconds = rows[0].index("seconds")
    found["files.csv"] = "\n".join(
        "\t".join([*row[:seconds], *row[seconds + 1 :]]) for row in rows
    ).encode()
    return found
