"""FND-09: a department's projects beside its 项目支出, form by form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.check import Interval
from zipingbiao.reconcile.rules.amounts import IMPROBABLE
from zipingbiao.reconcile.rules.between import AcrossRule, Between, pages
from zipingbiao.reconcile.rules.copies import Gathered, ordered
from zipingbiao.reconcile.rules.declaration import Keyed, Message, plain, printed
from zipingbiao.reconcile.rules.lines import fund_figure, main_line
from zipingbiao.reconcile.rules.money import AMOUNTS
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import FormLike

_LIMIT, _PASSED_ON, _OWN_MONEY = (
    "project_expenditure",
    "redistributed",
    "current_year_appropriation",
)
_UNSPECIFIC = ("initial_budget", "revised_budget")
# So many projects are told in a sentence.
_TOLD = 3

Key = tuple[str, int]
"""A department's folded name, and a year."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a department form says its projects cost, at most; and the figures that say so."""

    form: FormLike
    figures: tuple[Keyed, ...]
    high: Decimal
    has_unit: bool


@dataclass(frozen=True, slots=True)
class _Cost:
    """The least that a project form says the project costs."""

    form: FormLike
    figure: Figure
    low: Decimal
    has_unit: bool


def _department_projects(gathered: Gathered, rule: AcrossRule) -> Iterator[Between]:
    departments, projects = (
        _by_key(gathered.forms, "department"),
        _by_key(gathered.forms, "project"),
    )
    for key, forms in departments.items():
        if key in projects:
            yield from _first(_exceeding(rule, forms, projects[key], column) for column in AMOUNTS)


def _by_key(forms: Iterable[FormLike], scope: str) -> dict[Key, list[FormLike]]:
    found: dict[Key, list[FormLike]] = {}
    for form in forms:
        if form.scope == scope and form.fiscal_year is not None and fold(form.department):
            found.setdefault((fold(form.department), form.fiscal_year), []).append(form)
    return found


def _first(found: Iterable[Between | None]) -> Iterator[Between]:
    """The first of the columns that contradict: spending follows the budget."""
    told = next((one for one in found if one is not None), None)
    if told is not None:
        yield told


def _exceeding(
    rule: AcrossRule, departments: Sequence[FormLike], projects: Sequence[FormLike], column: str
) -> Between | None:
    limits = [found for form in ordered(departments) if (found := _limit(form, column))]
    if not limits:
        return None
    limit = max(limits, key=lambda found: found.high)
    costs = _costs(projects, _columns(limit.form, column))
    # A unit below the department may have forms, and money, of its own.
    own = [cost for cost in costs if _is_its_own(cost.form)]
    for counted, severity in ((own, None), (costs, Severity.INFO)):
        if sum((cost.low for cost in counted), Decimal(0)) > limit.high:
            unsure = not limit.has_unit or not all(cost.has_unit for cost in counted)
            return _told(rule, limit, counted, column, Severity.INFO if unsure else severity)
    return None


def _limit(form: FormLike, column: str) -> _Limit | None:
    """项目支出, and what the department passes on (二次分配): whether the one is in the other is
    not said."""
    lines = [fund for fund in form.funds if fund.item == _LIMIT]
    if len(lines) != 1 or not printed(getattr(lines[0], column)):
        return None
    lines += [fund for fund in form.funds if fund.item == _PASSED_ON and getattr(fund, column)]
    keyed = [fund_figure(fund, column) for fund in lines]
    if not all(printed(figure) for _, figure in keyed):
        return None
    high = sum((Interval.of(figure).high for _, figure in keyed if figure), Decimal(0))
    return _Limit(form, tuple(keyed), high, all(fund.unit for fund in lines))


def _columns(form: FormLike, column: str) -> tuple[str, ...]:
    """The project's columns to compare with: a department form with one budget does not say which
    of the two it is."""
    line = next(fund for fund in form.funds if fund.item == _LIMIT)
    both = all(getattr(line, name) is not None for name in _UNSPECIFIC)
    return _UNSPECIFIC if column in _UNSPECIFIC and not both else (column,)


