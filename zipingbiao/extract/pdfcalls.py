"""PDFium's questions about characters and objects, asked on plain addresses.

A page has a thousand characters and each is asked four questions, its text objects as many.
pypdfium2's bindings convert every pointer into an object and let other threads in at every call;
the same functions declared on addresses take two thirds of the time. What is asked of everything
on a page is asked by `Question`: without declared arguments, whose conversion takes longer than
PDFium's answer, and without a line of Python between two calls it takes one third.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_POINTER, _WHERE, _INT = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int

Address = ctypes.c_void_p
Bytes = NDArray[np.uint8]
Column = NDArray[np.float64]
Rows = NDArray[np.float64]
"""A row for each of what was asked about."""


def _direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    """A function of the library by its address, with these types; the interpreter stays locked."""
    address = ctypes.cast(function, _POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(item: Any) -> int:  # noqa: ANN401
    """Where something lies in memory; 0 for nothing."""
    return ctypes.cast(item, _POINTER).value or 0


class Question:
    """A function of the library that is asked about many things, one after the other. Its arguments
    have no declared types: an `Address` is passed as one, a whole number as C's int."""

    def __init__(self, function: Any, result: Any) -> None:  # noqa: ANN401
        self._ask = _direct(function, result)

    def each(self, *arguments: Iterable[Any]) -> list[Any]:
        """What it says, given columns of arguments."""
        return list(map(self._ask, *arguments))

    def written(self, *arguments: Sequence[Any], two: bool = False) -> tuple[list[Any], Bytes]:
        """The same, where it writes more to the addresses that follow: one, or two. Each row of the
        answer has what was written to the first at its beginning, to the second at byte 8."""
        said: list[Any] = []
        parts = [np.zeros((0, _ROW), np.uint8)]
        columns = (_room.firsts, _room.seconds) if two else (_room.firsts,)
        for start in range(0, len(arguments[0]), _ROOM):
            some = [column[start : start + _ROOM] for column in arguments]
            said += map(self._ask, *some, *columns)
            parts.append(_room.rows[: len(some[0])].copy())
        return said, np.concatenate(parts)


# What is written takes up to 24 bytes; so many answers are written before they are fetched.
_ROW, _ROOM = 32, 2048


class _Room(threading.local):
    """Where PDFium writes, and the addresses of its rows. It is kept, since to make it takes as
    long as to ask; each thread has its own."""

    def __init__(self) -> None:
        self.rows = np.zeros((_ROOM, _ROW), np.uint8)
        first = self.rows.ctypes.data
        places = range(first, first + self.rows.size, _ROW)
        self.firsts = list(map(Address, places))
        self.seconds = [Address(place + 8) for place in places]


_room = _Room()

# Of characters (a text page, an index): the code; whether PDFium made it up, whether it is a hyphen
# at the end of a line, whether it has no code; its text object; its type size.
code_of = Question(raw.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = Question(raw.FPDFText_IsGenerated, _INT)
is_hyphen = Question(raw.FPDFText_IsHyphen, _INT)
is_unmapped = Question(raw.FPDFText_HasUnicodeMapError, _INT)
object_of = Question(raw.FPDFText_GetTextObject, _WHERE)
size_of = Question(raw.FPDFText_GetFontSize, ctypes.c_double)
# Of a page and of a form (and an index): how many objects they hold, and which; of these: the kind.
object_count = Question(raw.FPDFPage_CountObjects, _INT)
object_at = Question(raw.FPDFPage_GetObject, _WHERE)
held_count = Question(raw.FPDFFormObj_CountObjects, _INT)
held_at = Question(raw.FPDFFormObj_GetObject, _WHERE)
kind_of = Question(raw.FPDFPageObj_GetType, _INT)
# Of text objects.
font_of = Question(raw.FPDFTextObj_GetFont, _WHERE)
mode_of = Question(raw.FPDFTextObj_GetTextRenderMode, _INT)
clip_of = Question(raw.FPDFPageObj_GetClipPath, _WHERE)
# Of clip paths: how many paths make one up; none or fewer: it does not clip.
path_count = Question(raw.FPDFClipPath_CountPaths, _INT)
# Of paths (and an index): their segments; of these: the kind, and whether it closes its subpath.
segment_count = Question(raw.FPDFPath_CountSegments, _INT)
segment_at = Question(raw.FPDFPath_GetPathSegment, _WHERE)
segment_kind = Question(raw.FPDFPathSegment_GetType, _INT)
segment_closes = Question(raw.FPDFPathSegment_GetClose, _INT)

_text = _direct(raw.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
_loose_box = Question(raw.FPDFText_GetLooseCharBox, _INT)
_origin = Question(raw.FPDFText_GetCharOrigin, _INT)
_char_matrix = Question(raw.FPDFText_GetMatrix, _INT)
_matrix = Question(raw.FPDFPageObj_GetMatrix, _INT)
_draw_mode = Question(raw.FPDFPath_GetDrawMode, _INT)
_segment_end = Question(raw.FPDFPathSegment_GetPoint, _INT)


def whole_text(text: Address, count: int) -> NDArray[np.uint16]:
    """The text of a page of so many characters, as UTF-16."""
    units = np.zeros(2 * count + 1, np.uint16)
    # It says how many units it wrote, with the one that ends the text.
    written = _text(text, 0, count, units.ctypes.data)
    return units[: max(0, written - 1)]


def loose_boxes(text: Address, indices: Sequence[int]) -> tuple[list[int], Rows]:
    """Whether some characters have boxes, and these: left, top, right, bottom."""
    found, rows = _loose_box.written([text] * len(indices), indices)
    return found, _floats(rows, 4)


def origins(text: Address, indices: Sequence[int]) -> Rows:
    """Where some characters stand: x, y."""
    _, rows = _origin.written([text] * len(indices), indices, two=True)
    return rows.view(np.float64)[:, :2]


def char_matrices(text: Address, indices: Sequence[int]) -> tuple[list[int], Rows]:
    """Whether some characters have matrices, and these: a to f."""
    found, rows = _char_matrix.written([text] * len(indices), indices)
    return found, _floats(rows, 6)


def matrices(items: Sequence[Address]) -> Rows:
    """The matrices of page objects: a to f."""
    return _floats(_matrix.written(items)[1], 6)


def draw_modes(paths: Sequence[Address]) -> tuple[list[int], list[int]]:
    """How paths are filled, and whether they are stroked; 0 is not at all."""
    rows = _draw_mode.written(paths, two=True)[1].view(np.intc)
    return rows[:, 0].tolist(), rows[:, 2].tolist()


def segment_ends(segments: Sequence[Address]) -> tuple[Column, Column]:
    """Where segments of paths end: x, y."""
    rows = _floats(_segment_end.written(segments, two=True)[1], 3)
    return rows[:, 0], rows[:, 2]


def _floats(rows: Bytes, columns: int) -> Rows:
    return rows.view(np.float32)[:, :columns].astype(np.float64)


# The bounds of a page object, into four floats.
bounds_of = _direct(raw.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
