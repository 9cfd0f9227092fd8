"""FND-07 across forms: 元 taken for 万元, seen beside the same owner's other forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zipingbiao.reconcile.check import Interval
from zipingbiao.reconcile.naming import figure_name
from zipingbiao.reconcile.rules.amounts import IMPROBABLE
from zipingbiao.reconcile.rules.between import AcrossRule, Between, pages
from zipingbiao.reconcile.rules.copies import Gathered, Name, amounts_of, ordered, owner
from zipingbiao.reconcile.rules.declaration import Keyed, Message
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import FormLike, Fund

_PLACES = 4
_WAN = Interval.exactly(Decimal(10) ** _PLACES)
# Of a figure with fewer printed digits, rounding alone explains too much.
_DIGITS = 3
# One amount may grow to any other.
_FEWEST = 2
# A form is held against so many before it: a few years' forms of one owner.
_NEAR = 4

Amounts = Mapping[Name, Keyed]
Seen = tuple[FormLike, Amounts]


def _year_scale(gathered: Gathered, rule: AcrossRule) -> Iterator[Between]:
    owners: dict[Name, list[FormLike]] = {}
    for form in gathered.single:
        whose = owner(form)
        if whose is not None and form.fiscal_year is not None:
            owners.setdefault(whose, []).append(form)
    order = gathered.order
    for forms in owners.values():
        if len(forms) < 2:
            continue
        for one, other, names in _scaled_pairs(forms):
            earlier, later = sorted((one, other), key=lambda seen: order[seen[0].form_id])
            yield _told(rule, later, earlier, names)


def _scaled_pairs(forms: Sequence[FormLike]) -> Iterator[tuple[Seen, Seen, list[Name]]]:
    """Forms of one owner that are 10⁴ apart, each in one pair: a mistake is told once."""
    by_year = sorted(ordered(forms), key=lambda form: form.fiscal_year or 0)
    waiting: list[Seen] = []
    for form in by_year:
        seen = form, amounts_of(form)
        for other in reversed(waiting):
            names = _scaled(other[1], seen[1])
            if names and not _told_alone(other, seen):
                waiting.remove(other)
                yield other, seen, names
                break
        else:
            waiting = [*waiting, seen][-_NEAR:]


def _scaled(one: Amounts, other: Amounts) -> list[Name]:
    """The amounts that are 10⁴ times the other form's, all in one direction; none unless they are
    most of those that both forms print."""
    common = [n for n in one if n in other and _is_some(one[n]) and _is_some(other[n])]
    up = [n for n in common if _is_ten_thousandth(one[n][1], other[n][1])]
    down = [n for n in common if _is_ten_thousandth(other[n][1], one[n][1])]
    most = max(up, down, key=len)
    return most if len(most) >= _FEWEST and 2 * len(most) > len(common) else []


def _is_some(keyed: Keyed) -> bool:
    return keyed[1] is not None and bool(keyed[1].value)


def _is_ten_thousandth(small: Figure | None, large: Figure | None) -> bool:
    if small is None or large is None or small.value is None or large.value is None:
        return False
    if abs(large.value.adjusted() - small.value.adjusted() - _PLACES) > 1:
        return False  # most amounts are out at once, and quickly
    telling = small.value >= Decimal(1).scaleb(_DIGITS - 1 - small.decimals)
    return telling and (Interval.of(small) * _WAN).meets(Interval.of(large))


def _told_alone(*seen: Seen) -> bool:
    """Whether `unit-scale` tells of one of the forms that no project has so much money."""
    return any(
        form.scope == "project" and keyed[1] is not None and (keyed[1].value or 0) >= IMPROBABLE
        for form, amounts in seen
        for keyed in amounts.values()
    )


def _told(rule: AcrossRule, own: Seen, other: Seen, names: Sequence[Name]) -> Between:
    """What the later form of a pair is told."""
    keyed, beside = own[1][names[0]], other[1][names[0]]
    message = rule.says(
        name=figure_name(own[0], keyed[0]),
        amount=keyed[1],
        page=pages(own[0]),
        year=own[0].fiscal_year,
        source=other[0].source,
        other=pages(other[0]),
        other_year=other[0].fiscal_year,
        beside=beside[1],
        count=len(names),
    )
    lines = [_line(seen[0], seen[1][name]) for seen in (own, other) for name in names]
    return rule.tells(
        [own[0], other[0]],
        lines[0].item,
        message,
        [own[1][name] for name in names],
        [other[1][name][1] for name in names],
        beside[1].value if beside[1] else None,
        # A unit that was not found may be printed somewhere else.
        None if all(line.unit for line in lines) else Severity.INFO,
    )


def _line(form: FormLike, keyed: Keyed) -> Fund:
    """The money line that a figure stands in."""
    return form.funds[int(keyed[0].split("/")[1]) - 1]


YEAR_SCALE = AcrossRule(
    slug="year-scale",
    ids=("FND-07",),
    severity=Severity.WARNING,
    formula="two forms of one department, or of one project and unit, of any years: not most of "
    "the amounts that both print are 10,000 times the other's, within printed precision (three "
    "digits or more); where unit-scale does not say so already; info where no unit is printed",
    title="同一单位各年度金额单位一致",
    title_en="Amounts are in the unit of the same owner's other forms",
    source="published forms that mix 元 and 万元",
    message=Message(
        "“{name}”本表（{year} 年度，第 {page} 页）为 {amount} 万元，“{source}”第 {other} 页"
        "（{other_year} 年度）为 {beside} 万元，相差一万倍，共 {count} 项金额如此，"
        "疑为元与万元混用，请核对单位。",
        "{amount} here ({year}, page {page}) is {beside} in {source} ({other_year}, page {other}): "
        "{count} amounts are 10,000 times the other's; check the unit.",
    ),
    example="2021 年度 全年预算数 90.25 | 2022 年度 全年预算数 902500.00",
    finds=_year_scale,
)
