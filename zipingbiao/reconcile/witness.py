"""Two witnesses: is a broken sum the publisher's, or was the page misread?

Both have a price. Where another reading of one figure, which the recogniser thought more probable
than a slip of the publisher, makes the contradiction go away, the reading is the suspect: the
figure becomes doubtful, and the check can no longer be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zipingbiao.normalize.figures import amount_factor
from zipingbiao.reconcile.confirm import map_figures
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.reading import as_figure
from zipingbiao.reconcile.rules.declaration import Rule
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source

# How likely a publisher's slip is taken to be. An assumption, not a measurement: a reading less
# probable than that, against the one taken, is no excuse for a broken sum.
SLIP = 0.02


def suspects(read: Interpretation, rule: Rule, finding: Finding) -> frozenset[Figure]:
    """The figures of which another likely reading would make this finding go away."""
    if finding.verdict is not Verdict.PUBLISHER or finding.severity is Severity.INFO:
        return frozenset()
    figures = dict(read.form.figures())
    return frozenset(
        figures[key]
        for key in finding.values
        if key in figures
        and any(_settles(read, rule, finding, key, other) for other in _others(figures[key]))
    )


def _others(figure: Figure) -> Iterator[Figure]:
    """The figure as it would be under its other readings that are likelier than a slip."""
    if figure.source is not Source.OCR:
        return
    factor = amount_factor(figure.unit)
    for reading in figure.alternatives:
        number = as_figure(reading.text)
        if number is not None and reading.probability >= SLIP * figure.confidence:
            yield replace(figure, value=number.value * factor, decimals=number.decimals)


def _settles(read: Interpretation, rule: Rule, finding: Finding, key: str, other: Figure) -> bool:
    form = map_figures(read.form, lambda at, figure: other if at == key else figure)
    again = rule.check(replace(read, form=form))
    return all(
        found.subject != finding.subject for found in again if found.severity is finding.severity
    )


def in_doubt(read: Interpretation, doubted: frozenset[Figure]) -> Interpretation:
    """The same interpretation with these figures marked as doubtful, wherever they are used."""

    def judged(_: str, figure: Figure) -> Figure:
        return figure.marked(Status.DOUBTFUL) if figure in doubted else figure

    return replace(read, form=map_figures(read.form, judged))
