"""The fund block (资金情况): money lines, their amounts, rate, weight and score.

Published shapes: a matrix (money lines × fund columns), one line of figures under or beside its
headings, and labels with the amount under or beside them. In a dump, whose columns slip, labels and
amounts keep their order; where there are fewer amounts than labels, the budget sums say which label
goes without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from zipingbiao.normalize.figures import amount_unit, is_null, parse_number
from zipingbiao.normalize.text import compact, fold, label_weight
from zipingbiao.reconcile.layout import Layout
from zipingbiao.reconcile.reading import figure_of, number_of, place_of, text_figure
from zipingbiao.reconcile.view import (
    GARBLED,
    Lexicon,
    View,
    closest_role,
    formed_role,
    label_role,
    overlaps,
    role_of,
)
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Fund
from zipingbiao.schemas.page import Cell, Run, Source
from zipingbiao.schemas.vocabulary import vocabulary

# A row heads a fund block for sure if so many of its cells name fund columns.
HEADING_WORDS = 3
_AMOUNTS = ("initial_budget", "revised_budget", "executed")
_STATES_UNIT = re.compile(r"^(?:金额|计量)?单位:")
_POINTS_IN_LABEL = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)分")


@dataclass(frozen=True, slots=True)
class Block:
    """The fund columns of a matrix: role → its heading cell; and the heading's row."""

    row: int
    columns: Mapping[str, Cell]


def read_funds(
    view: View, layout: Layout, family: Family, above: Sequence[Run] = ()
) -> tuple[Fund, ...]:
    """The money lines of a form, in printed order.

    Args:
        view: the table.
        layout: how it is read.
        family: whose labels and sums to use.
        above: the lines above the table; the unit may be stated there (单位:元), or in a cell.
    """
    lines = [line.text for line in reversed(above)]
    within = (c.text for row in range(layout.heading) for c in view.starting(row))
    lines += [text for text in within if _STATES_UNIT.match(fold(text))]
    general = next((unit for text in lines if (unit := amount_unit(text))), "")
    items, rows = items_of(family), rows_of_funds(view, layout)
    block = find_block(view, rows)
    if block is not None:
        return _matrix(view, block, items, rows, general)
    return _labelled(view, rows, items, family, general)


def rows_of_funds(view: View, layout: Layout) -> list[int]:
    """The rows in which money lines may stand: all above and below the indicators."""
    last = layout.end if layout.total is None else max(layout.end, layout.total + 1)
    return [row for row in range(view.grid.rows) if not layout.heading <= row < last]


def items_of(family: Family) -> Lexicon:
    """The labels of money lines: the family's before the vocabulary's."""
    general, own = vocabulary().fund_items, family.fund_items
    return {
        item: (*own.get(item, ()), *general.get(item, ()))
        for item in dict.fromkeys((*own, *general))
    }


def find_block(view: View, rows: Sequence[int]) -> Block | None:
    """The block of money lines that have headings, if there is one."""
    for row in rows:
        columns = _heads(view, view.starting(row))
        below = _second_row(view, rows, row, columns)
        over = {role for role, cell in columns.items() if any(overlaps(cell, c) for c in below)}
        columns = {role: cell for role, cell in columns.items() if role not in over}
        columns |= _heads(view, below)
        amounts = [cell for role, cell in columns.items() if role in _AMOUNTS]
        beside = (after for cell, after in view.with_next(row) if cell in amounts)
        if amounts and (len(columns) >= 2 or any(cell and number_of(cell) for cell in beside)):
            return Block(row, columns)
    return None


def _heads(view: View, cells: Sequence[Cell]) -> dict[str, Cell]:
    """The fund columns that cells head; the first of a role counts."""
    words, forms = vocabulary().fund_columns, vocabulary().fund_column_forms
    columns: dict[str, Cell] = {}
    for cell in cells:
        _add(columns, role_of(cell.text, words), cell)
    for cell in cells if columns else ():  # beside known words: what is made as such are
        if cell not in columns.values():
            _add(columns, formed_role(cell.text, forms, ()), cell)
    if len(columns) >= HEADING_WORDS:
        columns |= _garbled_heads(cells, columns)
    return columns


def _add(columns: dict[str, Cell], role: str | None, cell: Cell) -> None:
    """Note a column. Of two budgets (预算数, 调整后预算数) the first is the initial one."""
    before = columns.get("revised_budget")
    if role == "revised_budget" and before is not None and "initial_budget" not in columns:
        if fold(before.text) != fold(cell.text):
            columns["initial_budget"], columns[role] = before, cell
    elif role is not None:
        columns.setdefault(role, cell)


def _garbled_heads(cells: Sequence[Cell], columns: Mapping[str, Cell]) -> dict[str, Cell]:
    """In a row known to head a fund block: what else its recognised cells may say."""
    free = {r: words for r, words in vocabulary().fund_columns.items() if r not in columns}
    found: dict[str, Cell] = {}
    for cell in cells:
        if cell.source is Source.OCR and cell not in columns.values():
            role = closest_role(cell, free, GARBLED)
            if role is not None:
                found.setdefault(role, cell)
    return found


