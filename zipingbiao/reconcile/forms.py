"""Tables → checked forms: interpret, settle what is in doubt, check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from zipingbiao.reconcile.confirm import settle
from zipingbiao.reconcile.interpret import Interpretation, interpret
from zipingbiao.reconcile.parts import parts_of
from zipingbiao.reconcile.readings import reading_findings
from zipingbiao.reconcile.rules import RULES
from zipingbiao.reconcile.rules.declaration import Rule
from zipingbiao.reconcile.witness import in_doubt, suspects
from zipingbiao.schemas.family import Family, families
from zipingbiao.schemas.figure import Figure
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
    for table in chain.from_iterable(map(parts_of, tables)):
        read = interpret(table, known or families(), source, f"{stem}-{len(forms) + 1}")
        if read is not None:
            forms.append(checked(read))
    return forms


def checked(read: Interpretation) -> Form:
    """The form with its doubtful figures marked and all findings of its family's rules."""
    settled = replace(read, form=settle(read.form, read.family))
    doubted = frozenset[Figure]().union(
        *(suspects(settled, rule, finding) for rule, finding in _findings(settled))
    )
    if doubted:
        settled = in_doubt(settled, doubted)
    findings = [*reading_findings(settled.form), *(found for _, found in _findings(settled))]
    return replace(settled.form, findings=tuple(findings))


def _findings(read: Interpretation) -> list[tuple[Rule, Finding]]:
    """What the rules of the form's family find, each with its rule."""
    rules = [rule for rule in RULES if rule.slug in read.family.rules]
    return [(rule, finding) for rule in rules for finding in rule.check(read)]
