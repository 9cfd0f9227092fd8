"""Dates of spreadsheets: days since an epoch, printed by a format like yyyy"年"m"月"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from zipingbiao.extract.numberformat import TOKEN, currency, general, split_sections

_DATE_LETTERS = re.compile(r"^(?:[ymdhsae]+|AM/PM|A/P)$", re.IGNORECASE)
_ELAPSED = re.compile(r"^(?:h+|m+|s+)$", re.IGNORECASE)
# Excel counts 29 February 1900, a day that never was; from March 1900 on, this is day 0.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2958466
_HALVES = ("AM/PM", "A/P")
_WEEKDAYS = "一二三四五六日"


def is_date_format(code: str) -> bool:
    """Whether a format prints dates or times."""
    return any(
        (match["letter"] and _DATE_LETTERS.match(match["letter"]))
        or (match["bracket"] and _ELAPSED.match(match["bracket"]))
        for match in TOKEN.finditer(split_sections(code)[0])
    )


def printed_date(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """A number of days as a format prints it; one that is no date prints as a number."""
    if not 0 <= value < _LAST_DAY:
        return general(value)
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    moment = epoch + timedelta(seconds=int((value * 86400).to_integral_value()))
    matches = list(TOKEN.finditer(split_sections(code)[0]))
    half_day = any((m["letter"] or "").upper() in _HALVES for m in matches)
    letters = [(m["letter"] or "").lower() for m in matches]
    return "".join(
        _piece(match, moment, value, half_day, _is_minute(letters, index))
        for index, match in enumerate(matches)
    ).strip()


def printed_iso(text: str) -> str:
    """A date that is stored as ISO 8601, without a time of midnight."""
    return text.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")


def _piece(
    match: re.Match[str], moment: datetime, value: Decimal, half_day: bool, minute: bool
) -> str:
    if match["quoted"] is not None:
        return match["quoted"]
    if match["bracket"] is not None:
        return _elapsed(match["bracket"], value)
    if match["letter"]:
        return _letters(match["letter"].lower(), moment, half_day, minute)
    if match["fill"] or match["place"]:
        return ""
    return match["escaped"] or (" " if match["space"] else match["mark"] or match["other"] or "")


def _is_minute(letters: Sequence[str], index: int) -> bool:
    """`m` is the minute after an hour and before a second, else the month."""
    before = next((x for x in reversed(letters[:index]) if x), "")
    after = next((x for x in letters[index + 1 :] if x), "")
    return before.startswith("h") or after.startswith("s")


def _letters(letters: str, moment: datetime, half_day: bool, minute: bool) -> str:
    if letters.upper() in _HALVES:
        return "上午" if moment.hour < 12 else "下午"
    kind, wide = letters[0], len(letters) > 1
    if kind in "ye":
        return f"{moment.year % 100:02d}" if letters in ("y", "yy") else f"{moment.year:04d}"
    if kind == "a":
        return ("星期" if len(letters) > 3 else "") + _WEEKDAYS[moment.weekday()]
    if kind == "m" and not minute and len(letters) > 2:
        return moment.strftime("%B" if len(letters) > 3 else "%b")
    if kind == "d" and len(letters) > 2:
        return moment.strftime("%A" if len(letters) > 3 else "%a")
    hour = (moment.hour + 11) % 12 + 1 if half_day else moment.hour
    parts = {"d": moment.day, "h": hour, "s": moment.second}
    number = parts.get(kind, moment.minute if minute else moment.month)
    return f"{number:02d}" if wide else str(number)


def _elapsed(bracket: str, value: Decimal) -> str:
    if not _ELAPSED.match(bracket):
        return currency(bracket)
    a_day = {"h": 24, "m": 1440, "s": 86400}[bracket[0].lower()]
    return str(int(value * a_day)).zfill(len(bracket))
