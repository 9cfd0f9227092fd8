"""The characters of a PDF page by PDFium: what they are, where they stand and how they are set.

A page has a thousand of them, so nothing here goes from one to the next: PDFium is asked a question
about all of them at a time, and what follows from its answers is computed on columns.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from zipingbiao.extract import pdfcalls
from zipingbiao.extract.glyphs import Glyphs, Words
from zipingbiao.extract.pdfcalls import Address, Rows
from zipingbiao.extract.plane import Column, Places, ToPage, Truths
from zipingbiao.extract.symbols import in_font
from zipingbiao.schemas.page import Box

_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE
# The codes of symbol fonts, as characters. What stands in Symbol with other codes is named rightly.
_PRIVATE = "\uf000"
_UNMAPPED = "\N{REPLACEMENT CHARACTER}"
# Which codes are white space; none beyond the last of these is.
_WHITE = np.array([chr(code).isspace() for code in range(0x3002)], np.bool_)
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

    glyphs: Glyphs
    objects: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Font:
    """A font: its name, and whether the file holds its outlines; the symbol font that it is."""

    name: str
    embedded: bool
    symbols: str


@dataclass(frozen=True, slots=True)
class _Pens:
    """How text objects set their characters, a row each. `clips` is what its clip path leaves
    visible (left, top, right, bottom; spreadsheets clip cells at a page's end, and print the whole
    text on both pages), without limits if it has none."""

    fonts: list[_Font]
    ems: Column
    hidden: Truths
    clips: Rows


@dataclass(frozen=True, slots=True)
class _Placed:
    """The visible characters: their index, the row of their pen, their advance boxes before and
    after clipping, and their baselines."""

    index: Places
    pens: Places
    whole: Rows
    shown: Rows
    base: Column

    def those(self, which: Truths) -> _Placed:
        """Some of them."""
        if which.all():
            return self
        index, pens, base = self.index[which], self.pens[which], self.base[which]
        return _Placed(index, pens, self.whole[which], self.shown[which], base)


def text_of(page: pdfium.PdfPage, to_page: ToPage) -> Text:
    """The visible and hidden characters of a page, in the file's order."""
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MOST_CHARACTERS:
            raise Crowded
        return _read(Address(pdfcalls.address_of(text.raw)), count, to_page)
    finally:
        text.close()


def _read(text: Address, count: int, to_page: ToPage) -> Text:
    said = _said(text, count)
    spaces = np.flatnonzero(said.white)
    # PDFium generates spaces and line ends only.
    generated = pdfcalls.is_generated.each(repeat(text), spaces.tolist())
    typed = np.zeros(count, np.bool_)
    typed[spaces[np.array(generated, np.intc) == 0]] = True
    objects = _objects(text, count, np.flatnonzero(typed | said.printed))
    pens = _pens(text, objects, to_page)
    placed = _placed(text, np.flatnonzero(said.printed), objects.of_chars, pens, to_page)
    # Whether a space was typed between a character and the one before it.
    spaced = np.diff(np.cumsum(typed)[placed.index], prepend=0) > 0
    glyphs = _glyphs(said.chars[placed.index], placed, spaced, pens)
    return Text(glyphs, frozenset(objects.numbers))


@dataclass(frozen=True, slots=True)
class _Objects:
    """The text objects of a page: their number by their address, and the first character of each;
    the number of every character's."""

    numbers: dict[int, int]
    firsts: list[int]
    of_chars: Places


def _objects(text: Address, count: int, index: Places) -> _Objects:
    """The text objects that some of the characters belong to."""
    at = np.array(pdfcalls.object_of.each(repeat(text), range(count)), np.uintp)[index]
    # Characters of one object stand together.
    new = np.ones(len(at), np.bool_)
    new[1:] = at[1:] != at[:-1]
    numbers: dict[int, int] = {}
    firsts, runs = [], []
    for item, first in zip(at[new].tolist(), index[new].tolist(), strict=True):
        if item not in numbers:
            numbers[item] = len(numbers)
            firsts.append(first)
        runs.append(numbers[item])
    of_chars = np.zeros(count, np.intp)
    of_chars[index] = np.array(runs, np.intp)[np.cumsum(new) - 1]
    return _Objects(numbers, firsts, of_chars)


