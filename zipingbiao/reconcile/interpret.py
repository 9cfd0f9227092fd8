"""Table → form: family, layout, header, funds, tree, totals in one pass; no checks yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.belonging import is_foreign, own_lines
from zipingbiao.reconcile.funds import read_funds
from zipingbiao.reconcile.glued import with_glued_scores
from zipingbiao.reconcile.grades import read_grade
from zipingbiao.reconcile.header import (
    find_title,
    find_year,
    from_title,
    read_fields,
    title_match,
)
from zipingbiao.reconcile.layout import Layout, find_layout
from zipingbiao.reconcile.others import read_others
from zipingbiao.reconcile.recognise import choose_family
from zipingbiao.reconcile.totals import read_totals
from zipingbiao.reconcile.tree import build_tree
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Field, Form, Fund, Grade, Indicator
from zipingbiao.schemas.page import Box, Grid, Run, Source, Table

_COLUMNS = ("department", "project", "implementing_unit")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A form as read, with what the checks need beside it; the grid it was read from and how, for
    those who look."""

    form: Form
    family: Family
    grid: Grid | None = None
    layout: Layout | None = None

    @property
    def grade(self) -> Grade:
        """The boxes of the grade, as they were read."""
        return self.form.boxes


def interpret(
    table: Table, families: Sequence[Family], source: str, form_id: str
) -> Interpretation | None:
    """Read one table as a form; None if it is none: no indicator grid, or neither the title of a
    form nor the words of a family's template."""
    view = View(table.grid)
    layout = find_layout(view)
    if layout is None or not layout.leaves:
        return None
    table = replace(table, before=tuple(own_lines(table.before)))
    wide = [line for line in _wide_lines(view, layout) if not is_foreign(line)]
    title = find_title(table.before, families) or find_title(wide, families)
    family = choose_family(title, table.grid, families)
    if not title and (family.id == families[-1].id or not _reports(layout)):
        return None
    return _read(table, view, layout, family, title, source, form_id)


def _reports(layout: Layout) -> bool:
    """Whether a grid says what was reached; one that does not is a list of targets."""
    return layout.column("score") is not None or layout.column("actual") is not None


def _wide_lines(view: View, layout: Layout) -> list[Run]:
    """What the table prints above its grid in rows of their own (a title, a year)."""
    wide = [cell for row in range(layout.heading) if (cell := view.alone(row)) is not None]
    return [Run(cell.text, cell.box or Box(0, 0, 0, 0), cell.source) for cell in wide]


def _read(
    table: Table,
    view: View,
    layout: Layout,
    family: Family,
    title: str,
    source: str,
    form_id: str,
) -> Interpretation:
    fields = read_fields(view, layout, table.before, family)
    titled = _from_title(title, family)
    funds = read_funds(view, layout, family, table.before)
    tree = build_tree(view, layout, family)
    above = from_title(table.before)
    totals = read_totals(view, layout, *_sums(funds, tree.indicators), above)
    total = totals.score.value if totals.score else None
    grade = read_grade(view, layout, total, family.grade_scales[0])
    values = {name: value for name, (_, value) in fields.items()}
    owners: dict[str, Any] = {n: values.get(n) or titled.get(n, "") for n in _COLUMNS}
    owners["department"] = owners["department"] or values.get("supervising_department", "")
    pages = [cell.page for cell in table.grid.cells]
    sources = [*(cell.source for cell in table.grid.cells), *(line.source for line in above)]
    form = Form(
        form_id=form_id,
        source=source,
        first_page=min(pages),
        last_page=max(pages),
        family=family.id,
        scope=family.scope,
        title=title,
        fiscal_year=find_year(
            title, (*above, *_wide_lines(view, layout), *reversed(table.before)), values
        ),
        grade=grade.ticked,
        total_weight=totals.weight,
        total_score=totals.score,
        fields=tuple(Field(n, p, v) for n, (p, v) in fields.items() if n not in _COLUMNS),
        funds=funds,
        indicators=tree.indicators,
        tree=tree.nodes,
        other_columns=read_others(view, layout, family),
        has_reasons=layout.column("reason") is not None,
        has_scores=layout.column("score") is not None,
        text_source=Source.least_sure(sources),
        boxes=grade,
        **owners,
    )
    outside = [f.score.value for f in funds if f.score and f.score.value is not None]
    return Interpretation(with_glued_scores(form, outside), family, table.grid, layout)


def _from_title(title: str, family: Family) -> dict[str, str]:
    """Header fields that only the title states, as it prints them."""
    match = title_match(title, family)
    if match is None or len(fold(title)) != len(title):
        return {k: v for k, v in match.groupdict().items() if v} if match else {}
    return {
        name: title[match.start(name) : match.end(name)]
        for name, value in match.groupdict().items()
        if value
    }


def _sums(
    funds: Sequence[Fund], indicators: Sequence[Indicator]
) -> tuple[Decimal | None, Decimal | None]:
    """What weights and scores add up to, the execution's included; None if one is unknown."""
    lines: list[Fund | Indicator] = [f for f in funds if f.weight or f.score]
    lines.extend(indicators)
    return _sum([line.weight for line in lines]), _sum([line.score for line in lines])


def _sum(figures: Sequence[Figure | None]) -> Decimal | None:
    values = [figure.value for figure in figures if figure is not None]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(figures) else None
