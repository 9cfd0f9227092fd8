"""The leaves of the indicator tree (三级指标): each scored row with its name, texts and figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zipingbiao.normalize.figures import is_prompt
from zipingbiao.normalize.text import fold, indicator_name, label_weight, simplified, unwrapped
from zipingbiao.reconcile.layout import Layout, figure_cell, label_cell, leaf_cell, value_cell
from zipingbiao.reconcile.reading import figure_of, place_of, text_figure
from zipingbiao.reconcile.view import View, role_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.page import Cell, Source
from zipingbiao.schemas.vocabulary import vocabulary

_TEXTS = {
    "actual": "actual",
    "explanation": "explanation",
    "criteria": "criteria",
    "reason": "shortfall_reason",
    "improvement": "improvement",
}
_TARGETS = ("target_operator", "target", "target_unit")


def read_leaves(view: View, layout: Layout) -> list[Indicator]:
    """The leaves of a table in printed order, their levels still blank."""
    leaves: list[Indicator] = []
    for row in layout.leaves:
        leaf = _leaf(view, layout, row, len(leaves) + 1)
        if leaves and _shares_label(view, layout, row, leaf, leaves[-1]):
            name = leaves[-1].level3 + leaf.level3
            leaves[-1] = replace(leaves[-1], level3=name)
            leaf = replace(leaf, level3=name)
        leaves.append(leaf)
    return leaves


def _leaf(view: View, layout: Layout, row: int, line: int) -> Indicator:
    name = leaf_cell(view, layout, row)
    if name is None or not fold(name.text):
        name = label_cell(view, layout, row) or name
    assert name is not None
    texts: dict[str, Any] = {
        field: _text(value_cell(view, layout, role, row)) for role, field in _TEXTS.items()
    }
    return Indicator(
        line=line,
        level1="",
        level2="",
        level3=printed_name(name),
        weight=_own_figure(view, layout, "weight", row)
        or text_figure(label_weight(name.text), name),
        score=_own_figure(view, layout, "score", row),
        coefficient=_own_figure(view, layout, "coefficient", row),
        target=_target(view, layout, row),
        text_source=_text_source(view, layout, row, name),
        place=place_of(name),
        **texts,
    )


def _own_figure(view: View, layout: Layout, role: str, row: int) -> Figure | None:
    """The figure of a row; one whose cell began in a row above belongs to that row."""
    cell = figure_cell(view, layout, role, row)
    if cell is None or (cell.row != row and cell.row in layout.leaves):
        return None
    return figure_of(cell)


def printed_name(cell: Cell, name_of: Callable[[str], str] = indicator_name) -> str:
    """The name that a label prints, without running number and weight."""
    return _cleared(name_of(cell.text), cell)


def _cleared(text: str, cell: Cell) -> str:
    """Recognised text in simplified characters: OCR and mirror sites mix others in."""
    return text if cell.source.printed else simplified(text)


def _text(cell: Cell | None) -> str:
    if cell is None or is_prompt(cell.text):
        return ""
    return _cleared(unwrapped(cell.text), cell)


def _target(view: View, layout: Layout, row: int) -> str:
    """Operator, value and unit as one text, also where they have columns of their own."""
    cells: list[Cell] = []
    for role in _TARGETS:
        cell = value_cell(view, layout, role, row)
        if cell is not None and cell not in cells:
            cells.append(cell)
    return "".join(_text(cell) for cell in cells)


def _text_source(view: View, layout: Layout, row: int, name: Cell) -> Source:
    cells = (value_cell(view, layout, role, row) for role in (*_TARGETS, *_TEXTS))
    return Source.least_sure([name.source, *(cell.source for cell in cells if cell is not None)])


def _shares_label(view: View, layout: Layout, row: int, leaf: Indicator, before: Indicator) -> bool:
    """In a dump, a label over two scored rows is printed in two halves: the lower row has the
    rest of the name, a weight and a score, and nothing else."""
    if view.grid.spanned or leaf.weight is None or before.weight is None:
        return False
    if role_of(leaf.level3, vocabulary().fund_columns) is not None:
        return False  # 预算执行率 is a name of its own
    explained = layout.column("explanation") or layout.column("target")
    alone = not (leaf.explanation or leaf.target or leaf.actual)
    own_level = any(
        cell is not None and fold(cell.text)
        for cell in (value_cell(view, layout, level, row) for level in layout.levels[:-1])
    )
    return explained is not None and alone and not own_level and bool(before.explanation)
