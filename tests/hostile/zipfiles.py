"""Zips that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence

from hostile.pdfs import deflated
from zips import FORM

GROUPS: Sequence[str] = ("bombs", "names", "crowds")


def zipped(files: dict[str, bytes]) -> bytes:
    """A plain zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def raw_entry(
    name: bytes, offset: int, packed: int, size: int, crc: int, flags: int = 0x800
) -> bytes:
    """A directory entry for a deflated member at an offset."""
    return (
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, flags, 8, 0, 33, crc, packed,
                    size, len(name), 0, 0, 0, 0, 0, offset)
        + name
    )  # fmt: skip


def raw_local(name: bytes, packed: int, size: int, crc: int, flags: int = 0x800) -> bytes:
    """A member's own header."""
    return (
        struct.pack(
            "<4s2B4HL2L2H", b"PK\x03\x04", 20, 0, flags, 8, 0, 33, crc, packed, size, len(name), 0
        )
        + name
    )


def ended(body: bytes, entries: Sequence[bytes]) -> bytes:
    """A zip of a body and its directory."""
    directory = b"".join(entries)
    count = min(len(entries), 65535)
    return (
        body
        + directory
        + struct.pack(
            "<4s4H2LH",
            b"PK\x05\x06",
            0,
            0,
            min(count, 65535),
            min(count, 65535),
            len(directory),
            len(body),
            0,
        )
    )


def overlapping(count: int, mebibytes: int) -> bytes:
    """Many members in one place, after D. Fifield: each begins with the header of the next, quoted
    as a stored block, and all end in one kernel."""
    kernel, size, crc = deflated(mebibytes, wrapped=False), mebibytes * 1024 * 1024, 0
    name = b"%05d.txt"
    body, entries = raw_local(name % count, len(kernel), size, crc) + kernel, []
    places = [(name % count, 0, len(kernel), size)]
    for number in range(count - 1, 0, -1):
        head = body[: 30 + 9]
        block = struct.pack("<BHH", 0, len(head), len(head) ^ 0xFFFF)
        packed = len(block) + len(body)
        size += len(head)
        local = raw_local(name % number, packed, size, crc)
        places = [(n, at + len(local) + len(block), p, s) for n, at, p, s in places]
        body = local + block + body
        places.append((name % number, 0, packed, size))
    entries = [raw_entry(n, at, p, s, crc) for n, at, p, s in reversed(places)]
    return ended(body, entries)


def _bombs() -> dict[str, bytes]:
    data = FORM.encode()
    inner = zipped({"a.txt": data})
    layers = inner
    for level in range(20):
        layers = zipped({f"{level}-{n}.zip": layers for n in range(2)})
    raw = deflated(300, wrapped=False)
    flat = ended(
        raw_local(b"a.txt", len(raw), 300 * 1024 * 1024, 0) + raw,
        [raw_entry(b"a.txt", 0, len(raw), 300 * 1024 * 1024, 0)],
    )
    wide = ended(
        raw_local(b"a.txt", len(raw), 200 * 1024 * 1024, 0) + raw,
        [raw_entry(b"%d.txt" % n, 0, len(raw), 200 * 1024 * 1024, 0) for n in range(1900)],
    )
    lying = ended(
        raw_local(b"a.txt", len(raw), 1000, 0) + raw, [raw_entry(b"a.txt", 0, len(raw), 1000, 0)]
    )
    return {
        "bomb-flat": flat,
        "bomb-wide": wide,
        "bomb-lying": lying,
        "bomb-overlapping": overlapping(1500, 1),
        "bomb-nested": layers,
        "zip-in-zip": zipped({"inner.zip": inner, "a.txt": data}),
    }


def quine() -> bytes:
    """A zip whose directory names its own first byte as a member, over and over."""
    data = FORM.encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    local = raw_local(b"a.txt", len(packed), len(data), zlib.crc32(data))
    entry = raw_entry(b"a.txt", 0, len(packed), len(data), zlib.crc32(data))
    return ended(local + packed, [entry] * 1000)


def _names() -> dict[str, bytes]:
    data = FORM.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        device = zipfile.ZipInfo("device.txt")
        device.create_system, device.external_attr = 3, 0o020666 << 16
        archive.writestr(device, data)
    absolute = ["../../../../tmp/zipingbiao-was-here.txt", "/tmp/zipingbiao-was-here.txt",
                "C:\\Windows\\zipingbiao-was-here.txt", "\\\\server\\share\\a.txt",
                "..\\..\\zipingbiao-was-here.txt", "a/../../b.txt", "con.txt", "aux", "a\0b.txt",
                "x" * 5000 + ".txt", "/" * 5000 + "a.txt", "a/" * 2000 + "b.txt",
                "\u202etxt.exe.txt", "..", ".", "", " ", "a.txt/",
                "=cmd|' /C calc'!A1.txt"]  # fmt: skip
    entries, body = [], b""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    for name in absolute:
        raw = name.encode()
        entries.append(raw_entry(raw, len(body), len(packed), len(data), zlib.crc32(data)))
        body += raw_local(raw, len(packed), len(data), zlib.crc32(data)) + packed
    bad, bad_body = [], b""
    for raw in (b"\xff\xfe\xfd.txt", "自评表.txt".encode("gbk"), "自評表.txt".encode("big5"),
                b"\x80" * 300 + b".txt",
                "表\ud800.txt".encode("utf-8", "surrogatepass")):  # fmt: skip
        bad.append(raw_entry(raw, len(bad_body), len(packed), len(data), zlib.crc32(data), 0))
        bad_body += raw_local(raw, len(packed), len(data), zlib.crc32(data), 0) + packed
    flagged = [raw_entry(b"\xff\xfe.txt", 0, len(packed), len(data), zlib.crc32(data))]
    return {
        "names-leading-elsewhere": ended(body, entries),
        "names-odd-encodings": ended(bad_body, bad),
        "names-no-utf8": ended(
            raw_local(b"\xff\xfe.txt", len(packed), len(data), zlib.crc32(data)) + packed, flagged
        ),
        "symlinks": out.getvalue(),
        "one-name-often": quine(),
    }


def _crowds() -> dict[str, bytes]:
    packed = zlib.compress(b"x", 9)[2:-4]
    local = raw_local(b"a.txt", len(packed), 1, zlib.crc32(b"x"))
    entries = [
        raw_entry(b"%06d.txt" % n, 0, len(packed), 1, zlib.crc32(b"x")) for n in range(60_000)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"x")
    plain = zipped({"a.txt": FORM.encode()})
    return {
        "members-100000": out.getvalue(),
        "members-one-place": ended(local + packed, entries),
        "directory-cut": plain[:-30],
        "directory-elsewhere": plain[:-6] + b"\xff\xff\xff\x7f" + plain[-2:],
        "empty": ended(b"", []),
    }


def files(group: str) -> dict[str, bytes]:
    """The files of a group, by their names."""
    return {"bombs": _bombs, "names": _names, "crowds": _crowds}[group]()
