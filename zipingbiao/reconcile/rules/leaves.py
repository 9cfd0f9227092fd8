"""SCO-03, LOG-06: what must hold in each scored row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zipingbiao.normalize.figures import is_null
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, Rule, contradiction, usable
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Indicator


def _keys(leaf: Indicator) -> tuple[Keyed, Keyed]:
    score = (f"indicators/{leaf.line}/score", leaf.score)
    return score, (f"indicators/{leaf.line}/weight", leaf.weight)


def _caps(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """0 ≤ score ≤ weight (得分不能大于分值)."""
    for leaf in read.form.indicators:
        if not usable(leaf.score) or not usable(leaf.weight):
            continue
        assert leaf.score
        assert leaf.weight
        assert leaf.score.value is not None
        assert leaf.weight.value is not None
        if 0 <= leaf.score.value <= leaf.weight.value:
            continue
        message = rule.says(name=leaf.level3, score=leaf.score, weight=leaf.weight)
        stated, part = _keys(leaf)
        yield contradiction(
            rule.slug, rule.severity, leaf.level3, message, stated, [part], leaf.weight.value
        )


def _reasons(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """A score below its weight needs a reason, where the form has a column for it."""
    form = read.form
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
        message = rule.says(name=leaf.level3, score=leaf.score, weight=leaf.weight)
        stated, part = _keys(leaf)
        finding = contradiction(
            rule.slug, rule.severity, leaf.level3, message, stated, [part], None
        )
        yield replace(finding, suggestion="补充扣分原因。")


SCORE_CAP = Rule(
    slug="score-cap",
    ids=("SCO-03",),
    severity=Severity.ERROR,
    formula="0 ≤ score ≤ weight",
    title="得分不得大于分值",
    title_en="A score lies between 0 and its weight",
    source="scoring scripts of finance systems: 得分不能大于分值",
    message=Message(
        "“{name}”得分 {score}，不在 0 至分值 {weight} 之间，请核对。",
        "The score {score} is not between 0 and the weight {weight}.",
    ),
    example="分值 5 | 得分 5.5",
    finds=_caps,
)

REASON_MISSING = Rule(
    slug="reason-missing",
    ids=("LOG-06", "LOG-07"),
    severity=Severity.WARNING,
    formula="score < weight ⇒ a reason is given, also where the target is met; if the form "
    "has a column for it",
    title="得分低于分值须说明原因",
    title_en="A lost point has a reason",
    source="finance systems: 自评得分小于分值，请填写理由及依据",
    message=Message(
        "“{name}”得分 {score} 低于分值 {weight}，但未说明原因。",
        "The score {score} is below the weight {weight}, and no reason is given.",
    ),
    example="分值 20 | 得分 19 | 偏差原因 无",
    finds=_reasons,
)