@dataclass(frozen=True, slots=True)
class _Said:
    """The characters by their index; which are white space, and which are printed."""

    chars: Words
    white: Truths
    printed: Truths


def _said(text: Address, count: int) -> _Said:
    codes = _codes(text, count)
    unmapped = np.array(pdfcalls.is_unmapped.each(repeat(text), range(count)), np.intc) == 1
    chars = np.array(list(map(chr, codes.tolist())), np.object_)
    chars[unmapped] = _UNMAPPED
    white = _WHITE[np.minimum(codes, len(_WHITE) - 1)] & ~unmapped
    # Control codes stand for hyphens at the ends of lines, and for line ends.
    controls = np.flatnonzero((codes < 0x20) & ~unmapped)
    hyphens = controls[np.array(pdfcalls.is_hyphen.each(repeat(text), controls.tolist())) == 1]
    chars[hyphens] = "-"
    white[hyphens] = False
    halves = (codes >= 0xD800) & (codes < 0xE000) & ~unmapped
    for index in np.flatnonzero(halves).tolist():
        chars[index] = _paired(codes, index)
    return _Said(chars, white, ~white & ~(halves & (codes < 0xDC00)))


def _codes(text: Address, count: int) -> NDArray[np.uint32]:
    """The codes of the characters. PDFium's whole text has a unit for each, unless some have none
    there (control characters) or two; a hyphen at the end of a line has one of its own."""
    units = pdfcalls.whole_text(text, count)
    if len(units) != count or ((units >= 0xD800) & (units < 0xE000)).any():
        return np.array(pdfcalls.code_of.each(repeat(text), range(count)), np.uint32)
    codes = units.astype(np.uint32)
    hyphens = np.flatnonzero(units == 0xFFFE)
    codes[hyphens] = pdfcalls.code_of.each(repeat(text), hyphens.tolist())
    return codes


