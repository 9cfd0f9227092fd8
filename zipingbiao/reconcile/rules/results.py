"""LOG-10…LOG-15: how a result is written, and what it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.normalize.targets import Kind, Target, parse_target
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Message, Rule
from zipingbiao.reconcile.rules.points import HUNDRED
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.rulewords import rule_words


def _parsed(read: Interpretation) -> Iterator[tuple[Indicator, Target, Target]]:
    for leaf in read.form.indicators:
        yield leaf, parse_target(leaf.target), parse_target(leaf.actual)


def _on(
    rule: Rule, leaf: Indicator, severity: Severity | None = None, suggestion: str = ""
) -> Finding:
    message = rule.says(name=leaf.level3, target=leaf.target, actual=leaf.actual)
    return rule.notes(
        leaf.level3,
        message,
        leaf.text_source,
        place=leaf.place,
        severity=severity,
        suggestion=suggestion,
    )


def _not_quantified(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, target, actual in _parsed(read):
        if target.kind is Kind.QUANTITY and target.operator and actual.kind is Kind.WORDS:
            yield _on(rule, leaf)


NOT_QUANTIFIED = Rule(
    slug="not-quantified",
    ids=("LOG-10",),
    severity=Severity.WARNING,
    formula="a target with sign and number has a number as its result",
    title="定量指标的实际完成值应填数字",
    title_en="A target in numbers has its result in numbers",
    source="finance systems: 定量指标实际完成值填数字",
    message=Message(
        "“{name}”指标值为 {target}，实际完成值“{actual}”不是数字，无法核对是否达标。",
        "The target is {target}, the result “{actual}” is no number.",
    ),
    example="指标值 ≤30万元 | 完成值 完成",
    finds=_not_quantified,
)


def _copied_target(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, target, actual in _parsed(read):
        copied = fold(leaf.actual) == fold(leaf.target)
        if copied and target.kind is Kind.QUANTITY and actual.operator not in ("", "="):
            yield _on(rule, leaf)


COPIED_TARGET = Rule(
    slug="copied-target",
    ids=("LOG-11",),
    severity=Severity.INFO,
    formula="a result is not the target word by word, its ≥ or ≤ included",
    title="实际完成值照抄指标值",
    title_en="A result that repeats its target",
    source="published forms of which every result does",
    message=Message(
        "“{name}”实际完成值“{actual}”与指标值相同，未反映实际完成情况。",
        "The result {actual} repeats the target.",
    ),
    example="指标值 ≥300米 | 完成值 ≥300米",
    finds=_copied_target,
)


def _unit_differs(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, target, actual in _parsed(read):
        measures = {target.measure, actual.measure}
        if target.kind is actual.kind is Kind.QUANTITY and len(measures - {""}) == 2:
            # 100% may be how much of the target was reached.
            yield _on(rule, leaf, Severity.INFO if actual.measure == "percent" else None)


UNIT_DIFFERS = Rule(
    slug="unit-differs",
    ids=("LOG-12",),
    severity=Severity.WARNING,
    formula="target and result measure the same (percent, money, time, count); info for a result "
    "in percent",
    title="实际完成值与指标值的计量单位一致",
    title_en="Target and result are in one unit",
    source="published forms",
    message=Message(
        "“{name}”指标值 {target} 与实际完成值 {actual} 计量单位不同，请核对。",
        "The target {target} and the result {actual} are in different units.",
    ),
    example="指标值 ≤30天 | 完成值 5万元",
    finds=_unit_differs,
)


def _share_over_100(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, target, actual in _parsed(read):
        if not _is_named(leaf, rule_words().shares):
            continue
        if any(
            t.value is not None and t.unit == "%" and t.value > HUNDRED for t in (target, actual)
        ):
            misread = "" if leaf.text_source.printed else "“≥”可能被误识为数字。"
            yield _on(rule, leaf, suggestion=misread)


SHARE_OVER_100 = Rule(
    slug="share-over-100",
    ids=("LOG-13",),
    severity=Severity.WARNING,
    formula="满意度, 合格率, 及时率, 覆盖率 … ≤ 100 %, as target and as result",
    title="满意度、合格率等比率不超过100%",
    title_en="A share of a whole is at most 100 %",
    source="published text layers, in which ≥ became a digit",
    message=Message(
        "“{name}”指标值 {target}、实际完成值 {actual}，比率不应超过 100%，请核对。",
        "A share cannot be more than 100%: target {target}, result {actual}.",
    ),
    example="服务对象满意度 | 120% | 95%",
    finds=_share_over_100,
)


def _full_satisfaction(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, target, actual in _parsed(read):
        if not _is_named(leaf, rule_words().satisfaction):
            continue
        if any(t.value == HUNDRED and t.unit in ("", "%") for t in (target, actual)):
            yield _on(rule, leaf)


FULL_SATISFACTION = Rule(
    slug="full-satisfaction",
    ids=("LOG-14",),
    severity=Severity.INFO,
    formula="a satisfaction is < 100 %",
    title="满意度为100%",
    title_en="Everybody is satisfied",
    source="experience: such figures seldom rest on a survey",
    message=Message(
        "“{name}”指标值 {target}、实际完成值 {actual}，其中有满意度 100%，可关注调查依据。",
        "A satisfaction of 100% (target {target}, result {actual}) may not rest on a survey.",
    ),
    example="群众满意度 | ≥90% | 100%",
    finds=_full_satisfaction,
)


def _negative_actual(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf, _, actual in _parsed(read):
        if (
            actual.value is not None
            and actual.value < 0
            and not _is_named(leaf, rule_words().signed)
        ):
            yield _on(rule, leaf)


NEGATIVE_ACTUAL = Rule(
    slug="negative-actual",
    ids=("LOG-15",),
    severity=Severity.INFO,
    formula="a result is ≥ 0, unless it is a growth or a difference",
    title="实际完成值为负数",
    title_en="A result below zero",
    source="finance systems raise such results to 0",
    message=Message(
        "“{name}”实际完成值为 {actual}，是负数，请核对（指标值 {target}）。",
        "The result {actual} is below zero (target {target}).",
    ),
    example="检查次数 | ≥5次 | -3次",
    finds=_negative_actual,
)


def _is_named(leaf: Indicator, words: tuple[str, ...]) -> bool:
    name = fold(leaf.level3)
    return any(word in name for word in words)
