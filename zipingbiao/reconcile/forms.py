"""Tables → checked forms: interpret, settle what is in doubt, check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zipingbiao.reconcile.confirm import settle
from zipingbiao.reconcile.interpret import Interpretation, interpret
from zipingbiao.reconcile.readings import reading_findings
from zipingbiao.reconcile.rules import RULES
from zipingbiao.schemas.family import Family, families
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Table


def read_forms(
    tables: Iterable[Table], source: str, stem: str, known: Sequence[Family] | None = None
) -> list[Form]:
    """The forms among a document's tables, checked.

    Args:
        tables: the normalized tables, in document order.
        source: the file's name in the batch.
        stem: what form ids begin with; the n-th form of the file is `stem-n`.
        known: the families to choose from; those of the package by default.
    """
    forms: list[Form] = []
    for table in tables:
        read = interpret(table, known or families(), source, f"{stem}-{len(forms) + 1}")
        if read is not None:
            forms.append(checked(read))
    return forms


def checked(read: Interpretation) -> Form:
    """The form with its doubtful figures marked and all findings of its family's rules."""
    form = settle(read.form, read.family)
    settled = replace(read, form=form)
    findings: list[Finding] = list(reading_findings(form))
    for rule in RULES:
        if rule.slug in read.family.rules:
            findings.extend(rule.check(settled))
    return replace(form, findings=tuple(findings))
