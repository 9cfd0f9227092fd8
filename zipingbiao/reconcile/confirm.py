"""Which figures the sums confirm, and which stay in doubt.

A recognised figure that the recogniser was not sure of is doubtful, unless an equation of the
form that holds exactly has it among its terms: a second, independent statement of the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zipingbiao.reconcile.rules.declaration import SURE
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import (
    FORM_FIGURES,
    FUND_FIGURES,
    INDICATOR_FIGURES,
    Form,
    Node,
)
from zipingbiao.schemas.page import Source


@dataclass(frozen=True, slots=True)
class Equation:
    """The figure `total` is the sum of `parts`; all by key `table/line/column`."""

    total: str
    parts: tuple[str, ...]


def equations(form: Form, family: Family) -> Iterator[Equation]:
    """Every sum that the form states twice."""
    lines = range(1, len(form.indicators) + 1)
    for column in ("weight", "score"):
        leaves = tuple(f"indicators/{line}/{column}" for line in lines)
        outside = tuple(f"funds/{f.line}/{column}" for f in form.funds if getattr(f, column))
        yield Equation(f"forms/1/total_{column}", leaves)
        if outside:
            yield Equation(f"forms/1/total_{column}", leaves + outside)
    for node in _nodes(form.tree):
        below = tuple(f"indicators/{line}/weight" for line in node.lines)
        yield Equation(f"indicators/{node.lines[0]}/level{node.level}_weight", below)
    by_item = {fund.item: fund for fund in form.funds}
    for entry in family.sums:
        parts = [by_item[item] for item in entry.parts if item in by_item]
        if entry.total in by_item and parts:
            for column in FUND_FIGURES[:3]:
                total = f"funds/{by_item[entry.total].line}/{column}"
                yield Equation(total, tuple(f"funds/{part.line}/{column}" for part in parts))


def _nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def confirmed(form: Form, family: Family) -> frozenset[str]:
    """The keys of all figures in an equation that holds exactly, over all its printed parts."""
    figures = dict(form.figures())
    keys: set[str] = set()
    for equation in equations(form, family):
        terms = [figures[key] for key in equation.parts if key in figures]
        total = figures.get(equation.total)
        if total is None or total.value is None or len(terms) < 2:
            continue
        values = [term.value for term in terms if term.value is not None]
        if len(values) == len(terms) and sum(values, Decimal(0)) == total.value:
            keys.update((equation.total, *equation.parts))
    return frozenset(keys)


def settle(form: Form, family: Family) -> Form:
    """Mark as doubtful what was read unsurely and is confirmed by nothing."""
    sure = confirmed(form, family)

    def judged(key: str, figure: Figure) -> Figure:
        unsure = figure.source is Source.OCR and figure.confidence < SURE
        if unsure and key not in sure and figure.status is not Status.DERIVED:
            return figure.marked(Status.DOUBTFUL)
        return figure

    return map_figures(form, judged)


def map_figures(form: Form, change: Callable[[str, Figure], Figure]) -> Form:
    """The same form with every figure put through `change(key, figure)`."""

    def changed(owner: object, table: str, line: int, columns: Sequence[str]) -> dict[str, Any]:
        found = {column: getattr(owner, column) for column in columns}
        return {c: change(f"{table}/{line}/{c}", f) for c, f in found.items() if f is not None}

    return replace(
        form,
        funds=tuple(replace(f, **changed(f, "funds", f.line, FUND_FIGURES)) for f in form.funds),
        indicators=tuple(
            replace(i, **changed(i, "indicators", i.line, INDICATOR_FIGURES))
            for i in form.indicators
        ),
        **changed(form, "forms", 1, FORM_FIGURES),
    )