def _costs(projects: Sequence[FormLike], columns: Sequence[str]) -> list[_Cost]:
    """What the projects cost, each name once and at its lowest, the most expensive first. A name
    that goes on behind another's may be a part of it, and is not counted."""
    least: dict[str, _Cost] = {}
    for form in ordered(projects):
        cost, name = _cost(form, columns), fold(form.project)
        if cost is not None and name and (name not in least or cost.low < least[name].low):
            least[name] = cost
    return sorted(_without_parts(least), key=lambda cost: -cost.low)


def _without_parts(costs: Mapping[str, _Cost]) -> Iterator[_Cost]:
    whole = ""
    for name in sorted(costs):  # a name stands right before those that go on behind it
        if not whole or not name.startswith(whole):
            whole = name
            yield costs[name]


def _cost(form: FormLike, columns: Sequence[str]) -> _Cost | None:
    """The least of the total and of the year's own money, for what else a total holds (carried
    over, other sources) may be no budget of the department."""
    main = main_line(form)
    if main is None:
        return None
    lines = [main, *(fund for fund in form.funds if fund.item == _OWN_MONEY)]
    stated = [(fund, getattr(fund, column)) for fund in lines for column in columns]
    known = [(fund, figure) for fund, figure in stated if figure is not None]
    if not known or not all(printed(figure) and _is_likely(figure) for _, figure in known):
        return None
    fund, figure = min(known, key=lambda stated: Interval.of(stated[1]).low)
    return _Cost(form, figure, Interval.of(figure).low, bool(fund.unit))


def _is_likely(figure: Figure) -> bool:
    """Whether an amount may be in 万元; `unit-scale` tells those that are not."""
    return figure.value is not None and figure.value < IMPROBABLE


def _is_its_own(form: FormLike) -> bool:
    """Whether the department carries a project out itself."""
    return fold(form.implementing_unit) in ("", fold(form.department))


def _told(
    rule: AcrossRule,
    limit: _Limit,
    costs: Sequence[_Cost],
    column: str,
    severity: Severity | None,
) -> Between:
    """What the department's form is told, with the fewest projects that already exceed it."""
    alone = costs[:1] if costs[0].low > limit.high else costs
    total = sum((cost.figure.value or Decimal(0) for cost in alone), Decimal(0))
    stated = sum((figure.value or Decimal(0) for _, figure in limit.figures if figure), Decimal(0))
    passed_on = "（含二次分配资金）" if len(limit.figures) > 1 else ""
    message = rule.says(
        column=AMOUNTS[column][1],
        passed_on=passed_on,
        page=pages(limit.form),
        limit=stated,
        count=len(alone),
        total=total,
        projects=_listed(alone),
    )
    return rule.tells(
        [limit.form, *(cost.form for cost in alone)],
        _LIMIT,
        message,
        limit.figures,
        [cost.figure for cost in alone],
        total,
        severity,
    )


def _listed(costs: Sequence[_Cost]) -> str:
    listed = [
        f"“{cost.form.project}”{plain(cost.figure.value)}（“{cost.form.source}”"
        f"第 {pages(cost.form)} 页）"
        for cost in costs[:_TOLD]
    ]
    return "、".join(listed) + (" 等" if len(costs) > _TOLD else "")


DEPARTMENT_PROJECTS = AcrossRule(
    slug="department-projects",
    ids=("FND-09",),
    severity=Severity.WARNING,
    formula="Σ amounts of a department's projects (each name once, at the least that its forms "
    "print) ≤ 项目支出 (+ 二次分配) of its own form of the same year, in each column; info where "
    "it needs projects that another unit carries out, or where no unit is printed",
    title="项目金额之和不超过部门项目支出",
    title_en="A department's projects cost no more than its project expenditure",
    source="published forms: 部门整体支出 and 项目支出 of one department and year",
    message=Message(
        "{column}：部门“项目支出”{passed_on}为 {limit} 万元（本表第 {page} 页），小于其 {count} 个"
        "项目的金额之和 {total} 万元：{projects}；两处披露不能同时成立，请核对。",
        "The project expenditure {limit} (page {page}) is less than the {total} of {count} "
        "project(s): {projects} (10k yuan).",
    ),
    example="部门整体：项目支出 500 | 同年项目：A 项目 300，B 项目 260",
    finds=_department_projects,
)
