"""Findings and summaries for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from zipingbiao.language import Language, Words
from zipingbiao.report.tabular import stated_text
from zipingbiao.report.words import (
    DIFFERENCES,
    FILE_STATUSES,
    SEVERITIES,
    VERDICTS,
    rule_words,
    subject_words,
)
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome, Tally

_FILES, _FORMS = Words("文件", "files"), Words("自评表", "forms")
_COLON = Words("：", ": ")
_PAGE = Words("第 {page} 页", "p. {page}")
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(
    outcomes: Sequence[Outcome],
    language: Language = Language.EN,
    console: Console | None = None,
) -> None:
    """Print every finding under the form or file that it is about, then the counts."""
    console = console or Console(highlight=False)
    for outcome in outcomes:
        if outcome.findings or outcome.error:
            _print(console, _file_heading(outcome, language))
            _print_each(console, outcome.findings, language)
        for form in outcome.forms:
            if form.findings:
                _print(console, _form_heading(form, language))
                _print_each(console, form.findings, language)
    _print(console, Text(summary_line(Tally.of(outcomes), language), style="bold"))


def print_summary(
    tally: Tally, language: Language = Language.EN, console: Console | None = None
) -> None:
    """Print the counts and the files that gave nothing, each with its reason; on stderr."""
    console = console or Console(stderr=True, highlight=False)
    colon = _COLON.of(language)
    for status in (FileStatus.FAILED, FileStatus.SKIPPED, FileStatus.NO_FORM):
        listed = [outcome for outcome in tally.gave_nothing if outcome.status is status]
        if listed:
            heading = f"{FILE_STATUSES[status].of(language)}{colon}{len(listed)}"
            _print(console, Text(heading, style="bold"))
        for outcome in listed:
            error = outcome.error_in(language)
            reason = f"{colon}{error}" if error else ""
            _print(console, Text(f"  {outcome.source}{reason}"))
    _print(console, Text(summary_line(tally, language), style="bold"))


def summary_line(tally: Tally, language: Language = Language.EN) -> str:
    """Files, forms, findings by severity and files that gave nothing, in one line."""
    files = tally.files
    counts = [
        (_FILES, files.total()),
        (_FORMS, tally.forms),
        *((words, tally.findings[key]) for key, words in SEVERITIES.items()),
        *(
            (FILE_STATUSES[status], files[status])
            for status in (FileStatus.NO_FORM, FileStatus.FAILED, FileStatus.SKIPPED)
            if files[status]
        ),
    ]
    return " · ".join(f"{words.of(language)} {number}" for words, number in counts)


def _file_heading(outcome: Outcome, language: Language) -> Text:
    heading = Text(outcome.source, style="bold underline")
    error = outcome.error_in(language)
    return heading.append(f"  {error}", style="not underline") if error else heading


def _form_heading(form: Form, language: Language) -> Text:
    pages = f"{form.first_page}–{form.last_page}"
    page = form.first_page if form.first_page == form.last_page else pages
    place = f"{form.source}, {_PAGE.said(language, page=page)}"
    parts = (form.title, form.department, form.project, str(form.fiscal_year or ""), place)
    heading = Text(form.form_id, style="bold underline")
    return heading.append("  " + " · ".join(filter(None, parts)), style="not underline not bold")


def _print_each(console: Console, findings: Iterable[Finding], language: Language) -> None:
    for finding in findings:
        for line in _finding_lines(finding, language):
            _print(console, line)


def _finding_lines(finding: Finding, language: Language) -> Iterable[Text]:
    severity, rule = SEVERITIES[finding.severity], rule_words(finding.rule)
    head = Text("  ")
    head.append(f"[{severity.of(language)}]", style=_STYLES[finding.severity])
    head.append(f" {rule.of(language)} ({finding.rule})", style="bold")
    subject = subject_words(finding.subject).of(language)
    yield head.append(f"  {subject}{_page(finding, language)}")
    yield Text(f"    {finding.message_in(language)}")
    if finding.suggestion and language is Language.ZH:  # they are in Chinese alone
        yield Text(f"    → {finding.suggestion}")
    yield Text(f"    {_numbers(finding, language)}", style="dim")


def _page(finding: Finding, language: Language) -> str:
    return f"  {_PAGE.said(language, page=finding.place.page)}" if finding.place else ""


def _numbers(finding: Finding, language: Language) -> str:
    numbers = [
        f"{words.of(language)} {stated_text(value)}"
        for name, words in DIFFERENCES.items()
        if (value := getattr(finding, name)) is not None
    ]
    return " · ".join([*numbers, VERDICTS[finding.verdict].of(language)])


def _print(console: Console, text: Text) -> None:
    # Control characters out of a document must not steer somebody's terminal.
    text.plain = "".join(char if char.isprintable() else " " for char in text.plain)
    console.print(text, soft_wrap=True)
