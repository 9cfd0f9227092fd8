"""Tables → checked forms: interpret, settle what is in doubt, check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from zipingbiao.reconcile.claims import ties_of
from zipingbiao.reconcile.evidence import Look, weigh
from zipingbiao.reconcile.interpret import Interpretation, interpret
from zipingbiao.reconcile.parts import parts_of
from zipingbiao.reconcile.readings import reading_findings
from zipingbiao.reconcile.rules import RULES
from zipingbiao.reconcile.sections import whole_forms
from zipingbiao.schemas.family import Family, families
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Table


def read_forms(
    tables: Iterable[Table],
    source: str,
    stem: str,
    known: Sequence[Family] | None = None,
    look: Look | None = None,
) -> list[Form]:
    """The forms among a document's tables, checked; see `read_all`."""
    return [read.form for read in read_all(tables, source, stem, known, look)]


def read_all(
    tables: Iterable[Table],
    source: str,
    stem: str,
    known: Sequence[Family] | None = None,
    look: Look | None = None,
) -> list[Interpretation]:
    """The forms among a document's tables, checked, each with how it was read.

    Args:
        tables: the normalized tables, in document order.
        source: the file's name in the batch.
        stem: what form ids begin with; the n-th form of the file is `stem-n`.
        known: the families to choose from; those of the package by default.
        look: how to read a cell of the document again.
    """
    found: list[Interpretation] = []
    for table in chain.from_iterable(map(parts_of, whole_forms(tables))):
        read = interpret(table, known or families(), source, f"{stem}-{len(found) + 1}")
        if read is not None:
            found.append(replace(read, form=checked(read, look)))
    return found


def checked(read: Interpretation, look: Look | None = None) -> Form:
    """The form with its figures weighed and all findings of its family's rules."""
    return with_findings(replace(read, form=weigh(read.form, read.family, look)))


def with_findings(read: Interpretation) -> Form:
    """The form as it is weighed, with all findings of its family's rules."""
    findings = (*reading_findings(read.form), *_findings(read))
    return replace(read.form, ties=tuple(ties_of(read.form, read.family)), findings=findings)


def _findings(read: Interpretation) -> list[Finding]:
    """What the rules of the form's family find."""
    rules = [rule for rule in RULES if rule.slug in read.family.rules]
    return [finding for rule in rules for finding in rule.check(read)]
