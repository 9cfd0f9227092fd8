"""Which of the lines above a table belong to it? In a report, pages of prose stand there too.

A form's title, year and unit stand right above it. Prose that only speaks of a form, a table of
contents that lists one, a section's heading and another table's title part what stands above them
from the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.view import holds_any
from zipingbiao.schemas.page import Run
from zipingbiao.schemas.vocabulary import vocabulary

# No form has more lines between its title and its table.
MOST_LINES = 12
# A line of prose has at least so many characters, unless it ends a sentence.
PROSE = 20
# A title that ends in 表 has at least so many; less is a mark in the corner (公开1表).
SHORTEST_TITLE = 6
_ENTRY = re.compile(r"(?<![.·・])[.·・]{4,}\d+$")
_SECTION = re.compile(
    r"(?:第[一二三四五六七八九十\d]+[章节部]|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.](?!\d)"
    r"|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\))"
)
_NOTE = re.compile(r"[(\[]?(?:注|备注|说明|填[表报]说明)[)\]]?[:.\d]")
_BRACKETS = re.compile(r"\([^()]*\)$")
_TABLE = re.compile(r"[^\d()]表(?:\([^()]*\))?$")


def own_lines(lines: Sequence[Run]) -> Sequence[Run]:
    """The lines above a table that are its own, top to bottom."""
    foreign = [index for index, line in enumerate(lines) if is_foreign(line)]
    return lines[foreign[-1] + 1 if foreign else 0 :][-MOST_LINES:]


def is_title(line: Run) -> bool:
    """Whether a line is a form's title: it ends in the words of one, and is no sentence."""
    text = _BRACKETS.sub("", fold(line.text))
    return text.endswith(_title_ends()) and not is_foreign(line)


@cache
def _title_ends() -> tuple[str, ...]:
    return tuple(fold(word) for word in vocabulary().titles if word.endswith("表"))


def is_foreign(line: Run) -> bool:
    """Whether a line belongs to something else than the form below it."""
    text = fold(line.text)
    if not line.source.printed:
        text = text.rstrip("。,;:、.")  # specks at a line's end are read as marks
    titled = holds_any(text, vocabulary().titles)
    if _ENTRY.search(text) or (_speaks_of_it(text) if titled else _is_prose(text)):
        return True
    if titled:
        scored = holds_any(text, vocabulary().other_titles) and "自评" not in text
        return scored or (bool(_SECTION.match(text)) and "表" not in text)
    return SHORTEST_TITLE <= len(text) <= 2 * PROSE and bool(_TABLE.search(text))


def _speaks_of_it(text: str) -> bool:
    """Whether a line with the words of a title is a sentence, or a part of one."""
    return text.endswith((";", ":", ",", "、")) or "。" in text or text.count(",") >= 2


def _is_prose(text: str) -> bool:
    if _NOTE.match(text) or (":" in text and len(text) < PROSE):
        return False
    return text.endswith(("。", ";")) or (
        len(text) >= PROSE and ("。" in text or text.count(",") >= 2)
    )
