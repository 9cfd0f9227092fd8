"""Number formats of spreadsheets: what a cell prints is its value under its format.

0.5 under `0.00` prints 0.50, and the printed decimals count. Formats of one to four sections, with
grouping, percent, scaling, exponents and literals, are followed; what goes beyond them (fractions,
conditions, Chinese digits) prints as `General`. Dates are in dateformat.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

GENERAL = "General"
# A double holds 15 digits that mean something; Excel shows no more: 0.1 + 0.2 is 0.3.
SIGNIFICANT = 15
# General shows ten digits and a point, and what is smaller than that with an exponent.
GENERAL_DIGITS = 10
_TINY = Decimal("1E-9")

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>(?i:General))|(?P<exponent>[Ee][+-])|(?P<place>[0#?])|(?P<mark>[.,%/])"
    r"|(?P<letter>AM/PM|A/P|[A-Za-z]+)|(?P<other>.)",
    re.DOTALL,
)
_BEYOND = re.compile(r"^(?:[<>=]|DBNum)", re.IGNORECASE)


@dataclass(slots=True)
class _Picture:
    """A section of a format, taken apart: literals around the places for digits."""

    before: str = ""
    after: str = ""
    whole: str = ""
    decimals: str = ""
    exponent: str = ""
    percents: int = 0
    scale: int = 0
    grouped: bool = False
    general: bool = False
    pointed: bool = False
    beyond: bool = False

    @property
    def has_places(self) -> bool:
        return bool(self.whole or self.decimals or self.general)


def cut(value: Decimal) -> Decimal:
    """A value without the artefacts of binary arithmetic."""
    with localcontext() as context:
        context.prec = SIGNIFICANT
        context.rounding = ROUND_HALF_UP
        return +value


def printed_number(value: Decimal, code: str) -> str:
    """A number as a format prints it."""
    value = cut(value)
    sections = split_sections(code)
    index = _section(value, len(sections))
    picture = _picture(sections[index])
    if not code or any(_picture(section).beyond for section in sections):
        return general(value)
    # The second section says by itself what a negative number looks like.
    sign = "-" if value < 0 and index == 0 else ""
    if not picture.has_places:
        return f"{sign}{picture.before}".strip()
    return f"{sign}{picture.before}{_digits(abs(value), picture)}{picture.after}".strip()


def general(value: Decimal) -> str:
    """A number as Excel shows it without a format."""
    value = cut(value)
    if value and abs(value) < _TINY:
        return f"{value:.5E}"
    whole = len(f"{abs(value):f}".partition(".")[0])
    return _plain(_rounded(value, max(0, GENERAL_DIGITS - whole)))


def split_sections(code: str) -> list[str]:
    """The sections of a format: positive, negative, zero, text."""
    sections = [""]
    for match in TOKEN.finditer(code):
        if match["other"] == ";":
            sections.append("")
        else:
            sections[-1] += match[0]
    return sections


def _section(value: Decimal, count: int) -> int:
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _picture(section: str) -> _Picture:
    picture = _Picture()
    for match in TOKEN.finditer(section):
        _take(picture, match)
    # Commas after the last place divide by a thousand each: they were counted as grouping so far.
    trailing = len(picture.whole) - len(picture.whole.rstrip(","))
    picture.scale += trailing
    picture.grouped = "," in picture.whole.rstrip(",")
    picture.whole = picture.whole.replace(",", "")
    return picture


def _take(picture: _Picture, match: re.Match[str]) -> None:
    literal = match["quoted"] or match["escaped"] or match["letter"] or match["other"] or ""
    if match["bracket"] is not None:
        picture.beyond |= bool(_BEYOND.match(match["bracket"]))
        literal = currency(match["bracket"])
    elif match["space"]:
        literal = " "
    elif match["general"]:
        picture.general = True
    elif match["exponent"]:
        picture.exponent = match["exponent"]
    elif match["place"]:
        _place(picture, match["place"])
    elif match["mark"] == "/":
        picture.beyond = True
    elif match["mark"]:
        literal = _mark(picture, match["mark"])
    if picture.has_places:
        picture.after += literal
    else:
        picture.before += literal


def _place(picture: _Picture, place: str) -> None:
    # Digits that go on after a literal (000-0000) are a pattern of their own.
    picture.beyond |= bool(picture.after.strip("%"))
    if picture.exponent:
        picture.exponent += place
    elif picture.pointed:
        picture.decimals += place
    else:
        picture.whole += place


def _mark(picture: _Picture, mark: str) -> str:
    """A point, comma or percent sign; what it prints by itself."""
    if mark == ".":
        picture.pointed = True
    elif mark == "," and picture.pointed:
        picture.scale += 1
    elif mark == "," and picture.has_places:
        picture.whole += ","
    elif mark == "%":
        picture.percents += 1
        return "%"
    return ""


def currency(bracket: str) -> str:
    """`[$¥-804]` prints ¥; colours and languages print nothing."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _digits(value: Decimal, picture: _Picture) -> str:
    if picture.general:
        return general(value)
    value = value.scaleb(2 * picture.percents - 3 * picture.scale)
    power = 0
    if picture.exponent:
        power = value.adjusted() if value else 0
        value = value.scaleb(-power)
    rounded = _rounded(value, len(picture.decimals))
    whole, _, decimals = f"{rounded:f}".partition(".")
    optional = len(picture.decimals) - len(picture.decimals.rstrip("#?"))
    kept = len(decimals.rstrip("0"))
    decimals = decimals[: max(len(picture.decimals) - optional, kept)]
    least = picture.whole.count("0")
    whole = "" if whole == "0" and not least else whole.zfill(least)
    if picture.grouped and whole:
        whole = f"{int(whole):,}" if len(whole) > least else whole
    text = whole + ("." + decimals if picture.pointed and (decimals or optional == 0) else "")
    return text + (_power(power, picture.exponent) if picture.exponent else "")


def _power(power: int, exponent: str) -> str:
    sign = "-" if power < 0 else "+" if exponent[1] == "+" else ""
    return f"E{sign}{str(abs(power)).zfill(len(exponent) - 2)}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = 400
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
