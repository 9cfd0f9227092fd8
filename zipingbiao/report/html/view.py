"""A form as the template needs it: merged cells as row spans, findings as marks in their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from zipingbiao.report.html.marks import Mark, Marks, Number, number, place_marks
from zipingbiao.report.tabular import stated_text
from zipingbiao.report.words import COLUMNS, SEVERITIES, VERDICTS, Words, rule_words
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import FUND_FIGURES, Form, Fund, Indicator, Node, nodes_of

_BEFORE = ("explanation", "target", "actual")
_AFTER = ("criteria", "shortfall_reason", "improvement")


@dataclass(frozen=True, slots=True)
class TextCell:
    """Words in a cell, with the findings about them."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class LevelCell:
    """A level-1 or level-2 name, merged over `rows` leaves."""

    name: str
    rows: int
    weight: Number
    score: Number


@dataclass(frozen=True, slots=True)
class LeafRow:
    """A leaf; `level1` and `level2` are None where a merged cell above covers them."""

    level1: LevelCell | None
    level2: LevelCell | None
    name: TextCell
    before: tuple[TextCell, ...]
    weight: Number
    score: Number
    after: tuple[TextCell, ...]


@dataclass(frozen=True, slots=True)
class FundRow:
    """A money line."""

    label: TextCell
    unit: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as it is listed under its form."""

    mark: Mark
    finding: Finding
    severity: Words
    verdict: Words
    rule: Words
    numbers: tuple[tuple[Words, str], ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """A form, ready to be laid out."""

    form: Form
    anchor: str
    funds: tuple[FundRow, ...]
    fund_columns: tuple[Words, ...]
    leaves: tuple[LeafRow, ...]
    before: tuple[Words, ...]
    after: tuple[Words, ...]
    total_weight: Number
    total_score: Number
    grade: TextCell
    findings: tuple[FindingView, ...]

    @property
    def verified(self) -> str:
        """The share of its figures that checks confirm, once and twice."""
        once, twice = self.form.verified(), self.form.verified(2)
        return "" if once is None or twice is None else f"{once:.0%} / {twice:.0%}"

    @property
    def verified_tip(self) -> str:
        """What the two shares mean."""
        return "至少一项、至少两项核对成立的数字所占比例；其余只是读到，未经核对。"

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found something, once each."""
        return tuple(dict.fromkeys(view.finding.rule for view in self.findings))

    @property
    def tally(self) -> tuple[tuple[Severity, int], ...]:
        """How many findings of each severity, those that are none left out."""
        counted = Counter(view.finding.severity for view in self.findings)
        return tuple((severity, counted[severity]) for severity in Severity if counted[severity])


def form_view(form: Form, anchor: str) -> FormView:
    """Lay out a form; `anchor` is its id within the page."""
    marks = place_marks(form, anchor)
    before = _used(form, _BEFORE)
    after = _used(form, _AFTER)
    money = tuple(c for c in FUND_FIGURES if any(getattr(fund, c) for fund in form.funds))
    return FormView(
        form=form,
        anchor=anchor,
        funds=tuple(_fund_row(fund, money, marks) for fund in form.funds),
        fund_columns=tuple(COLUMNS[column] for column in money),
        leaves=tuple(_leaf_rows(form, before, after, marks)),
        before=tuple(COLUMNS[column] for column in before),
        after=tuple(COLUMNS[column] for column in after),
        total_weight=number(form.total_weight, marks.get("forms/1/total_weight", ())),
        total_score=number(form.total_score, marks.get("forms/1/total_score", ())),
        grade=TextCell(form.grade, marks.get("forms/1/grade", ())),
        findings=tuple(_finding_views(form, anchor)),
    )


def _used(form: Form, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(c for c in columns if any(getattr(leaf, c) for leaf in form.indicators))


def _fund_row(fund: Fund, columns: Sequence[str], marks: dict[str, Marks]) -> FundRow:
    key = f"funds/{fund.line}"
    return FundRow(
        label=TextCell(fund.label, marks.get(key, ())),
        unit=fund.unit,
        numbers=tuple(
            number(getattr(fund, column), marks.get(f"{key}/{column}", ())) for column in columns
        ),
    )


def _leaf_rows(
    form: Form, before: Sequence[str], after: Sequence[str], marks: dict[str, Marks]
) -> Iterator[LeafRow]:
    level1 = _level_cells(form, 1, marks)
    level2 = _level_cells(form, 2, marks)
    for leaf in form.indicators:
        key = f"indicators/{leaf.line}"

        def texts(
            columns: Sequence[str], leaf: Indicator = leaf, key: str = key
        ) -> tuple[TextCell, ...]:
            return tuple(
                TextCell(getattr(leaf, column), marks.get(f"{key}/{column}", ()))
                for column in columns
            )

        yield LeafRow(
            level1=level1.get(leaf.line),
            level2=level2.get(leaf.line),
            name=TextCell(leaf.level3, marks.get(key, ())),
            before=texts(before),
            weight=number(leaf.weight, marks.get(f"{key}/weight", ())),
            score=number(leaf.score, marks.get(f"{key}/score", ())),
            after=texts(after),
        )


def _level_cells(form: Form, level: int, marks: dict[str, Marks]) -> dict[int, LevelCell]:
    """The merged cells of a level by the line of their first leaf.

    The tree says where a cell ends; without one, neighbours of the same name are one cell.
    """
    own = (node for node in nodes_of(form.tree) if node.level == level)
    nodes = {line: node for node in own for line in node.lines}
    cells: dict[int, LevelCell] = {}
    for _, group in groupby(form.indicators, key=lambda leaf: _cell_key(leaf, level, nodes)):
        leaves = list(group)
        first = leaves[0]
        node = nodes.get(first.line)
        column = f"level{level}_weight"
        found: dict[int, Mark] = {}
        for leaf in leaves:
            for mark in marks.get(f"indicators/{leaf.line}/{column}", ()):
                found.setdefault(mark.number, mark)
        cells[first.line] = LevelCell(
            name=getattr(first, f"level{level}"),
            rows=len(leaves),
            weight=number(getattr(first, column), tuple(found.values())),
            score=number(node.score if node else None, ()),
        )
    return cells


def _cell_key(leaf: Indicator, level: int, nodes: dict[int, Node]) -> tuple[object, ...]:
    node = nodes.get(leaf.line)
    names = (leaf.level1, leaf.level2)[:level]
    return (*names, node.lines if node else None)


def _finding_views(form: Form, anchor: str) -> Iterator[FindingView]:
    for index, finding in enumerate(form.findings, start=1):
        named = (
            (Words("表中", "stated"), finding.stated),
            (Words("计算", "computed"), finding.computed),
            (Words("差额", "difference"), finding.difference),
        )
        yield FindingView(
            mark=Mark(index, finding.severity, f"{anchor}-{index}"),
            finding=finding,
            severity=SEVERITIES[finding.severity],
            verdict=VERDICTS[finding.verdict],
            rule=rule_words(finding.rule),
            numbers=tuple((name, stated_text(value)) for name, value in named if value is not None),
        )
