"""What a form states twice: its figures and the sums, rates and caps that tie them together.

A claim (勾稽关系) names the figures by their keys `table/line/column`. The checks report the claims
that are broken; joint decoding weighs readings by them; coverage counts those that hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from zipingbiao.reconcile.check import (
    Interval,
    Result,
    assigned,
    awarded,
    compare_sum,
    measured,
)
from zipingbiao.reconcile.execution import budget_column, compare_rate, compare_score
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import FUND_FIGURES, Form, Fund, Indicator, Node, Tie, nodes_of

AMOUNTS = FUND_FIGURES[:3]
Figures = Mapping[str, Figure]
Compare = Callable[[Sequence[Figure]], Result | None]


@dataclass(frozen=True, slots=True)
class SumClaim:
    """`total` is the sum of the figures of one of `options`; `meaning`: what a part stands for."""

    rule: str
    subject: str
    total: str
    options: tuple[tuple[str, ...], ...]
    meaning: Callable[[Figure], Interval]

    @property
    def keys(self) -> tuple[str, ...]:
        """All figures that the claim speaks of, the stated one first."""
        return tuple(dict.fromkeys((self.total, *(key for part in self.options for key in part))))

    def renamed(self, names: Mapping[str, str]) -> SumClaim:
        """The same claim with other keys."""
        options = tuple(tuple(names[key] for key in option) for option in self.options)
        return replace(self, total=names[self.total], options=options)

    def outcomes(self, figures: Figures) -> list[Result]:
        """How each option compares; an option with a figure of no value is left out."""
        total = figures[self.total]
        parts = [[figures[key] for key in option] for option in self.options]
        known = [p for p in parts if all(part.value is not None for part in p)]
        if total.value is None:
            return []
        return [compare_sum(total, part, self.meaning)[0] for part in known]


@dataclass(frozen=True, slots=True)
class FormulaClaim:
    """The first of `keys` follows from the others by a formula."""

    rule: str
    subject: str
    keys: tuple[str, ...]
    compare: Compare

    def renamed(self, names: Mapping[str, str]) -> FormulaClaim:
        """The same claim with other keys."""
        return replace(self, keys=tuple(names[key] for key in self.keys))

    def outcomes(self, figures: Figures) -> list[Result]:
        """How the stated figure compares; nothing where a part has no value, or it has no rate."""
        parts = [figures[key] for key in self.keys]
        if any(part.value is None for part in parts):
            return []
        result = self.compare(parts)
        return [] if result is None else [result]


@dataclass(frozen=True, slots=True)
class CapClaim:
    """0 ≤ the first of `keys` ≤ the second."""

    rule: str
    subject: str
    keys: tuple[str, str]

    def renamed(self, names: Mapping[str, str]) -> CapClaim:
        """The same claim with other keys."""
        low, high = (names[key] for key in self.keys)
        return replace(self, keys=(low, high))

    def outcomes(self, figures: Figures) -> list[Result]:
        """Whether it holds; nothing where one has no value."""
        low, high = (figures[key].value for key in self.keys)
        if low is None or high is None:
            return []
        return [Result.PASS if 0 <= low <= high else Result.FAIL]


Claim = SumClaim | FormulaClaim | CapClaim


def claims_of(form: Form, family: Family) -> list[Claim]:
    """Every claim of a form, in the order of its rules; those of rules that its family does not
    have are left out."""
    figures = dict(form.figures())
    found: list[Claim] = [
        *_total_claims(form),
        *(claim for node in nodes_of(form.tree) for claim in _node_claims(form, node)),
        *_budget_claims(form, family),
        *(claim for fund in form.funds for claim in _fund_claims(fund)),
        *_caps(form),
    ]
    return [c for c in found if c.rule in family.rules and _is_second_statement(c, figures)]


def ties_of(form: Form, family: Family) -> Iterator[Tie]:
    """The sums among the claims of a form."""
    for claim in claims_of(form, family):
        if isinstance(claim, SumClaim):
            meaning = claim.meaning.__name__
            yield Tie(claim.rule, claim.subject, claim.total, claim.options, meaning)


def result_of(claim: Claim, figures: Figures) -> Result | None:
    """The best outcome of a claim's options; None where it cannot be told."""
    order = (Result.PASS, Result.ROUNDING, Result.FAIL)
    return min(claim.outcomes(figures), key=order.index, default=None)


def total_options(form: Form, column: str) -> list[tuple[str, ...]]:
    """What a total weight or score may be the sum of: the leaves and the execution, where a money
    line prints one; or the leaves alone."""
    leaves = leaf_keys(form, column, range(1, len(form.indicators) + 1))
    outside = tuple(f"funds/{f.line}/{column}" for f in form.funds if getattr(f, column))
    return [(*leaves, *outside), leaves] if outside else [leaves]


def leaf_keys(form: Form, column: str, lines: Sequence[int]) -> tuple[str, ...]:
    """The keys of the leaves' figures that are printed."""
    printed = [line for line in lines if getattr(form.indicators[line - 1], column)]
    return tuple(f"indicators/{line}/{column}" for line in printed)


