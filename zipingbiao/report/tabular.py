"""Outcomes → the rows of the six tables, every cell already text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from zipingbiao.schemas.figure import Figure, Place
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form, Fund, Indicator
from zipingbiao.schemas.outcome import Outcome
from zipingbiao.schemas.page import Reading
from zipingbiao.schemas.tables import TABLES, Table

Row = dict[str, str]
Rows = dict[str, list[Row]]

_NOWHERE: Row = dict.fromkeys(("page", "x0", "top", "x1", "bottom"), "")


def plain(number: Decimal) -> str:
    """A number without exponent and separators, its printed decimals kept."""
    return format(number, "f")


def rows(outcomes: Iterable[Outcome]) -> Rows:
    """The rows of every table by the table's name, in the order of the outcomes."""
    found: Rows = {table.name: [] for table in TABLES}
    for outcome in outcomes:
        for table in TABLES:
            found[table.name] += rows_of(outcome, table)
    return found


def rows_of(outcome: Outcome, table: Table) -> Iterator[Row]:
    """The rows of one table about one file."""
    return _MAKERS[table.name](outcome)


def identified(prefix: str, findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """The findings with their ids `<prefix>-<rule>-<n>`, counted from 1 within each rule."""
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.rule] += 1
        yield f"{prefix}-{finding.rule}-{seen[finding.rule]}", finding


def _file_rows(outcome: Outcome) -> Iterator[Row]:
    yield {
        "source": outcome.source,
        "sha256": outcome.sha256,
        "kind": outcome.kind,
        "pages": str(outcome.pages),
        "forms": str(len(outcome.forms)),
        "status": outcome.status,
        "error": " ".join(outcome.error.split()),
        "seconds": f"{outcome.seconds:.2f}",
    }


def _form_rows(outcome: Outcome) -> Iterator[Row]:
    for form in outcome.forms:
        verified, verified_twice = form.shares(1, 2)
        yield {
            "form_id": form.form_id,
            "source": form.source,
            "first_page": str(form.first_page),
            "last_page": str(form.last_page),
            "family": form.family,
            "scope": form.scope,
            "title": form.title,
            "fiscal_year": "" if form.fiscal_year is None else str(form.fiscal_year),
            "department": form.department,
            "project": form.project,
            "implementing_unit": form.implementing_unit,
            "total_weight": _value(form.total_weight),
            "total_score": _value(form.total_score),
            "grade": form.grade,
            "status": form.status,
            "findings": str(len(form.findings)),
            "verified": _share(verified),
            "verified_twice": _share(verified_twice),
            "fields": _fields(form),
        }


def _fund_rows(outcome: Outcome) -> Iterator[Row]:
    for form in outcome.forms:
        for fund in form.funds:
            yield {"form_id": form.form_id, **_fund(fund)}


def _fund(fund: Fund) -> Row:
    return {
        "line": str(fund.line),
        "item": fund.item,
        "label": fund.label,
        "initial_budget": _value(fund.initial_budget),
        "revised_budget": _value(fund.revised_budget),
        "executed": _value(fund.executed),
        "execution_rate": _value(fund.execution_rate),
        "weight": _value(fund.weight),
        "score": _value(fund.score),
        "unit": fund.unit,
    }


def _indicator_rows(outcome: Outcome) -> Iterator[Row]:
    for form in outcome.forms:
        for indicator in form.indicators:
            yield {"form_id": form.form_id, **_indicator(indicator)}


def _indicator(indicator: Indicator) -> Row:
    return {
        "line": str(indicator.line),
        "level1": indicator.level1,
        "level1_weight": _value(indicator.level1_weight),
        "level1_score": _value(indicator.level1_score),
        "level2": indicator.level2,
        "level2_weight": _value(indicator.level2_weight),
        "level2_score": _value(indicator.level2_score),
        "group": indicator.group,
        "group_weight": _value(indicator.group_weight),
        "level3": indicator.level3,
        "weight": _value(indicator.weight),
        "score": _value(indicator.score),
        "target": indicator.target,
        "actual": indicator.actual,
        "explanation": indicator.explanation,
        "criteria": indicator.criteria,
        "shortfall_reason": indicator.shortfall_reason,
        "improvement": indicator.improvement,
        "page": str(indicator.place.page) if indicator.place else "",
    }


def _value_rows(outcome: Outcome) -> Iterator[Row]:
    for form in outcome.forms:
        for key, figure in form.figures():
            table, line, column = key.split("/")
            yield {
                "form_id": form.form_id,
                "table": table,
                "line": line,
                "column": column,
                "text": figure.text,
                "value": _value(figure),
                "status": figure.status,
                "confidence": _decimal(figure.confidence, 4),
                **_place(figure.place),
                "checks": str(figure.checks),
                "alternatives": _texts(figure.alternatives),
            }


def _texts(readings: Sequence[Reading]) -> str:
    return " | ".join([reading.text for reading in readings]) if readings else ""


def _finding_rows(outcome: Outcome) -> Iterator[Row]:
    for finding_id, finding in identified(outcome.source, outcome.findings):
        yield _finding(finding_id, "", outcome.source, finding)
    for form in outcome.forms:
        for finding_id, finding in identified(form.form_id, form.findings):
            yield _finding(finding_id, form.form_id, form.source, finding)


def _finding(finding_id: str, form_id: str, source: str, finding: Finding) -> Row:
    return {
        "finding_id": finding_id,
        "form_id": form_id,
        "source": source,
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "subject": finding.subject,
        "stated": stated_text(finding.stated),
        "computed": stated_text(finding.computed),
        "difference": stated_text(finding.difference),
        "message": finding.message,
        "message_en": finding.message_en,
        "suggestion": finding.suggestion,
        **_place(finding.place),
        "values": ";".join(finding.values),
    }


def stated_text(value: Decimal | str | None) -> str:
    """A finding's stated or computed value as text; blank if there is none."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else value


def _value(figure: Figure | None) -> str:
    return "" if figure is None or figure.value is None else plain(figure.value)


def _share(share: float | None) -> str:
    return "" if share is None else _decimal(share, 4)


def _fields(form: Form) -> str:
    """JSON, because names and values of these fields are as free as the forms are."""
    listed = [{"name": f.name, "label": f.label, "value": f.value} for f in form.fields]
    return json.dumps(listed, ensure_ascii=False) if listed else ""


def _place(place: Place | None) -> Row:
    if place is None:
        return _NOWHERE
    box = place.box
    if box is None:
        return {**_NOWHERE, "page": str(place.page)}
    return {
        "page": str(place.page),
        "x0": _decimal(box.x0, 2),
        "top": _decimal(box.top, 2),
        "x1": _decimal(box.x1, 2),
        "bottom": _decimal(box.bottom, 2),
    }


# Most confidences are 1, and cells of one row or column share their edges.
@lru_cache(maxsize=4096)
def _decimal(number: float, digits: int) -> str:
    text = f"{number:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


_MAKERS: dict[str, Callable[[Outcome], Iterator[Row]]] = {
    "files": _file_rows,
    "forms": _form_rows,
    "funds": _fund_rows,
    "indicators": _indicator_rows,
    "values": _value_rows,
    "findings": _finding_rows,
}
