"""A self-evaluation form (绩效自评表) as data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.viewer import viewer

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

Change = Callable[[str, Figure], Figure | None]
"""What becomes of a figure, by its key `table/line/column`."""

FORM_FIGURES = ("total_weight", "total_score")
FUND_FIGURES = (
    "initial_budget",
    "revised_budget",
    "executed",
    "execution_rate",
    "weight",
    "score",
)
INDICATOR_FIGURES = (
    "level1_weight",
    "level1_score",
    "level2_weight",
    "level2_score",
    "group_weight",
    "weight",
    "score",
)
# All of them in one go: every figure of a batch is looked at several times.
_OF_FORM, _OF_FUND, _OF_INDICATOR = (
    attrgetter(*columns) for columns in (FORM_FIGURES, FUND_FIGURES, INDICATOR_FIGURES)
)
# The columns that say what level of the tree a leaf is under.
LEVEL_COLUMNS = {1: "level1", 2: "level2", 3: "group"}


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
    """A scored leaf of the indicator tree (三级指标).

    Where a form has four levels the leaf is a 四级指标: `level3` is its name all the same, and
    `group` that of the 三级指标 above it. The `coefficient` (得分系数) says the score once more:
    a check compares them, the tables leave it out. `text_source` is where the texts of its row came
    from; the least sure of them counts.
    """

    line: int
    level1: str
    level2: str
    level3: str
    level1_weight: Figure | None = None
    level2_weight: Figure | None = None
    group: str = ""
    group_weight: Figure | None = None
    level1_score: Figure | None = None
    level2_score: Figure | None = None
    weight: Figure | None = None
    score: Figure | None = None
    target: str = ""
    actual: str = ""
    explanation: str = ""
    criteria: str = ""
    shortfall_reason: str = ""
    improvement: str = ""
    coefficient: Figure | None = None
    text_source: Source = Source.TEXT_LAYER
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

    def key(self, column: str) -> str:
        """The key `table/line/column` of its weight or score: it stands at its first leaf."""
        return f"indicators/{self.lines[0]}/{LEVEL_COLUMNS[self.level]}_{column}"


def nodes_of(nodes: Sequence[Node]) -> Iterator[Node]:
    """All inner nodes, each before those below it."""
    for node in nodes:
        yield node
        yield from nodes_of(node.children)


@dataclass(frozen=True, slots=True)
class Field:
    """A header field that has no column of its own in the contract."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """A column that is none of the contract's: of which table (`funds`, `indicators`), its heading,
    what it says in each of the table's lines, and where the heading stands."""

    table: str
    label: str
    texts: tuple[str, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """The ticked grade, the lower bounds of the grades where the form prints them, how many boxes
    were read and how many of them marked, and which grades the form lists (优 良 中 差, whatever it
    calls them)."""

    ticked: str = ""
    bounds: tuple[tuple[str, int], ...] = ()
    boxes: int = 0
    listed: tuple[str, ...] = ()
    marked: int = 0


@dataclass(frozen=True, slots=True)
class Tie:
    """A sum that ties figures of a form together (勾稽关系), for those who check it again as they
    change: the figure with the key `total` is the sum of those of one of `options`. `meaning` says
    what a part stands for (`measured`, `awarded`, `assigned`; see `reconcile.check`)."""

    rule: str
    subject: str
    total: str
    options: tuple[tuple[str, ...], ...]
    meaning: str


class FormLike(Protocol):
    """What the forms of a batch are compared by: a `Form`, or one that brings in its figures only
    when they are looked at, so that a batch need not be held in memory."""

    @property
    def form_id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def first_page(self) -> int: ...
    @property
    def last_page(self) -> int: ...
    @property
    def family(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def fiscal_year(self) -> int | None: ...
    @property
    def department(self) -> str: ...
    @property
    def project(self) -> str: ...
    @property
    def implementing_unit(self) -> str: ...
    @property
    def text_source(self) -> Source: ...
    @property
    def figure_count(self) -> int: ...
    @property
    def total_weight(self) -> Figure | None: ...
    @property
    def total_score(self) -> Figure | None: ...
    @property
    def funds(self) -> tuple[Fund, ...]: ...
    @property
    def indicators(self) -> tuple[Indicator, ...]: ...


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Form:
    """A form, whole: header, funds, indicator tree, totals, findings. `text_source` is the least
    sure source of any of its texts."""

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
    other_columns: tuple[OtherColumn, ...] = ()
    has_reasons: bool = False
    has_scores: bool = True
    text_source: Source = Source.TEXT_LAYER
    boxes: Grade = Grade()
    ties: tuple[Tie, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def status(self) -> FormStatus:
        doubtful = any(figure.status is Status.DOUBTFUL for figure in self.unnamed())
        serious = [f for f in self.findings if f.severity is not Severity.INFO]
        if doubtful or any(f.verdict is not Verdict.PUBLISHER for f in serious):
            return FormStatus.REVIEW
        return FormStatus.FINDINGS if serious else FormStatus.OK

    @property
    def figure_count(self) -> int:
        """How many figures it has, also where one stands for several leaves."""
        return sum(1 for _ in self.unnamed())

    @property
    def printed(self) -> tuple[Figure, ...]:
        """Every printed figure once, also where it stands for several leaves."""
        nodes = tuple(nodes_of(self.tree))
        own = {node.key(column) for node in nodes for column in ("weight", "score")}
        begins = {node.lines[0] for node in nodes}
        listed = [*_OF_FORM(self), *chain.from_iterable(map(_OF_FUND, self.funds))]
        for leaf in self.indicators:
            *shared, weight, score = _OF_INDICATOR(leaf)
            if leaf.line in begins:
                named = zip(INDICATOR_FIGURES, shared, strict=False)
                listed += [f for name, f in named if f and f"indicators/{leaf.line}/{name}" in own]
            listed += [weight, score]
        return tuple(f for f in listed if f is not None and f.status is not Status.DERIVED)

    def verified(self, checks: int = 1) -> float | None:
        """The share of the printed figures that at least so many checks confirm; None without any
        figure."""
        return self.shares(checks)[0]

    def shares(self, *checks: int) -> tuple[float | None, ...]:
        """The same for several numbers of checks."""
        confirmed = [figure.checks for figure in self.printed]
        if not confirmed:
            return (None,) * len(checks)
        return tuple(sum(c >= least for c in confirmed) / len(confirmed) for least in checks)

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """Every figure with its key `table/line/column`, in the order of the tables."""
        for column, figure in zip(FORM_FIGURES, _OF_FORM(self), strict=True):
            if figure is not None:
                yield f"forms/1/{column}", figure
        for fund in self.funds:
            for column, figure in zip(FUND_FIGURES, _OF_FUND(fund), strict=True):
                if figure is not None:
                    yield f"funds/{fund.line}/{column}", figure
        for leaf in self.indicators:
            for column, figure in zip(INDICATOR_FIGURES, _OF_INDICATOR(leaf), strict=True):
                if figure is not None:
                    yield f"indicators/{leaf.line}/{column}", figure

    def unnamed(self) -> Iterator[Figure]:
        """The same figures without their keys, for those who only count."""
        listed = chain(
            _OF_FORM(self),
            chain.from_iterable(map(_OF_FUND, self.funds)),
            chain.from_iterable(map(_OF_INDICATOR, self.indicators)),
        )
        return (figure for figure in listed if figure is not None)

    def show(
        self, stage: str = "findings", *, page: int | None = None, file: str | Path | None = None
    ) -> Image.Image:
        """One of its pages as it was read, as a picture: see `zipingbiao.show`."""
        return viewer()(self, stage, page=page, file=file)

    def with_figures(self, change: Change) -> Form:
        """The same form with every figure put through `change(key, figure)`."""
        return replace(
            self,
            tree=tuple(_changed_node(node, change) for node in self.tree),
            funds=tuple(
                replace(f, **_changed(f, "funds", f.line, FUND_FIGURES, change)) for f in self.funds
            ),
            indicators=tuple(
                replace(i, **_changed(i, "indicators", i.line, INDICATOR_FIGURES, change))
                for i in self.indicators
            ),
            **_changed(self, "forms", 1, FORM_FIGURES, change),
        )


def _changed(
    owner: object, table: str, line: int, columns: Sequence[str], change: Change
) -> dict[str, Any]:
    found = {column: getattr(owner, column) for column in columns}
    return {c: change(f"{table}/{line}/{c}", f) for c, f in found.items() if f is not None}


def _changed_node(node: Node, change: Change) -> Node:
    return replace(
        node,
        weight=change(node.key("weight"), node.weight) if node.weight else None,
        score=change(node.key("score"), node.score) if node.score else None,
        children=tuple(_changed_node(child, change) for child in node.children),
    )
