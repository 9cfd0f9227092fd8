"""Which row heads an indicator grid, and which column is level, weight, target, score.

Told by the words of the heading alone, never by coordinates or by counting columns.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from zipingbiao.normalize.text import fold, label
from zipingbiao.reconcile.view import GARBLED, View, closest_role, formed_role, overlaps, role_of
from zipingbiao.schemas.page import Cell
from zipingbiao.schemas.vocabulary import vocabulary

LEVELS = ("level1", "level2", "level3", "level4")
OWN_FIGURES = ("weight", "score")
# A row is a heading if so many of its cells are words of headings, a level among them.
HEADING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the indicator grid: what it holds, and which grid columns it covers."""

    role: str
    first: int
    last: int

    def is_below(self, cell: Cell) -> bool:
        """Whether a cell stands over a part of it."""
        return cell.column <= self.last and self.first <= cell.last_column


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of an indicator grid: its columns, how many rows it has, and its cells that name
    no column."""

    columns: tuple[Column, ...]
    depth: int
    others: tuple[Cell, ...] = ()


def is_heading(view: View, row: int) -> bool:
    """Whether a row heads an indicator grid: enough words of headings, a level among them or what
    is made as one."""
    cells = view.starting(row)
    known = {role for cell in cells if (role := word_of(cell))}
    if len(known) < HEADING_WORDS:
        return False
    return bool(known & set(LEVELS)) or any(formed_word_of(cell) in LEVELS for cell in cells)


def read_heading(view: View, row: int) -> Heading:
    """What a row that heads an indicator grid names, with the rows that belong to it."""
    depth = _depth(view, row)
    heads = _heads(view, row, depth)
    columns = _with_repeats(view, row, _columns(heads))
    named = [cell for cell in heads if any(column.is_below(cell) for column in columns)]
    others = (cell for cell in heads if cell not in named and fold(cell.text))
    return Heading(columns, depth, tuple(cell for cell in others if not is_band(cell.text)))


def _heads(view: View, row: int, depth: int) -> list[Cell]:
    """The cells of a heading that head a column each."""
    # A heading of two rows may be known by the lower one; words of the upper one reach into it.
    cells = [cell for cell in view.row(row) if cell.row == row or word_of(cell)]
    below = [cell for further in range(1, depth) for cell in view.starting(row + further)]
    return [*(cell for cell in cells if not _is_over(cell, below)), *below]


def _columns(heads: Sequence[Cell]) -> tuple[Column, ...]:
    """The columns by the words of their headings."""
    named: list[Column] = []
    printed = {role for cell in heads if (role := word_of(cell))}
    for cell in heads:
        # The outermost level does not stand behind another.
        behind = any(column.role in LEVELS for column in named)
        taken = {*printed, LEVELS[0]} if behind else printed
        role = word_of(cell) or formed_word_of(cell, taken) or _garbled_word_of(cell, printed)
        if role is not None:
            printed.add(role)
            named.append(Column(role, cell.column, cell.last_column))
    return _with_level_weights(sorted(named, key=lambda column: column.first))


def _depth(view: View, heading: int) -> int:
    """How many rows a heading has: as many as its cells span, and a row of words below those
    (a page break may have cut the heading)."""
    cells = [cell for cell in view.starting(heading) if word_of(cell)]
    depth = max((cell.row_span for cell in cells), default=1)
    for row in range(heading + depth, min(heading + depth + 2, view.grid.rows)):
        printed = [cell for cell in view.starting(row) if fold(cell.text)]
        if len(printed) > 1 and all(word_of(cell) or formed_word_of(cell) for cell in printed):
            return row - heading + 1
        if printed:
            break
    return depth


def _is_over(cell: Cell, below: Sequence[Cell]) -> bool:
    """Whether a heading only sums up named columns below it (年度指标值 over 指标性质, 指标值)."""
    under = (other for other in below if overlaps(cell, other))
    return any(word_of(other) or formed_word_of(other) for other in under)


def _with_repeats(view: View, heading: int, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A heading repeated on a later page names the columns that the first one left unread."""
    named = list(columns)
    for row in range(heading + 1, view.grid.rows):
        if not is_heading(view, row):
            continue
        for cell in view.starting(row):
            role = word_of(cell)
            free = all(cell.last_column < c.first or c.last < cell.column for c in named)
            if role is not None and free:
                named.append(Column(role, cell.column, cell.last_column))
    return _with_level_weights(sorted(named, key=lambda column: column.first))


def word_of(cell: Cell) -> str | None:
    return role_of(cell.text, vocabulary().columns)


def formed_word_of(cell: Cell, printed: Collection[str] = ()) -> str | None:
    """What a heading names that is none of the known words, but made as they are; nothing that
    another heading prints."""
    return formed_role(cell.text, vocabulary().column_forms, printed)


def _garbled_word_of(cell: Cell, printed: Collection[str]) -> str | None:
    """Recognised headings may be garbled; a printed one is what it is. A level that the heading
    prints already is not printed twice (级指标 beside 二级指标 is 一级指标)."""
    if cell.source.printed or is_band(cell.text):
        return None
    taken = set(LEVELS) & set(printed)
    free = {role: words for role, words in vocabulary().columns.items() if role not in taken}
    return closest_role(cell, free, GARBLED)


def is_band(text: str) -> bool:
    """Whether a label is one of the bands that stand left of the levels (绩效指标)."""
    return label(text).startswith(_bands())


@cache
def _bands() -> tuple[str, ...]:
    return tuple(map(fold, vocabulary().bands))


def _with_level_weights(columns: Sequence[Column]) -> tuple[Column, ...]:
    """A weight or a score between a level's column and the next level's is that level's own."""
    levels = [column for column in columns if column.role in LEVELS]
    renamed: list[Column] = []
    for column in columns:
        before = [level.role for level in levels if level.first < column.first]
        own = column.role in OWN_FIGURES and 0 < len(before) < len(levels)
        role = f"{before[-1]}_{column.role}" if own else column.role
        renamed.append(Column(role, column.first, column.last))
    return tuple(renamed)
