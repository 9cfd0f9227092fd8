"""Is a page's text layer what the page shows?

A text layer is not trusted because it is there: an OCR's invisible layer under a scan and a
font without (or with a wrong) ToUnicode map both give text that nobody printed.
"""

from __future__ import annotations

import re
from functools import cache

from zipingbiao.extract import notes
from zipingbiao.extract.glyphs import Glyph
from zipingbiao.extract.pdfium import Content
from zipingbiao.schemas.vocabulary import vocabulary

# A picture that covers most of the page, with no rules drawn over it, is a scan.
MOST = 0.5
# On the pages of the fixtures 65 to 84 % of the Chinese characters are common ones; with every
# code point shifted by one it is 4 to 10 %. The line lies between.
COMMON_SHARE = 0.2
HAN, ASCII, OTHER = "han", "ascii", "other"
# Fewer Chinese characters than this say nothing about the layer.
ENOUGH = 20

_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]+")
_BROKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd-\uffff\ue000-\uf8ff]")


Face = tuple[str, str]
"""A font, and which of its characters are meant: a font's map may be right for some of them."""


def face_of(glyph: Glyph) -> Face:
    """The font of a character, and its script: Chinese, ASCII (of full width, too), or other."""
    char = glyph.text
    if _HAN.match(char):
        return glyph.font, HAN
    return glyph.font, ASCII if char.isascii() or "！" <= char <= "～" else OTHER


def why_scan(content: Content) -> str:
    """Why a page has to be read from its picture; empty if its text layer is good."""
    area = content.width * content.height
    pictured = sum(box.width * box.height for box in content.pictures) > MOST * area
    if pictured and not len(content.glyphs):
        return notes.PICTURE
    if pictured and not content.rules:
        return notes.UNDER_PICTURE
    if not len(content.glyphs):
        return notes.NO_TEXT if content.rules or content.shapes else ""
    visible = "".join(content.glyphs.texts[~content.glyphs.hidden].tolist())
    return _why_garbled(visible) if visible else notes.INVISIBLE


def is_broken(text: str) -> bool:
    """Whether a glyph has no character: none at all, or one that only its font knows."""
    return bool(_BROKEN.search(text))


def _why_garbled(text: str) -> str:
    broken = len(_BROKEN.findall(text))
    han = _NOT_HAN.sub("", text)
    if broken > len(han) and broken >= ENOUGH:
        return notes.UNREADABLE
    if len(han) >= ENOUGH:
        share = sum(map(_common().__contains__, han)) / len(han)
        if share < COMMON_SHARE:
            return notes.GARBLED
    return ""


@cache
def _common() -> frozenset[str]:
    return frozenset(vocabulary().common)
