from __future__ import annotations

from pathlib import Path

import pytest
from ole2 import compound_file

from zipingbiao.errors import UnknownKind, UnreadableFile
from zipingbiao.extract.compound import DOC, ET, WPS, XLS, compound_kind

WORD = b"\xec\xa5\xc1\x00" + bytes(6)
BEGIN = b"\x09\x08\x10\x00" + bytes(16)


def file(folder: Path, name: str, stream: str, head: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(compound_file(stream, head))
    return path


@pytest.mark.parametrize(
    ("name", "stream", "kind"),
    [
        ("a.doc", "WordDocument", DOC),
        ("a.wps", "WordDocument", WPS),
        ("a.et", "WordDocument", DOC),
        ("a.xls", "Workbook", XLS),
        ("a.et", "Workbook", ET),
        ("a", "Book", XLS),
        ("a.wps", "CONTENTS", WPS),
    ],
)
def test_the_stream_says_what_it_is_and_the_name_whose(
    tmp_path: Path, name: str, stream: str, kind: str
) -> None:
    assert compound_kind(file(tmp_path, name, stream)) == kind


@pytest.mark.parametrize(
    ("stream", "head"),
    [
        ("EncryptedPackage", b""),
        ("WordDocument", WORD + b"\x00\x01"),
        ("Workbook", BEGIN + b"\x2f\x00\x36\x00"),
        ("Workbook", BEGIN + b"\x86\x00\x00\x00" + b"\x2f\x00\x36\x00"),
    ],
)
def test_a_password_is_said_whoever_asks_for_it(tmp_path: Path, stream: str, head: bytes) -> None:
    with pytest.raises(UnreadableFile, match="encrypted"):
        compound_kind(file(tmp_path, "a.doc", stream, head))


@pytest.mark.parametrize(
    ("stream", "head"),
    [
        ("WordDocument", WORD + b"\x00\x02"),
        ("Workbook", BEGIN + b"\xe1\x00\x02\x00" + b"\x2f\x00" + b"\x2f\x00\x36\x00"),
        ("Workbook", b""),
    ],
)
def test_other_flags_and_records_are_no_password(tmp_path: Path, stream: str, head: bytes) -> None:
    assert compound_kind(file(tmp_path, "a", stream, head)) in (DOC, XLS)


def test_a_presentation_is_neither_text_nor_workbook(tmp_path: Path) -> None:
    with pytest.raises(UnknownKind, match="neither"):
        compound_kind(file(tmp_path, "a.ppt", "PowerPoint Document"))


def test_a_cut_off_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file("WordDocument")[:600])
    with pytest.raises(UnreadableFile, match="damaged"):
        compound_kind(path)
