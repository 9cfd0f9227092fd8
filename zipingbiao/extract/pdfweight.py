"""May a PDF cost far more than its size suggests?

PDFium takes a page apart in one call that nobody can end: what unpacks to gigabytes, or draws
itself a billion times, would take the process down with it. So the file is looked over first,
without PDFium: its streams are unpacked, with a bound, and what they say is counted. What is
explained by that is harmless. Everything else is suspect, and tried out in a process of its own
(`probe.py`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

# Bytes. The content of a page takes some 50 KB, a Chinese font some megabytes; PDFium makes some
# fifty bytes of each byte of a page's content.
MOST_STREAM = 8 * 1024**2
# All that is unpacked here, and all that pages, or forms that call each other, may come to.
MOST_UNPACKED = 128 * 1024**2
MOST_DRAWN = 128 * 1024**2
# PDFium keeps all open marks with each object; tagged files nest a few.
MOST_OPEN_MARKS = 500

# Parsers in Python make a kilobyte of each state that a page saves; a page saves some thousands.
MOST_SAVED = 50_000

# What ends a word (ISO 32000-1, 7.2.2); pictures hold letters by chance, hardly ever such words.
_ENDS = rb"\x00\t\n\f\r ()<>\[\]{}/%"
_SAVE = re.compile(rb"q(?<=[%b]q)(?![^%b])" % (_ENDS, _ENDS))
_CALL = re.compile(rb"Do(?<=[%b]Do)(?![^%b])" % (_ENDS, _ENDS))
_MARK = re.compile(rb"(?<![^%b])(?:B[MD]C|(EMC))(?![^%b])" % (_ENDS, _ENDS))
# A stream is a form only if its dictionary says so, or says where that is said.
_MAYBE_FORM = re.compile(rb"/Form(?![^%b])|/Subtype\s+\d" % _ENDS)
_STREAM = re.compile(rb"stream[ \t]*\r?\n?")
_REFERENCES = re.compile(rb"(?:\d{1,10}\s+\d{1,5}\s+R\s*){2,}")
_REFERENCE = re.compile(rb"R")
_ESCAPED = re.compile(rb"/[A-Za-z]*#[0-9A-Fa-f]{2}[A-Za-z#0-9]*")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# Filters that unpack to a multiple, and are not tried here; nobody has written them for decades.
_PACKERS = (b"/LZW", b"/RunLength", b"/RL")
# Pictures, which are unpacked as far as their own size goes: JPEG, JPEG 2000.
_PICTURES = (b"\xff\xd8\xff", b"\x00\x00\x00\x0cjP", b"\xff\x4f\xff\x51")
_PLACES_OF_85 = np.array([85**4, 85**3, 85**2, 85, 1])
_TEXT = re.compile(rb"[\x09\x0a\x0c\x0d\x20-\x7e]*")
_TEXT_BYTES = 256


class Unexplained(Exception):
    """A stream is packed in a way that is not tried here, or unpacks to too much."""


@dataclass(slots=True)
class _Weight:
    """What has been seen so far: bytes unpacked, the largest stream, whether a form calls another,
    how often one stream saves the state, how many references stand side by side, and how many
    calls of forms and pictures one stream holds."""

    unpacked: int = 0
    largest: int = 0
    nested: bool = False
    saved: int = 0
    references: int = 1
    calls: int = 1

    @property
    def drawn(self) -> int:
        """The bytes that a page may come to."""
        return self.largest * max(self.references, self.calls)


def is_suspect(data: bytes, pages: int) -> bool:
    """Whether the size of a PDF does not bound what its pages cost.

    Args:
        data: the file.
        pages: how many pages it says it has.
    """
    weight = _weight_of(data)
    if weight is None:
        return True
    return weight.drawn > MOST_DRAWN or weight.largest * pages > MOST_DRAWN


def is_plain(data: bytes) -> bool:
    """Whether parsers without bounds of their own may be let at a PDF: what it says is explained,
    no form calls another (or itself), and no page saves its state without end."""
    weight = _weight_of(data)
    return weight is not None and not weight.nested and weight.saved <= MOST_SAVED


def _weight_of(data: bytes) -> _Weight | None:
    """What is seen of a file; None if not all of it can be."""
    if b"/Encrypt" in data:
        return None
    weight = _Weight()
    try:
        for around, packed in _streams(data):
            _weigh(around, packed, weight)
    except Unexplained:
        return None
    return weight


def _streams(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The streams of a file, each with what stands between the one before it and itself."""
    starts = [
        (match.start(), match.end())
        for match in _STREAM.finditer(data)
        if data[match.start() - 3 : match.start()] != b"end"
    ]
    view, before = memoryview(data), 0
    for (keyword, start), (until, _) in pairwise([*starts, (len(data), len(data))]):
        end = data.rfind(b"endstream", start, until)
        yield data[before:keyword], view[start : end if end >= 0 else until]
        before = max(end, start)


