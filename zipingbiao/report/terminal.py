"""Findings and summaries for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from zipingbiao.report.tabular import stated_text
from zipingbiao.report.words import (
    FILE_STATUSES,
    SEVERITIES,
    VERDICTS,
    Words,
    rule_words,
    subject_words,
)
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome, Tally

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(outcomes: Sequence[Outcome], console: Console | None = None) -> None:
    """Print every finding under the form or file that it is about, then the counts."""
    console = console or Console(highlight=False)
    for outcome in outcomes:
        if outcome.findings or outcome.error:
            _print(console, _file_heading(outcome))
            _print_each(console, outcome.findings)
        for form in outcome.forms:
            if form.findings:
                _print(console, _form_heading(form))
                _print_each(console, form.findings)
    _print(console, Text(summary_line(Tally.of(outcomes)), style="bold"))


def print_summary(tally: Tally, console: Console | None = None) -> None:
    """Print the counts and the files that gave nothing, each with its reason; on stderr."""
    console = console or Console(stderr=True, highlight=False)
    for status in (FileStatus.FAILED, FileStatus.SKIPPED, FileStatus.NO_FORM):
        listed = [outcome for outcome in tally.gave_nothing if outcome.status is status]
        if listed:
            words = FILE_STATUSES[status]
            _print(console, Text(f"{words.zh} {words.en}: {len(listed)}", style="bold"))
        for outcome in listed:
            reason = f": {outcome.error}" if outcome.error else ""
            _print(console, Text(f"  {outcome.source}{reason}"))
    _print(console, Text(summary_line(tally), style="bold"))


def summary_line(tally: Tally) -> str:
    """Files, forms, findings by severity and files that gave nothing, in one line."""
    files = tally.files
    parts = [
        _count("文件", "files", files.total()),
        _count("自评表", "forms", tally.forms),
        *(_count(words.zh, words.en, tally.findings[key]) for key, words in SEVERITIES.items()),
        *(
            _count(FILE_STATUSES[status].zh, FILE_STATUSES[status].en, files[status])
            for status in (FileStatus.NO_FORM, FileStatus.FAILED, FileStatus.SKIPPED)
            if files[status]
        ),
    ]
    return " · ".join(parts)


def _count(zh: str, en: str, number: int) -> str:
    return f"{zh} {en} {number}"


def _file_heading(outcome: Outcome) -> Text:
    heading = Text(outcome.source, style="bold underline")
    return heading.append(f"  {outcome.error}", style="not underline") if outcome.error else heading


def _form_heading(form: Form) -> Text:
    pages = f"{form.first_page}–{form.last_page}"
    place = f"{form.source}, p. {form.first_page if form.first_page == form.last_page else pages}"
    parts = (form.title, form.department, form.project, str(form.fiscal_year or ""), place)
    heading = Text(form.form_id, style="bold underline")
    return heading.append("  " + " · ".join(filter(None, parts)), style="not underline not bold")


def _print_each(console: Console, findings: Iterable[Finding]) -> None:
    for finding in findings:
        for line in _finding_lines(finding):
            _print(console, line)


def _finding_lines(finding: Finding) -> Iterable[Text]:
    severity, rule = SEVERITIES[finding.severity], rule_words(finding.rule)
    head = Text("  ")
    head.append(f"[{severity.zh} {severity.en}]", style=_STYLES[finding.severity])
    head.append(f" {rule.zh} {finding.rule}", style="bold")
    yield head.append(f"  {subject_words(finding.subject).zh}{_page(finding)}")
    yield Text(f"    {finding.message}")
    if finding.message_en:
        yield Text(f"    {finding.message_en}", style="dim")
    if finding.suggestion:
        yield Text(f"    → {finding.suggestion}")
    yield Text(f"    {_numbers(finding)}", style="dim")


def _page(finding: Finding) -> str:
    return f"  p. {finding.place.page}" if finding.place else ""


def _numbers(finding: Finding) -> str:
    verdict: Words = VERDICTS[finding.verdict]
    named = (
        ("表中 stated", finding.stated),
        ("计算 computed", finding.computed),
        ("差额 difference", finding.difference),
    )
    numbers = [f"{name} {stated_text(value)}" for name, value in named if value is not None]
    return " · ".join([*numbers, f"{verdict.zh} {verdict.en}"])


def _print(console: Console, text: Text) -> None:
    # Control characters out of a document must not steer somebody's terminal.
    text.plain = "".join(char if char.isprintable() else " " for char in text.plain)
    console.print(text, soft_wrap=True)
