"""PDFium's questions about one character, asked on plain addresses.

A page has a thousand characters and each is asked half a dozen questions. pypdfium2's bindings
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
is_unmapped = _direct(raw.FPDFText_HasUnicodeMapError, _INT, _POINTER, _INT)
object_of = _direct(raw.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
# These write to the addresses behind it: a FS_RECTF; two doubles.
loose_box_of = _direct(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
origin_of = _direct(raw.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
