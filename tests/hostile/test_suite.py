from __future__ import annotations

import csv
import os
import re
import sys
from pathlib import Path

import pytest
from hostile.conftest import Batch

from zipingbiao.report.frames import frames_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="bounds and namespaces of Linux"),
]
# What is said of each file. Written anew with ZIPINGBIAO_GOLDEN=write; read the diff.
SAID = Path(__file__).with_name("said.tsv")
COLUMNS = ("source", "status", "forms", "said")
# No file may take longer (seconds), on a computer that does other things as well.
MOST_SECONDS = 60.0
# Members of this name are not repeated for every zip.
HEAD = "The file was not processed: "


def said(batch: Batch) -> list[tuple[str, ...]]:
    """Each file with what became of it, and what is said of it and its pages."""
    messages: dict[str, list[str]] = {}
    for row in batch.table("findings"):
        if not row["form_id"]:
            messages.setdefault(row["source"], []).append(row["message_en"].removeprefix(HEAD))
    return [
        (row["source"], row["status"], row["forms"], " | ".join(messages.get(row["source"], ())))
        for row in batch.table("files")
    ]


def test_of_every_file_one_clear_thing_is_said(batch: Batch) -> None:
    found = said(batch)
    if os.environ.get("ZIPINGBIAO_GOLDEN") == "write":
        with SAID.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, "excel-tab", lineterminator="\n").writerows([COLUMNS, *found])
    with SAID.open(encoding="utf-8", newline="") as stream:
        assert found == [tuple(row) for row in csv.reader(stream, "excel-tab")][1:]


def test_no_file_ends_the_batch_or_a_process(batch: Batch) -> None:
    assert batch.status == 3, batch.printed[-2000:]
    assert not re.search(r"Traceback|internal error|died", batch.printed)
    errors = [row["error"] for row in batch.table("files")]
    assert not [error for error in errors if re.search(r"internal error|died|\n", error)]


def test_time_is_bounded(batch: Batch) -> None:
    slow = {row["source"]: row["seconds"] for row in batch.table("files")}
    assert not {source for source, took in slow.items() if float(took) > MOST_SECONDS}


def test_everything_is_said_in_both_languages(batch: Batch) -> None:
    for row in batch.table("findings"):
        assert re.search(r"[\u4e00-\u9fff]", row["message"]), row
        assert row["message_en"], row


def test_nothing_that_is_outside_was_touched(batch: Batch) -> None:
    """No member of a zip lands where its name points, and no action of a document was taken."""
    names = {path.name for path in (batch.given, batch.given.parent, Path("/tmp"), Path.cwd())}
    assert names
    for folder in (batch.given, batch.given.parent, Path("/tmp"), Path.cwd(), Path("/")):
        assert not (folder / "zipingbiao-was-here.txt").exists()
    assert not (batch.given / "it-ran").exists()
    host = Path("/etc/hostname")
    secret = host.read_text(encoding="utf-8").strip() if host.exists() else ""
    if len(secret) > 5:
        assert not [path for path in outputs(batch) if secret.encode() in path.read_bytes()]


def outputs(batch: Batch) -> list[Path]:
    """The files of the output."""
    return [path for path in batch.out.rglob("*") if path.is_file()]


def test_no_path_of_this_computer_is_in_the_outputs(batch: Batch) -> None:
    here = {str(batch.given), str(batch.out), str(Path.home()), str(Path(__file__).parents[2])}
    for path in outputs(batch):
        content = path.read_bytes()
        assert not [place for place in here - {"/"} if place.encode() in content], path.name


def test_the_outputs_can_be_loaded(batch: Batch) -> None:
    tables = frames_in(batch.out)
    assert len(tables.files) == len(batch.table("files"))
    assert "=cmd|' _C calc'!A1.txt" not in set(tables.files["source"])


def test_no_cell_of_the_outputs_is_a_formula(batch: Batch) -> None:
    for path in batch.out.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        runs = [cell for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠]", cell)]
        assert not [cell for cell in runs if not re.fullmatch(r"[+-]?[\d.]+%?|-+", cell)]
