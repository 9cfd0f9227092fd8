"""Compound files (OLE2) of one stream, by hand ([MS-CFB]: header, FAT, directory, stream)."""

from __future__ import annotations

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
# Smaller streams would live in a second, smaller FAT.
_LEAST_STREAM = 4096


def compound_file(stream: str, head: bytes = b"") -> bytes:
    """A compound file whose only stream has this name and begins with these bytes."""
    data = head.ljust(_LEAST_STREAM, b"\0")
    count = len(data) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + count), _END]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(stream, 2, _FREE, 2, len(data))
    return _header() + fat + entries.ljust(_SECTOR, b"\0") + data


def _header() -> bytes:
    sizes = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    places = struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    fats = struct.pack("<109I", 0, *[_FREE] * 108)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + sizes + places + fats


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(raw), kind, 1, _FREE, _FREE, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
