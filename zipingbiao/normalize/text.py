"""Text: folded for comparison, printed form kept for output."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_SPACE = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_RUNNING_NUMBER = re.compile(r"^(?:[★☆*]+|指标\d+[:：.．、]?|\d+[、.．](?!\d)|[①-⑳])")
_PLACEHOLDER = re.compile(r"^指标\d+[:：.．、]?$")
# A recogniser may lose the closing bracket behind 分, or take it for a stroke.
_LABEL_WEIGHT = re.compile(
    r"(?<![(（\[【〔])[(（\[【〔]+\s*(?P<weight>\d+(?:\s*[.．]\s*\d+)?)\s*(?:分?\s*[)）\]】〕]|分[1lI|]?)\s*$"
)
_BARE_WEIGHT = re.compile(r"(?<=[\u3400-\u9fff])(?P<weight>\d+(?:[.．]\d+)?)分$")
_LEADING_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十])[.、](?!\d)")
_LATIN_EDGE = re.compile(r"(?<=[0-9A-Za-z])\n(?=[0-9A-Za-z])")
_FOLDED_QUOTES = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=65536)
def simplified(text: str) -> str:
    """Traditional characters → simplified (繁体 → 简体), by OpenCC's tables."""
    if not _HAN.search(text):
        return text
    return str(_converter().convert(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """For comparison only: NFKC, simplified, one kind of quotes, no whitespace."""
    narrow = unicodedata.normalize("NFKC", text).translate(_FOLDED_QUOTES)
    return simplified(_SPACE.sub("", narrow))


@lru_cache(maxsize=65536)
def label(text: str) -> str:
    """A label for matching: folded, without brackets, a leading 其中 or number, closing marks."""
    folded = _BRACKETED.sub("", fold(text))
    bare = _LEADING_NUMBER.sub("", re.sub(r"^其中[:,]?", "", folded))
    return bare.strip(":;,.。*、")


def unwrapped(text: str) -> str:
    """A cell's lines as one text: a line break is a space between Latin words only."""
    return _SPACE.sub(" ", _LATIN_EDGE.sub("", text).replace("\n", "")).strip()


def compact(text: str) -> str:
    """Printed form without any whitespace (names, labels)."""
    return _SPACE.sub("", text)


def indicator_name(text: str) -> str:
    """A name as printed, without running number and without a weight in brackets at its end."""
    bare = _RUNNING_NUMBER.sub("", compact(text))
    return _LABEL_WEIGHT.sub("", bare) if label_weight(bare) else bare


def is_placeholder(text: str) -> bool:
    """Whether a text is a row's name as the blank template offers it (指标2:)."""
    return bool(_PLACEHOLDER.match(compact(text)))


def label_weight(text: str) -> str:
    """The weight that a label prints in brackets at its end (产出指标(50分)), or nothing."""
    match = _LABEL_WEIGHT.search(unicodedata.normalize("NFKC", compact(text)))
    return match["weight"] if match else ""


def level_name(text: str) -> str:
    """The name of a level, also without a bare weight behind it (产出指标50分)."""
    name = indicator_name(text)
    return name if label_weight(text) else _BARE_WEIGHT.sub("", name)


def level_weight(text: str) -> str:
    """The weight that a level's label prints, in brackets or bare; of a leaf's name a bare number
    is a part."""
    match = _BARE_WEIGHT.search(unicodedata.normalize("NFKC", compact(text)))
    return label_weight(text) or (match["weight"] if match else "")


def has_han(text: str) -> bool:
    """Whether the text holds a Chinese character."""
    return bool(_HAN.search(text))
