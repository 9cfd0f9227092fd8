"""The report's first screen: counts, files that gave nothing, findings by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zipingbiao.report.html.view import FormView
from zipingbiao.report.words import (
    FIGURE_STATUSES,
    FILE_STATUSES,
    SEVERITIES,
    Words,
    rule_words,
)
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.outcome import FileStatus, Outcome


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something; `slug` names its colour."""

    words: Words
    number: int
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """The values of a status, in percent of all."""

    words: Words
    slug: str
    number: int
    percent: float


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What a rule found, by severity."""

    rule: str
    words: Words
    by_severity: tuple[tuple[str, int], ...]
    forms: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything above the forms."""

    counts: tuple[Count, ...]
    shares: tuple[Share, ...]
    rules: tuple[RuleCount, ...]
    others: tuple[tuple[FileStatus, Words, tuple[Outcome, ...]], ...]


def overview(outcomes: Sequence[Outcome], forms: Sequence[FormView]) -> Overview:
    """Count a batch."""
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    findings += [view.finding for form in forms for view in form.findings]
    return Overview(
        counts=tuple(_counts(outcomes, forms, findings)),
        shares=_shares(forms),
        rules=_rules(forms, findings),
        others=_others(outcomes),
    )


def _counts(
    outcomes: Sequence[Outcome], forms: Sequence[FormView], findings: Sequence[Finding]
) -> Iterable[Count]:
    yield Count(Words("文件", "files"), len(outcomes))
    yield Count(Words("自评表", "forms"), len(forms))
    found = Counter(finding.severity for finding in findings)
    for severity in Severity:
        yield Count(SEVERITIES[severity], found[severity], severity)
    failed = sum(outcome.status is FileStatus.FAILED for outcome in outcomes)
    yield Count(Words("失败文件", "failed files"), failed, "failed")


def _shares(forms: Sequence[FormView]) -> tuple[Share, ...]:
    counted = Counter(figure.status for view in forms for _, figure in view.form.figures())
    total = max(1, counted.total())
    return tuple(
        Share(FIGURE_STATUSES[status], status, counted[status], 100 * counted[status] / total)
        for status in Status
    )


def _rules(forms: Sequence[FormView], findings: Sequence[Finding]) -> tuple[RuleCount, ...]:
    by_rule = Counter(finding.rule for finding in findings)
    by_both = Counter((finding.rule, finding.severity) for finding in findings)
    touched = Counter(rule for view in forms for rule in view.rules)
    return tuple(
        RuleCount(
            rule,
            rule_words(rule),
            tuple((str(severity), by_both[rule, severity]) for severity in Severity),
            touched[rule],
        )
        for rule, _ in by_rule.most_common()
    )


def _others(
    outcomes: Sequence[Outcome],
) -> tuple[tuple[FileStatus, Words, tuple[Outcome, ...]], ...]:
    groups = (
        (status, FILE_STATUSES[status], tuple(o for o in outcomes if o.status is status))
        for status in (FileStatus.FAILED, FileStatus.SKIPPED, FileStatus.NO_FORM)
    )
    return tuple(group for group in groups if group[2])
