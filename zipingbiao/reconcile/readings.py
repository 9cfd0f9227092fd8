"""Findings about the reading itself: what is doubtful, repaired or derived, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.normalize.figures import parse_number
from zipingbiao.reconcile.evidence import SECOND_LOOK
from zipingbiao.reconcile.naming import figure_name
from zipingbiao.reconcile.rules import RULES
from zipingbiao.reconcile.rules.declaration import plain
from zipingbiao.schemas.figure import PRINTED, Figure, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Form


def reading_findings(form: Form) -> Iterator[Finding]:
    """One finding for each figure that is not simply what the page prints."""
    yield from _not_filled(form)
    yield from _unknown_columns(form)
    seen: set[int] = set()
    for key, figure in form.figures():
        if figure.status in PRINTED or id(figure) in seen:
            continue
        seen.add(id(figure))
        yield _finding(form, key, figure)


def _not_filled(form: Form) -> Iterator[Finding]:
    """A template that was published before anybody scored it: blank is not 0."""
    scores = [form.total_score, *(leaf.score for leaf in form.indicators)]
    if form.has_scores and form.indicators and not any(scores):
        yield Finding(
            rule="not-filled",
            severity=Severity.INFO,
            verdict=Verdict.UNDETERMINED,
            subject="total_score",
            message="该表设有得分栏，但总分和各项得分均未填写，无法核对得分。",
            message_en="The form has a column for scores, and none is filled in.",
        )


def _unknown_columns(form: Form) -> Iterator[Finding]:
    """What stands in no table of the output: grave if figures that the form has not may be among
    it."""
    for column in form.other_columns:
        filled = list(filter(None, column.texts))
        figures = [text for text in filled if parse_number(text) is not None]
        grave = 2 * len(figures) > len(filled) and _lacks_figures(form, column.table)
        zh, en = _TABLES[column.table]
        yield Finding(
            rule="column-unknown",
            severity=Severity.WARNING if grave else Severity.INFO,
            verdict=Verdict.EXTRACTION,
            subject=column.label,
            message=f"{zh}中“{column.label}”一栏不是已知的栏目，其内容未列入数据表，"
            "仅保存在该表的 JSON 中（other_columns）。",
            message_en=f"The column “{column.label}” of the {en} is none that is known; what it "
            "says is kept in the form's JSON (other_columns) alone.",
            place=column.place,
        )


_TABLES = {"indicators": ("指标表", "indicators"), "funds": ("资金情况", "funds")}
# What each table of a form usually has, one of each group.
_USUAL = {
    "indicators": (("weight",), ("score",)),
    "funds": (("initial_budget", "revised_budget"), ("executed",)),
}


def _lacks_figures(form: Form, table: str) -> bool:
    """Whether all lines of a table lack what they usually have."""
    lines: Sequence[object] = form.funds if table == "funds" else form.indicators
    return any(
        not any(getattr(line, column) for line in lines for column in group)
        for group in _USUAL[table]
    )


def _finding(form: Form, key: str, figure: Figure) -> Finding:
    name = figure_name(form, key)
    zh, en = _sentences(name, figure)
    return Finding(
        rule=f"figure-{figure.status}",
        severity=Severity.WARNING if figure.status is Status.DOUBTFUL else Severity.INFO,
        verdict=Verdict.EXTRACTION,
        subject=name,
        message=zh,
        message_en=en,
        stated=figure.text or None,
        computed=figure.value,
        place=figure.place,
        values=(key,),
    )


def _sentences(name: str, figure: Figure) -> tuple[str, str]:
    """What is said of a figure, in Chinese and English, with the evidence for its value."""
    value = plain(figure.value)
    if figure.status is Status.DOUBTFUL:
        return (
            f"“{name}”识读为“{figure.text}”，不确定，请对照原件。",
            f"Read as “{figure.text}”, in doubt; compare with the page.",
        )
    zh, en = _evidence(figure)
    if figure.status is Status.REPAIRED:
        return (
            f"“{name}”初读为“{figure.text}”，{zh}，更正为 {value}。",
            f"Read at first as “{figure.text}”; {en}: {value}.",
        )
    return f"“{name}”未能读到，{zh}，推得 {value}。", f"Not read; {en}: {value}."


def _evidence(figure: Figure) -> tuple[str, str]:
    """Why a figure is what it is taken for."""
    titles = {rule.slug: (rule.title, rule.title_en) for rule in RULES}
    titles[SECOND_LOOK] = ("放大重读", "a second look")
    known = [titles[name] for name in figure.evidence if name in titles]
    if not known:
        return (
            ("本应只是数字", "only a figure can stand here")
            if figure.status is Status.REPAIRED
            else ("由下级指标分值之和", "the sum of the weights below")
        )
    zh, en = (list(words) for words in zip(*known, strict=True))
    return f"依据：{'；'.join(zh)}", f"by: {'; '.join(en)}"
