"""Target and result (年度指标值, 实际完成值) → operator, number, unit; or a word that is no number.

Only a text that is one quantity, whole, becomes one; everything else that holds a digit is
`unclear`, and nobody is judged by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from zipingbiao.normalize.figures import Number, amount_factor, is_null, parse_number
from zipingbiao.normalize.text import fold
from zipingbiao.schemas.rulewords import rule_words

# A longer rest behind a number says something, it is no unit.
LONGEST_UNIT = 8
ALL = 100
_DATE = re.compile(r"\d{4}年|\d月|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?$|\d{4}-\d{4}$|季度")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年|[./-]\d)")
_SPLIT_DIGITS = re.compile(r"\d\s+\d")
_NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_QUANTITY = re.compile(rf"^(?P<number>{_NUMBER})(?P<unit>[^\d,.;:、。()<>=≤≥~]*(?:m[23])?)$")
_RANGE = re.compile(
    rf"^(?P<low>{_NUMBER})(?P<one>[^\d,.;:、。~-]*)(?:-|~|—|–|至|到)(?P<high>{_NUMBER})(?P<unit>\D*)$"
)
_SHARE_OF_HUNDRED = re.compile(r"^百分之(?P<number>\S+)$")
_TENTHS = re.compile(r"^(?P<number>\d(?:\.\d)?|[一二三四五六七八九])成$")
_PERCENTS = {"%", "百分比", "%百分比"}


class Kind(StrEnum):
    """What a target or a result is."""

    BLANK = "blank"
    QUANTITY = "quantity"
    DATE = "date"
    WORDS = "words"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Target:
    """A target, or a result, as written.

    `operator` is one of ≥ ≤ > < = or blank; a range has a blank one, its lower end in `value` and
    its upper end in `upper`. `year` is that of a date.
    """

    kind: Kind
    operator: str = ""
    value: Decimal | None = None
    upper: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    year: int | None = None

    @property
    def measure(self) -> str:
        """What its unit measures (percent, money, time, count); blank if that is not known."""
        return _measures().get(self.unit, "")


@lru_cache(maxsize=65536)
def parse_target(text: str) -> Target:
    """What a target says.

    >>> parse_target("≥95%").operator, parse_target("98%以上").operator
    ('≥', '≥')
    >>> parse_target("控制在30万元以内")
    Target(kind=<Kind.QUANTITY: 'quantity'>, operator='≤', value=Decimal('30'), upper=None, \
decimals=0, unit='万元', year=None)
    >>> parse_target("显著提升").kind, parse_target("5次，100人").kind
    (<Kind.WORDS: 'words'>, <Kind.UNCLEAR: 'unclear'>)
    """
    if is_null(text):
        return Target(Kind.BLANK)
    if _SPLIT_DIGITS.search(unicodedata.normalize("NFKC", text)):
        return Target(Kind.UNCLEAR)
    bare = fold(text).rstrip("。;,")
    if any(bare.startswith(word) for word in rule_words().qualitative):
        return Target(Kind.WORDS)
    if _DATE.search(bare):
        year = _YEAR.search(bare)
        return Target(Kind.DATE, year=int(year[1]) if year else None)
    found = _quantity(bare)
    if found is not None:
        return found
    return Target(Kind.UNCLEAR if any(map(str.isdigit, bare)) else Kind.WORDS)


def comparable(target: Target, result: Target) -> tuple[Decimal, Decimal] | None:
    """Both numbers in one unit; None where the units do not say how to compare them.

    A number alone has the unit of the other, but for shares: 1 beside 100% may be all of it, and
    100% beside 500 how much of them was done.
    """
    if target.value is None or result.value is None or target.upper or result.upper:
        return None
    if target.measure == result.measure == "money":
        factors = amount_factor(target.unit), amount_factor(result.unit)
        return target.value * factors[0], result.value * factors[1]
    if target.unit == result.unit:
        return target.value, result.value
    if "" not in (target.unit, result.unit) or "money" in (target.measure, result.measure):
        return None
    if result.measure == "percent":
        return None
    if target.measure == "percent" and not 1 < result.value <= ALL:
        return None
    return target.value, result.value


def _quantity(bare: str) -> Target | None:
    before, rest = _operator(bare, rule_words().operators, at_end=False)
    rest = _without_lead_in(rest)
    if not before:
        before, rest = _operator(rest, rule_words().operators, at_end=False)
    behind, rest = _operator(rest, rule_words().suffixes, at_end=True)
    if before and behind and before != behind:
        return None
    spread = _RANGE.match(rest)
    if spread is not None and not (before or behind):
        return _range(spread)
    number = _number(rest)
    if number is None:
        return None
    operator = before or behind
    return Target(Kind.QUANTITY, operator, number.value, None, number.decimals, number.unit)


def _range(match: re.Match[str]) -> Target | None:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    one, unit = _tidy_unit(match["one"]), _tidy_unit(match["unit"])
    if low is None or high is None or low.value >= high.value or one not in ("", unit):
        return None
    decimals = max(low.decimals, high.decimals)
    return Target(Kind.QUANTITY, "", low.value, high.value, decimals, unit)


def _number(text: str) -> Number | None:
    """A number with its unit, of which nothing is left over."""
    share = _SHARE_OF_HUNDRED.match(text)
    if share is not None:
        number = parse_number(share["number"])
        return Number(number.value, number.decimals, "%") if number else None
    tenths = _TENTHS.match(text)
    if tenths is not None:
        number = parse_number(tenths["number"])
        return Number(number.value * 10, 0, "%") if number else None
    match = _QUANTITY.match(text)
    if match is None or len(match["unit"]) > LONGEST_UNIT or _is_vague(match["unit"]):
        return None
    number = parse_number(match["number"])
    return Number(number.value, number.decimals, _tidy_unit(match["unit"])) if number else None


def _is_vague(unit: str) -> bool:
    return any(word in unit for word in rule_words().vague)


def _tidy_unit(unit: str) -> str:
    """A unit once, also where its cell and its column both print it."""
    half = len(unit) // 2
    once = unit[:half] if half and unit[:half] == unit[half:] else unit
    return "%" if once in _PERCENTS else once


def _operator(text: str, words: Mapping[str, tuple[str, ...]], *, at_end: bool) -> tuple[str, str]:
    """The operator that a text begins or ends with, and the rest."""
    for operator, known in words.items():
        for word in known:
            if at_end and text.endswith(word) and len(text) > len(word):
                return operator, text[: -len(word)]
            if not at_end and text.startswith(word):
                return operator, text[len(word) :]
    return "", text


def _without_lead_in(text: str) -> str:
    for word in rule_words().lead_ins:
        rest = text.removeprefix(word)
        if rest != text and rest:
            return rest
    return text


@cache
def _measures() -> dict[str, str]:
    return {unit: measure for measure, units in rule_words().units.items() for unit in units}
