"""Text → number. A text that allows two readings gives none of them in silence.

The grammar is that of printed figures: thousands groups, a decimal point (an OCR's space behind
it is no gap), a percent sign, a unit, Chinese numerals. What a cell prints instead of a value
(`/`, `—`, 无) is no number, and no zero.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from zipingbiao.normalize.text import fold
from zipingbiao.schemas.vocabulary import vocabulary

# No form prints more digits than this, also in words; Decimal gives up far beyond it.
MOST_LENGTH = 100
_UNITS = ("万元", "亿元", "千元", "百分比", "万", "亿", "元", "分", "%", "‰")
_PLAIN = re.compile(
    r"^(?P<sign>[-+△▲])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?$"
)
_UNIT = re.compile(rf"({'|'.join(_UNITS)})$")
_POINT_GAP = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_WRAP = re.compile(r"(?<=[\d.,])\n\s*(?=[\d.,%])")
_GROUP_GAP = re.compile(r"(?<=\d),\s+(?=\d{3}(?!\d))")
_HAN_NUMERAL = re.compile(
    r"^[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟点元角分整圆]+$"
)
_DECIMAL_COMMA = re.compile(r"^-?\d+,\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Number:
    """A parsed number: `value` as printed, its printed decimals, its printed unit."""

    value: Decimal
    decimals: int
    unit: str = ""


@cache
def _nulls() -> frozenset[str]:
    return frozenset(fold(mark) for mark in vocabulary().nulls)


def is_null(text: str) -> bool:
    """Whether a cell prints nothing, a mark that says so (`/`, `—`, 无), or only a prompt."""
    folded = fold(text)
    return not folded or folded in _nulls() or is_prompt(folded)


def is_prompt(text: str) -> bool:
    """Whether a text is what a blank template says where one is to be written.

    >>> is_prompt("（100字以内）"), is_prompt("清淤（5公里以内）")
    (True, False)
    """
    folded = fold(text)
    bracketed = folded.startswith("(") and folded.endswith(")")
    return bracketed and any(word in folded for word in vocabulary().prompts)


@lru_cache(maxsize=65536)
def parse_number(text: str) -> Number | None:
    """The number that a text is, whole; None if it is none or could be two.

    >>> parse_number("87. 25")
    Number(value=Decimal('87.25'), decimals=2, unit='')
    >>> parse_number("１，234.50％")
    Number(value=Decimal('1234.50'), decimals=2, unit='%')
    >>> parse_number("10 90") is None
    True
    """
    if is_null(text):
        return None
    bare, unit = _without_unit(_tidy(text))
    if len(bare) > MOST_LENGTH:
        return None
    negative = bare.startswith("(") and bare.endswith(")")
    match = _PLAIN.match(bare[1:-1] if negative else bare)
    if match is None:
        return _from_han(bare, unit)
    decimals = match["decimals"] or ""
    value = Decimal(match["digits"].replace(",", "") + ("." + decimals if decimals else ""))
    if negative or match["sign"] in ("-", "△", "▲"):
        value = -value
    return Number(value, len(decimals), unit)


def readings_of_comma(text: str) -> tuple[Number, ...]:
    """Both readings of `19,20`, whose comma groups no thousands: an OCR's point, or a comma."""
    bare = _tidy(text)
    if not _DECIMAL_COMMA.match(bare):
        return ()
    readings = (parse_number(bare.replace(",", ".")), parse_number(bare.replace(",", "")))
    return tuple(number for number in readings if number is not None)


def _tidy(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text.strip()).replace("−", "-").replace("，", ",")
    narrow = _WRAP.sub("", narrow)
    return _GROUP_GAP.sub(",", _POINT_GAP.sub(".", narrow)).strip()


def _without_unit(bare: str) -> tuple[str, str]:
    match = _UNIT.search(bare)
    if match is None:
        return bare, ""
    unit = match.group(1)
    return bare[: -len(unit)].rstrip(), "%" if unit == "百分比" else unit


def _from_han(bare: str, unit: str) -> Number | None:
    """大写 and 小写 Chinese numerals, by cn2an."""
    if not bare or not _HAN_NUMERAL.match(bare) or not re.search(r"[^点元角分整圆]", bare):
        return None
    import cn2an

    try:
        value = Decimal(str(cn2an.cn2an(bare, "smart")))
    except ValueError:
        return None
    return Number(value, max(0, -int(value.as_tuple().exponent)), unit)


def amount_factor(unit: str) -> Decimal:
    """What an amount is multiplied with to be in 万元."""
    return {
        "元": Decimal("0.0001"),
        "千元": Decimal("0.1"),
        "亿元": Decimal(10000),
        "亿": Decimal(10000),
    }.get(unit, Decimal(1))


def amount_unit(text: str) -> str:
    """The money unit that a label prints (`(万元)`, `单位:元`), or nothing."""
    match = re.search(r"(?:[(:、,]|人民币)(万元|亿元|千元|元)(?![\u3400-\u9fff])", fold(text))
    return match.group(1) if match else ""
