from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.errors import UnknownKind, UnreadableFile, ZipingbiaoError
from zipingbiao.extract.source import IMAGE, PDF, TEXT, kind_of


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", PDF),
        ("a.bin", b"\x00" * 500 + b"%PDF-1.4\n", PDF),
        ("a.txt", b"%PDF-1.7\n", PDF),
        ("a", b"\x89PNG\r\n\x1a\n....", IMAGE),
        ("a.png", b"\xff\xd8\xff\xe0....", IMAGE),
        ("a.tif", b"II*\x00....", IMAGE),
        ("a.tif", b"MM\x00*....", IMAGE),
        ("a.TXT", "总分\t100".encode(), TEXT),
        ("a.tsv", "总分\t100".encode("gbk"), TEXT),
    ],
)
def test_the_first_bytes_say_what_a_file_is(
    tmp_path: Path, name: str, data: bytes, kind: str
) -> None:
    assert kind_of(file(tmp_path, name, data)) == kind


@pytest.mark.parametrize(
    ("name", "data", "error", "words"),
    [
        ("a.pdf", b"", UnreadableFile, "empty"),
        ("a.pdf", b"<html>", UnreadableFile, r"named \.pdf"),
        ("a.png", b"GIF89a", UnreadableFile, r"named \.png"),
        ("a.docx", b"PK\x03\x04", UnknownKind, r"\.docx"),
        ("a", b"hello", UnknownKind, r"\(none\)"),
    ],
)
def test_what_cannot_be_read_is_said_in_both_languages(
    tmp_path: Path, name: str, data: bytes, error: type[ZipingbiaoError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        kind_of(file(tmp_path, name, data))
    assert caught.value.message_zh.endswith("。")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="check the path"):
        kind_of(tmp_path / "a.pdf")
