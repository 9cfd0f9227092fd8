"""SCO-03, LOG-06: what must hold in each scored row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zipingbiao.normalize.figures import is_null
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, contradiction, plain, usable
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Indicator


def _keys(leaf: Indicator) -> tuple[Keyed, Keyed]:
    score = (f"indicators/{leaf.line}/score", leaf.score)
    return score, (f"indicators/{leaf.line}/weight", leaf.weight)


def check_caps(interpretation: Interpretation) -> Iterator[Finding]:
    """0 ≤ score ≤ weight (得分不能大于分值)."""
    for leaf in interpretation.form.indicators:
        if not usable(leaf.score) or not usable(leaf.weight):
            continue
        assert leaf.score
        assert leaf.weight
        assert leaf.score.value is not None
        assert leaf.weight.value is not None
        if 0 <= leaf.score.value <= leaf.weight.value:
            continue
        score, weight = plain(leaf.score.value), plain(leaf.weight.value)
        message = Message(
            f"“{leaf.level3}”得分 {score}，不在 0 至分值 {weight} 之间，请核对。",
            f"The score {score} is not between 0 and the weight {weight}.",
        )
        stated, part = _keys(leaf)
        yield contradiction(
            "score-cap", Severity.ERROR, leaf.level3, message, stated, [part], leaf.weight.value
        )


def check_reasons(interpretation: Interpretation) -> Iterator[Finding]:
    """A score below its weight needs a reason, where the form has a column for it."""
    form = interpretation.form
    if not form.has_reasons:
        return
    for leaf in form.indicators:
        if not usable(leaf.score) or not usable(leaf.weight) or not is_null(leaf.shortfall_reason):
            continue
        assert leaf.score
        assert leaf.weight
        assert leaf.score.value is not None
        assert leaf.weight.value is not None
        if leaf.score.value >= leaf.weight.value:
            continue
        score, weight = plain(leaf.score.value), plain(leaf.weight.value)
        message = Message(
            f"“{leaf.level3}”得分 {score} 低于分值 {weight}，但未说明原因。",
            f"The score {score} is below the weight {weight}, and no reason is given.",
        )
        stated, part = _keys(leaf)
        finding = contradiction(
            "reason-missing", Severity.WARNING, leaf.level3, message, stated, [part], None
        )
        yield replace(finding, suggestion="补充扣分原因。")
