"""Zips of documents, also such as no good packer makes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FORM = """项目支出绩效自评表
(2022年度)

一级指标\t二级指标\t三级指标\t年度指标值\t分值\t得分
产出指标\t数量指标\t清淤长度\t5公里\t100\t99
总分\t\t\t\t100\t99
"""


def zipped(path: Path, files: Mapping[str, bytes | str]) -> Path:
    """A zip of files."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return path


def named_raw(path: Path, name: bytes, data: bytes | str = FORM) -> Path:
    """A zip of one file whose name is these bytes, without the flag for UTF-8."""
    stand_in = "x" * len(name)
    raw = zipped(path, {stand_in: data}).read_bytes()
    path.write_bytes(raw.replace(stand_in.encode(), name))
    return path


def changed(path: Path, field: int, value: int, size: str = "H") -> Path:
    """The zip with a field of its first directory entry changed (offset in the entry)."""
    raw = bytearray(path.read_bytes())
    entry = raw.index(b"PK\x01\x02")
    struct.pack_into(f"<{size}", raw, entry + field, value)
    path.write_bytes(raw)
    return path
