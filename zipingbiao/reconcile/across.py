"""What the forms of a batch say of each other (跨表核对): forms → findings, by form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zipingbiao.reconcile.rules import ACROSS
from zipingbiao.reconcile.rules.between import AcrossRule
from zipingbiao.reconcile.rules.copies import gather
from zipingbiao.schemas.family import Family, families
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import FormLike


def across(
    forms: Iterable[FormLike], known: Sequence[Family] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """The findings of the rules over several forms, by the id of the form that they go to.

    A form whose family leaves a rule out takes no part in it.

    Args:
        forms: all forms of a batch, in its order, each with an id of its own.
        known: the families that they were read with; those of the package by default.
    """
    listed = tuple(forms)
    by_id = {family.id: family for family in known or families()}
    found: dict[str, tuple[Finding, ...]] = {}
    whole = gather(listed)
    for rule in ACROSS:
        own = [form for form in listed if _applies(rule, form, by_id)]
        gathered = whole if len(own) == len(listed) else gather(own)
        for told in rule.check(gathered):
            found[told.form.form_id] = (*found.get(told.form.form_id, ()), told.finding)
    return found


def _applies(rule: AcrossRule, form: FormLike, by_id: Mapping[str, Family]) -> bool:
    family = by_id.get(form.family)
    return family is None or rule.slug in family.rules