def _paired(codes: NDArray[np.uint32], index: int) -> str:
    """The character beyond the basic plane whose second half stands somewhere; the first half is
    nothing by itself."""
    code = int(codes[index])
    if code < 0xDC00:
        return ""
    high = int(codes[index - 1]) if index else 0
    if not 0xD800 <= high < 0xDC00:
        return _UNMAPPED
    return (chr(high) + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")


def _pens(text: Address, objects: _Objects, to_page: ToPage) -> _Pens:
    """How text objects set their characters."""
    items = list(map(Address, objects.numbers))
    fonts = pdfcalls.font_of.each(items)
    known = {at: _font(at) for at in set(fonts)}
    return _Pens(
        [known[at] for at in fonts],
        _ems(text, objects.firsts, to_page),
        np.array(pdfcalls.mode_of.each(items), np.intc) == _INVISIBLE,
        _clips(items, to_page),
    )


def _font(at: int) -> _Font:
    """A font; its name with the size of its file: subsets of one font may share the name."""
    font = ctypes.cast(at, raw.FPDF_FONT)
    name, size = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_size_t()
    raw.FPDFFont_GetBaseFontName(font, name, _NAME_BYTES)
    raw.FPDFFont_GetFontData(font, None, 0, size)
    named = f"{name.value.decode('utf-8', 'replace')} {size.value}"
    symbols = _SYMBOLS.match(named)
    return _Font(
        named,
        raw.FPDFFont_GetIsEmbedded(font) == 1,
        " ".join(filter(None, symbols.groups())) if symbols else "",
    )


def _ems(text: Address, index: Sequence[int], to_page: ToPage) -> Column:
    """Type sizes in points; 0 where the characters do not stand upright on the page."""
    size = np.array(pdfcalls.size_of.each(repeat(text), index), np.float64)
    found, matrices = pdfcalls.char_matrices(text, index)
    a, b, c, d = matrices[:, :4].T
    nowhere = np.zeros(len(size))
    (x0, y0), (x, y) = to_page(nowhere, nowhere), to_page(c * size, d * size)
    along, _ = to_page(a * size, b * size)
    upright = (np.abs(x - x0) < (y0 - y) / 2) & (along > x0) & np.array(found, np.bool_)
    return np.where(upright, y0 - y, 0.0)


def _clips(items: Sequence[Address], to_page: ToPage) -> Rows:
    clips = np.full((len(items), 4), (-np.inf, -np.inf, np.inf, np.inf))
    paths = list(map(Address, pdfcalls.clip_of.each(items)))
    counts = np.array(pdfcalls.path_count.each(paths), np.intc)
    for row in np.flatnonzero(counts > 0).tolist():
        clip = _clip_box(paths[row], int(counts[row]), to_page)
        if clip is not None:
            clips[row] = clip.x0, clip.top, clip.x1, clip.bottom
    return clips


def _clip_box(clip_path: Address, count: int, to_page: ToPage) -> Box | None:
    """What all paths of a clip path have in common, by their bounds; None if it is unlimited."""
    path = ctypes.cast(clip_path, raw.FPDF_CLIPPATH)
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


def _placed(text: Address, index: Places, objects: Places, pens: _Pens, to_page: ToPage) -> _Placed:
    """Some characters with their places, without those of which nothing is visible."""
    found, rects = pdfcalls.loose_boxes(text, index.tolist())
    one, other = to_page(rects[:, 0], rects[:, 1]), to_page(rects[:, 2], rects[:, 3])
    whole = np.column_stack([*map(np.minimum, one, other), *map(np.maximum, one, other)])
    pen = objects[index]
    placed = _Placed(index, pen, whole, whole, np.zeros(len(index)))
    placed = placed.those(np.array(found, np.bool_))
    placed = replace(placed, base=_baselines(text, placed, to_page))
    if not np.isfinite(pens.clips).any():
        return placed
    clips, whole = pens.clips[placed.pens], placed.whole
    shown = np.column_stack(
        [np.maximum(whole[:, :2], clips[:, :2]), np.minimum(whole[:, 2:], clips[:, 2:])]
    )
    visible = (shown[:, 0] < shown[:, 2]) & (shown[:, 1] < shown[:, 3])
    unclipped = np.isinf(clips[:, 0])
    return replace(placed, shown=shown).those(visible | unclipped)


def _baselines(text: Address, placed: _Placed, to_page: ToPage) -> Column:
    """Characters of one text object that reach as high and as low as the one before stand on one
    baseline with it."""
    set_so = np.column_stack([placed.pens, placed.whole[:, 1], placed.whole[:, 3]])
    new = np.ones(len(set_so), np.bool_)
    new[1:] = (set_so[1:] != set_so[:-1]).any(axis=1)
    origins = pdfcalls.origins(text, placed.index[new].tolist())
    base: Column = to_page(origins[:, 0], origins[:, 1])[1][np.cumsum(new) - 1]
    return base


def _glyphs(texts: Words, placed: _Placed, spaced: Truths, pens: _Pens) -> Glyphs:
    fonts = np.array([font.name for font in pens.fonts], np.object_)[placed.pens]
    special = np.array([bool(font.symbols) or not font.embedded for font in pens.fonts], np.bool_)
    for index in np.flatnonzero(special[placed.pens]).tolist() if special.any() else ():
        font = pens.fonts[placed.pens[index]]
        if font.symbols and (font.symbols.lower() != "symbol" or texts[index] >= _PRIVATE):
            texts[index] = in_font(texts[index], font.symbols)
        # Other fonts are drawn by whatever this computer has; for ASCII that is always right.
        if not font.embedded and not texts[index].isascii():
            fonts[index] = ""
    whole = (placed.whole == placed.shown).all(axis=1)
    return Glyphs(
        texts,
        placed.shown,
        placed.base,
        placed.whole[:, 3] - placed.whole[:, 1],
        pens.hidden[placed.pens],
        spaced,
        fonts,
        np.where(whole, pens.ems[placed.pens], 0.0),
    )
