"""A form drawn as several tables, each below the heading of a section (一、基本情况), is one again.

Its title stands above the first table, its indicators are in the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zipingbiao.normalize.stitch import one_grid
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.headings import is_heading
from zipingbiao.reconcile.view import View, holds_any
from zipingbiao.schemas.page import Run, Table
from zipingbiao.schemas.vocabulary import vocabulary

# What may stand between them: 一、 (二) 第三部分, and what states a unit.
_NUMBER = "[一二三四五六七八九十]+"
_SECTION = re.compile(rf"\(?{_NUMBER}[)、.]|第{_NUMBER}部分|(?:金额)?单位:")
# A title is no longer, and no sentence; a form has no more tables.
TITLE, TABLES = 50, 5


def whole_forms(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables of a document, those of one form as one."""
    begun: list[Table] = []
    for table in tables:
        if begun and not (len(begun) < TABLES and _goes_on(table)):
            yield from begun
            begun = []
        if begun or (_is_titled(table.before) and not _has_indicators(table)):
            begun.append(table)
        if not begun:
            yield table
        elif _has_indicators(table):
            yield _joined(begun)
            begun = []
    yield from begun


def _goes_on(table: Table) -> bool:
    """Whether a table stands below the heading of a section, or below nothing."""
    lines = [fold(line.text) for line in table.before]
    return table.grid.spanned and not _is_titled(table.before) and all(map(_SECTION.match, lines))


def _is_titled(lines: Sequence[Run]) -> bool:
    texts = (fold(line.text) for line in lines)
    short = (text for text in texts if len(text) <= TITLE and "。" not in text)
    return any(holds_any(text, vocabulary().titles) for text in short)


def _has_indicators(table: Table) -> bool:
    view = View(table.grid)
    return any(is_heading(view, row) for row in range(table.grid.rows))


def _joined(tables: Sequence[Table]) -> Table:
    first, last = tables[0], tables[-1]
    return Table(one_grid([table.grid for table in tables]), first.before, last.after)
