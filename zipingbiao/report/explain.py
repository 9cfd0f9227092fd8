"""A finding written out: its sum with every figure in it, and where each stands on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from zipingbiao.errors import UsageError
from zipingbiao.language import Language, Words
from zipingbiao.report.csv_files import read_table
from zipingbiao.report.form_json import read_form
from zipingbiao.report.package import is_finished, unfinished
from zipingbiao.report.tabular import identified, plain, stated_text
from zipingbiao.report.words import (
    COLUMNS,
    DIFFERENCES,
    FIGURE_STATUSES,
    VERDICTS,
    rule_words,
)
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form, Tie
from zipingbiao.schemas.tables import FINDINGS

_PAGE = Words("第 {page} 页", "page {page}")


def explanation(out: Path, finding_id: str, language: Language = Language.EN) -> Iterator[str]:
    """The lines that explain a finding of an output.

    Raises:
        UsageError: the folder is no finished output, or has no such finding.
    """
    if not is_finished(out):
        raise unfinished(out)
    row = next((r for r in read_table(FINDINGS, out) if r["finding_id"] == finding_id), None)
    if row is None:
        raise UsageError(
            f"{out}: has no finding {finding_id!r}; findings.csv lists them",
            f"{out}：没有 {finding_id!r} 这条结果，全部结果见 findings.csv",
        )
    if not row["form_id"]:
        yield row["source"]
        yield (language is Language.EN and row["message_en"]) or row["message"]
        return
    form = read_form(out / "forms" / f"{row['form_id']}.json")
    found = dict(identified(form.form_id, form.findings))[finding_id]
    yield from _explained(form, found, language)


def _explained(form: Form, finding: Finding, language: Language) -> Iterator[str]:
    rule, verdict = rule_words(finding.rule).of(language), VERDICTS[finding.verdict].of(language)
    yield f"{form.title}  {form.source}"
    yield f"{rule} ({finding.rule}): {verdict}"
    yield finding.message_in(language)
    figures = dict(form.figures())
    tie = next((tie for tie in form.ties if _is_about(tie, finding)), None)
    if tie is not None:
        yield ""
        yield from _sum(tie, figures, finding.values)
    yield ""
    for key in finding.values:
        if key in figures:
            yield _line(form, key, figures[key], language)
    yield " · ".join(
        f"{words.of(language)} {stated_text(value)}"
        for name, words in DIFFERENCES.items()
        if (value := getattr(finding, name)) is not None
    )


def _is_about(tie: Tie, finding: Finding) -> bool:
    return tie.rule == finding.rule and finding.values[:1] == (tie.total,)


def _sum(tie: Tie, figures: dict[str, Figure], named: Sequence[str]) -> Iterator[str]:
    """The sum as it is printed: of the options, the one whose parts the finding names."""
    option = max(tie.options, key=lambda parts: len(set(parts) & set(named)))
    parts = [figures[key] for key in option if key in figures]
    known = [part.value for part in parts if part.value is not None]
    yield f"{' + '.join(_value(part) for part in parts)} = {plain(sum(known, Decimal(0)))}"
    yield f"≠ {_value(figures[tie.total])}"


def _line(form: Form, key: str, figure: Figure, language: Language) -> str:
    """A figure, what it is called, how it was read and where it stands."""
    table, line, column = key.split("/")
    name = COLUMNS.get(column, Words(column, column)).of(language)
    if table == "funds":
        name = f"{form.funds[int(line) - 1].label} {name}"
    elif table == "indicators":
        leaf = form.indicators[int(line) - 1]
        name = f"{' › '.join(filter(None, (leaf.level1, leaf.level2, leaf.level3)))} {name}"
    status = FIGURE_STATUSES[figure.status].of(language)
    place = figure.place
    where = _PAGE.said(language, page=place.page) if place else ""
    if place and place.box:
        box = place.box
        where += f" ({box.x0:.0f}, {box.top:.0f})–({box.x1:.0f}, {box.bottom:.0f})"
    return f"  {_value(figure):>12}  {name}  {status}  {where}  {key}"


def _value(figure: Figure) -> str:
    return figure.text or "?" if figure.value is None else plain(figure.value)
