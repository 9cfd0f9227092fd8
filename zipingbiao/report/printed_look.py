"""How a printed cell looks in a workbook: its number, as Excel keeps and shows it; its colours."""

from __future__ import annotations

import re
from decimal import Decimal

from zipingbiao.report.tabular import plain
from zipingbiao.report.words import STATUS_SIGNS
from zipingbiao.report.xlsx import is_exact
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.printed import PrintedCell

# The colours of the report.
TINTS = {Status.REPAIRED: "#dff0e2", Status.DERIVED: "#e9e5f8", Status.DOUBTFUL: "#ffe6c7"}
INKS = {Severity.ERROR: "#b3261e", Severity.WARNING: "#9a6200", Severity.INFO: "#2b6a86"}
# A number as it may be printed alone in a cell, with a unit behind it.
_NUMBER = re.compile(
    r"(?P<number>-?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.(?P<decimals>\d+))?)"
    r"(?P<unit>%|万元|亿元|千元|元|分)?"
)
_WORDS = re.compile(r"[\u3400-\u9fff]")


def number_of(cell: PrintedCell, figure: Figure | None) -> tuple[Decimal | None, str]:
    """The number of a cell as Excel keeps it, and the format that shows it as it is printed; no
    number for a text, or for one with more digits than Excel has."""
    text = cell.text.strip()
    match = _NUMBER.fullmatch(text)
    if figure is None or figure.value is None:
        read = Decimal(match["number"].replace(",", "")) if match and not cell.key else None
    elif match or not _WORDS.search(text):
        read = figure.value.scaleb(cell.shift)
    else:
        read = None  # a label with its weight, a sentence
    if read is None or not is_exact(plain(read)):
        return None, "@"
    decimals = len(match["decimals"] or "") if match else max(0, -int(read.as_tuple().exponent))
    unit = match["unit"] or "" if match else ""
    look = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    if unit == "%":
        return read.scaleb(-2), f"{look}%"
    return read, f'{look}"{unit}"' if unit else look


def signed(look: str, figure: Figure | None) -> str:
    """A format that shows the sign of a figure's status in front of it."""
    sign = STATUS_SIGNS.get(figure.status) if figure else None
    return f'"{sign.zh} "{look}' if sign else look


def colours(figure: Figure | None, severity: Severity | None) -> dict[str, object]:
    """The tint of a figure's status, and the ink of the worst finding about it."""
    tint = TINTS.get(figure.status) if figure else None
    found: dict[str, object] = {"bg_color": tint} if tint else {}
    return found | ({"font_color": INKS[severity]} if severity else {})
