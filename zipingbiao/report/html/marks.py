"""Numbers with their status, and the marks of the findings in the cells they belong to."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.report.tabular import plain
from zipingbiao.report.words import FIGURE_STATUSES
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import FORM_FIGURES, FUND_FIGURES, INDICATOR_FIGURES, Form

_TEXTS = ("explanation", "target", "actual", "criteria", "shortfall_reason", "improvement")
# Columns that have a cell of their own in the report; a finding about any other marks the row.
_CELLS = {
    "forms": {*FORM_FIGURES, "grade"},
    "funds": set(FUND_FIGURES),
    "indicators": {*INDICATOR_FIGURES, *_TEXTS},
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a finding within its form, linked to where it is listed.

    `part` where the cell is only one of several that the finding adds up or compares.
    """

    number: int
    severity: str
    anchor: str
    part: bool = False


Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as text, blank where the form has none."""

    text: str
    status: str
    badge: str
    tip: str
    marks: Marks


# One character each, so that the status is seen in print and by the colour-blind too.
_BADGES = {Status.REPAIRED: "校", Status.DERIVED: "推", Status.DOUBTFUL: "疑"}


def number(figure: Figure | None, marks: Marks) -> Number:
    """A figure (as read, where that is no number), or the place of a missing one."""
    if figure is None:
        return Number("", "none", "", "", marks)
    badge = _BADGES.get(figure.status, "")
    text = (figure.text or "?") if figure.value is None else plain(figure.value)
    return Number(text, figure.status, badge, _tip(figure), marks)


def place_marks(form: Form, anchor: str) -> dict[str, Marks]:
    """The marks by cell, `table/line/column`, or by row, `table/line`."""
    placed: dict[str, dict[int, Mark]] = {}
    for index, finding in enumerate(form.findings, start=1):
        for key in finding.values:
            # The first value is the one that the finding is about.
            part = key != finding.values[0]
            mark = Mark(index, finding.severity, f"{anchor}-{index}", part)
            placed.setdefault(_cell(key), {}).setdefault(index, mark)
    return {cell: tuple(marks.values()) for cell, marks in placed.items()}


def _cell(key: str) -> str:
    table, _, rest = key.partition("/")
    line, _, column = rest.partition("/")
    return key if column in _CELLS.get(table, set()) else f"{table}/{line}"


def _tip(figure: Figure) -> str:
    words = FIGURE_STATUSES[figure.status]
    parts = [f"{words.zh} {words.en}"]
    if figure.text:
        parts.append(f"读作 read as “{figure.text}”")
    if figure.place:
        parts.append(f"第 {figure.place.page} 页 page {figure.place.page}")
    if figure.confidence < 1:
        parts.append(f"置信度 confidence {figure.confidence:.0%}")
    if figure.checks:
        parts.append(f"{figure.checks} 项核对成立 confirmed by {figure.checks}")
    if figure.alternatives:
        other = ", ".join(f"{r.text} ({r.probability:.0%})" for r in figure.alternatives)
        parts.append(f"其他读法 or {other}")
    return "\n".join(parts)
