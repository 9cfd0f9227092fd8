"""Outcomes of a batch, one by one → the same, checked against each other (跨表核对)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zipingbiao.batch.identity import unique_forms
from zipingbiao.reconcile.across import across
from zipingbiao.reconcile.rules.selection import Selection
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import Outcome


def together(
    outcomes: Iterable[Outcome],
    known: Sequence[Family] | None = None,
    chosen: Selection | None = None,
) -> tuple[Outcome, ...]:
    """The outcomes with unique form ids, and with what their forms say of each other.

    Args:
        outcomes: all files, in order.
        known: the families that the forms were read with; those of the package by default.
        chosen: the rules whose findings are wanted; all by default.
    """
    unique = unique_forms(outcomes)
    found = across((form for outcome in unique for form in outcome.forms), known)

    def told(form: Form) -> Form:
        more = found.get(form.form_id)
        return replace(form, findings=(*form.findings, *more)) if more else form

    whole = (replace(outcome, forms=tuple(map(told, outcome.forms))) for outcome in unique)
    return tuple(chosen.applied(outcome) if chosen else outcome for outcome in whole)