def budget_options(form: Form, family: Family) -> Iterator[tuple[Fund, list[list[Fund]]]]:
    """Each total amount, with the lines that it may be the sum of: those that the family names,
    then all lines that are no totals."""
    funds = {fund.item: fund for fund in form.funds}
    totals = {entry.total for entry in family.all_sums}
    for item in dict.fromkeys(e.total for e in family.all_sums if e.total in funds):
        named = [set(entry.parts) for entry in family.all_sums if entry.total == item]
        options = [[fund for fund in form.funds if fund.item in parts] for parts in named]
        others = [fund for fund in form.funds if fund.item not in {item, *totals}]
        # The template that names most of the printed lines is the form's own; one that names a
        # part of them is another form's.
        options = sorted(filter(None, options), key=len, reverse=True)
        if options:
            yield funds[item], [*_widest(options), others]


def _widest(options: Sequence[list[Fund]]) -> list[list[Fund]]:
    """Those that are no part of another."""
    lines = [{fund.line for fund in option} for option in options]
    return [
        option
        for option, own in zip(options, lines, strict=True)
        if not any(own < x for x in lines)
    ]


def _total_claims(form: Form) -> Iterator[Claim]:
    for column, rule, meaning in (
        ("score", "score-sum", awarded),
        ("weight", "weight-sum", assigned),
    ):
        if getattr(form, f"total_{column}") is not None:
            options = tuple(filter(None, total_options(form, column)))
            yield SumClaim(rule, f"total_{column}", f"forms/1/total_{column}", options, meaning)


def _node_claims(form: Form, node: Node) -> Iterator[Claim]:
    for column, rule, meaning in (
        ("score", "score-sum", awarded),
        ("weight", "weight-sum", assigned),
    ):
        stated: Figure | None = getattr(node, column)
        parts = leaf_keys(form, column, node.lines)
        if stated is not None and stated.status is not Status.DERIVED and parts:
            yield SumClaim(rule, node.name, node.key(column), (parts,), meaning)


def _budget_claims(form: Form, family: Family) -> Iterator[Claim]:
    for total, options in budget_options(form, family):
        for column in AMOUNTS:
            if getattr(total, column) is None:
                continue
            # A blank part may be anything.
            whole = [lines for lines in options if all(getattr(f, column) for f in lines)]
            keys = tuple(tuple(f"funds/{f.line}/{column}" for f in lines) for lines in whole)
            subject = f"{total.item}.{column.removesuffix('_budget')}"
            if any(keys):
                stated = f"funds/{total.line}/{column}"
                options_ = tuple(dict.fromkeys(filter(None, keys)))
                yield SumClaim("budget-split", subject, stated, options_, measured)


def _fund_claims(fund: Fund) -> Iterator[Claim]:
    budget = budget_column(fund)

    def keys(*columns: str) -> tuple[str, ...]:
        return tuple(f"funds/{fund.line}/{column}" for column in columns)

    amounts = fund.executed is not None and getattr(fund, budget) is not None
    if fund.execution_rate is not None and amounts:
        named = keys("execution_rate", "executed", budget)
        yield FormulaClaim("execution-rate", fund.item, named, _rate)
    if fund.score is not None and fund.weight is not None:
        rated = fund.execution_rate is not None
        columns = ["execution_rate"] * rated + ["executed", budget] * amounts
        if columns:
            compare = partial(_score, rated=rated)
            named = keys("score", "weight", *columns)
            yield FormulaClaim("execution-score", fund.item, named, compare)


def _rate(figures: Sequence[Figure]) -> Result | None:
    computed = compare_rate(*figures)
    return None if computed is None else computed.result


def _score(figures: Sequence[Figure], *, rated: bool) -> Result | None:
    score, weight, *rest = figures
    rate = rest.pop(0) if rated else None
    executed, budget = rest or (None, None)
    computed = compare_score(score, weight, rate, executed, budget)
    return None if computed is None else computed.result


def _caps(form: Form) -> Iterator[Claim]:
    if form.total_score is not None and form.total_weight is not None:
        yield CapClaim("score-cap", "total_score", ("forms/1/total_score", "forms/1/total_weight"))
    rows: list[tuple[str, int, Fund | Indicator]] = [
        *(("funds", fund.line, fund) for fund in form.funds),
        *(("indicators", leaf.line, leaf) for leaf in form.indicators),
    ]
    for table, line, row in rows:
        if row.score is not None and row.weight is not None:
            subject = row.level3 if isinstance(row, Indicator) else row.item
            keys = (f"{table}/{line}/score", f"{table}/{line}/weight")
            yield CapClaim("score-cap", subject, keys)


def _is_second_statement(claim: Claim, figures: Figures) -> bool:
    """Whether a claim ties figures of different places; a cell that stands for two levels, or a
    lone part that nobody can tell from its total, says nothing about itself."""
    if not isinstance(claim, SumClaim):
        return True
    places = {figures[key].places for option in claim.options for key in option}
    several = any(len(option) > 1 for option in claim.options)
    return bool(claim.options) and (several or figures[claim.total].places not in {*places, ()})
