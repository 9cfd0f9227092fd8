from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
from zips import zipped

from zipingbiao.batch import identify
from zipingbiao.batch.identify import content_of, signature_of
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.ledger import Entry


def entry(path: Path, signature: str = "", sha256: str | None = None) -> Entry:
    return Entry(1, Input(path, path.name), path.suffix, signature, sha256)


def test_content_is_what_the_bytes_say(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert content_of(entry(path), "") == hashlib.sha256(b"a").hexdigest()
    archive = zipped(tmp_path / "a.zip", {"x/a.txt": "a"})
    assert content_of(entry(archive / "x" / "a.txt"), "") == hashlib.sha256(b"a").hexdigest()


def test_a_file_that_did_not_change_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert content_of(entry(path, "1:2", "known"), "1:2") == "known"
    assert content_of(entry(path, "1:2", "known"), "1:3") != "known"
    assert content_of(entry(path, "", "known"), "") != "known"


def test_a_signature_changes_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identify, "_SETTLED", -1)
    path = tmp_path / "a.txt"
    path.write_text("a")
    before = signature_of(Input(path, "a.txt"))
    assert before
    status = path.stat()
    path.write_text("b")
    # The same size, and the old time put back: the inode's own time still tells.
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert signature_of(Input(path, "a.txt")) != before


def test_a_file_just_written_has_no_signature(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    assert time.time_ns() - path.stat().st_ctime_ns < identify._SETTLED
    assert signature_of(Input(path, "a.txt")) == ""


def test_what_cannot_be_opened_has_no_content(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "nowhere"):
        assert signature_of(Input(tmp_path / name, name)) == ""
        assert content_of(entry(tmp_path / name), "") == ""