def _weigh(around: bytes, packed: memoryview, weight: _Weight) -> None:
    """Unpack one stream, and count what it says and what the objects before it say."""
    if _names_packer(around):
        raise Unexplained
    weight.references = max(weight.references, _side_by_side(around))
    said = _unpacked(packed, weight)
    weight.largest = max(weight.largest, len(said))
    calls = len(_CALL.findall(said)) if b"Do" in said else 0
    weight.calls = max(weight.calls, calls)
    if calls and (b"#" in around or _MAYBE_FORM.search(around)):
        if calls > 1:  # twice itself, and so on: PDFium ends only what calls itself once
            raise Unexplained
        weight.nested = True
    if len(said) > MOST_SAVED and said.count(b"q") > MOST_SAVED:
        weight.saved = max(weight.saved, len(_SAVE.findall(said)))
    if b"ObjStm" in around:
        weight.references = max(weight.references, _side_by_side(said))
        if _names_packer(said):
            raise Unexplained
    if _open_marks(said) > MOST_OPEN_MARKS:
        raise Unexplained


def _unpacked(packed: memoryview, weight: _Weight) -> bytes:
    """What a stream says: deflated, in ASCII, or as it is."""
    head = bytes(packed[:_TEXT_BYTES])
    if head.startswith(_PICTURES):
        return bytes(packed)
    if _is_deflated(head):
        said = _inflated(packed)
        weight.unpacked += len(said)
        if weight.unpacked > MOST_UNPACKED or _is_deflated(said[:2]):
            raise Unexplained
        return said
    if not _TEXT.fullmatch(head):
        raise Unexplained
    plain = bytes(packed).rstrip()
    if not plain.endswith(b">"):
        return plain
    try:
        inner = (
            _of_base_85(plain.removeprefix(b"<~").removesuffix(b"~>"))
            if plain.endswith(b"~>")
            else bytes.fromhex(plain[:-1].decode("ascii"))
        )
    except ValueError:
        return plain
    return _inflated(memoryview(inner)) if _is_deflated(inner[:2]) else inner


def _of_base_85(plain: bytes) -> bytes:
    """ASCII85 (ISO 32000-1, 7.4.3), a hundred times as fast as the standard library has it."""
    letters = plain.translate(None, b" \t\r\n\f\0").replace(b"z", b"!!!!!")
    digits = np.frombuffer(letters, np.uint8).astype(np.int64) - 33
    if digits.size and (digits.max() > 84 or digits.min() < 0):
        raise Unexplained
    missing = -digits.size % 5
    words = np.pad(digits, (0, missing), constant_values=84).reshape(-1, 5) @ _PLACES_OF_85
    data = words.astype(">u4").tobytes()
    return bytes(data[: len(data) - missing])


def _is_deflated(head: bytes) -> bool:
    """Whether bytes begin as RFC 1950 has it."""
    return len(head) > 1 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0


def _inflated(packed: memoryview) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        said = unpacker.decompress(packed, MOST_STREAM)
    except zlib.error as error:
        raise Unexplained from error
    if unpacker.unconsumed_tail:
        raise Unexplained
    return said


def _names_packer(said: bytes) -> bool:
    if any(name in said for name in _PACKERS):
        return True
    plain = (_ESCAPE.sub(_byte, name) for name in (_ESCAPED.findall(said) if b"#" in said else ()))
    return any(name.startswith((*_PACKERS, b"/Encrypt")) for name in plain)


def _byte(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)])


def _side_by_side(said: bytes) -> int:
    """How many references the longest row of them has."""
    if said.count(b" R") < 2:
        return 1
    rows = (len(_REFERENCE.findall(row)) for row in _REFERENCES.findall(said))
    return max(rows, default=1)


def _open_marks(said: bytes) -> int:
    """How many marks are open at once, at most."""
    if said.count(b"BMC") + said.count(b"BDC") <= MOST_OPEN_MARKS:
        return 0
    depth = most = 0
    for match in _MARK.finditer(said):
        depth += -1 if match[1] else 1
        most = max(most, depth)
    return most
