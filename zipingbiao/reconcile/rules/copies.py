"""Which forms of a batch are one form (同一张表), by what they say of themselves.

Forms are brought together by the words that they print, equal once folded, and their figures by the
names of rows and columns: never by likeness, position or order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zipingbiao.normalize.text import fold, label
from zipingbiao.reconcile.check import Interval
from zipingbiao.reconcile.rules.declaration import Keyed, printed
from zipingbiao.reconcile.rules.lines import fund_figure, leaf_figure
from zipingbiao.reconcile.rules.money import AMOUNTS
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import FormLike, Fund

# Fewer figures that agree are chance.
_FEWEST = 3
# Forms under one name that are unlike each other: with so many of them a further one is compared.
_MOST_UNLIKE = 4
_UNNAMED_LINE = re.compile(r"line_\d+")

Name = tuple[str, ...]
"""What a figure is of, by the words of the form; never its row."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that two forms print differently."""

    one: Keyed
    other: Keyed


@dataclass(frozen=True, slots=True)
class Copy:
    """Two forms that are one (`first` is the better read one), and where they differ."""

    first: FormLike
    form: FormLike
    differing: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The forms of a batch in its order, and what of them is one form twice."""

    forms: tuple[FormLike, ...]
    copies: tuple[Copy, ...]

    @property
    def single(self) -> Iterator[FormLike]:
        """Every form once."""
        twice = {copy.form.form_id for copy in self.copies}
        return (form for form in self.forms if form.form_id not in twice)

    @property
    def order(self) -> dict[str, int]:
        """The place of each form in the batch, by its id."""
        return {form.form_id: number for number, form in enumerate(self.forms)}


def ordered(forms: Iterable[FormLike]) -> list[FormLike]:
    """Forms by where they stand, whatever the order of the batch."""
    return sorted(forms, key=lambda form: (form.source, form.first_page, form.form_id))


def owner(form: FormLike) -> Name | None:
    """Whose form it is (部门、项目、实施单位), by names that are equal once folded; None if the
    form does not say."""
    department, project = fold(form.department), fold(form.project)
    unit = fold(form.implementing_unit)
    if not (department or unit) or (form.scope != "department" and not project):
        return None
    return form.scope, department, project, unit


def line_name(fund: Fund) -> str:
    """What a money line is: its item, or its label where no item is known."""
    return label(fund.label) if _UNNAMED_LINE.fullmatch(fund.item) else fund.item


def unambiguous(named: Iterable[tuple[Name, Keyed]]) -> dict[Name, Keyed]:
    """Printed figures by their names; a name that stands twice says nothing."""
    listed = [(name, keyed) for name, keyed in named if keyed[1] is not None]
    once = dict(listed)
    if len(once) < len(listed):
        counts = Counter(name for name, _ in listed)
        once = {name: keyed for name, keyed in once.items() if counts[name] == 1}
    return {name: keyed for name, keyed in once.items() if printed(keyed[1])}


def amounts_of(form: FormLike) -> dict[Name, Keyed]:
    """The amounts of a form by money line and column."""
    return unambiguous(
        ((line_name(fund), column), fund_figure(fund, column))
        for fund in form.funds
        for column in AMOUNTS
    )


def gather(forms: Iterable[FormLike]) -> Gathered:
    """The forms of a batch, with what is one form under two names or at two places.

    One form: the same title, year, owner; most figures agree, and so does an amount, if there are
    any (of one template, weights and full scores agree by themselves).
    """
    listed = tuple(forms)
    groups: dict[tuple[str, int, Name], list[FormLike]] = {}
    for form in listed:
        whose = owner(form)
        if whose is not None and form.fiscal_year is not None:
            groups.setdefault((fold(form.title), form.fiscal_year, whose), []).append(form)
    several = (group for group in groups.values() if len(group) > 1)
    return Gathered(listed, tuple(copy for group in several for copy in _copies(group)))


def _copies(group: Sequence[FormLike]) -> Iterator[Copy]:
    """The forms of a group that are one with the best read of them: not by the batch's order, and
    not each with each."""
    ranked = sorted(ordered(group), key=lambda f: (not f.text_source.printed, -f.figure_count))
    firsts: list[tuple[FormLike, Mapping[Name, Keyed]]] = []
    for form in ranked:
        facts = _facts(form)
        tried = ((one, _compared(known, facts)) for one, known in firsts)
        found = next(((one, differing) for one, differing in tried if differing is not None), None)
        if found is not None:
            yield Copy(found[0], form, found[1])
        elif len(firsts) < _MOST_UNLIKE:
            firsts.append((form, facts))


def _facts(form: FormLike) -> dict[Name, Keyed]:
    """What a form says in figures, by the words beside them."""
    totals: list[tuple[Name, Keyed]] = [
        ((name,), (f"forms/1/{name}", getattr(form, name)))
        for name in ("total_weight", "total_score")
    ]
    leaves = [
        ((*name, column), leaf_figure(leaf, column))
        for leaf in form.indicators
        for name in [tuple(map(fold, (leaf.level1, leaf.level2, leaf.group, leaf.level3)))]
        for column in ("weight", "score")
    ]
    return {**unambiguous(totals), **amounts_of(form), **unambiguous(leaves)}


def _compared(
    one: Mapping[Name, Keyed], other: Mapping[Name, Keyed]
) -> tuple[Difference, ...] | None:
    """Where two forms differ; None if they are not the same form."""
    common = [name for name in one if name in other]
    enough = max(_FEWEST, max(len(one), len(other)) // 2 + 1)
    differing: list[Name] = []
    for name in common:
        if len(common) - len(differing) < enough:
            return None
        if not _agree(name, one[name][1], other[name][1]):
            differing.append(name)
    if len(common) - len(differing) < enough:
        return None
    telling = [name for name in common if name[-1] in AMOUNTS and _is_some(one[name][1])]
    if telling and set(telling) <= set(differing):
        return None
    return tuple(Difference(one[name], other[name]) for name in differing)


def _agree(name: Name, one: Figure | None, other: Figure | None) -> bool:
    """Amounts agree within their printed precision, points exactly."""
    if one is None or other is None:
        return False
    if one.value == other.value:
        return True
    return name[-1] in AMOUNTS and Interval.of(one).meets(Interval.of(other))


def _is_some(figure: Figure | None) -> bool:
    return figure is not None and bool(figure.value)
