"""Figures that a recogniser may have overlooked: blank where most of their column is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from zipingbiao.reconcile.claims import AMOUNTS
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.form import Form, Indicator
from zipingbiao.schemas.page import Source

# A printed figure is as surely in its column as this, unless its column was inferred.
PLACED = 0.9


def with_doubted_blanks(form: Form) -> Form:
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
    for column in AMOUNTS:
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
    return figure.source is Source.OCR or (figure.source.printed and figure.confidence < PLACED)


def _overlooked(place: Place | None) -> Figure:
    places = (place,) if place is not None else ()
    return Figure("", None, 0, "", Status.DOUBTFUL, 0.0, places, Source.OCR)
