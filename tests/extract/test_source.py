from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from ole2 import compound_file

from zipingbiao.errors import UnknownKind, UnreadableFile, ZipingbiaoError
from zipingbiao.extract.compound import DOC, ET, XLS
from zipingbiao.extract.source import (
    DOCX,
    HTML,
    IMAGE,
    ODS,
    ODT,
    OFD,
    PDF,
    RTF,
    TEXT,
    XLSX,
    ZIP,
    kind_of,
)

OPEN = "application/vnd.oasis.opendocument."
XML = b'<?xml version="1.0"?>\n<?mso-application progid="x"?>\n'


def archive(part: str, text: str = "x", **others: str) -> bytes:
    """A zip with one part, or with some more."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in {part: text, **others}.items():
            made.writestr(name, content)
    return out.getvalue()


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
        ("a.docx", archive("word/document.xml"), DOCX),
        ("a.doc", archive("xl/workbook.xml"), XLSX),
        ("a", b"\xef\xbb\xbf\n<!-- x --><!DOCTYPE html><p>", HTML),
        ("a.xls", b"<TABLE border=1>", HTML),
        ("a.htm", "\ufeff<html>".encode("utf-16-le"), HTML),
        ("a.TXT", "总分\t100".encode(), TEXT),
        ("a.tsv", "总分\t100".encode("gbk"), TEXT),
        ("a.doc", compound_file("WordDocument"), DOC),
        ("a.et", compound_file("Workbook"), ET),
        ("a.doc", b"{\\rtf1", RTF),
        ("a.wps", archive("word/document.xml"), DOCX),
        ("a.zip", archive("mimetype", OPEN + "text"), ODT),
        ("a.docx", archive("form.pdf"), ZIP),
        ("a.zip", archive("form.pdf", "%PDF-1.7"), ZIP),
        ("a", archive("OFD.xml"), OFD),
        ("a", b"PK\x05\x06" + bytes(18), ZIP),
        ("a.ods", archive("mimetype", OPEN + "spreadsheet-template"), ODS),
        ("a.xls", XML + b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"', XLS),
        (
            "a.doc",
            XML + b'<w:d xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            DOC,
        ),
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
        ("a.docx", b"PK\x03\x04", UnreadableFile, "damaged"),
        ("a.docx", b"\x00\x01", UnreadableFile, r"named \.docx"),
        ("a.ppt", compound_file("PowerPoint Document"), UnknownKind, "old office file"),
        ("a.xlsx", compound_file("EncryptedPackage"), UnreadableFile, "encrypted"),
        (
            "a.odt",
            archive("mimetype", OPEN + "text", **{"META-INF/manifest.xml": "<m:encryption-data>"}),
            UnreadableFile,
            "encrypted",
        ),
        ("a.odp", archive("mimetype", OPEN + "presentation"), UnknownKind, "neither"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", UnknownKind, "no zip: unpack it"),
        ("a.pptx", archive("[Content_Types].xml"), UnknownKind, "neither"),
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
