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
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.form import (
    FORM_FIGURES,
    FUND_FIGURES,
    INDICATOR_FIGURES,
    Form,
    Indicator,
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
        yield Equation(node.key("weight"), below)
        scores = tuple(f"indicators/{line}/score" for line in node.lines)
        yield Equation(node.key("score"), scores)
    by_item = {fund.item: fund for fund in form.funds}
    for entry in family.all_sums:
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
    """Mark as doubtful what was read unsurely and is confirmed by nothing, and what a recogniser
    found no figure for although the form prints one in nearly every row."""
    form = _with_doubted_blanks(form)
    sure = confirmed(form, family)

    def judged(key: str, figure: Figure) -> Figure:
        unsure = _may_be_misread(figure) and figure.confidence < SURE
        if unsure and key not in sure and figure.status is not Status.DERIVED:
            return figure.marked(Status.DOUBTFUL)
        return figure

    return map_figures(form, judged)


def _with_doubted_blanks(form: Form) -> Form:
    """A recognised form: a score that is blank where most are not may have been overlooked."""
    form = _with_doubted_amounts(form)
    scored = ("weight", "score")
    columns = [c for c in scored if _mostly_unsure([getattr(leaf, c) for leaf in form.indicators])]
    if not columns:
        return form
    leaves = tuple(_with_blanks(leaf, columns) for leaf in form.indicators)
    return _with_blank_totals(replace(form, indicators=leaves), columns)


def _with_doubted_amounts(form: Form) -> Form:
    """A recognised fund block: an amount that is blank where most are not may be overlooked."""
    for column in FUND_FIGURES[:3]:
        figures = [getattr(fund, column) for fund in form.funds]
        if _mostly_unsure(figures):
            blanks: list[dict[str, Any]] = [
                {} if figure is not None else {column: _overlooked(fund.place)}
                for figure, fund in zip(figures, form.funds, strict=True)
            ]
            pairs = zip(form.funds, blanks, strict=True)
            form = replace(form, funds=tuple(replace(fund, **blank) for fund, blank in pairs))
    return form


def _with_blanks(leaf: Indicator, columns: Sequence[str]) -> Indicator:
    blank = _overlooked(leaf.place)
    return replace(
        leaf,
        weight=leaf.weight or (blank if "weight" in columns else None),
        score=leaf.score or (blank if "score" in columns else None),
    )


def _with_blank_totals(form: Form, columns: Sequence[str]) -> Form:
    blank = _overlooked(None)
    return replace(
        form,
        total_weight=form.total_weight or (blank if "weight" in columns else None),
        total_score=form.total_score or (blank if "score" in columns else None),
    )


def _mostly_unsure(figures: Sequence[Figure | None]) -> bool:
    """Whether most of these are printed, and were recognised or put into columns by guess."""
    printed = [figure for figure in figures if figure is not None]
    return any(_may_be_misread(f) for f in printed) and len(printed) * 2 > len(figures)


def _may_be_misread(figure: Figure) -> bool:
    """Recognised, or printed as text in a cell that nothing drawn shows."""
    return figure.source is Source.OCR or (figure.source.printed and figure.confidence < SURE)


def _overlooked(place: Place | None) -> Figure:
    places = (place,) if place is not None else ()
    return Figure("", None, 0, "", Status.DOUBTFUL, 0.0, places, Source.OCR)


def map_figures(form: Form, change: Callable[[str, Figure], Figure]) -> Form:
    """The same form with every figure put through `change(key, figure)`."""

    def changed(owner: object, table: str, line: int, columns: Sequence[str]) -> dict[str, Any]:
        found = {column: getattr(owner, column) for column in columns}
        return {c: change(f"{table}/{line}/{c}", f) for c, f in found.items() if f is not None}

    def node(old: Node) -> Node:
        weight = change(old.key("weight"), old.weight) if old.weight else None
        score = change(old.key("score"), old.score) if old.score else None
        children = tuple(node(child) for child in old.children)
        return replace(old, weight=weight, score=score, children=children)

    return replace(
        form,
        tree=tuple(node(old) for old in form.tree),
        funds=tuple(replace(f, **changed(f, "funds", f.line, FUND_FIGURES)) for f in form.funds),
        indicators=tuple(
            replace(i, **changed(i, "indicators", i.line, INDICATOR_FIGURES))
            for i in form.indicators
        ),
        **changed(form, "forms", 1, FORM_FIGURES),
    )