def _second_row(
    view: View, rows: Sequence[int], row: int, columns: Mapping[str, Cell]
) -> list[Cell]:
    """The cells of a second row of headings: all that begins there names a fund column."""
    if row + 1 not in rows or not columns:
        return []
    cells = [cell for cell in view.starting(row + 1) if fold(cell.text)]
    words, forms = vocabulary().fund_columns, vocabulary().fund_column_forms
    named = all(role_of(c.text, words) or formed_role(c.text, forms, ()) for c in cells)
    return cells if named else []


def _matrix(
    view: View, block: Block, items: Lexicon, rows: Sequence[int], general: str
) -> tuple[Fund, ...]:
    first = first_column(block)
    names = line_labels(view, block, items, rows)
    unit = _unit_of(view, block, len(names)) or general
    if not names:
        return _one_line(view, block, rows, first, unit)
    funds = tuple(
        Fund(
            line,
            label_role(name, items) or f"line_{line}",
            compact(name.text),
            unit,
            place=place_of(name),
            **_values(view, block, name, unit),
        )
        for line, name in enumerate(names, start=1)
    )
    return _with_weight_of_label(view, block, first, funds)


def _values(view: View, block: Block, name: Cell, unit: str) -> dict[str, Figure | None]:
    """The figures of a line; none where words stand in the columns of the amounts."""
    if name.last_column >= first_column(block):
        return {}
    return {r: _value(view, name.row, head, r, unit) for r, head in block.columns.items()}


def first_column(block: Block) -> int:
    """The first column that holds figures."""
    return min(cell.column for cell in block.columns.values())


def _one_line(
    view: View, block: Block, rows: Sequence[int], first: int, unit: str
) -> tuple[Fund, ...]:
    """The one line of a block without labels: its figures beside their headings, else below."""
    found = _beside_headings(view, block, rows, unit) or _below_headings(view, block, rows, unit)
    if not any(found.get(role) for role in _AMOUNTS):
        return ()
    band = view.at(block.row, first - 1) if first else None
    place = place_of(band or min(block.columns.values(), key=lambda cell: cell.column))
    label = compact(band.text) if band is not None else ""
    fund = Fund(1, "annual_total", label, unit, place=place, **found)
    return _with_weight_of_label(view, block, first, (fund,))


def _beside_headings(
    view: View, block: Block, rows: Sequence[int], unit: str
) -> dict[str, Figure | None]:
    """The figures that stand right of their headings (年初预算数 | 500 | 执行数 | 480)."""
    found: dict[str, Figure | None] = {}
    for row in (row for row in rows if row >= block.row):
        pairs = [
            (role, after)
            for cell, after in view.with_next(row)
            if (role := label_role(cell, vocabulary().fund_columns)) and after is not None
        ]
        if not any(number_of(after) for _, after in pairs):
            break
        for role, after in pairs:
            found.setdefault(role, figure_of(after, unit if role in _AMOUNTS else ""))
    return found


def _below_headings(
    view: View, block: Block, rows: Sequence[int], unit: str
) -> dict[str, Figure | None]:
    row = max(cell.last_row for cell in block.columns.values()) + 1
    if row not in rows:
        return {}
    return {role: _value(view, row, head, role, unit) for role, head in block.columns.items()}


def line_labels(view: View, block: Block, items: Lexicon, rows: Sequence[int]) -> list[Cell]:
    """The labels of the money lines, which follow the heading without a gap."""
    first = first_column(block)
    row = max(cell.last_row for cell in block.columns.values()) + 1
    names: list[Cell] = []
    while row in rows:
        worded = _words_over(view, row, first, block)
        name = None if worded else _line_label(view, row, first, items, block)
        if name is None and not worded:
            break
        names.extend([name] if name else worded)
        row += 1 if name is None else name.row_span
    return names


def _words_over(view: View, row: int, first: int, block: Block) -> list[Cell]:
    """The cells of a row that says something instead of amounts, over their columns (按收入性质分:,
    其中:基本支出:60): kept as they are printed."""
    cells = [cell for cell in view.starting(row) if fold(cell.text)]
    over = cells and cells[0].column < first <= cells[0].last_column
    return cells if over and _in_band(view, row, block) else []


def _unit_of(view: View, block: Block, lines: int) -> str:
    """The unit that a label of the block prints."""
    cells = [c for row in range(block.row, block.row + lines + 1) for c in view.row(row)]
    return next((unit for cell in cells if (unit := amount_unit(cell.text))), "")


def _line_label(view: View, row: int, first: int, items: Lexicon, block: Block) -> Cell | None:
    """The cell that names a money line: a known item, or any name beside an amount."""
    names = [c for c in view.row(row) if c.column < first and c.row == row and fold(c.text)]
    known = next((cell for cell in names if label_role(cell, items)), None)
    if known is not None:
        return known
    amounts = (view.at(row, block.columns[r].column) for r in _AMOUNTS if r in block.columns)
    filled = any(c is not None and c.row == row and parse_number(c.text) for c in amounts)
    return names[-1] if names and (filled or _in_band(view, row, block)) else None


