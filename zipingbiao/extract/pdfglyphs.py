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
from zipingbiao.extract.pdfcalls import code_of, is_unmapped, loose_box_of, object_of
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
# A large page in small type has some ten thousand characters.
MOST_CHARACTERS = 300_000
# The name of a symbol font as files write it: "ABCDEF+Wingdings2", "Wingdings-Regular".
_SYMBOLS = re.compile(r"(?:[A-Z]{6}\+)?(wingdings|symbol) ?(2?)", re.IGNORECASE)


class Crowded(Exception):
    """A page holds far more than any form: it is not worth the time."""


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a page, and the text objects (by address) that they come from."""

    glyphs: tuple[Glyph, ...]
    objects: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Font:
    """A font: its name, and whether the file holds its outlines; the symbol font that it is."""

    name: str
    embedded: bool
    symbols: str


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a text object sets its characters. `clip` is what its clip path leaves visible
    (spreadsheets clip cells at a page's end, and print the whole text on both pages)."""

    font: _Font
    em: float
    hidden: bool
    clip: Box | None


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
        self._at = pdfcalls.address_of(text.raw)
        self._count = text.count_chars()
        if self._count > MOST_CHARACTERS:
            raise Crowded
        self._to_page = to_page
        self._pens: dict[int, _Pen] = {}
        self._fonts: dict[int, _Font] = {}
        self._ems: dict[tuple[float, ...], float] = {}
        # Filled in by PDFium again and again: to make them is dear.
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._rect_at, self._matrix_at = map(ctypes.addressof, (self._rect, self._matrix))
        self._origin_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        # The last character's text object, top and bottom, and their baseline.
        self._last: _Pen | None = None
        self._top = self._bottom = self._base = 0.0

    def read(self) -> Text:
        """All characters, in the file's order."""
        glyphs: list[Glyph] = []
        at, spaced = self._at, False
        for index in range(self._count):
            code = code_of(at, index)
            plain = 0x20 <= code < 0xD800 and is_unmapped(at, index) != 1
            char = chr(code) if plain else self._char(index, code)
            # PDFium generates spaces and line ends only.
            if char.isspace():
                if not pdfcalls.is_generated(at, index):
                    self._pen(index)
                    spaced = True
                continue
            glyph = self._glyph(index, char, spaced) if char else None
            if glyph is not None:
                glyphs.append(glyph)
                spaced = False
        return Text(tuple(glyphs), frozenset(self._pens))

    def _char(self, index: int, code: int) -> str:
        """The character of a code; nothing for the first half of one beyond the basic plane. PDFium
        gives the font's own code for what has no character, and a control character for a hyphen
        at the end of a line."""
        if 0xD800 <= code < 0xDC00:
            return ""
        if is_unmapped(self._at, index) == 1:
            return _UNMAPPED
        if 0xDC00 <= code < 0xE000:
            return self._pair(index, code)
        if code < 0x20 and pdfcalls.is_hyphen(self._at, index) == 1:
            return "-"
        return chr(code)

    def _pair(self, index: int, low: int) -> str:
        """The character of a second half and the first one before it."""
        high = code_of(self._at, index - 1) if index else 0
        if not 0xD800 <= high < 0xDC00:
            return _UNMAPPED
        return (chr(high) + chr(low)).encode("utf-16", "surrogatepass").decode("utf-16")

    def _glyph(self, index: int, char: str, spaced: bool) -> Glyph | None:
        """A character with its place; None if nothing of it is visible."""
        pen, to_page = self._pen(index), self._to_page
        if not loose_box_of(self._at, index, self._rect_at):
            return None
        rect = self._rect
        x0, top = to_page(rect.left, rect.top)
        x1, bottom = to_page(rect.right, rect.bottom)
        if x0 > x1:
            x0, x1 = x1, x0
        if top > bottom:
            top, bottom = bottom, top
        em, clip, size = pen.em, pen.clip, bottom - top
        if pen is not self._last or top != self._top or bottom != self._bottom:
            pdfcalls.origin_of(self._at, index, *self._origin_at)
            # Characters of one text object that reach as high and as low stand on one baseline.
            self._base = to_page(self._x.value, self._y.value)[1]
            self._last, self._top, self._bottom = pen, top, bottom
        if clip is not None:
            shown = Box(x0, top, x1, bottom).shared(clip)
            if shown is None:
                return None
            if (shown.x0, shown.top, shown.x1, shown.bottom) != (x0, top, x1, bottom):
                x0, top, x1, bottom, em = shown.x0, shown.top, shown.x1, shown.bottom, 0.0
        font = pen.font
        if font.symbols and (font.symbols.lower() != "symbol" or char >= _PRIVATE):
            char = in_font(char, font.symbols)
        # Other fonts are drawn by whatever this computer has; for ASCII that is always right.
        name = font.name if font.embedded or char.isascii() else ""
        return Glyph(char, x0, top, x1, bottom, self._base, size, pen.hidden, spaced, name, em)

    def _pen(self, index: int) -> _Pen:
        item = object_of(self._at, index) or 0
        pen = self._pens.get(item)
        if pen is None:
            font = self._font(pdfcalls.font_of(item) or 0)
            hidden = pdfcalls.mode_of(item) == _INVISIBLE
            pen = _Pen(font, self._em(index), hidden, clip_box(item, self._to_page))
            self._pens[item] = pen
        return pen

    def _font(self, at: int) -> _Font:
        """A font; its name with the size of its file: subsets of one font may share the name."""
        if at not in self._fonts:
            font = ctypes.cast(at, raw.FPDF_FONT)
            name, size = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_size_t()
            raw.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
            raw.FPDFFont_GetFontData(font, None, 0, size)
            named = f"{name.value.decode('utf-8', 'replace')} {size.value}"
            symbols = _SYMBOLS.match(named)
            self._fonts[at] = _Font(
                named,
                raw.FPDFFont_GetIsEmbedded(font) == 1,
                " ".join(filter(None, symbols.groups())) if symbols else "",
            )
        return self._fonts[at]

    def _em(self, index: int) -> float:
        """The type size in points; 0 if the characters do not stand upright on the page."""
        matrix = self._matrix
        size = pdfcalls.size_of(self._at, index)
        if not pdfcalls.matrix_of(self._at, index, self._matrix_at):
            return 0.0
        key = size, matrix.a, matrix.b, matrix.c, matrix.d
        if key not in self._ems:
            self._ems[key] = self._height(*key)
        return self._ems[key]

    def _height(self, size: float, a: float, b: float, c: float, d: float) -> float:
        (x, y), (x0, y0) = self._to_page(c * size, d * size), self._to_page(0, 0)
        along, _ = self._to_page(a * size, b * size)
        upright = abs(x - x0) < (y0 - y) / 2 and along > x0
        return y0 - y if upright else 0.0


def clip_box(item: int, to_page: ToPage) -> Box | None:
    """What all clip paths of an object have in common, by their bounds; None if unclipped."""
    at = pdfcalls.clip_of(item)
    count = pdfcalls.path_count(at) if at else 0
    if count <= 0:
        return None
    path = ctypes.cast(at, raw.FPDF_CLIPPATH)
    clip: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
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
