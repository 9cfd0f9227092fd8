"""A self-evaluation form (绩效自评表) as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict

FORM_FIGURES = ("total_weight", "total_score")
FUND_FIGURES = (
    "initial_budget",
    "revised_budget",
    "executed",
    "execution_rate",
    "weight",
    "score",
)
INDICATOR_FIGURES = ("level1_weight", "level2_weight", "weight", "score")


class FormStatus(StrEnum):
    """ok: all read, all checks passed. findings: the publisher's errors only. review: doubts."""

    OK = "ok"
    FINDINGS = "findings"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Fund:
    """A money line (资金行). Amounts in 万元; `unit` is the printed one; the rate is in percent."""

    line: int
    item: str
    label: str
    unit: str = ""
    initial_budget: Figure | None = None
    revised_budget: Figure | None = None
    executed: Figure | None = None
    execution_rate: Figure | None = None
    weight: Figure | None = None
    score: Figure | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A scored leaf of the indicator tree (三级指标)."""

    line: int
    level1: str
    level2: str
    level3: str
    level1_weight: Figure | None = None
    level2_weight: Figure | None = None
    weight: Figure | None = None
    score: Figure | None = None
    target: str = ""
    actual: str = ""
    explanation: str = ""
    criteria: str = ""
    shortfall_reason: str = ""
    improvement: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An inner node of the tree (一级指标, 二级指标): its leaves are `lines` of the indicators."""

    name: str
    level: int
    lines: tuple[int, ...]
    weight: Figure | None = None
    score: Figure | None = None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A header field that has no column of its own in the contract."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form, whole: header, funds, indicator tree, totals, findings."""

    form_id: str
    source: str
    first_page: int
    last_page: int
    family: str
    scope: str
    title: str
    fiscal_year: int | None = None
    department: str = ""
    project: str = ""
    implementing_unit: str = ""
    grade: str = ""
    total_weight: Figure | None = None
    total_score: Figure | None = None
    fields: tuple[Field, ...] = ()
    funds: tuple[Fund, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tree: tuple[Node, ...] = ()
    has_reasons: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> FormStatus:
        doubtful = any(figure.status is Status.DOUBTFUL for _, figure in self.figures())
        serious = [f for f in self.findings if f.severity is not Severity.INFO]
        if doubtful or any(f.verdict is not Verdict.PUBLISHER for f in serious):
            return FormStatus.REVIEW
        return FormStatus.FINDINGS if serious else FormStatus.OK

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its key `table/line/column`, in the order of the tables."""
        for column in FORM_FIGURES:
            yield from _keyed(self, "forms", 1, column)
        for fund in self.funds:
            for column in FUND_FIGURES:
                yield from _keyed(fund, "funds", fund.line, column)
        for indicator in self.indicators:
            for column in INDICATOR_FIGURES:
                yield from _keyed(indicator, "indicators", indicator.line, column)


def _keyed(owner: object, table: str, line: int, column: str) -> Iterator[tuple[str, Figure]]:
    figure = getattr(owner, column)
    if figure is not None:
        yield f"{table}/{line}/{column}", figure
