"""Coverage: how many checks confirm each figure. What none confirms is read, but not verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zipingbiao.reconcile.check import Result
from zipingbiao.reconcile.claims import CapClaim, Claim, Figures, SumClaim, result_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Form


def with_checks(form: Form, claims: Sequence[Claim]) -> Form:
    """The form, each figure with the number of claims about it that hold.

    A cap (0 ≤ score ≤ weight) confirms nothing: nearly any figure would pass.
    """
    figures = dict(form.figures())
    counts = Counter(id(figures[key]) for claim in claims for key in _confirmed(claim, figures))
    counted = {id(figure): _counted(figure, counts[id(figure)]) for figure in figures.values()}
    return form.with_figures(lambda _, figure: counted[id(figure)])


def _counted(figure: Figure, checks: int) -> Figure:
    return figure if figure.checks == checks else replace(figure, checks=checks)


def _confirmed(claim: Claim, figures: Figures) -> Iterator[str]:
    """The figures of a claim that holds; of a sum, those of the parts that make it up."""
    if isinstance(claim, CapClaim) or result_of(claim, figures) in (None, Result.FAIL):
        return
    if not isinstance(claim, SumClaim):
        yield from claim.keys
        return
    for option in claim.options:
        alone = claim if len(claim.options) == 1 else replace(claim, options=(option,))
        if result_of(alone, figures) in (Result.PASS, Result.ROUNDING):
            yield from alone.keys
            return
