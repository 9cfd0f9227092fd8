"""Figures that a person settled → the form with them, checked again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from zipingbiao.reconcile.claims import claims_of
from zipingbiao.reconcile.coverage import with_checks
from zipingbiao.reconcile.forms import with_findings
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.schemas.family import Family, families
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import (
    FORM_FIGURES,
    FUND_FIGURES,
    INDICATOR_FIGURES,
    LEVEL_COLUMNS,
    Form,
    Fund,
    Indicator,
    nodes_of,
)
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.review import Correction

Row = TypeVar("Row", Form, Fund, Indicator)

# What speaks for a reviewed value, beside what spoke before.
REVIEW = "review"


def reviewed(
    form: Form, corrections: Iterable[Correction], known: Sequence[Family] | None = None
) -> Form:
    """The form with what a person says of its figures, and with the findings that it has then.

    A figure keeps its text as it was read, and its other readings. Nothing is read or weighed
    again: what was in doubt and is not spoken of stays so.

    Args:
        form: as it was read.
        corrections: at most one a figure; each has a key of the form (see `keys_of`).
        known: the families that it was read with; those of the package by default.
    """
    told = {correction.key: correction for correction in corrections}
    shared = _shared(form)
    figures = dict(shared.figures())
    settled = {
        id(figures[key]): _settled(figures[key], correction)
        for key, correction in told.items()
        if key in figures
    }
    made = shared.with_figures(lambda _, figure: settled.get(id(figure), figure))
    for key, correction in told.items():
        if key not in figures:
            made = _placed(made, key, _settled(Figure("", None), correction))
    by_id = {family.id: family for family in known or families()}
    family = by_id.get(form.family) or families()[-1]
    counted = with_checks(made, claims_of(made, family))
    return with_findings(Interpretation(counted, family))


def keys_of(form: Form) -> set[str]:
    """The keys of all places of a form that may hold a figure."""
    return {
        *(f"forms/1/{column}" for column in FORM_FIGURES),
        *(f"funds/{fund.line}/{column}" for fund in form.funds for column in FUND_FIGURES),
        *(f"indicators/{i.line}/{column}" for i in form.indicators for column in INDICATOR_FIGURES),
    }


def _settled(figure: Figure, correction: Correction) -> Figure | None:
    """The figure as a person says; none where the page has a dash, or nothing."""
    if correction.value is None:
        return None
    evidence = tuple(dict.fromkeys((*figure.evidence, REVIEW)))
    return replace(
        figure,
        value=correction.value,
        decimals=correction.decimals,
        status=Status.REVIEWED,
        confidence=1.0,
        # A person read what the page prints, as sure as its text.
        source=Source.TEXT_LAYER,
        evidence=evidence,
    )


def _shared(form: Form) -> Form:
    """The form with one figure where one cell stands for several leaves; as JSON it has copies."""
    of_level = {
        f"indicators/{line}/{LEVEL_COLUMNS[node.level]}_{column}": figure
        for node in nodes_of(form.tree)
        for column in ("weight", "score")
        if (figure := getattr(node, column)) is not None
        for line in node.lines
    }
    return form.with_figures(
        lambda key, figure: of_level[key] if of_level.get(key) == figure else figure
    )


def _placed(form: Form, key: str, figure: Figure | None) -> Form:
    """The form with a figure (or none) where it had none."""
    table, line, column = key.split("/")
    if table == "forms":
        return _set(form, column, figure)
    if table == "funds":
        funds = (_set(f, column, figure) if f.line == int(line) else f for f in form.funds)
        return replace(form, funds=tuple(funds))
    leaves = (_set(i, column, figure) if i.line == int(line) else i for i in form.indicators)
    return replace(form, indicators=tuple(leaves))


def _set(row: Row, column: str, value: object) -> Row:
    change: dict[str, Any] = {column: value}
    return replace(row, **change)
