"""Compound files (OLE2): the old office formats, and the new ones behind a password."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from zipingbiao.errors import UnknownKind
from zipingbiao.extract.refusals import damaged, encrypted

DOC, XLS, WPS, ET = "doc", "xls", "wps", "et"

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = ("EncryptedPackage", "EncryptedSummary")
# WPS Office writes the streams of Word and Excel; only the name tells its own files.
_STREAMS = {"WordDocument": (DOC, WPS), "Workbook": (XLS, ET), "Book": (XLS, ET)}
_WORKS = "CONTENTS"
# The flags of a Word file's first block ([MS-DOC] 2.5.2), and the one for a password.
_WORD_FLAGS, _WORD_ENCRYPTED = 10, 0x0100
# A workbook's records: the ones that may stand before the one for a password ([MS-XLS] 2.4.117).
_BEGIN, _PASSWORD, _WRITE_PROTECT = 0x0809, 0x002F, 0x0086


def compound_kind(path: Path) -> str:
    """The kind of a compound file: `doc`, `xls`, `wps` or `et`.

    Raises:
        UnreadableFile: it is damaged, or needs a password.
        UnknownKind: something else than a text or a workbook.
    """
    try:
        with olefile.OleFileIO(path) as file:
            return _kind(file, path.suffix.lower())
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise damaged() from error


def _kind(file: olefile.OleFileIO, suffix: str) -> str:
    if any(file.exists(stream) for stream in _ENCRYPTED):
        raise encrypted()
    for stream, (kind, own) in _STREAMS.items():
        if file.exists(stream):
            head = file.openstream(stream).read(64)
            if _word_is_locked(head) if kind == DOC else _book_is_locked(head):
                raise encrypted()
            return own if suffix == f".{own}" else kind
    if file.exists(_WORKS) and suffix == f".{WPS}":
        return WPS
    raise UnknownKind(
        "an old office file, but neither a text nor a workbook: save it as .docx or .xlsx",
        "这是旧版 Office 文件，但不是文档或工作簿，请另存为 .docx 或 .xlsx。",
    )


def _word_is_locked(head: bytes) -> bool:
    flags = int.from_bytes(head[_WORD_FLAGS : _WORD_FLAGS + 2], "little")
    return bool(flags & _WORD_ENCRYPTED)


def _book_is_locked(head: bytes) -> bool:
    at = 0
    while at + 4 <= len(head):
        record = int.from_bytes(head[at : at + 2], "little")
        if record == _PASSWORD:
            return True
        if record not in (_BEGIN, _WRITE_PROTECT):
            return False
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return False