def _in_band(view: View, row: int, block: Block) -> bool:
    """Whether the cell at the left of a row is the block's own band (项目资金): then even a line
    without amounts is a money line."""
    band = view.at(row, 0)
    return band is not None and band.row <= block.row < row <= band.last_row


def _value(view: View, row: int, head: Cell, role: str, unit: str) -> Figure | None:
    cells = (view.at(row, column) for column in range(head.column, head.last_column + 1))
    cell = next((c for c in cells if c is not None and c.row == row and fold(c.text)), None)
    return figure_of(cell, unit if role in _AMOUNTS else "")


def _with_weight_of_label(
    view: View, block: Block, first: int, funds: tuple[Fund, ...]
) -> tuple[Fund, ...]:
    """A weight that only a heading prints (预算执行情况(20分)) is the weight of the first line."""
    if not funds or funds[0].weight is not None or funds[0].score is None:
        return funds
    heads = [cell for cell in view.row(block.row) if cell.column < first]
    for cell in [*heads, block.columns.get("score")]:
        if cell is None:
            continue
        match = _POINTS_IN_LABEL.search(fold(cell.text))
        figure = text_figure(label_weight(cell.text) or (match[1] if match else ""), cell)
        if figure is not None:
            return (replace(funds[0], weight=figure), *funds[1:])
    return funds


def _labelled(
    view: View, rows: Sequence[int], items: Lexicon, family: Family, general: str
) -> tuple[Fund, ...]:
    labels = _labels(view, rows, items)
    if not labels:
        return ()
    if view.grid.spanned:
        cells = [_beside(view, cell, rows) for cell in labels]
    else:
        cells = _in_order(view, labels, rows, items, family)
    unit = next((found for cell in labels if (found := amount_unit(cell.text))), general)
    return tuple(
        Fund(
            line,
            label_role(name, items) or "",
            compact(name.text),
            amount_unit(name.text) or unit,
            place=place_of(name),
            **{family.budget_column: figure_of(cell, amount_unit(name.text) or unit)},
        )
        for line, (name, cell) in enumerate(zip(labels, cells, strict=True), start=1)
    )


def _labels(view: View, rows: Sequence[int], items: Lexicon) -> list[Cell]:
    """One label cell an item; the first that is printed."""
    found: dict[str, Cell] = {}
    for row in rows:
        for cell in view.starting(row):
            item = label_role(cell, items)
            if item is not None:
                found.setdefault(item, cell)
    return sorted(found.values(), key=lambda cell: (cell.column, cell.row))


def _beside(view: View, name: Cell, rows: Sequence[int]) -> Cell | None:
    """The amount under a label, else to its right."""
    below = (cell for cell in view.below(name) if cell.row in rows and overlaps(name, cell))
    under = next((cell for cell in below if fold(cell.text)), None)
    if under is not None and (number_of(under) or is_null(under.text)):
        return under
    beside = next(view.right_of(name), None)
    return beside if beside is not None and number_of(beside) else None


def _in_order(
    view: View, labels: Sequence[Cell], rows: Sequence[int], items: Lexicon, family: Family
) -> list[Cell | None]:
    """Amounts of a dump, matched to labels by their order from left to right."""
    top = min(cell.row for cell in labels)
    amounts = [
        cell
        for row in rows
        if row >= top
        for cell in view.row(row)
        if parse_number(cell.text) is not None
    ]
    amounts.sort(key=lambda cell: (cell.column, cell.row))
    missing = len(labels) - len(amounts)
    if missing <= 0:
        return list(amounts[: len(labels)])
    names = [label_role(cell, items) or "" for cell in labels]
    options = [
        _placed(amounts, absent, len(labels))
        for absent in combinations(range(len(labels)), missing)
    ]
    return min(
        options, key=lambda option: (-_sums_met(names, option, family), _distance(labels, option))
    )


def _placed(amounts: Sequence[Cell], absent: Sequence[int], count: int) -> list[Cell | None]:
    rest = iter(amounts)
    return [None if index in absent else next(rest) for index in range(count)]


def _sums_met(names: Sequence[str], cells: Sequence[Cell | None], family: Family) -> int:
    values = {
        n: number.value
        for n, c in zip(names, cells, strict=True)
        if c and (number := parse_number(c.text))
    }
    return sum(
        entry.total in values
        and all(part in values for part in entry.parts)
        and values[entry.total] == sum(values[part] for part in entry.parts)
        for entry in family.all_sums
    )


def _distance(labels: Sequence[Cell], cells: Sequence[Cell | None]) -> int:
    return sum(
        abs(a.column - b.column) for a, b in zip(labels, cells, strict=True) if b is not None
    )
