"""Outcomes of a batch, one by one → the same, checked against each other (跨表核对)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from zipingbiao.batch.identity import FormIds, form_id, named, unique_forms
from zipingbiao.batch.ledger import Ledger, Listed
from zipingbiao.batch.results import Heading
from zipingbiao.reconcile.across import across
from zipingbiao.reconcile.review import reviewed
from zipingbiao.reconcile.rules.selection import Selection
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form, Fund, Indicator
from zipingbiao.schemas.outcome import Outcome

Told = Callable[[str], Sequence[Finding]]
"""What other forms say of the form with this id."""


def together(
    outcomes: Iterable[Outcome],
    known: Sequence[Family] | None = None,
    chosen: Selection | None = None,
) -> tuple[Outcome, ...]:
    """A few outcomes with unique form ids, and with what their forms say of each other.

    Args:
        outcomes: all files, in order.
        known: the families that the forms were read with; those of the package by default.
        chosen: the rules whose findings are wanted; all by default.
    """
    unique = tuple(unique_forms(outcomes))
    found = across((form for outcome in unique for form in outcome.forms), known)
    return tuple(_finished(unique, lambda name: found.get(name, ()), chosen))


def joined(
    ledger: Ledger,
    known: Sequence[Family] | None = None,
    chosen: Selection | None = None,
) -> Iterator[Outcome]:
    """The same for a batch in a ledger, in its order, few files in memory at a time."""
    return _finished(unique_forms(_compared(ledger, known)), ledger.told, chosen)


def _compared(ledger: Ledger, known: Sequence[Family] | None) -> Iterator[Outcome]:
    """The outcomes, each when what others say of its forms is in the ledger: a circle is compared
    when its first file is due. Mostly the others follow soon, and are unpacked still."""
    told = 0
    telling = _tell(ledger, known)
    for position, source, outcome in ledger.outcomes():
        while told < position:
            told = next(telling, sys.maxsize)
        yield named(with_reviews(outcome, ledger, known), source)


def with_reviews(
    outcome: Outcome, ledger: Ledger, known: Sequence[Family] | None = None
) -> Outcome:
    """The outcome with what people say of its figures, checked again."""
    said = ledger.corrections(outcome.sha256) if outcome.forms else {}
    if not said:
        return outcome
    forms = (
        reviewed(form, said[number], known) if number in said else form
        for number, form in enumerate(outcome.forms, start=1)
    )
    return replace(outcome, forms=tuple(forms))


def _finished(
    outcomes: Iterable[Outcome], told: Told, chosen: Selection | None
) -> Iterator[Outcome]:
    for outcome in outcomes:
        more = [told(form.form_id) for form in outcome.forms]
        forms = map(_with, outcome.forms, more)
        whole = replace(outcome, forms=tuple(forms)) if any(more) else outcome
        yield chosen.applied(whole) if chosen else whole


def _with(form: Form, more: Sequence[Finding]) -> Form:
    return replace(form, findings=(*form.findings, *more)) if more else form


def _tell(ledger: Ledger, known: Sequence[Family] | None) -> Iterator[int]:
    """Compare the forms of each circle, and keep what they say of each other; up to which position
    of the batch nothing more comes."""
    ids = FormIds()
    other = {
        (position, number): unique
        for position, source, number in ledger.headings()
        if (unique := ids.claim(form_id(source, number))) != form_id(source, number)
    }
    for circle in ledger.circles():
        yield circle[0].position - 1
        forms = [_listed(ledger, listed, other) for listed in circle]
        for name, findings in across(forms, known).items():
            ledger.tell(name, findings)


@dataclass(frozen=True, slots=True)
class ListedForm(Heading):
    """A form of a ledger: its heading at hand, its figures brought in when they are looked at."""

    form_id: str
    source: str
    whole: Callable[[], Form]

    @property
    def total_weight(self) -> Figure | None:
        return self.whole().total_weight

    @property
    def total_score(self) -> Figure | None:
        return self.whole().total_score

    @property
    def funds(self) -> tuple[Fund, ...]:
        return self.whole().funds

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return self.whole().indicators


def _listed(ledger: Ledger, listed: Listed, ids: dict[tuple[int, int], str]) -> ListedForm:
    heading = listed.heading
    named = ids.get((listed.position, heading.number))

    def whole() -> Form:
        return with_reviews(ledger.unpacked(listed.result), ledger).forms[heading.number - 1]

    return ListedForm(
        **{field.name: getattr(heading, field.name) for field in fields(Heading)},
        form_id=named or form_id(listed.source, heading.number),
        source=listed.source,
        whole=whole,
    )
