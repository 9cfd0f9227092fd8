"""The characters of a PDF page by PDFium: what they are, where they stand and how they are set."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.glyphs import Glyph
from zipingbiao.extract.symbols import in_font
from zipingbiao.schemas.page import Box

Point = tuple[float, float]
ToPage = Callable[[float, float], Point]

_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
# The codes of symbol fonts, as characters. What stands in Symbol with other codes is named rightly.
_PRIVATE = "\uf000"
_UNMAPPED = "\N{REPLACEMENT CHARACTER}"
# Font names are short; longer ones are cut off, which does no harm.
_NAME_BYTES = 128
# The name of a symbol font as files write it: "ABCDEF+Wingdings2", "Wingdings-Regular".
_SYMBOLS = re.compile(r"(?:[A-Z]{6}\+)?(wingdings|symbol) ?(2?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a page, and the text objects (by address) that they come from."""

    glyphs: tuple[Glyph, ...]
    objects: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a text object sets its characters. `clip` is what its clip path leaves visible
    (spreadsheets clip cells at a page's end, and print the whole text on both pages)."""

    font: str
    embedded: bool
    symbols: str
    em: float
    hidden: bool
    clip: Box | None


def address(item: raw.FPDF_PAGEOBJECT | raw.FPDF_FONT) -> int:
    """Where an object lies in memory: the same object has the same address."""
    return ctypes.addressof(item.contents) if item else 0


def text_of(page: pdfium.PdfPage, to_page: ToPage) -> Text:
    """The visible and hidden characters of a page."""
    text = page.get_textpage()
    try:
        return _Reader(text, to_page).read()
    finally:
        text.close()


class _Reader:
    """Goes through a text page character by character."""

    def __init__(self, text: pdfium.PdfTextPage, to_page: ToPage) -> None:
        self._text = text.raw
        self._at = pdfcalls.address_of(text.raw)
        self._count = text.count_chars()
        self._to_page = to_page
        self._pens: dict[int, _Pen] = {}
        self._fonts: dict[int, str] = {}
        # Filled in by PDFium again and again: to make them is dear.
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect_at = ctypes.addressof(self._rect)
        self._origin_at = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def read(self) -> Text:
        """All characters, in the file's order."""
        glyphs: list[Glyph] = []
        high, spaced = "", False
        for index in range(self._count):
            code = pdfcalls.code_of(self._at, index)
            if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
                high = chr(code)
                continue
            char, high = self._char(high, code, index), ""
            # PDFium generates spaces and line ends only.
            if char.isspace():
                if not pdfcalls.is_generated(self._at, index):
                    self._pen(index)
                    spaced = True
                continue
            pen = self._pen(index)
            glyph = self._glyph(index, char, pen, spaced)
            if glyph is not None:
                glyphs.append(glyph)
                spaced = False
        return Text(tuple(glyphs), frozenset(self._pens))

    def _char(self, high: str, code: int, index: int) -> str:
        """The character of a code. PDFium gives the font's own code for what has no character,
        and a control character for a hyphen at the end of a line."""
        if pdfcalls.is_unmapped(self._at, index) == 1:
            return _UNMAPPED
        if high and 0xDC00 <= code < 0xE000:
            return (high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")
        if code < 0x20 and raw.FPDFText_IsHyphen(self._text, index) == 1:
            return "-"
        return chr(code) if not 0xD800 <= code < 0xE000 else _UNMAPPED

    def _glyph(self, index: int, char: str, pen: _Pen, spaced: bool) -> Glyph | None:
        """A character with its place; None if nothing of it is visible."""
        rect = self._rect
        if not pdfcalls.loose_box_of(self._at, index, self._rect_at):
            return None
        pdfcalls.origin_of(self._at, index, *self._origin_at)
        x0, top = self._to_page(rect.left, rect.top)
        x1, bottom = self._to_page(rect.right, rect.bottom)
        box = Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))
        shown = box if pen.clip is None else box.shared(pen.clip)
        if shown is None:
            return None
        base = self._to_page(self._x.value, self._y.value)[1]
        if pen.symbols and (pen.symbols.lower() != "symbol" or char >= _PRIVATE):
            char = in_font(char, pen.symbols)
        em = pen.em if shown == box else 0.0
        # Other fonts are drawn by whatever this computer has; for ASCII that is always right.
        font = pen.font if pen.embedded or char.isascii() else ""
        return Glyph(char, shown, base, box.height, pen.hidden, spaced, font, em)

    def _pen(self, index: int) -> _Pen:
        key = pdfcalls.object_of(self._at, index) or 0
        pen = self._pens.get(key)
        if pen is None:
            item = raw.FPDFText_GetTextObject(self._text, index)
            font = raw.FPDFTextObj_GetFont(item)
            name = self._font(font)
            symbols = _SYMBOLS.match(name)
            pen = self._pens[key] = _Pen(
                name,
                raw.FPDFFont_GetIsEmbedded(font) == 1,
                " ".join(filter(None, symbols.groups())) if symbols else "",
                self._em(index),
                raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE,
                clip_box(item, self._to_page),
            )
        return pen

    def _font(self, font: raw.FPDF_FONT) -> str:
        """A font's name, with the size of its file: subsets of one font may share the name."""
        key = address(font)
        if key not in self._fonts:
            name, size = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_size_t()
            raw.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
            raw.FPDFFont_GetFontData(font, None, 0, size)
            self._fonts[key] = f"{name.value.decode('utf-8', 'replace')} {size.value}"
        return self._fonts[key]

    def _em(self, index: int) -> float:
        """The type size in points; 0 if the characters do not stand upright on the page."""
        matrix = self._matrix
        size = raw.FPDFText_GetFontSize(self._text, index)
        if not raw.FPDFText_GetMatrix(self._text, index, matrix):
            return 0.0
        (x, y), (x0, y0) = self._to_page(matrix.c * size, matrix.d * size), self._to_page(0, 0)
        along, _ = self._to_page(matrix.a * size, matrix.b * size)
        upright = abs(x - x0) < (y0 - y) / 2 and along > x0
        return y0 - y if upright else 0.0


def clip_box(item: raw.FPDF_PAGEOBJECT, to_page: ToPage) -> Box | None:
    """What all clip paths of an object have in common, by their bounds; None if unclipped."""
    path = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(path) if path else 0
    clip: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, count)):
        corners = []
        for number in range(raw.FPDFClipPath_CountPathSegments(path, index)):
            segment = raw.FPDFClipPath_GetPathSegment(path, index, number)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append(to_page(x.value, y.value))
        if len(corners) < 3:
            continue
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        bounds = Box(min(xs), min(ys), max(xs), max(ys))
        clip = bounds if clip is None else clip.shared(bounds) or Box(0, 0, 0, 0)
    return clip
