"""The styles of a workbook: by which format a cell prints, in which font, with which borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from zipingbiao.extract.numberformat import GENERAL
from zipingbiao.extract.ooxml import attribute, child, local, number

Item = TypeVar("Item")

_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_AM_TIME, _AM_TIME_S = 'AM/PMh"时"mm"分"', 'AM/PMh"时"mm"分"ss"秒"'
# Excel itself takes no longer format; what is longer prints as `General`.
MOST_CODE = 255
# Formats that a workbook names by number only (ECMA-376-1, 18.8.30), those for Chinese included.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: "¥#,##0;¥-#,##0", 6: "¥#,##0;¥-#,##0", 7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;¥-#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: _AM_TIME, 35: _AM_TIME_S, 36: _YEAR_MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _AM_TIME, 56: _AM_TIME_S, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says about what it prints; `ruled`: it has a line left or right."""

    code: str = GENERAL
    font: str = ""
    ruled: bool = False


def read_styles(root: etree._Element | None) -> list[Style]:
    """The cell styles of a workbook, by their number."""
    codes = dict(_BUILT_IN)
    for item in _items(root, "numFmts"):
        code = attribute(item, "formatCode") or GENERAL
        codes[number(item, "numFmtId")] = code if len(code) <= MOST_CODE else GENERAL
    fonts = [_font_name(item) for item in _items(root, "fonts")]
    borders = [_is_ruled(item) for item in _items(root, "borders")]
    return [
        Style(
            codes.get(number(xf, "numFmtId"), GENERAL),
            _nth(fonts, number(xf, "fontId")) or "",
            bool(_nth(borders, number(xf, "borderId"))),
        )
        for xf in _items(root, "cellXfs")
    ]


def _items(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    group = child(root, name)
    return iter(()) if group is None else iter(group)


def _font_name(font: etree._Element) -> str:
    name = child(font, "name")
    return "" if name is None else attribute(name, "val") or ""


def _is_ruled(border: etree._Element) -> bool:
    sides = (item for item in border if local(item) in ("left", "right", "start", "end"))
    return any(attribute(side, "style") not in (None, "none") for side in sides)


def _nth(items: Sequence[Item], index: int) -> Item | None:
    return items[index] if index < len(items) else None
