"""The report's first screen: counts, files that gave nothing, findings by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
from zipingbiao.schemas.finding import Severity
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


class Overviewing:
    """Counts a batch file by file."""

    def __init__(self) -> None:
        self._files = 0
        self._forms = 0
        self._figures: Counter[Status] = Counter()
        self._severities: Counter[Severity] = Counter()
        self._rules: Counter[str] = Counter()
        self._both: Counter[tuple[str, Severity]] = Counter()
        self._touched: Counter[str] = Counter()
        self._others: list[Outcome] = []

    def add(self, outcome: Outcome, forms: Sequence[FormView]) -> None:
        """Count a file and its forms."""
        self._files += 1
        self._forms += len(forms)
        for finding in outcome.all_findings:
            self._severities[finding.severity] += 1
            self._rules[finding.rule] += 1
            self._both[finding.rule, finding.severity] += 1
        for view in forms:
            self._figures.update(figure.status for _, figure in view.form.figures())
            self._touched.update(view.rules)
        if outcome.status is not FileStatus.OK:
            self._others.append(outcome)

    def overview(self) -> Overview:
        """What was counted."""
        return Overview(
            counts=tuple(self._counts()),
            shares=self._shares(),
            rules=self._rule_counts(),
            others=self._grouped(),
        )

    def _counts(self) -> Iterator[Count]:
        yield Count(Words("文件", "files"), self._files)
        yield Count(Words("自评表", "forms"), self._forms)
        for severity in Severity:
            yield Count(SEVERITIES[severity], self._severities[severity], severity)
        failed = sum(outcome.status is FileStatus.FAILED for outcome in self._others)
        yield Count(Words("失败文件", "failed files"), failed, "failed")

    def _shares(self) -> tuple[Share, ...]:
        counted = self._figures
        total = max(1, counted.total())
        return tuple(
            Share(FIGURE_STATUSES[status], status, counted[status], 100 * counted[status] / total)
            for status in Status
        )

    def _rule_counts(self) -> tuple[RuleCount, ...]:
        return tuple(
            RuleCount(
                rule,
                rule_words(rule),
                tuple((str(severity), self._both[rule, severity]) for severity in Severity),
                self._touched[rule],
            )
            for rule, _ in self._rules.most_common()
        )

    def _grouped(self) -> tuple[tuple[FileStatus, Words, tuple[Outcome, ...]], ...]:
        statuses = (FileStatus.FAILED, FileStatus.SKIPPED, FileStatus.NO_FORM)
        groups = (
            (status, FILE_STATUSES[status], tuple(o for o in self._others if o.status is status))
            for status in statuses
        )
        return tuple(group for group in groups if group[2])
