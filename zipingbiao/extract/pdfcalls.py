"""PDFium's questions about characters and objects, asked on plain addresses.

A page has a thousand characters and each is asked five questions, its text objects as many.
pypdfium2's bindings
convert every pointer into an object and let other threads in at every call; the same functions
declared on addresses take two thirds of the time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    """A function of the library by its address, with these types; the interpreter stays locked."""
    address = ctypes.cast(function, _POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(item: Any) -> int:  # noqa: ANN401
    """Where something lies in memory; 0 for nothing."""
    return ctypes.cast(item, _POINTER).value or 0


# Each takes the address of the text page and the character's index.
code_of = _direct(raw.FPDFText_GetUnicode, ctypes.c_uint, _POINTER, _INT)
is_generated = _direct(raw.FPDFText_IsGenerated, _INT, _POINTER, _INT)
is_hyphen = _direct(raw.FPDFText_IsHyphen, _INT, _POINTER, _INT)
is_unmapped = _direct(raw.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
object_of = _direct(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
size_of = _direct(raw.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
# These write to the addresses behind it: a FS_RECTF; two doubles; a FS_MATRIX.
loose_box_of = _direct(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
origin_of = _direct(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
matrix_of = _direct(raw.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
# Each takes the address of a text object.
font_of = _direct(raw.FPDFTextObj_GetFont, _POINTER, _POINTER)
mode_of = _direct(raw.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
# A page's or a form's objects; the kind, the matrix (into a FS_MATRIX), the bounds (into four
# floats) and the clip path of any; how many paths make that up.
object_count = _direct(raw.FPDFPage_CountObjects, _INT, _POINTER)
object_at = _direct(raw.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
held_count = _direct(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
held_at = _direct(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
kind_of = _direct(raw.FPDFPageObj_GetType, _INT, _POINTER)
place_of = _direct(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
bounds_of = _direct(raw.FPDFPageObj_GetBounds, _INT, _POINTER, *[_POINTER] * 4)
clip_of = _direct(raw.FPDFPageObj_GetClipPath, _POINTER, _POINTER)
path_count = _direct(raw.FPDFClipPath_CountPaths, _INT, _POINTER)
# Whether a path is filled and stroked (into two integers); its segments; what one is, whether it
# closes its subpath, where it ends (into two floats).
draw_mode_of = _direct(raw.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
segment_count = _direct(raw.FPDFPath_CountSegments, _INT, _POINTER)
segment_at = _direct(raw.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_kind = _direct(raw.FPDFPathSegment_GetType, _INT, _POINTER)
segment_closes = _direct(raw.FPDFPathSegment_GetClose, _INT, _POINTER)
segment_end = _direct(raw.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
