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
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int

Address = ctypes.c_void_p
Rows = NDArray[np.float64]
"""One row for each of what was asked about."""


def _direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    """A function of the library by its address, with these types; the interpreter stays locked."""
    address = ctypes.cast(function, _POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(item: Any) -> int:  # noqa: ANN401
    """Where something lies in memory; 0 for nothing."""
    return ctypes.cast(item, _POINTER).value or 0


class Question:
    """A function of the library that is asked about many things. Its arguments have no declared
    types: an `Address` is passed as one, a whole number as C's int."""

    def __init__(self, function: Any, result: Any) -> None:  # noqa: ANN401
        self._ask = _direct(function, result)

    def each(self, items: Iterable[Address]) -> list[Any]:
        """What is said of each of some objects."""
        return list(map(self._ask, items))

    def of_chars(self, text: Address, indices: Iterable[int]) -> list[Any]:
        """What is said of some characters of a text page."""
        return list(map(self._ask, repeat(text), indices))

    def into(
        self, text: Address, indices: Iterable[int], *columns: Sequence[Address]
    ) -> list[Any]:
        """The same, where it is written to one address of each of the columns."""
        return list(map(self._ask, repeat(text), indices, *columns))


class _Room(threading.local):
    """Where PDFium writes what is more than one number: rows of 32 bytes. The room is kept, since to
    make it takes as long as to ask, and each thread has its own."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, 32), np.uint8)
        self.starts: list[Address] = []
        self.seconds: list[Address] = []

    def ready(self, rows: int) -> _Room:
        """Room for so many answers. `starts` is where each begins, `seconds` its second double."""
        if rows > len(self._rows):
            self._rows = np.zeros((2 * rows, 32), np.uint8)
            first = self._rows.ctypes.data
            behind = first + self._rows.size
            self.starts = list(map(Address, range(first, behind, 32)))
            self.seconds = list(map(Address, range(first + 8, behind, 32)))
        return self

    def floats(self, rows: int, columns: int) -> Rows:
        """What was written as C's floats."""
        return self._rows[:rows].view(np.float32)[:, :columns].astype(np.float64)

    def doubles(self, rows: int, columns: int) -> Rows:
        """What was written as C's doubles."""
        return self._rows[:rows].view(np.float64)[:, :columns].copy()


_room = _Room()

# Of characters: the code; whether PDFium made it up, whether it is a hyphen at the end of a line,
# whether it has no code; its text object; its type size.
code_of = Question(raw.FPDFText_GetUnicode, ctypes.c_uint)
is_generated = Question(raw.FPDFText_IsGenerated, _INT)
is_hyphen = Question(raw.FPDFText_IsHyphen, _INT)
is_unmapped = Question(raw.FPDFText_HasUnicodeMapError, _INT)
object_of = Question(raw.FPDFText_GetTextObject, ctypes.c_size_t)
size_of = Question(raw.FPDFText_GetFontSize, ctypes.c_double)
# Of text objects.
font_of = Question(raw.FPDFTextObj_GetFont, ctypes.c_size_t)
mode_of = Question(raw.FPDFTextObj_GetTextRenderMode, _INT)
clip_of = Question(raw.FPDFPageObj_GetClipPath, ctypes.c_size_t)
# Of clip paths: how many paths make one up; none or fewer: it does not clip.
path_count = Question(raw.FPDFClipPath_CountPaths, _INT)

_loose_box = Question(raw.FPDFText_GetLooseCharBox, _INT)
_origin = Question(raw.FPDFText_GetCharOrigin, _INT)
_matrix = Question(raw.FPDFText_GetMatrix, _INT)


def loose_boxes(text: Address, indices: Sequence[int]) -> tuple[list[int], Rows]:
    """Whether some characters have boxes, and these: left, top, right, bottom."""
    room = _room.ready(len(indices))
    found = _loose_box.into(text, indices, room.starts)
    return found, room.floats(len(indices), 4)


def origins(text: Address, indices: Sequence[int]) -> Rows:
    """Where some characters stand: x, y."""
    room = _room.ready(len(indices))
    _origin.into(text, indices, room.starts, room.seconds)
    return room.doubles(len(indices), 2)


def matrices(text: Address, indices: Sequence[int]) -> tuple[list[int], Rows]:
    """Whether some characters have matrices, and these: a to f."""
    room = _room.ready(len(indices))
    found = _matrix.into(text, indices, room.starts)
    return found, room.floats(len(indices), 6)


# A page's or a form's objects; the kind, the matrix (into a FS_MATRIX), the bounds (into four
# floats) of any.
object_count = _direct(raw.FPDFPage_CountObjects, _INT, _POINTER)
object_at = _direct(raw.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
held_count = _direct(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
held_at = _direct(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
kind_of = _direct(raw.FPDFPageObj_GetType, _INT, _POINTER)
place_of = _direct(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
bounds_of = _direct(raw.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
# Whether a path is filled and stroked (into two integers); its segments; what one is, whether it
# closes its subpath, where it ends (into two floats).
draw_mode_of = _direct(raw.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
segment_count = _direct(raw.FPDFPath_CountSegments, _INT, _POINTER)
segment_at = _direct(raw.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_kind = _direct(raw.FPDFPathSegment_GetType, _INT, _POINTER)
segment_closes = _direct(raw.FPDFPathSegment_GetClose, _INT, _POINTER)
segment_end = _direct(raw.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
